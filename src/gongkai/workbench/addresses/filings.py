"""Addresses: the filing register."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views.filings import export, filings

urlpatterns: list[URLPattern] = [
    path("filings/", filings, name="filings"),
    re_path(r"^filings/export\.(?P<form>csv|xlsx)$", export, name="filings-export"),
]
