"""The folder of an index: which generation is in force, and what it was built with.

``CURRENT`` names the generation and the stamp, and is replaced in one step; a rebuild that dies before that leaves the
old generation in force, and its unfinished folder is removed by the next.
"""

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import tantivy

from gongkai.site.search.grams import CommonGrams
from gongkai.site.search.schema import prepare, schema, stamp

_CURRENT = "CURRENT"
_GRAMS = "grams.json"  # beside the index files of its generation


class IndexUnusable(Exception):
    """The index cannot be read and must be rebuilt; nothing is lost, it is derived.

    Attributes:
        zh: What to do, in Chinese.
        en: The same in English.
    """

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh} / {en}")
        self.zh = zh
        self.en = en


class IndexOutdated(IndexUnusable):
    """The index was built by another version of the program."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete index."""

    name: str
    folder: Path
    index: tantivy.Index
    common: CommonGrams


class Store:
    """Generations in one folder.

    Args:
        folder: Folder of the index, made when absent.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def signature(self) -> tuple[int, ...]:
        """Cheap to ask and different after every commit and every rebuild."""
        signature: tuple[int, ...] = ()
        for path in (self.folder / _CURRENT, self._meta):
            try:
                found = path.stat()
            except FileNotFoundError:
                continue
            signature += (found.st_ino, found.st_mtime_ns, found.st_size)
        return signature

    @property
    def _meta(self) -> Path:
        return self.folder / self.current_name() / "meta.json"

    def current_name(self) -> str:
        """Name of the generation in force; "" when there is none or another version built it."""
        said = self._read_current()
        return said.get("generation", "") if said.get("stamp") == stamp() else ""

    def _read_current(self) -> dict[str, str]:
        try:
            read = json.loads((self.folder / _CURRENT).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def exists(self) -> bool:
        """Whether any index was ever completed here."""
        return (self.folder / _CURRENT).exists()

    def current(self) -> Generation:
        """Open the generation in force.

        Raises:
            IndexOutdated: When another version of the program built it.
            IndexUnusable: When files are missing or damaged.
        """
        said = self._read_current()
        if said and said.get("stamp") != stamp():
            raise IndexOutdated(
                "检索索引由另一版本的程序建立，请重建索引。",
                "The search index was built by another version; rebuild it.",
            )
        folder = self.folder / said.get("generation", "missing")
        try:
            index = prepare(tantivy.Index.open(str(folder)))
            common = CommonGrams(json.loads((folder / _GRAMS).read_text(encoding="utf-8")))
            index.config_reader("manual")
            index.reload()
        except (OSError, ValueError) as error:
            raise IndexUnusable(
                "检索索引缺失或损坏，请重建索引。", "The search index is missing or damaged; rebuild it."
            ) from error
        return Generation(folder.name, folder, index, common)

    def begin(self, common: CommonGrams) -> Generation:
        """Make an empty generation that is not yet in force.

        Args:
            common: The grams that are to be tokens of their own.
        """
        numbers = [int(path.name[1:]) for path in self.folder.glob("g[0-9]*") if path.name[1:].isdigit()]
        folder = self.folder / f"g{max(numbers, default=0) + 1:06d}"
        folder.mkdir()
        (folder / _GRAMS).write_text(json.dumps(common.strings, ensure_ascii=False), encoding="utf-8")
        index = prepare(tantivy.Index(schema(), path=str(folder), reuse=False))
        return Generation(folder.name, folder, index, common)

    def put_in_force(self, generation: Generation) -> None:
        """Make a complete generation the one in force, in one step, and remove all others.

        Args:
            generation: What :meth:`begin` made, committed.
        """
        writing = self.folder / f"{_CURRENT}.part"
        with writing.open("w", encoding="utf-8") as file:
            json.dump({"generation": generation.name, "stamp": stamp()}, file)
            file.flush()
            os.fsync(file.fileno())
        writing.replace(self.folder / _CURRENT)
        self.remove_others()

    def remove_others(self) -> None:
        """Remove generations not in force; who still reads one keeps its open files."""
        name = self._read_current().get("generation")
        for path in self.folder.glob("g[0-9]*"):
            if path.name != name:
                shutil.rmtree(path, ignore_errors=True)
