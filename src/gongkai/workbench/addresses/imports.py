"""Addresses: imports and audits of what exists."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views.imports import audits, catalogues, coverage, gaps, overview, receiving, running

urlpatterns: list[URLPattern] = [
    path("imports/", overview.imports, name="imports"),
    path("imports/tables/", overview.tables, name="import-tables"),
    path("imports/new/<str:kind>/", receiving.new, name="import-new"),
    path("imports/template/<str:kind>.xlsx", overview.template, name="import-template"),
    path("imports/<int:key>/", running.run, name="import"),
    path("imports/<int:key>/progress/", running.progress, name="import-progress"),
    path("imports/<int:key>/columns/", running.columns, name="import-columns"),
    path("imports/<int:key>/do/<slug:verb>/", running.act, name="import-act"),
    re_path(r"^imports/(?P<key>\d+)/bad\.(?P<form>csv|xlsx)$", running.bad, name="import-bad"),
    path("imports/audit/", audits.audit, name="import-audit"),
    path("imports/audit/report.html", audits.report, name="import-audit-report"),
    re_path(
        r"^imports/audit/(?P<table>series|gaps|timeliness|unparsed)\.(?P<form>csv|xlsx)$", audits.table,
        name="import-audit-table",
    ),
    path("imports/gaps/", gaps.gaps, name="import-gaps"),
    path("imports/gaps/new/", gaps.explain, name="import-gap-new"),
    path("imports/gaps/<int:key>/", gaps.decide, name="import-gap"),
    path("imports/coverage/", coverage.coverage, name="import-coverage"),
    re_path(r"^imports/coverage/report\.(?P<form>xlsx|docx)$", coverage.report, name="import-coverage-report"),
    path("imports/coverage/matches/", coverage.matches, name="import-matches"),
    path("imports/coverage/matches/<int:key>/", coverage.correct, name="import-match"),
    path("imports/coverage/rules/", coverage.rules, name="import-rules"),
    path("imports/catalogue/", catalogues.catalogue, name="import-catalogue"),
]  # fmt: skip
