"""Addresses: recorded events."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views import occurrences

urlpatterns: list[URLPattern] = [
    path("occurrences/", occurrences.occurrences, name="occurrences"),
    re_path(r"^occurrences/export\.(?P<form>csv|xlsx)$", occurrences.export, name="occurrences-export"),
    path("occurrences/new/", occurrences.new, name="occurrence-new"),
    path("occurrences/<int:pk>/", occurrences.occurrence, name="occurrence"),
]
