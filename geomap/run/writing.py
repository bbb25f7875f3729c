"""Writing a folder of outputs whole or not at all."""

from __future__ import annotations

import errno
import gc
import os
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType

from geomap.errors import OutputError
from geomap.run.lines import Content

PREFIX = ".geomap-"


def write_files(
    folder: Path,
    files: Mapping[str, Content],
    *,
    written: Mapping[str, Path] = MappingProxyType({}),
) -> list[Path]:
    """Write all `files` into `folder` or none, and return the paths of those that changed.

    What `write_temporary` made of some of them is in `written`.

    Each goes into a temporary file beside its target first; only when all of them are safely on
    the disk are they renamed. A full disk or an interrupt leaves what stood there before.

    Raises OutputError: the folder can't be written.
    """
    made = missing(folder)
    waiting: list[tuple[Path, Path]] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            target = folder / name
            if target.is_dir():
                raise IsADirectoryError(21, "Is a directory", str(target))
            if name in written:
                waiting.append((written[name], target))
            elif not _holds(target, whole := bytes(content)):
                waiting.append((write_temporary(folder, name, whole), target))
        with uninterrupted():
            for temporary, target in waiting:
                temporary.replace(target)
            _sync(folder)
    except OSError as error:
        discard(temporary for temporary, _ in waiting)
        remove_empty(made)
        raise unwritable(folder, error) from None
    except BaseException:
        discard(temporary for temporary, _ in waiting)
        remove_empty(made)
        raise
    return [target for _, target in waiting]


def check_writable(folder: Path) -> None:
    """Do nothing when files can be made in `folder`; better told before a long reading than after.

    Raises OutputError: they can't.
    """
    made = missing(folder)
    nearest = made[-1].parent if made else folder
    try:
        with tempfile.TemporaryFile(prefix=PREFIX, dir=nearest):
            pass
    except OSError as error:
        raise unwritable(folder, error) from None


def unwritable(folder: Path, error: OSError) -> OutputError:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return OutputError(
        f"{folder} can't be written: {error.strerror}. Nothing in it was changed. "
        f"{'Make room there' if full else 'Let files be made there'}, or name another folder."
    )


def write_temporary(folder: Path, name: str, content: bytes, *, mask: int | None = None) -> Path:
    """Write `content` into a new file beside `name` and return its path; `mask`: `umask()`."""
    path = new_temporary(folder, name)
    try:
        fill(path, content, mask=umask() if mask is None else mask)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return path


def new_temporary(folder: Path, name: str) -> Path:
    """Return a new empty file beside `name`."""
    handle, made = tempfile.mkstemp(prefix=PREFIX, suffix=f"-{name}", dir=folder)
    os.close(handle)
    return Path(made)


def fill(path: Path, content: bytes, *, mask: int) -> None:
    """Write `content` into an empty file that is there, safely on the disk."""
    # It isn't made anew where somebody deleted it: its parent was killed, and another run tidied up.
    with path.open("r+b") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    # mkstemp lets only the owner read; a map is to be shown, as the umask allows.
    path.chmod(0o666 & ~mask)


def umask() -> int:
    """Return what new files may not be; nobody else may make any while it is asked for."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def missing(folder: Path) -> list[Path]:
    """Return the folders that must be made for `folder`, the innermost first."""
    missing = []
    for path in (folder, *folder.parents):
        if path.exists():
            break
        missing.append(path)
    return missing


def discard(temporaries: Iterable[Path]) -> None:
    """Delete those that are still there."""
    for temporary in temporaries:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def remove_empty(folders: Iterable[Path]) -> None:
    with suppress(OSError):
        for folder in folders:
            folder.rmdir()


def _sync(folder: Path) -> None:
    """Make the renames last, where the system lets a folder be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold Ctrl-C back until the block has ended."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    caught: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: caught.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if caught:
        raise KeyboardInterrupt


@contextmanager
def unhurried(*, collect: bool = True) -> Iterator[None]:
    """Let the collector of unreachable cycles walk the records seldom: they are in none.

    Without `collect`, not at all: for work that ends soon.
    """
    before, enabled = gc.get_threshold(), gc.isenabled()
    gc.set_threshold(200_000, 1_000, 1_000)
    if not collect:
        gc.disable()
    try:
        yield
    finally:
        # What was made is old by now: it isn't walked as soon as this ends.
        if not collect and not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.set_threshold(*before)
        if enabled:
            gc.enable()
