"""Addresses: the audit trail."""

from django.urls import URLPattern, path

from gongkai.workbench.views import audit

urlpatterns: list[URLPattern] = [
    path("audit/", audit.audit, name="audit"),
    path("audit/export.<str:form>", audit.export, name="audit-export"),
]
