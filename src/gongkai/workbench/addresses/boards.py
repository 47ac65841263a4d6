"""Addresses: boards, postings and evidence."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views import boards, evidence

urlpatterns: list[URLPattern] = [
    path("boards/", boards.boards, name="boards"),
    re_path(r"^boards/export\.(?P<form>csv|xlsx)$", boards.export, name="boards-export"),
    path("boards/new/", boards.new, name="board-new"),
    path("boards/<int:key>/", boards.board, name="board"),
    path("boards/<int:key>/edit/", boards.change, name="board-edit"),
    path("boards/<int:key>/close/", boards.close, name="board-close"),
    path("boards/postings/<int:key>/down/", boards.down, name="posting-down"),
    path("boards/evidence/", evidence.evidence, name="evidence"),
    re_path(r"^boards/evidence/export\.(?P<form>csv|xlsx)$", evidence.export, name="evidence-export"),
    path("boards/evidence/new/<int:key>/", evidence.new, name="evidence-new"),
    path("boards/evidence/<int:key>/", evidence.one, name="evidence-one"),
    path("boards/evidence/<int:key>/photo", evidence.photo, name="evidence-photo"),
]
