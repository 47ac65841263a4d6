"""Addresses: the filing register."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
