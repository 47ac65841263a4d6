"""Addresses: my tasks."""

from django.urls import URLPattern, path

from gongkai.workbench.views.tasks import tasks

urlpatterns: list[URLPattern] = [path("", tasks, name="tasks")]
