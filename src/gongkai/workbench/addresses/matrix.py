"""Addresses: the matrix unit × duty."""

from django.urls import URLPattern, path

from gongkai.workbench.views.matrix import lists, overview

urlpatterns: list[URLPattern] = [
    path("matrix/", overview.matrix, name="matrix"),
    path("matrix/export.<str:form>", overview.export, name="matrix-export"),
    path("matrix/months/", overview.months, name="matrix-months"),
    path("matrix/leaders/", overview.leaders, name="matrix-leaders"),
    path("matrix/months/export.<str:form>", overview.months_export, name="matrix-months-export"),
    path("matrix/leaders/export.<str:form>", overview.leaders_export, name="matrix-leaders-export"),
    path("matrix/list/", lists.obligations, name="obligations"),
    path("matrix/list/export.<str:form>", lists.export, name="obligations-export"),
    path("obligations/<int:pk>/", lists.obligation, name="obligation"),
]
