"""Installing Debian and Ubuntu packages where this is allowed, and saying what to install where it is not."""

import os
import shutil
from collections.abc import Iterable

from terminal import last_lines, quietly, say, step

_APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


def _prefix() -> list[str] | None:
    """How to become root without asking for a password, or None where that is impossible."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and quietly(["sudo", "-n", "true"])[0]:
        return ["sudo", "-n"]
    return None


def install_packages(names: Iterable[str], purpose: str) -> bool:
    """Install system packages, or say which ones somebody with the right should install.

    Args:
        names: Debian package names.
        purpose: what they are for, as the end of "Installing … for".

    Returns:
        Whether they are now installed.
    """
    names = list(names)
    prefix = _prefix()
    if prefix is None:
        say(f"Missing for {purpose}: {' '.join(names)}")
        say(f"  On Debian or Ubuntu, as root: apt-get install --no-install-recommends {' '.join(names)}")
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    command = [*prefix, *_APT, "install", "--yes", "--no-install-recommends", *names]
    with step(f"Installing {' '.join(names)} for {purpose}"):
        done, said = quietly(command, quiet)
        if not done:  # package lists that are absent or old are the usual reason
            quietly([*prefix, *_APT, "update"], quiet)
            done, said = quietly(command, quiet)
    if not done:
        say(f"  apt-get could not install {' '.join(names)}:")
        say(last_lines(said))
    return done
