"""Addresses: the rulebook browser."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
