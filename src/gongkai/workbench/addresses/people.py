"""Addresses: units and people."""

from django.urls import URLPattern, path, re_path

from gongkai.workbench.views.people import account, persons, posts, roster, units

urlpatterns: list[URLPattern] = [
    path("units/", units.units, name="units"),
    path("units/gaps/", units.gaps, name="gaps"),
    re_path(r"^units/export\.(?P<form>csv|xlsx)$", roster.export_units, name="units-export"),
    path("units/new/", units.new, name="unit-new"),
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/edit/", units.edit, name="unit-edit"),
    path("units/<slug:code>/close/", units.close, name="unit-close"),
    path("units/<slug:code>/people/new/", persons.new, name="person-new"),
    path("units/<slug:code>/posts/new/", posts.new, name="post-new"),
    path("posts/<int:pk>/end/", posts.end, name="post-end"),
    path("people/", roster.people, name="people"),
    re_path(r"^people/export\.(?P<form>csv|xlsx)$", roster.export, name="people-export"),
    path("people/<int:pk>/", persons.person, name="person"),
    path("people/<int:pk>/link/", persons.link, name="person-link"),
    path("people/<int:pk>/leave/", persons.leaving, name="person-leave"),
    path("people/<int:pk>/factor/", persons.factor_reset, name="person-factor"),
    path("people/<int:pk>/unlock/", persons.unlock, name="person-unlock"),
    path("roles/<int:pk>/end/", persons.role_end, name="role-end"),
    path("account/", account.account, name="account"),
    path("join/<str:token>/", account.join, name="join"),
]
