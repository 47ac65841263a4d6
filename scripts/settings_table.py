"""Write `docs/settings.md` from the table of environment variables.

    scripts/settings_table.py            write docs/settings.md
    scripts/settings_table.py --check    change nothing; fail when the file is older than the table

Run it with the project's own interpreter: `.venv/bin/python scripts/settings_table.py`.
"""

import sys
from pathlib import Path

from gongkai.config.environment import settings_table

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "settings.md"

HEAD = """\
<!-- Written by scripts/settings_table.py from src/gongkai/config/environment.py; do not edit by hand. -->

# 设置 · Settings

设置来自环境变量，没有配置文件。是否类写 `1` 或 `0`，列表用逗号分隔，路径写绝对路径。改动后重启服务和后台任务。
怎样在 systemd 里设置，见[运维手册](operator-guide.md)。

Settings come from environment variables; there is no configuration file. Write `1` or `0` for yes and no, separate
lists with commas, give paths in full. Restart server and worker after a change. For systemd see the
[operator's guide](operator-guide.md).
"""


def page() -> str:
    """The whole document, both languages."""
    return f"{HEAD}\n## 中文\n\n{settings_table('zh')}\n## English\n\n{settings_table('en')}"


def main(arguments: list[str]) -> int:
    """Write the document, or say whether it is up to date.

    Args:
        arguments: what follows the script's name.

    Returns:
        The exit status.
    """
    if "--check" in arguments:
        fresh = TARGET.exists() and TARGET.read_text("utf-8") == page()
        print("docs/settings.md is up to date." if fresh else "Run scripts/settings_table.py: docs/settings.md is old.")
        return 0 if fresh else 1
    TARGET.write_text(page(), "utf-8")
    print(f"{TARGET.relative_to(ROOT)} written")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
