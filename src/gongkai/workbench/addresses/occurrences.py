"""Addresses: recorded events."""

from django.urls import URLPattern, path

from gongkai.workbench.views import occurrences

urlpatterns: list[URLPattern] = [
    path("occurrences/", occurrences.occurrences, name="occurrences"),
    path("occurrences/new/", occurrences.new, name="occurrence-new"),
    path("occurrences/<int:pk>/", occurrences.occurrence, name="occurrence"),
]
