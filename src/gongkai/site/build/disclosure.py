"""A record into its page, or into its tombstone."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from gongkai.disclosures.models import Disclosure, Publication, Withdrawal
from gongkai.disclosures.stages import local_day
from gongkai.rulebook.timing.arithmetic import Arithmetic
from gongkai.rulebook.vocabulary import (
    Attribute,
    Audience,
    Category,
    Channel,
    Genre,
    ReviewKind,
    Topic,
    Validity,
)
from gongkai.site import addresses
from gongkai.site.build import content, words
from gongkai.site.build.frames import column, crumbs, feed, frame, site
from gongkai.site.pages.common import Tag
from gongkai.site.pages.disclosure import Block, DisclosurePage, Step, TombstonePage, Value, Version
from gongkai.site.pages.frame import Article, Frame, Language, Link, address, linked_data
from gongkai.site.pages.rendering import translator
from gongkai.site.queries.records import Judged, Record

State = Disclosure.State


def page(record: Record, language: Language, *, private: bool = False) -> DisclosurePage | TombstonePage:
    """The context of a record's page.

    Args:
        record: with everything around it.
        language: of the interface.
        private: shown behind log-in; addresses and feeds of the public site are left out.
    """
    if record.disclosure.state == State.WITHDRAWN:
        return tombstone(record, language)
    t = translator(language)
    one = record.disclosure
    number = one.index_number or ""
    meta: Mapping[str, Any] = record.content["metadata"]
    root = "/internal" if private else ""

    def href(digest: str, name: str) -> str:
        return root + addresses.file(number, digest, name)

    blocks, rest = content.blocks(
        record.definition,
        record.content["values"],
        record.content["attachments"],
        language,
        href=href,
        pictures=f"{root}{addresses.files(number)}",
    )
    if record.content.get("body"):  # imported under a duty that has no place for running text
        body = content.prose(str(record.content["body"]), f"{root}{addresses.files(number)}")
        blocks = (Block("prose", translator(language)("正文"), prose=body), *blocks)
    own = f"{root}{addresses.disclosure(number)}"
    return DisclosurePage(
        frame=_frame(record, language, private=private),
        title=record.content["title"],
        unit=Link(_unit_name(record, language), address(language, addresses.unit(record.unit.code))),
        published=words.long_date(one.published_on, language),
        published_iso=str(one.published_on),
        aspects=aspects(record.obligation, language),
        notices=_notices(record, language),
        blocks=blocks,
        attachments=rest,
        metadata=_metadata(record, meta, language),
        steps=_steps(record, language),
        versions=_versions(record, language),
        qr="" if private else f"{own}qr.svg",
        posters=() if private else (
            Link(t("打印海报（A3）"), f"{own}poster-a3.pdf"), Link(t("打印海报（A4）"), f"{own}poster-a4.pdf"),
        ),
        tables=tuple(
            Link(f"{t('下载')} {block.title} {form.upper()}", f"{own}{block.anchor}.{form}")
            for block in blocks if block.kind == "table" for form in ("xlsx", "csv")
        ),
        related=tuple(
            Link(label.format(title=other.title), address(language, addresses.disclosure(other.index_number)))
            for label, other in ((t("替代它的公开：{title}"), record.successor), (t("被它替代的公开：{title}"), record.replaced))
            if other is not None
        ),
        arithmetic=arithmetic(record.obligation, language),
    )  # fmt: skip


def _unit_name(record: Record, language: Language) -> str:
    return record.unit.name_en if language == "en" and record.unit.name_en else record.unit.name


def _frame(record: Record, language: Language, *, private: bool) -> Frame:
    one, title = record.disclosure, record.content["title"]
    path = addresses.disclosure(one.index_number or "")
    unit_page = Link(
        record.unit.name_en if language == "en" and record.unit.name_en else record.unit.label,
        address(language, addresses.unit(record.unit.code)),
    )
    category = words.label(Category, record.duty.category, language)
    category_page = Link(category, address(language, addresses.category(record.duty.category)))
    summary = record.content["metadata"]["summary"] or title
    published = one.published_at
    latest = record.publications[-1].published_at if record.publications else published
    data = {
        "@type": "Report",
        "headline": title,
        "identifier": one.index_number,
        **({"datePublished": published.isoformat()} if published else {}),
        **({"dateModified": latest.isoformat()} if latest else {}),
        "inLanguage": "zh-Hans",
        "abstract": summary,
        "publisher": {"@type": "GovernmentOrganization", "name": record.unit.name},
        "about": {"@type": "Thing", "name": record.duty.title},
    }
    lists = (
        feed(record.unit.label, addresses.unit_list(record.unit.pk, record.unit.code)),
        feed(record.duty.title, addresses.duty_list(record.duty.pk, record.duty.code)),
    )
    return frame(
        language,
        path,
        title,
        "units",
        column=column("statutory", words.label(Category, record.duty.category, "zh")),
        description=summary[:120],
        crumbs=crumbs(language, category_page, unit_page, Link(title)),
        article=Article(
            title,
            words.minute(published) if published else "",
            record.unit.name,
            record.content["metadata"]["keywords"],
            summary,
        ),
        feeds=() if private else lists,
        json_ld="" if private else linked_data({**data, "url": f"{site().origin}{address(language, path)}"}),
        private=private,
        index=not private,
        alternates=not private,
    )


def aspects(obligation: Judged | None, language: Language) -> tuple[Tag, ...]:
    """The four conformities; none for a record that answers no obligation."""
    if obligation is None:
        return ()
    t = translator(language)
    judged = (
        (obligation.content_ok, t("内容完整"), t("内容有缺")),
        (obligation.procedure_ok, t("程序合规"), t("程序不合规")),
        (obligation.time_ok, t("按时公开"), t("逾期公开")),
        (obligation.form_ok, t("形式到位"), t("形式待补")),
    )
    return tuple(Tag("ok" if fine else "late", good if fine else bad) for fine, good, bad in judged if fine is not None)


def arithmetic(obligation: Judged | None, language: Language) -> str:
    """How the due date was found."""
    if obligation is None or not obligation.arithmetic:
        return ""
    return Arithmetic.from_json(obligation.arithmetic).text(language)


def _notices(record: Record, language: Language) -> tuple[Tag, ...]:
    t = translator(language)
    one = record.disclosure
    found = []
    if one.imported:
        found.append(Tag("na", t("历史导入：按原来的日期显示，不计入按时公开。")))
    if one.state == State.SUPERSEDED:
        by = record.successor.title if record.successor else ""
        found.append(Tag("late", t("这条公开已被新的公开替代：{title}").format(title=by)))
    if one.validity != Validity.IN_FORCE:
        word = words.label(Validity, one.validity, language)
        found.append(Tag("late", f"{t('效力：')}{word}{'。' if one.validity_note else ''}{one.validity_note}"))
    if one.posted_until:
        until = words.long_date(one.posted_until, language)
        found.append(Tag("soon", t("公示期到 {day}。").format(day=until)))
    if record.content.get("gaps"):
        found.append(Tag("soon", f"{t('公开单位说明的缺项：')}{record.content.get('gaps_reason', '')}"))
    corrections = [one for one in record.publications if one.kind == Publication.Kind.CORRECTION]
    if corrections:
        last = corrections[-1]
        found.append(
            Tag(
                "soon",
                t("{day} 更正：{reason}").format(day=words.long_date(last.published_on, language), reason=last.reason),
            )
        )
    return tuple(found)


def _metadata(record: Record, meta: Mapping[str, Any], language: Language) -> tuple[Value, ...]:
    t = translator(language)
    one = record.disclosure
    separator = "、" if language == "zh" else ", "
    topic = str(meta["topic"] or "")
    channels = separator.join(words.label(Channel, code, language) for code in record.definition.channels.required)
    rows = (
        (t("索引号"), one.index_number or "", ""),
        (t("名称"), record.content["title"], ""),
        (t("对应事项"), record.duty.title_en if language == "en" and record.duty.title_en else record.duty.title,
         address(language, addresses.duty(record.duty.code))),
        (t("发布机构"), _unit_name(record, language), address(language, addresses.unit(record.unit.code))),
        (t("文号"), str(meta["document_number"] or ""), ""),
        (t("成文日期"), str(meta["produced_on"] or ""), ""),
        (t("公开日期"), str(one.published_on), ""),
        (t("主题分类"), words.label(Topic, topic, language), address(language, addresses.topic(topic))),
        (t("体裁"), words.label(Genre, str(meta["genre"]), language) if meta["genre"] else "", ""),
        (t("公开属性"), words.label(Attribute, str(meta["mode"]), language), ""),
        (t("公开期限"), words.retention(str(meta["retention"]), language) if meta["retention"] else "", ""),
        (t("公开形式"), channels, ""),
        (t("公开对象"), words.label(Audience, one.audience, language), ""),
        (t("有效性"), words.label(Validity, one.validity, language), ""),
        (t("关键词"), str(meta["keywords"] or ""), ""),
        (t("内容概述"), str(meta["summary"] or ""), ""),
    )  # fmt: skip
    return tuple(Value(*row) for row in rows if row[1])


def _steps(record: Record, language: Language) -> tuple[Step, ...]:
    t = translator(language)
    one = record.disclosure
    reviews = []
    for review in record.reviews:
        cast = review.votes_for + review.votes_against + review.abstained
        votes = t("同意 {a}，反对 {b}，弃权 {c}").format(a=review.votes_for, b=review.votes_against, c=review.abstained)
        reviews.append(
            Step(words.label(ReviewKind, review.kind, language), str(review.on or ""), votes if cast else "")
        )
    due = record.obligation.due_on if record.obligation else None
    note = t("截止日 {day}").format(day=due) if due else ""
    first = Step(t("网上公开"), str(one.published_on), note)
    later = [
        Step(t("更正") if it.kind == Publication.Kind.CORRECTION else t("更新"), str(it.published_on))
        for it in record.publications
        if it.kind != Publication.Kind.FIRST
    ]
    # The reviews are those of the version shown: of a correction they came after the first publication.
    found = [first, *later[:-1], *reviews, later[-1]] if later else [*reviews, first]
    if record.obligation and record.obligation.form_ok is False:
        found.append(Step(t("其他渠道公开"), "", t("待登记凭证"), "todo"))
    if one.state == State.SUPERSEDED:
        found.append(Step(t("被新的公开替代"), "", "", "stop"))
    return tuple(found)


def _versions(record: Record, language: Language) -> tuple[Version, ...]:
    t = translator(language)
    last = len(record.publications)
    return tuple(
        Version(t("第 {n} 版").format(n=number), str(one.published_on), one.reason, number == last)
        for number, one in reversed(list(enumerate(record.publications, start=1)))
    )


def _reason(kind: str, language: Language) -> str:
    """The kind of a withdrawal in the language of the page, whatever the language of the person who withdraws."""
    with translation.override("en" if language == "en" else "zh-hans"):
        return str(Withdrawal.Kind(kind).label)


def tombstone(record: Record, language: Language) -> TombstonePage:
    """What stays of a withdrawn record: neither title nor content."""
    t = translator(language)
    one, gone = record.disclosure, record.withdrawal
    number = one.index_number or ""
    unit = Link(_unit_name(record, language), address(language, addresses.unit(record.unit.code)))
    title = t("已撤回的公开信息")
    return TombstonePage(
        frame=frame(
            language,
            addresses.disclosure(number),
            title,
            "units",
            crumbs=crumbs(language, unit, Link(title)),
            index=False,
        ),
        index_number=number,
        unit=unit,
        published=words.long_date(one.published_on, language),
        withdrawn=words.long_date(local_day(gone.withdrawn_at), language) if gone else "",
        kind=_reason(gone.kind, language) if gone else "",
        reason=gone.reason if gone else "",
        basis=gone.basis if gone else "",
        instead=None
        if record.successor is None
        else Link(record.successor.title, address(language, addresses.disclosure(record.successor.index_number))),
    )
