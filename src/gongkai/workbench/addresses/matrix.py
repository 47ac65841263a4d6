"""Addresses: the matrix unit × duty."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
