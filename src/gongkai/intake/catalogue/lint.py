"""What is wrong with a catalogue as written, before it becomes duties."""

from collections import Counter
from collections.abc import Iterable, Iterator

from gongkai.intake.catalogue.headers import role_of
from gongkai.intake.catalogue.marks import channel_marks
from gongkai.intake.catalogue.model import LEVELS, CatalogueRow, Role
from gongkai.intake.catalogue.tables import levelled
from gongkai.rulebook.lint import Finding

_NEEDED = (
    (Role.CONTENT, "公开内容", "content"),
    (Role.BASIS, "公开依据", "basis"),
    (Role.TIMING, "公开时限", "time limit"),
    (Role.SUBJECT, "公开主体", "responsible unit"),
    (Role.CHANNELS, "公开渠道", "channel"),
)


def lint_rows(rows: tuple[CatalogueRow, ...], columns: Iterable[str]) -> Iterator[Finding]:
    """Yield what a person should correct: cells missing, contradictions, rows twice, columns dropped."""
    # Where a whole column is missing it is said once, not for every row.
    missing = {role for role, _, _ in _NEEDED if not any(row.text(role) for row in rows)}
    for role, zh, en in _NEEDED:
        if role in missing:
            yield Finding.error("catalogue.no_column", "", f"没有“{zh}”栏，或整栏空白", f"there is no column for {en}")
    if not any(row.levels for row in rows):
        yield Finding.warning(
            "catalogue.no_levels", "", "没有“公开层级”栏，按公开主体推定", "no levels; told from the units"
        )
    local = [name for name in columns if not any(map(role_of, name.split("/")))]
    extras = [name for name in local if any(name == header for row in rows for header, _ in row.extras)]
    if extras:
        listed = "、".join(extras)
        yield Finding.warning(
            "catalogue.local_columns", "", f"地方栏目原样保留：{listed}", f"local columns kept: {listed}"
        )
    times = Counter((row.field, *map(levelled, row.matter), levelled(row.text(Role.CONTENT))) for row in rows)
    for row in rows:
        yield from _row(row, missing)
        if times[(row.field, *map(levelled, row.matter), levelled(row.text(Role.CONTENT)))] > 1:
            yield Finding.warning("catalogue.twice", row.where, "同一事项出现多次", "the same matter more than once")


def _row(row: CatalogueRow, missing: set[Role]) -> Iterator[Finding]:
    for role, zh, en in _NEEDED:
        if role not in missing and not row.text(role):
            yield Finding.warning("catalogue.blank", row.where, f"“{zh}”空白", f"no {en}")
    if not row.matter:
        yield Finding.warning("catalogue.blank", row.where, "“公开事项”空白", "no matter")
    both = (row.text(Role.MODE_PROACTIVE), row.text(Role.MODE_REQUEST))
    if all(both):
        yield Finding.warning(
            "catalogue.mode", row.where, "既主动又依申请，按主动公开", "both modes; taken as proactive"
        )
    if not any(both):
        yield Finding.warning("catalogue.mode", row.where, "没有公开方式，按主动公开", "no mode; taken as proactive")
    if not row.text(Role.AUDIENCE_PUBLIC) and not row.text(Role.AUDIENCE_SPECIFIC):
        yield Finding.warning(
            "catalogue.audience", row.where, "没有公开对象，按全社会", "no audience; taken as the public"
        )
    for box in channel_marks(row.text(Role.CHANNELS)):
        if not box.known:
            yield Finding.warning(
                "catalogue.channel", row.where, f"渠道“{box.label[:40]}”按其他", f"“{box.label[:40]}” taken as other"
            )
    if any(row.text(role) and len(row.text(role)) > 40 for role in LEVELS):
        yield Finding.warning("catalogue.level", row.where, "公开层级写了文字", "words where a mark of level belongs")
