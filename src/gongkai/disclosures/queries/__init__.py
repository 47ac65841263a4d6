"""Every read of disclosures, revisions, reviews, files and filings."""

from gongkai.disclosures.queries.lists import (
    Filters,
    Page,
    due_for_publication,
    filings_visible_to,
    filtered,
    listed,
    page_of,
    sequence,
)
from gongkai.disclosures.queries.reviews import (
    last_return,
    may_decide,
    review_queue,
    step_visible_to,
    steps_of,
    votes_of,
)
from gongkai.disclosures.queries.summary import Standing, state_of
from gongkai.disclosures.queries.visibility import (
    file_for,
    file_for_audience,
    for_audience,
    for_public,
    light,
    public_file,
    publications,
    revisions,
    visible_to,
    with_content,
)

__all__ = [
    "Filters",
    "Page",
    "Standing",
    "due_for_publication",
    "file_for",
    "file_for_audience",
    "filings_visible_to",
    "filtered",
    "for_audience",
    "for_public",
    "last_return",
    "light",
    "listed",
    "may_decide",
    "page_of",
    "public_file",
    "publications",
    "review_queue",
    "revisions",
    "sequence",
    "state_of",
    "step_visible_to",
    "steps_of",
    "visible_to",
    "votes_of",
    "with_content",
]
