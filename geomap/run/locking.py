"""One geomap at a time in one folder of outputs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from geomap.errors import OutputError
from geomap.run.store import STORE_FILE
from geomap.run.writing import PREFIX, missing, remove_empty, unwritable


@contextmanager
def locked(folder: Path, *, alone: bool = True) -> Iterator[None]:
    """Hold `folder` while the block runs; it is made where it isn't there.

    The lock is the system's, on the folder itself: a process that is killed holds nothing any
    more. With `alone`, what a killed one left half written is cleared away; without, others that
    only look may look too. A folder that is still empty afterwards goes again.

    Raises OutputError: another geomap is at work there, or the folder can't be made.
    """
    made = missing(folder) if alone else []
    try:
        if alone:
            folder.mkdir(parents=True, exist_ok=True)
        handle = _hold(folder, alone=alone)
    except OSError as error:
        remove_empty(made)
        raise unwritable(folder, error) from None
    try:
        if alone and handle is not None:
            _clear(folder)
        yield
    finally:
        if made:
            remove_empty(made)
        if handle is not None:
            os.close(handle)


def _hold(folder: Path, *, alone: bool) -> int | None:
    """Return an open handle that holds the lock; None where the system can't lock a folder."""
    try:
        import fcntl
    except ImportError:  # Windows: there the store's own lock is the only one
        return None
    if not folder.is_dir():
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise OutputError(
            f"Another geomap is at work in {folder}. Nothing in it was changed. Wait until it has "
            "ended, or name another folder."
        ) from None
    except OSError:  # a file system without locks
        os.close(handle)
        return None
    return handle


def _clear(folder: Path) -> None:
    """Delete what a killed process was writing: nobody else is."""
    for path in folder.glob(f"{PREFIX}*"):
        if not path.name.startswith(STORE_FILE) and path.is_file():
            with suppress(OSError):
                path.unlink()
