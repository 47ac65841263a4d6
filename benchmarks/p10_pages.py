"""P10: 10,000 saved pages of five styles read out of an archive; reach 180 s and 500 MB.

The reference is a bare lxml parse of the same pages from the same archive in the same run.
Run: python benchmarks/p10_pages.py [pages]
"""

import multiprocessing
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.intake.pages.styles import site

from gongkai.intake.pages import read_site

PADDING = "<p>各乡镇、各部门要结合实际，认真贯彻落实，并于每季度末将进展情况报送县政府办公室。</p>" * 40


def make(path: Path, pages: int) -> None:
    """Write an archive of pages, each as large as real ones (about 20 KB) by its article and its navigation."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in site(pages):
            encoding = "gb18030" if b"gb2312" in content else "utf-8"
            mark = b"</div>" if b"</div>" in content else b"</FONT>"
            padded = content.replace(mark, PADDING.encode(encoding) + mark, 1) if b"zoom" in content else content
            script = b"<script>" + b"var navigation = 'menu';\n" * 300 + b"</script>"
            archive.writestr(name, padded.replace(b"</head>", script + b"</head>", 1))


def ours(path: Path) -> dict[str, int]:
    """Read every page into an article."""
    return dict(Counter(type(item).__name__ for item in read_site(path)))


def bare(path: Path) -> dict[str, int]:
    """Parse every page and do nothing with it."""
    count = 0
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name), etree.HTMLParser())
            count += 1
    return {"parsed": count}


def measured(work: Callable[[Path], dict[str, int]], path: Path) -> None:
    """Print seconds, peak memory and what came out."""
    begun = time.perf_counter()
    found = work(path)
    seconds = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{work.__name__:>6}: {seconds:6.1f} s, peak {peak:5.0f} MB, {found}")


def main() -> None:
    """Measure both, each in a process of its own."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "site.zip"
        make(path, pages)
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist()) / pages / 1024
        print(f"{pages:,} pages, {size:.0f} KB each")
        for work in (bare, ours):
            process = multiprocessing.get_context("spawn").Process(target=measured, args=(work, path))
            process.start()
            process.join()


if __name__ == "__main__":
    main()
