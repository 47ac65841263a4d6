"""Who gets what at every address: written by hand, from the roles as the product describes them, not from the code.

A row names the address, how to fill its places for a unit's things, and who finds it. Everybody else gets 404, nobody
logged in is sent to the log-in page. ``GET`` is asked; an address that only takes ``POST`` answers those who find it
with 405.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.access.world import BELOW, OTHER, OWN, Things

ANONYMOUS = "anonymous"
STAFF_ROLES = frozenset(
    {
        "clerk", "unit_leader", "leader_in_charge", "secrecy_reviewer", "deliberation_member", "village_supervisor",
        "office_staff", "leading_group_member", "auditor", "operator",
    }
)  # fmt: skip
SEEING = STAFF_ROLES - {"operator"}
SEEING_BELOW = SEEING - {"deliberation_member", "village_supervisor"}
OFFICE = frozenset({"office_staff"})  # works for the whole district, so no unit is another to it
MANAGING = frozenset({"unit_leader", "office_staff"})

Finders = Mapping[str, frozenset[str]]
NOBODY: frozenset[str] = frozenset()


def finders(own: frozenset[str], below: frozenset[str] = NOBODY, other: frozenset[str] = NOBODY) -> Finders:
    """Who finds the page of a thing of one's own unit, of one below, of another."""
    return {OWN: own, BELOW: below, OTHER: other}


def everywhere(roles: frozenset[str]) -> Finders:
    """Who finds a page that belongs to no unit."""
    return finders(roles, roles, roles)


