"""Addresses: notifications."""

from django.urls import URLPattern, path

from gongkai.workbench.views import notifications

urlpatterns: list[URLPattern] = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/<int:pk>/", notifications.open_notice, name="notification"),
]
