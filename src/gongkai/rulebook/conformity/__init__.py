"""Whether an obligation was met in content, procedure, time and form."""

from gongkai.rulebook.conformity.facts import Decision, Facts, ReviewDone
from gongkai.rulebook.conformity.judging import Aspect, Verdict, judge

__all__ = ["Aspect", "Decision", "Facts", "ReviewDone", "Verdict", "judge"]
