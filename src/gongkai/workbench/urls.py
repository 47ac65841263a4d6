"""Addresses of the staff face, one list per area."""

from django.urls import URLPattern

from gongkai.workbench.addresses import (
    audit,
    boards,
    disclosures,
    exemptions,
    filings,
    imports,
    matrix,
    notifications,
    occurrences,
    people,
    reviews,
    rulebook,
    tasks,
)

app_name = "workbench"
urlpatterns: list[URLPattern] = [
    *tasks.urlpatterns,
    *disclosures.urlpatterns,
    *reviews.urlpatterns,
    *matrix.urlpatterns,
    *occurrences.urlpatterns,
    *exemptions.urlpatterns,
    *boards.urlpatterns,
    *filings.urlpatterns,
    *imports.urlpatterns,
    *rulebook.urlpatterns,
    *people.urlpatterns,
    *notifications.urlpatterns,
    *audit.urlpatterns,
]
