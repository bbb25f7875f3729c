"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from geomap.errors import UsageError

_PREFIX = ".geomap-"


def check_target(target: str) -> None:
    """Do nothing when a file can be made at `target`; better told before a long reading than after.

    Raises UsageError: it can't be.
    """
    path = Path(target)
    if path.is_dir():
        raise UsageError(f"{target} is a folder. Name a file in it: {path / 'events'}{path.suffix}")
    nearest = next(parent for parent in path.absolute().parents if parent.exists())
    try:
        with tempfile.TemporaryFile(prefix=_PREFIX, dir=nearest):
            pass
    except OSError as error:
        raise _unwritable(target, error) from None


@contextmanager
def whole_file(target: str) -> Iterator[Path]:
    """Give a path to write to; when the block ends well, that file takes the place of `target`.

    It lies in a hidden folder beside the target, with whatever a library leaves next to it. An
    error or an interrupt leaves what stood there before, and nothing else.

    Raises UsageError: the target can't be written.
    """
    path = Path(target).resolve()  # through a link, so that the link stays
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=path.parent))
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        made = folder / path.name
        yield made
        with made.open("rb+") as stream:
            os.fsync(stream.fileno())
        made.replace(path)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _unwritable(target: str, error: OSError) -> UsageError:
    return UsageError(
        f"{target} can't be written: {error.strerror or error}. What stood there is as it was. "
        "Make room or mend the folder's permissions, or name another file with --to."
    )
