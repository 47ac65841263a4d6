"""Fields of the index and how a document fills them."""

from typing import Final

import tantivy

from gongkai.site.search.analysis import Tokens, folding_stamp, phrases
from gongkai.site.search.document import MOST_TEXT, SearchDocument
from gongkai.site.search.grams import CommonGrams

SCHEMA_VERSION: Final = 1
_LONGEST_NUMBER: Final = 200  # characters of an index number or document number

PAIRS: Final = "pairs"  # neighbouring units with positions, of everything
TERMS: Final = "terms"  # single units and common grams, of everything
TITLE: Final = "title"  # all three of title and document number: a hit here weighs more
EXACT: Final = "exact"  # index number and document number as one token each
UNIT: Final = "unit"  # "id<tab>name", for facets and suggestions


def stamp() -> str:
    """What must be equal for an index to be read by this program."""
    return f"{SCHEMA_VERSION}; {folding_stamp()}"


def schema() -> tantivy.Schema:
    """Fields of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("recency", indexed=True, fast=True)
    builder.add_unsigned_field("units", indexed=True)
    builder.add_unsigned_field("year", indexed=True, fast=True)
    for name in ("duty", "category", "topic", UNIT):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field(EXACT, tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field(TERMS, tokenizer_name="whitespace", index_option="basic")
    for name in (PAIRS, TITLE):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Register the tokenizer the fields name.

    Args:
        index: An index just opened or made.

    Returns:
        The same index.
    """
    tokenizer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", tokenizer)
    return index


def storable(text: str) -> str:
    """Replace what UTF-8 cannot hold (halves of surrogate pairs).

    Args:
        text: Any text.
    """
    return text.encode("utf-8", "replace").decode()


def exact_token(number: str) -> str:
    """One token for a whole index number or document number, whatever its brackets and spaces.

    Args:
        number: The number as printed or typed.

    Returns:
        Folded units joined without spaces; "" when there are none.
    """
    return "".join(unit for phrase in phrases(number[:_LONGEST_NUMBER]) for unit in phrase)


def to_tantivy(document: SearchDocument, common: CommonGrams) -> tantivy.Document:
    """Fill the fields.

    Args:
        document: A public record.
        common: The grams of this index that are tokens of their own.

    Returns:
        The document to add.
    """
    heading = Tokens(f"{document.title}。{document.document_number}")
    heading_grams = common.within(heading.whole)
    rest = (
        Tokens(f"{document.unit_name}。{document.index_number}"),
        Tokens(document.body[:MOST_TEXT]),
        *([Tokens(document.attachments_text[:MOST_TEXT])] if document.attachments_text else []),
    )
    made = tantivy.Document()
    made.add_unsigned("id", document.id)
    made.add_unsigned("recency", document.recency)
    for unit_id in {document.unit_id, *document.unit_path}:
        made.add_unsigned("units", unit_id)
    made.add_unsigned("year", document.year)
    for name in ("duty", "category", "topic"):
        value = getattr(document, name)
        if value:
            made.add_text(name, storable(value))
    if document.unit_name:
        made.add_text(UNIT, storable(f"{document.unit_id}\t{document.unit_name}"))
    exact = {exact_token(document.index_number), exact_token(document.document_number)} - {""}
    if exact:
        made.add_text(EXACT, " ".join(exact))
    made.add_text(TITLE, " ".join([heading.pairs, *heading.singles, *heading_grams]))
    made.add_text(PAIRS, " ".join([heading.pairs, *(tokens.pairs for tokens in rest)]))
    terms = heading.singles.union(heading_grams, *(t.singles for t in rest), *(common.within(t.whole) for t in rest))
    made.add_text(TERMS, " ".join(terms))
    made.add_bytes("kept", document.to_kept_json().encode("utf-8", "replace"))
    return made
