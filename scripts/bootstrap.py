"""The environment in `.venv/`: made once, reused as long as the locks do not change.

Needs only Python's standard library and a package index. What is installed, and in which version, is decided by
`requirements/`; a stamp in `.venv/` remembers it, so that a second start installs nothing.
"""

import hashlib
import json
import shutil
import sys
import tomllib
from pathlib import Path

from debian import install_packages
from indexes import pip_settings, uv_environment
from terminal import ROOT, VENV, give_up, last_lines, quietly, say, step

_STAMP = VENV / "gongkai-stamp.json"
_PYTHON = VENV / "bin" / "python"
_UV = VENV / "bin" / "uv"
_LOCKS = {"base": "requirements/base.txt", "dev": "requirements/dev.txt"}
_INSTALLER = "requirements/installer.txt"


def ensure_environment(*, dev: bool) -> None:
    """Make `.venv/` hold the project and its locked dependencies.

    Args:
        dev: also what tests and checks need.

    Raises:
        SystemExit: something is missing; the message says what to do.
    """
    profile = "dev" if dev else "base"
    if _stamped(profile):
        return
    _create_venv()
    # Whoever has tested here keeps the test tools.
    profile = "dev" if "dev" in _stamp() else profile
    with step(f"Installing {'the project and its test tools' if profile == 'dev' else 'the project'} into .venv"):
        uv = _installer_environment()
        _install(["--require-hashes", "--requirement", _LOCKS[profile]], uv)
        # The build backend comes from the lock as well, hence no isolated build that would fetch its own.
        _install(["--no-deps", "--no-build-isolation", "--editable", "."], uv)
    _STAMP.write_text(json.dumps({**_stamp(), profile: _fingerprint(profile)}), "utf-8")


def _fingerprint(profile: str) -> str:
    """Changes when anything changes that decides what is installed."""
    digest = hashlib.sha256()
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    parts = [project["build-system"], project["project"], project["tool"]["hatch"], str(ROOT)]
    digest.update(json.dumps(parts, sort_keys=True).encode())
    for lock in (_LOCKS[profile], _INSTALLER):
        digest.update((ROOT / lock).read_bytes())
    return digest.hexdigest()


def _stamp() -> dict[str, str]:
    try:
        return json.loads(_STAMP.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _stamped(profile: str) -> bool:
    """Whether the environment is there, complete and up to date; the test tools include everything else."""
    if not _PYTHON.exists() or not (VENV / "bin" / "gongkai").exists():
        return False
    stamp = _stamp()
    return any(stamp.get(name) == _fingerprint(name) for name in {profile, "dev"})


def _create_venv() -> None:
    if _PYTHON.exists() and quietly([_PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"])[0]:
        return
    if VENV.exists():
        say("The environment in .venv does not work (its Python is gone); making it anew.")
        shutil.rmtree(VENV)
    for attempt in (_venv_with_pip, _venv_with_other_tools):
        if attempt():
            return
    shutil.rmtree(VENV, ignore_errors=True)
    give_up(
        "Python here cannot create virtual environments (Debian and Ubuntu keep this in a package of its own).\n"
        f"  As root: apt-get install {' '.join(_venv_packages())}\n"
        "  then start again. 请以 root 安装上述软件包后重试。"
    )


def _venv_packages() -> list[str]:
    """Debian's package for this interpreter; the default one and a particular version have different names."""
    return [f"python3.{sys.version_info.minor}-venv"]


def _venv_with_pip() -> bool:
    make = [sys.executable, "-m", "venv", VENV]
    if quietly([sys.executable, "-c", "import venv, ensurepip"])[0] and quietly(make)[0]:
        return True
    if not install_packages(_venv_packages(), "virtual environments"):
        return False
    shutil.rmtree(VENV, ignore_errors=True)
    done, said = quietly(make)
    if not done:
        say(last_lines(said))
    return done


def _venv_with_other_tools() -> bool:
    """An environment without pip of its own, filled from outside by a uv or pip that happens to be there."""
    if not (shutil.which("uv") or quietly([sys.executable, "-m", "pip", "--version"])[0]):
        return False
    return quietly([sys.executable, "-m", "venv", "--without-pip", VENV])[0]


def _pip() -> list[str | Path]:
    """The command that is pip for this environment, whether installed in it or beside it."""
    if quietly([_PYTHON, "-m", "pip", "--version"])[0] or quietly([_PYTHON, "-m", "ensurepip", "--upgrade"])[0]:
        return [_PYTHON, "-m", "pip"]
    return [sys.executable, "-m", "pip", "--python", _PYTHON]


def _installer_environment() -> dict[str, str] | None:
    """Bring uv into the environment.

    Returns:
        The variables uv needs, or None where only pip is to be had.
    """
    pip = _pip()
    variables = uv_environment(pip_settings(quietly([*pip, "config", "list"])[1]))
    done, said = quietly([*pip, "install", "--quiet", "--require-hashes", "--requirement", _INSTALLER])
    if not done and shutil.which("uv"):
        command = ["uv", "pip", "install", "--python", _PYTHON, "--require-hashes", "--requirement", _INSTALLER]
        done, said = quietly(command, variables)
    if done and _UV.exists():
        return variables
    say("  uv could not be installed; going on with pip, which takes longer. Its reason:")
    say(last_lines(said, 4))
    return None


def _install(arguments: list[str], uv: dict[str, str] | None) -> None:
    if uv is not None:
        done, said = quietly([_UV, "pip", "install", "--python", _PYTHON, *arguments], uv)
        if done:
            return
        say("  uv did not manage; trying pip. uv's reason:")
        say(last_lines(said, 6))
    done, said = quietly([*_pip(), "install", "--quiet", *arguments])
    if done:
        return
    say(last_lines(said))
    if "--editable" in arguments:
        give_up("The project itself could not be installed; the reason stands above. 项目本身安装失败，原因见上。")
    give_up(
        "Installing failed. Without a reachable package index nothing can be installed: look at the network, or\n"
        "name your mirror once for pip (pip config set global.index-url …), it is used here too.\n"
        "安装失败：请检查网络，或用 pip config set global.index-url … 指定镜像后重试。"
    )
