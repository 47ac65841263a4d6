"""The rulebook in force on a day, composed once per process and version."""

import hashlib
import json
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from gongkai.duties.models import Duty, RulebookProposal, RulebookText, RulebookVersion
from gongkai.journal.actors import Actor
from gongkai.rulebook import model
from gongkai.rulebook.calendar import HolidayTable, WorkingCalendar
from gongkai.rulebook.lint import Finding, lint
from gongkai.units.models import Unit
from gongkai.units.rights import rights_of
from gongkai.units.roles import Right


@lru_cache(maxsize=8)
def _composed(digest: str) -> model.Rulebook:
    return model.Rulebook.from_json(RulebookText.objects.get(version__digest=digest).content)


def digest_of(rulebook: model.Rulebook) -> str:
    """The SHA-256 of a rulebook's canonical JSON."""
    canonical = json.dumps(rulebook.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def version_on(day: date) -> RulebookVersion | None:
    """The version in force on a day: the newest of those already effective."""
    return RulebookVersion.objects.filter(effective_from__lte=day).order_by("-effective_from", "-number").first()


def composed(version: RulebookVersion) -> model.Rulebook:
    """The rulebook of a version."""
    return _composed(version.digest)


def rulebook_on(day: date) -> model.Rulebook | None:
    """The rulebook in force on a day."""
    version = version_on(day)
    return _composed(version.digest) if version else None


def definition(duty: Duty, unit: Unit, version: RulebookVersion) -> model.Duty:
    """The duty as a version words it for a unit, overrides applied; kept per process.

    Raises:
        KeyError: the version does not hold the duty.
    """
    return _defined(version.digest, duty.code, unit.facts())


@lru_cache(maxsize=4096)
def _defined(digest: str, code: str, facts: model.UnitFacts) -> model.Duty:
    return _composed(digest).duty_for(code, facts)


def working_calendar() -> WorkingCalendar:
    """The State Council calendar with the operator's extra table, where one is given."""
    extra: Path | None = settings.EXTRA_HOLIDAYS
    # A process that runs for weeks sees the notice as soon as the operator has written it down.
    return _calendar(extra, extra.stat().st_mtime_ns if extra else 0)


@lru_cache(maxsize=2)
def _calendar(extra: Path | None, _written: int) -> WorkingCalendar:
    if extra is None:
        return WorkingCalendar.official()
    # YAML reads 2027-01-01 as a day, the table is written in texts.
    years = json.loads(json.dumps(yaml.safe_load(extra.read_text(encoding="utf-8")), default=str))
    return WorkingCalendar.official(
        extra=[HolidayTable.from_json(year) for year in (years if isinstance(years, list) else [years])]
    )


def versions() -> QuerySet[RulebookVersion]:
    """Every version, newest first."""
    return RulebookVersion.objects.order_by("-number")


def duties() -> QuerySet[Duty]:
    """Every duty, retired ones too; the catalogue is public."""
    return Duty.objects.select_related("version")


def duties_in_force(day: date) -> QuerySet[Duty]:
    """The duties not retired on a day, without those of a version whose day has not come."""
    known = Duty.objects.exclude(version__effective_from__gt=max(day, timezone.localdate()))
    return known.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=day))


def open_proposals(actor: Actor) -> QuerySet[RulebookProposal]:
    """The proposals neither installed nor put aside, without their text; only for the office of the district."""
    rows = RulebookProposal.objects.defer("content").select_related("made_by")
    if not rights_of(actor).everywhere(Right.OVERSEE):
        return rows.none()
    return rows.filter(version__isnull=True, discarded_at__isnull=True)


def takes_effect(proposal: RulebookProposal, *, on: date | None = None) -> date:
    """The first day on which a proposal can take effect and all that is new in it binds.

    Args:
        proposal: with packs that name the day from which they bind.
        on: today; nothing takes effect before it by itself.
    """
    newest = versions().order_by("-effective_from", "-number").first()
    known = {(pack.id, pack.version) for pack in composed(newest).packs} if newest else set()
    fresh = [
        pack.effective_from
        for pack in model.Rulebook.from_json(proposal.content).packs
        if (pack.id, pack.version) not in known
    ]
    return max([on or timezone.localdate(), *fresh, *([newest.effective_from] if newest else [])])


def findings(version: RulebookVersion, on: date | None = None) -> tuple[Finding, ...]:
    """What the lint says of a version, with the law texts where the operator has given them.

    Args:
        version: looked at.
        on: a day on which it is in force: laws are replaced while it is. By default its first day.
    """
    return _linted(version.digest, max(version.effective_from, on or version.effective_from))


@lru_cache(maxsize=8)
def _linted(digest: str, on: date) -> tuple[Finding, ...]:
    return tuple(lint(_composed(digest), on, settings.LAW_TEXTS))
