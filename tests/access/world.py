"""One of everything in three units: one's own, one below it, and one beside it; and one person for every role.

Operators and the office work for the whole district; every other role is granted at one's own unit.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from gongkai.channels.actions import give_evidence, post, register_board
from gongkai.channels.photographs import examine
from gongkai.demo.people import Population
from gongkai.demo.photos import board_photo
from gongkai.demo.places import REGION, Size, places, uscc
from gongkai.demo.work import Office, Plan, moment
from gongkai.disclosures.models import Disclosure, Filing, Publication, ReviewStep
from gongkai.duties.actions import expand_periods, install_rulebook, record_occurrence, request_exemption
from gongkai.duties.expansion import own_start_anchors
from gongkai.duties.models import Duty, Exemption, Obligation, Occurrence
from gongkai.journal.actors import SYSTEM
from gongkai.rulebook.packs import builtin_packs, compose, demo_packs
from gongkai.rulebook.samples import recipes
from gongkai.units.actions import add_person, create_unit, grant_role
from gongkai.units.models import Person, Post, RoleGrant, Unit
from gongkai.units.roles import Role

OWN, BELOW, OTHER = "own", "below", "other"
DISTRICT_WIDE = frozenset({Role.OPERATOR, Role.OFFICE_STAFF})
CODES = {OWN: "liuxi", BELOW: "shiqiao", OTHER: "qingshi"}


@dataclass
class Things:
    """One of everything that belongs to a unit."""

    unit: Unit
    draft: Disclosure
    submitted: Disclosure
    published: Disclosure
    step: ReviewStep
    obligation: Obligation
    exemption: Exemption
    occurrence: Occurrence
    board: int
    posting: int
    evidence: int
    person: Person
    post: Post
    grant: RoleGrant


@dataclass
class World:
    """The district of the access matrix."""

    things: dict[str, Things] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)


def build() -> World:
    """Build it through the actions, as the demo does."""
    today = timezone.localdate()
    packs = (*builtin_packs(), *demo_packs())
    begins = date(today.year, 1, 1)
    units: dict[str, Unit] = {}
    for number, place in enumerate(places(Size(2, 2, 0, 2, 0, 0, 0, 0, 0, 0)), start=1):
        units[place.code] = create_unit(
            actor=SYSTEM, code=place.code, name=place.name, short_name=place.short, kind=place.kind,
            parent=units.get(place.parent), functions=list(place.functions), region_code=REGION, order=number,
            uscc=uscc(place, number),
        )  # fmt: skip
    rulebook = compose(packs)
    install_rulebook(rulebook, actor=SYSTEM, title="目录", effective_from=begins, at=moment(begins, 8))
    staff = Population(units, rulebook, begins, 7).settle()
    expand_periods(until=today, actor=SYSTEM)
    office = Office(staff, staff[units["district"].pk].one(Role.SECRECY_REVIEWER), {}, 7)
    world = World()
    for place_name, code in CODES.items():
        world.things[place_name] = _things(units[code], office, rulebook, today)
    for role in Role:
        unit = units["district"] if role in DISTRICT_WIDE else units["liuxi"]
        person = add_person(actor=SYSTEM, unit=unit, username=f"matrix-{role}", name="某人")
        grant_role(person, unit, role, actor=SYSTEM, starts_on=begins)
        world.people[role] = Person.objects.get(pk=person.pk)
    return world


def _things(unit: Unit, office: Office, rulebook, today: date) -> Things:
    staff = office.staff[unit.pk]
    clerk = staff.one(Role.CLERK)
    usable = [
        duty
        for duty in rulebook.duties_for(unit.facts(), today)
        if duty.id in recipes() and own_start_anchors(rulebook, duty) and duty.reviews and duty.audience == "public"
        and str(duty.timing).startswith("W")
    ]  # fmt: skip
    duty = Duty.objects.get(code=usable[0].id)
    day = today - timedelta(days=3)
    plan = {"unit": unit, "duty": duty, "day": day, "event": day - timedelta(days=4), "posted": False}
    draft, submitted, published = (
        office.carry_out(Plan(**plan, until=until)) for until in ("draft", "submitted", "published")
    )
    board = register_board(unit, "大门口公开栏", "大门口", actor=clerk, opened_on=day)
    posting = post(published, board, actor=clerk, posted_on=day, at=moment(day, 16))
    evidence = give_evidence(
        published, "notice_board", actor=clerk, shown_on=day, at=moment(day, 17), posting=posting,
        photo=examine(board_photo(unit.code), "board.jpg"),
    )  # fmt: skip
    assert Filing.objects.filter(publication__in=Publication.objects.filter(disclosure=published)).exists()
    obligation = Obligation.objects.filter(unit=unit, state="open", occurrence=None).order_by("pk")[0]
    waiting = Obligation.objects.filter(unit=unit, state="open", occurrence=None).order_by("pk")[1]
    return Things(
        unit=unit,
        draft=draft,
        submitted=submitted,
        published=published,
        step=ReviewStep.objects.filter(revision=submitted.submitted, state="pending").order_by("order")[0],
        obligation=obligation,
        exemption=request_exemption(waiting, "zero", "本期没有业务发生", actor=clerk, at=moment(day, 9)),
        occurrence=record_occurrence("changed", unit, actor=clerk, occurred_on=day, title="情况变更"),
        board=board.pk,
        posting=posting.pk,
        evidence=evidence.pk,
        person=staff.one(Role.LEADER_IN_CHARGE),
        post=Post.objects.filter(unit=unit)[0],
        grant=RoleGrant.objects.filter(unit=unit, role=Role.LEADER_IN_CHARGE)[0],
    )
