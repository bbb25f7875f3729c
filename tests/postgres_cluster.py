"""A PostgreSQL cluster of the tests' own, on a socket in a temporary folder; Debian's, if there."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

BIN = Path("/usr/lib/postgresql/15/bin")
EXTENSION = Path("/usr/share/postgresql/15/extension/postgis.control")


def missing() -> str | None:
    """Return what is not there that the tests need; None when all of it is."""
    if not (BIN / "initdb").exists():
        return "PostgreSQL 15 is not installed (apt-get install postgresql-15-postgis-3)"
    if not EXTENSION.exists():
        return "PostGIS is not installed (apt-get install postgresql-15-postgis-3)"
    if os.geteuid() == 0 and not _has_postgres():
        return "PostgreSQL doesn't run as root, and there is no user postgres"
    return None


@contextmanager
def cluster() -> Iterator[Path]:
    """Give the folder of the socket of a running server; its superuser is `postgres`."""
    # A socket's path holds at most 107 bytes: not in pytest's own deep folders.
    folder = Path(mkdtemp(prefix="geomap-pg-"))
    folder.chmod(0o755)
    data, log = folder / "data", folder / "log"
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _run("initdb", "-D", data, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-N",
             "--auth-local=scram-sha-256", f"--pwfile={_password(folder)}")  # fmt: skip
        options = f"-c listen_addresses= -c fsync=off -c unix_socket_directories={folder}"
        _run("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield folder
        finally:
            _run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


PASSWORD = "pass/w:rd@x"  # what an address must escape


def _password(folder: Path) -> Path:
    path = folder / "password"
    path.write_text(PASSWORD)
    path.chmod(0o644)
    return path


def _has_postgres() -> bool:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return False
    return shutil.which("runuser") is not None


def _run(program: str, *arguments: object) -> None:
    command = [str(BIN / program), *map(str, arguments)]
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", check=False
    ) if program != "pg_ctl" else subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", check=False
    )  # the server keeps what it inherits open  # fmt: skip
    assert done.returncode == 0, f"{program} ended with {done.returncode}: {done.stdout!r}"
