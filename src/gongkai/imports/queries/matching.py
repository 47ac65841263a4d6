"""Which duty a document of the past serves, by the rulebook's wording and by what people have taught."""

from functools import lru_cache

from gongkai.duties.models import RulebookVersion
from gongkai.duties.queries import composed
from gongkai.imports.models import LearntRule
from gongkai.retrospect.coverage import Matcher, MatchField, MatchRule, rules_of_duties


def learnt() -> list[MatchRule]:
    """The rules learnt from corrections."""
    rows = LearntRule.objects.filter(retired_at__isnull=True).select_related("duty").order_by("id")
    return [MatchRule(row.duty.code, MatchField(row.field), row.pattern, row.weight, row.source) for row in rows]


def matcher(version: RulebookVersion) -> Matcher:
    """The matcher for a version of the rulebook with everything learnt so far; kept per process."""
    newest = LearntRule.objects.filter(retired_at__isnull=True).order_by("-id").values_list("id", flat=True).first()
    return _matcher(version.pk, version.digest, newest or 0)


@lru_cache(maxsize=4)
def _matcher(version: int, digest: str, newest: int) -> Matcher:
    duties = composed(RulebookVersion.objects.get(pk=version)).duties
    return Matcher([*rules_of_duties(duties), *learnt()])
