"""One warm Typst compiler for the whole process; data goes in as JSON, never as markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Final

import typst

from gongkai.documents.pdf.glyphs import font_directories

_TEMPLATES: Final = Path(str(files("gongkai.documents.pdf"))) / "templates"
_LOCK: Final = Lock()


class TemplateError(RuntimeError):
    """A template could not be set with the data given; the message is Typst's."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(directory) for directory in font_directories()],
    )


@cache
def _compiler(root: Path) -> typst.Compiler:
    return typst.Compiler(root=str(root), font_paths=_fonts(), ignore_system_fonts=True)


def compile_pdf(
    template: str,
    data: Mapping[str, object],
    *,
    at: datetime,
    directory: Path = _TEMPLATES,
    accessible: bool = True,
) -> bytes:
    """Return the PDF of a template.

    Arguments: template, name of a file in `directory` without `.typ`, which reads `json(bytes(sys.inputs.data))`;
    data, anything that JSON can say, texts already passed through `glyphs.printable`; at, the aware instant written
    into the file as its date, so that equal data gives equal bytes; accessible, ask for PDF/UA-1 (ISO 14289-1).
    Raises: TemplateError when Typst refuses.
    """
    try:
        with _LOCK:
            found = _compiler(directory).compile(
                str(directory / f"{template}.typ"),
                format="pdf",
                sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
                pdf_standards=["ua-1"] if accessible else [],
                timestamp=int(at.timestamp()),
            )
    except typst.TypstError as error:
        raise TemplateError(str(error)) from error
    if not isinstance(found, bytes):
        raise TemplateError("no document came out")
    return found
