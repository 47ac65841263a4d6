"""The record of an audit row in words, with the page that shows it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from gongkai.journal.models import AuditRow

# By what a row names: the word, and the address that takes its number.
_KINDS: dict[str, tuple[str | Promise, str]] = {
    "disclosures.disclosure": (_("公开信息"), "disclosure"),
    "duties.obligation": (_("任务"), "obligation"),
    "duties.exemption": (_("零报告与不适用"), "exemption"),
    "duties.occurrence": (_("事件"), "occurrence"),
    "duties.rulebookversion": (_("目录版次"), ""),
    "duties.proposal": (_("草案"), "proposal"),
    "units.unit": (pgettext_lazy("one", "单位"), ""),
    "units.person": (_("人员"), "person"),
    "units.rolegrant": (_("角色"), ""),
    "units.post": (_("职务"), ""),
    "channels.board": (_("公开栏"), "board"),
    "imports.importrun": (_("导入"), "import"),
}


@dataclass(frozen=True)
class Subject:
    """What a row is about.

    Args:
        label: the kind of record in words, and its number.
        address: its page; empty when it has none of its own.
    """

    label: str
    address: str


def subject_of(row: AuditRow) -> Subject:
    """The record of a row."""
    word, name = _KINDS.get(row.subject_type, (row.subject_type, ""))
    known = name and row.subject_id.isdigit()
    address = reverse(f"workbench:{name}", args=[row.subject_id]) if known else ""
    if row.subject_type == "units.unit" and row.unit:
        address = reverse("workbench:unit", args=[row.unit.code])
    return Subject(f"{word} {row.subject_id}", address)
