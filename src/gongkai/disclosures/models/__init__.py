"""Tables of the disclosures room."""

from gongkai.disclosures.models.disclosures import Disclosure, IndexSequence
from gongkai.disclosures.models.files import Attachment, StoredFile
from gongkai.disclosures.models.publications import Filing, Publication, Revision, RevisionFile, Withdrawal
from gongkai.disclosures.models.reviews import ReviewStep, Vote

__all__ = [
    "Attachment",
    "Disclosure",
    "Filing",
    "IndexSequence",
    "Publication",
    "ReviewStep",
    "Revision",
    "RevisionFile",
    "StoredFile",
    "Vote",
    "Withdrawal",
]
