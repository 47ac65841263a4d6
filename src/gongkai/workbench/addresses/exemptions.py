"""Addresses: zero reports and not applicable."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
