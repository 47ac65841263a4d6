"""Addresses of the staff face."""

from django.urls import URLPattern

app_name = "workbench"
urlpatterns: list[URLPattern] = []