ALL = everywhere(STAFF_ROLES)
SEE = finders(SEEING, SEEING_BELOW, OFFICE)
DRAFT = finders(frozenset({"clerk"}))
GROUND = finders(frozenset({"clerk"}) | OFFICE, OFFICE, OFFICE)  # why a record must be withdrawn
POSTING = finders(frozenset({"clerk"}), frozenset({"clerk"}))  # a township's board shows what its villages publish
MANAGE = finders(MANAGING, MANAGING, OFFICE)
AUDITING = frozenset({"office_staff", "auditor", "operator"})
IMPORTING = frozenset({"clerk", "office_staff"})
PEOPLE = finders(SEEING | {"operator"}, SEEING_BELOW | {"operator"}, OFFICE | {"operator"})
Fill = Callable[[Things], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    """One address.

    Args:
        who: who finds it.
        fill: the places of the address, from the things of a unit.
        found: what those who find it get; several where the content decides.
        open: nobody logged in finds it too.
    """

    who: Finders
    fill: Fill = lambda things: {}
    found: tuple[int, ...] = (200,)
    open: bool = False


@dataclass(frozen=True)
class Open:
    """An address of the public site: the same for everybody.

    Args:
        fill: the places of the address.
        found: the answer.
        english: it has an English twin below ``/en/``.
        inside: it asks nobody to log in.
    """

    fill: Fill = lambda things: {}
    found: tuple[int, ...] = (200,)
    english: bool = True
    inside: bool = False


def _key(name: str) -> Fill:
    return lambda things: {"key": value if isinstance(value := getattr(things, name), int) else value.pk}


def _pk(name: str) -> Fill:
    return lambda things: {"pk": getattr(things, name).pk}


def _unit(things: Things) -> dict[str, Any]:
    return {"code": things.unit.code}


def _duty(things: Things) -> dict[str, Any]:
    return {"code": things.published.duty.code}


WORKBENCH: dict[str, Row] = {
    "tasks": Row(ALL),
    "disclosures": Row(everywhere(SEEING)),
    "disclosures-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "disclosure-new": Row(everywhere(frozenset({"clerk"}))),
    "disclosure": Row(SEE, _key("draft")),
    "disclosure-edit": Row(DRAFT, _key("draft")),
    "disclosure-save": Row(ALL, _key("draft"), (405,)),
    "disclosure-preview": Row(SEE, _key("draft")),
    "disclosure-template": Row(DRAFT, _key("draft")),
    "disclosure-poster": Row(SEE, lambda t: {"key": t.published.pk, "paper": "a4"}),
    "disclosure-ground": Row(GROUND, _key("published")),
    "disclosure-act": Row(DRAFT, lambda t: {"key": t.draft.pk, "verb": "discard"}),
    "disclosure-file": Row(SEE, lambda t: {"key": t.draft.pk, "digest": "0" * 64}, (404,)),
    "matrix": Row(everywhere(SEEING)),
    "matrix-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "matrix-months": Row(everywhere(SEEING)),
    "matrix-leaders": Row(everywhere(SEEING)),
    "matrix-months-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "matrix-leaders-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "obligations": Row(everywhere(SEEING)),
    "obligations-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "obligation": Row(SEE, _pk("obligation")),
    "boards": Row(everywhere(SEEING)),
    "boards-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "board-new": Row(everywhere(frozenset({"clerk"}))),
    "board": Row(SEE, _key("board")),
    "board-edit": Row(DRAFT, _key("board")),
    "board-close": Row(DRAFT, _key("board"), (200, 405)),
    "posting-down": Row(DRAFT, _key("posting"), (200, 405)),
    "evidence": Row(everywhere(SEEING)),
    "evidence-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "evidence-new": Row(POSTING, _key("published")),
    "evidence-one": Row(SEE, _key("evidence")),
    "evidence-photo": Row(SEE, _key("evidence")),
    "unit": Row(PEOPLE, _unit),
    "unit-edit": Row(MANAGE, _unit),
    "unit-close": Row(MANAGE, _unit),
    "person-new": Row(MANAGE, _unit),
    "post-new": Row(MANAGE, _unit),
    "post-end": Row(MANAGE, _pk("post")),
    "person": Row(PEOPLE, _pk("person")),
    "person-link": Row(PEOPLE, _pk("person"), (302,)),  # a link is made by POST; GET goes back to the person
    "person-leave": Row(
        finders(MANAGING | {"operator"}, MANAGING | {"operator"}, OFFICE | {"operator"}), _pk("person")
    ),
    "person-factor": Row(ALL, _pk("person"), (404, 405)),  # only by POST
    "person-unlock": Row(ALL, _pk("person"), (404, 405)),  # nobody is locked out
    "role-end": Row(MANAGE, _pk("grant")),
    "account": Row(ALL),
    "join": Row(ALL, lambda _t: {"token": "spent"}, (404, 200, 410), open=True),
    "units": Row(ALL),
    "units-export": Row(ALL, lambda _t: {"form": "csv"}),
    "people": Row(ALL),
    "people-export": Row(ALL, lambda _t: {"form": "csv"}),
    "gaps": Row(ALL),
    "unit-new": Row(everywhere(MANAGING)),
    "rulebook": Row(ALL),
    "duty": Row(ALL, _duty),
    "rulebook-versions": Row(ALL),
    "rulebook-version": Row(ALL, lambda _t: {"number": 1}),
    "rulebook-export": Row(ALL, lambda _t: {"number": 1, "form": "xlsx"}),
    "rulebook-new": Row(everywhere(OFFICE)),
    "proposal": Row(everywhere(OFFICE), lambda _t: {"pk": 1}, (404,)),
    "audit": Row(everywhere(AUDITING)),
    "audit-export": Row(everywhere(AUDITING), lambda _t: {"form": "csv"}),
    "notifications": Row(ALL),
    "notification": Row(ALL, lambda _t: {"pk": 1}, (404,)),
    "reviews": Row(ALL),
    "review": Row(SEE, _key("step")),
    "exemptions": Row(ALL),
    "exemptions-export": Row(ALL, lambda _t: {"form": "csv"}),
    "exemption": Row(SEE, _pk("exemption")),
    "exemption-new": Row(DRAFT, _pk("obligation")),
    "occurrences": Row(ALL),
    "occurrences-export": Row(ALL, lambda _t: {"form": "csv"}),
    "occurrence-new": Row(everywhere(OFFICE | {"clerk"})),
    "occurrence": Row(SEE, _pk("occurrence")),
    "filings": Row(everywhere(SEEING)),
    "filings-export": Row(everywhere(SEEING), lambda _t: {"form": "csv"}),
    "imports": Row(everywhere(IMPORTING)),
    "import-tables": Row(everywhere(IMPORTING)),
    "import-new": Row(everywhere(OFFICE), lambda _t: {"kind": "units"}),
    "import-template": Row(everywhere(OFFICE), lambda _t: {"kind": "units"}),
    "import": Row(everywhere(IMPORTING), lambda _t: {"key": 1}, (404,)),
    "import-progress": Row(everywhere(IMPORTING), lambda _t: {"key": 1}, (404,)),
    "import-columns": Row(ALL, lambda _t: {"key": 1}, (405,)),
    "import-act": Row(ALL, lambda _t: {"key": 1, "verb": "take"}, (405,)),
    "import-bad": Row(everywhere(IMPORTING), lambda _t: {"key": 1, "form": "csv"}, (404,)),
    "import-audit": Row(everywhere(IMPORTING)),
    "import-audit-report": Row(everywhere(IMPORTING), found=(200, 404)),
    "import-audit-table": Row(everywhere(IMPORTING), lambda _t: {"table": "series", "form": "csv"}, (200, 404)),
    "import-gaps": Row(everywhere(IMPORTING)),
    "import-gap-new": Row(everywhere(IMPORTING)),
    "import-gap": Row(everywhere(IMPORTING), lambda _t: {"key": 1}, (404,)),
    "import-coverage": Row(everywhere(IMPORTING)),
    "import-coverage-report": Row(everywhere(IMPORTING), lambda _t: {"form": "xlsx"}, (200, 404)),
    "import-matches": Row(everywhere(IMPORTING)),
    "import-match": Row(everywhere(IMPORTING), lambda _t: {"key": 1}, (404,)),
    "import-rules": Row(everywhere(IMPORTING)),
    "import-catalogue": Row(everywhere(OFFICE)),
}


def _number(things: Things) -> dict[str, Any]:
    return {"number": things.published.index_number}


def _list(code: Callable[[Things], str]) -> Fill:
    return lambda things: {"code": code(things)}


def _page(code: Callable[[Things], str] | None) -> Fill:
    return lambda things: {"number": 1} | ({"code": code(things)} if code else {})


_SORTS: dict[str, Callable[[Things], str] | None] = {
    "all": None,
    "unit": lambda things: things.unit.code,
    "duty": lambda things: things.published.duty.code,
    "category": lambda things: things.published.duty.category,
    "topic": lambda things: things.published.topic,
    "year": lambda things: str(things.published.published_on.year),
}
_MONTH = {"period": "2026-01"}

PUBLIC: dict[str, Open] = {
    **{name: Open() for name in (
        "home", "units", "duties", "categories", "topics", "years", "feeds", "rates", "overdue", "rates-units",
        "rates-duties", "guide", "rules", "content", "reports", "requests", "about", "search",
    )},
    "unit": Open(_unit),
    "unit-duties": Open(_unit),
    "duty": Open(_duty),
    "rates-unit": Open(_unit),
    "rates-duty": Open(_duty),
    "rates-list": Open(lambda t: {"sort": "units", "figure": "time", **_unit(t), **_MONTH}),
    "overdue-page": Open(lambda _t: {"number": 1}),
    "rates-period": Open(lambda _t: _MONTH),
    "rates-units-period": Open(lambda _t: _MONTH),
    "rates-duties-period": Open(lambda _t: _MONTH),
    "rates-unit-period": Open(lambda t: _unit(t) | _MONTH),
    "rates-duty-period": Open(lambda t: _duty(t) | _MONTH),
    **{f"list-{sort}": Open(_list(code) if code else lambda _t: {}) for sort, code in _SORTS.items()},
    **{f"list-{sort}-page": Open(_page(code)) for sort, code in _SORTS.items()},
    **{
        f"feed-{sort}-{form}": Open(_list(code) if code else lambda _t: {}, english=False)
        for sort, code in _SORTS.items() if sort not in {"topic", "year"} for form in ("atom", "rss")
    },
    "disclosure": Open(_number),
    "qr": Open(_number, english=False),
    "poster": Open(lambda t: _number(t) | {"paper": "a4"}, english=False),
    "table": Open(lambda t: _number(t) | {"element": "nothing", "form": "csv"}, (404,), english=False),
    "file": Open(lambda t: _number(t) | {"digest": "0" * 64}, (404,), english=False),
    "sitemap": Open(english=False),
    "sitemap-part": Open(lambda _t: {"number": 1}, english=False),
    "robots": Open(english=False),
    "internal": Open(english=False, inside=True),
    "internal-page": Open(lambda _t: {"number": 1}, english=False, inside=True),
    "internal-disclosure": Open(_number, (404,), english=False, inside=True),
    "internal-table": Open(lambda t: _number(t) | {"element": "nothing", "form": "csv"}, (404,), english=False, inside=True),
    "internal-file": Open(lambda t: _number(t) | {"digest": "0" * 64}, (404,), english=False, inside=True),
}  # fmt: skip

# Wired from libraries and tested by them; what we decide of them is tested in tests/workbench (accounts) and tests/config.
ELSEWHERE = frozenset(
    {
        "health", "set_language", "account_login", "account_logout", "account_inactive", "account_signup",
        "account_reauthenticate", "account_email", "account_email_verification_sent", "account_change_password",
        "account_set_password", "account_reset_password", "account_confirm_login_code", "account_confirm_email",
        "account_reset_password_from_key_done", "account_reset_password_from_key", "account_reset_password_done",
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_list_webauthn",
        "mfa_add_webauthn", "mfa_reauthenticate_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    }
)  # fmt: skip
