"""Fields of the index and how a document fills them."""

from collections.abc import Iterable, Iterator
from typing import Final

import tantivy

from gongkai.site.search.analysis import compact, folding_stamp
from gongkai.site.search.document import MOST_TEXT, SearchDocument
from gongkai.site.search.grams import CommonGrams
from gongkai.site.search.tokens import Tokens, tokens

SCHEMA_VERSION: Final = 2
_LONGEST_NUMBER: Final = 200  # characters of an index number or document number
_BATCH: Final = 50_000  # characters of text whose tokens are found at once

PAIRS: Final = "pairs"  # neighbouring units with positions, of everything
CHARACTERS: Final = "characters"  # single characters and the marks of common grams, of everything
RUNS: Final = "runs"  # single runs of Latin letters and digits, of everything
TITLE: Final = "title"  # all of these of title and document number: a hit here weighs more
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
    builder.add_text_field(CHARACTERS, tokenizer_name="characters", index_option="basic")
    builder.add_text_field(RUNS, tokenizer_name="whitespace", index_option="basic")
    for name in (PAIRS, TITLE):
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_bytes_field("kept", stored=True)
    return builder.build()


def prepare(index: tantivy.Index) -> tantivy.Index:
    """Register the tokenizers the fields name.

    Args:
        index: An index just opened or made.

    Returns:
        The same index.
    """
    tokenizers = {"whitespace": tantivy.Tokenizer.whitespace(), "characters": tantivy.Tokenizer.ngram(1, 1)}
    for name, tokenizer in tokenizers.items():
        index.register_tokenizer(name, tantivy.TextAnalyzerBuilder(tokenizer).build())
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
    return compact(number[:_LONGEST_NUMBER]).replace("\n", "")


def to_tantivy(documents: Iterable[SearchDocument], common: CommonGrams) -> Iterator[tantivy.Document]:
    """Fill the fields.

    Args:
        documents: Public records.
        common: The grams of this index that are tokens of their own.

    Yields:
        The documents to add, in the same order.
    """
    for batch in _batches(documents):
        for (document, _), of_document in zip(batch, tokens([text for _, text in batch], common), strict=True):
            yield _filled(document, of_document)


def _batches(documents: Iterable[SearchDocument]) -> Iterator[list[tuple[SearchDocument, tuple[str, str]]]]:
    batch: list[tuple[SearchDocument, tuple[str, str]]] = []
    length = 0
    for document in documents:
        parts = (document.unit_name, document.index_number, document.body[:MOST_TEXT])
        rest = "。".join((*parts, document.attachments_text[:MOST_TEXT]))
        batch.append((document, (f"{document.title}。{document.document_number}", rest)))
        length += len(rest)
        if length >= _BATCH:
            yield batch
            batch, length = [], 0
    yield batch


def _filled(document: SearchDocument, tokens: Tokens) -> tantivy.Document:
    made = tantivy.Document()
    made.add_unsigned("id", document.id)
    made.add_unsigned("recency", document.recency)
    for unit_id in {document.unit_id, *document.unit_path}:
        made.add_unsigned("units", unit_id)
    made.add_unsigned("year", document.year)
    for name, value in (("duty", document.duty), ("category", document.category), ("topic", document.topic)):
        if value:
            made.add_text(name, storable(value))
    if document.unit_name:
        made.add_text(UNIT, storable(f"{document.unit_id}\t{document.unit_name}"))
    exact = {exact_token(document.index_number), exact_token(document.document_number)} - {""}
    if exact:
        made.add_text(EXACT, " ".join(exact))
    made.add_text(TITLE, tokens.heading)
    made.add_text(PAIRS, tokens.pairs)
    made.add_text(CHARACTERS, tokens.characters)
    made.add_text(RUNS, tokens.runs)
    made.add_bytes("kept", document.to_kept_json().encode("utf-8", "replace"))
    return made
