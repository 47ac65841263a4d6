"""Addresses: boards, postings and evidence."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
