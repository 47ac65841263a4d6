"""Addresses: disclosures."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views.disclosures.acting import act
from gongkai.workbench.views.disclosures.editing import autosave, edit, workbook
from gongkai.workbench.views.disclosures.grounds import ground
from gongkai.workbench.views.disclosures.listing import disclosures, export
from gongkai.workbench.views.disclosures.showing import disclosure, file, poster, preview
from gongkai.workbench.views.disclosures.starting import new

urlpatterns: list[URLPattern] = [
    path("disclosures/", disclosures, name="disclosures"),
    re_path(r"^disclosures/export\.(?P<form>csv|xlsx)$", export, name="disclosures-export"),
    path("disclosures/new/", new, name="disclosure-new"),
    path("disclosures/<int:key>/", disclosure, name="disclosure"),
    path("disclosures/<int:key>/edit/", edit, name="disclosure-edit"),
    path("disclosures/<int:key>/save/", autosave, name="disclosure-save"),
    path("disclosures/<int:key>/preview/", preview, name="disclosure-preview"),
    path("disclosures/<int:key>/template.xlsx", workbook, name="disclosure-template"),
    path("disclosures/<int:key>/files/<str:digest>", file, name="disclosure-file"),
    re_path(r"^disclosures/(?P<key>\d+)/poster-(?P<paper>a3|a4)\.pdf$", poster, name="disclosure-poster"),
    path("disclosures/<int:key>/ground/", ground, name="disclosure-ground"),
    path("disclosures/<int:key>/do/<slug:verb>/", act, name="disclosure-act"),
]
