"""Addresses: zero reports and not applicable."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views import exemptions

urlpatterns: list[URLPattern] = [
    path("exemptions/", exemptions.exemptions, name="exemptions"),
    re_path(r"^exemptions/export\.(?P<form>csv|xlsx)$", exemptions.export, name="exemptions-export"),
    path("exemptions/<int:pk>/", exemptions.exemption, name="exemption"),
    path("obligations/<int:pk>/exemption/", exemptions.new, name="exemption-new"),
]
