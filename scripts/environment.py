"""The libraries: a virtual environment in .venv, made and kept in step with the requirements.

Only the standard library, because this runs before anything is installed.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from .processes import ROOT, call, fail, say

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
# There from before the first step to after the last one: whoever finds it finds a half-made environment.
UNFINISHED = VENV / "unfinished"
INSTALL_ATTEMPTS = 3
PAUSE_SECONDS = 5
DOWNLOAD_SIZE = {"requirements.txt": 25, "requirements-postgresql.txt": 30, "requirements-dev.txt": 130}
VERSION = "{}.{}".format(*sys.version_info)
VENV_PACKAGE = f"python{VERSION}-venv"


def ensure(requirements: str) -> None:
    """Make .venv hold what the file `requirements` lists. Does nothing where it does already."""
    if _is_current(requirements):
        return
    with held(ROOT / "requirements.txt", waiting="Waiting for another installation here to finish …"):
        if _is_current(requirements):
            return
        if not _is_usable():
            _make()
        _install(requirements)


def variables(**extra: str) -> dict[str, str]:
    """Our own environment variables for a child, with what makes every machine alike."""
    # Empty: compiled files are kept. Without, each start compiles all of ours, and each run all tests.
    ours = {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **ours, **extra}


@contextlib.contextmanager
def held(path: Path, *, waiting: str = "", refusal: str = "") -> Iterator[None]:
    """Hold a lock on `path`. Where another process has it: wait, or with `refusal` say that and exit.

    The system lets go of the lock with the process, however that ends. Where it has no such locks
    (Windows, some network disks) there is none.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if refusal:
                fail(refusal)
            say(waiting)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            pass
        yield
    finally:
        os.close(descriptor)


def apt_install(package: str) -> bool:
    """Install a package of the system where that is possible and allowed; say whether it worked."""
    apt = shutil.which("apt-get")
    if apt is None or os.name != "posix" or os.geteuid() != 0:
        return False
    say(f"Installing the system package {package} …")
    env = variables(DEBIAN_FRONTEND="noninteractive")
    call([apt, "-q", "update"], env=env)
    return call([apt, "-q", "install", "--yes", "--no-install-recommends", package], env=env) == 0


def included(requirements: str) -> list[str]:
    """The file and those that it includes by `-r`."""
    text = (ROOT / requirements).read_text(encoding="utf-8")
    return [requirements, *re.findall(r"^-r +(\S+)", text, re.MULTILINE)]


def _stamp(requirements: str) -> Path:
    return VENV / f"{requirements}.stamp"


def _fingerprint(requirements: str) -> str:
    texts = [(ROOT / name).read_bytes() for name in included(requirements)]
    return hashlib.sha256(b"\0".join([VERSION.encode(), *texts])).hexdigest()


def _is_current(requirements: str) -> bool:
    stamp = _stamp(requirements)
    return _is_usable() and stamp.is_file() and stamp.read_text() == _fingerprint(requirements)


def _is_usable() -> bool:
    """There is an environment, whole, and of the Python that runs this script."""
    configuration = VENV / "pyvenv.cfg"
    if UNFINISHED.exists() or not PYTHON.exists() or not configuration.is_file():
        return False
    found = re.search(r"^version(?:_info)? *= *(\d+\.\d+)", configuration.read_text(), re.MULTILINE)
    return found is not None and found[1] == VERSION


def _make() -> None:
    say(f"Making the environment in .venv (Python {VERSION}) …")
    if VENV.is_symlink():
        VENV.unlink()
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir()
    UNFINISHED.touch()
    if not _has_ensurepip() and (uv := shutil.which("uv")):
        command: list[str | Path] = [uv, "venv", "--seed", "--allow-existing"]
        command += ["--python", sys.executable, VENV]
    elif _has_ensurepip() or apt_install(VENV_PACKAGE):
        command = [sys.executable, "-m", "venv", VENV]
    else:
        fail(
            "This Python cannot make environments, because its ensurepip is missing. Install the system "
            f"package {VENV_PACKAGE} (on Debian and Ubuntu: sudo apt install {VENV_PACKAGE}) and start again."
        )
    if call(command, env=variables()) != 0:
        fail("The environment in .venv could not be made. The lines above say why.")


def _has_ensurepip() -> bool:
    """Debian and Ubuntu ship it apart from Python; everybody else with it."""
    return importlib.util.find_spec("ensurepip") is not None


def _install(requirements: str) -> None:
    UNFINISHED.touch()
    say(
        f"Installing the libraries of {requirements}. The first time this fetches some "
        f"{DOWNLOAD_SIZE[requirements]} MB; on a slow network it takes minutes …"
    )
    # Ours give way to the reader's own settings.
    patience = {"PIP_DEFAULT_TIMEOUT": "60", "PIP_RETRIES": "10"}
    env = {**patience, "PIP_DISABLE_PIP_VERSION_CHECK": "1", **variables()}
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--no-input"]
    command += ["--only-binary", ":all:", "-r", ROOT / requirements]
    for attempt in range(1, INSTALL_ATTEMPTS + 1):
        if call(command, env=env) == 0:
            break
        if attempt < INSTALL_ATTEMPTS:
            say(f"That failed. Trying again ({attempt + 1} of {INSTALL_ATTEMPTS}) …")
            time.sleep(PAUSE_SECONDS)
    else:
        fail(
            "The libraries could not be installed; pip says why above. Check the network and start again: "
            "what has been fetched is kept."
        )
    for name in included(requirements):
        _stamp(name).write_text(_fingerprint(name))
    UNFINISHED.unlink()
