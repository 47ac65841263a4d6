"""Addresses: the rulebook browser."""

from django.urls import URLPattern, path

from gongkai.workbench.views.rulebook import browsing, changing

urlpatterns: list[URLPattern] = [
    path("rulebook/", browsing.rulebook, name="rulebook"),
    path("rulebook/duties/<slug:code>/", browsing.duty, name="duty"),
    path("rulebook/versions/", browsing.versions, name="rulebook-versions"),
    path("rulebook/versions/<int:number>/", browsing.version, name="rulebook-version"),
    path("rulebook/versions/<int:number>/export.<str:form>", browsing.export, name="rulebook-export"),
    path("rulebook/new/", changing.new, name="rulebook-new"),
    path("rulebook/proposals/<int:pk>/", changing.proposal, name="proposal"),
]
