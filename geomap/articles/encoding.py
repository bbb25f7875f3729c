"""Bytes to text, with nothing changed: no newline translated, no Unicode normalised."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

from geomap.articles.language import language
from geomap.errors import ArticleError

# What news is stored in where it isn't Unicode. charset-normalizer knows more encodings, and
# takes Cyrillic for Japanese in a short text when they all may compete.
_LEGACY = [
    "cp1251", "cp1252", "cp1250", "koi8_u", "cp866", "cp1253", "cp1254", "cp1255", "cp1256",
    "cp1257", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_LATIN = {
    "cp1252": ("en", "fr", "de", "es", "pt", "it", "nl", "sv", "id"),
    "cp1250": ("pl", "cs", "ro"),
    "cp1254": ("tr",),
    "cp1257": ("lt", "lv", "et"),
}
_BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # starts like UTF-16's: first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]
_MAGIC = [
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
    (b"\x1f\x8b", "compressed by gzip, but not named .gz"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd, but not named .zst"),
    (b"{\\rtf", "an RTF file"),
    (b"BZh", "compressed by bzip2"),
    (b"\xfd7zXZ", "compressed by xz"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file not named .parquet"),
    (b"SQLite format", "a database"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
]
_MEND = "Save the article's text as UTF-8."
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROL = 0.02
_SAMPLE = 100_000
_MOST_STRAY = 0.001
_LEAST_STRAYED = 200  # bytes; a shorter file with a zero in it tells nothing
# A file in UTF-8 that was cut or damaged in a few places is still one.
_MOST_BROKEN = 0.005


def decode(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of `data`, in the encoding that its mark, its bytes or `declared` tell.

    A byte-order mark tells the encoding and is no part of the text. Bytes that are not valid in
    a file that else is UTF-8 become U+FFFD each.

    Raises ArticleError: it is no text.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _checked(data[len(mark) :].decode(name, "replace"), data)
    zeros = data.count(0)
    if zeros and not _is_stray(zeros, data):
        return _checked(_utf16(data), data)
    try:
        return _checked(data.decode("utf-8"), data)
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", "replace")
    holes = broken.count("\ufffd")
    if holes <= max(2, _MOST_BROKEN * len(broken)) and _has_other_than_ascii(broken):
        return _checked(broken, data)
    if declared is not None and (text := _as_declared(data, declared)) is not None:
        return _checked(text, data)
    return _checked(_legacy(data), data)


def whole_characters(text: str) -> str:
    """Return `text` with each lone surrogate, which no encoding can hold, as U+FFFD."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def _is_stray(zeros: int, data: bytes) -> bool:
    """Return whether `data` is UTF-8 in which a few zero bytes stand, as programs leave them."""
    if zeros > max(1, _MOST_STRAY * len(data)) or len(data) < _LEAST_STRAYED:
        return False
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return len(_CONTROL.findall(text[:_SAMPLE])) <= 2 * zeros


def _utf16(data: bytes) -> str:
    """Return the text of UTF-16 without a mark: one byte of each pair is nearly always the same."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if not high:
            continue
        counts = Counter(high).most_common(2)  # Cyrillic: 04, and 00 for spaces
        if sum(count for _, count in counts) < 0.8 * len(high) or counts[0][1] < 0.5 * len(high):
            continue
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        spaced = len(text) < 20 or any(char in text for char in " \n\u3000\u3002\uff0c")
        if "\0" not in text and spaced and _looks_written(text[:_SAMPLE]):
            return text
    raise ArticleError(f"is {_named(data)}, not text. {_MEND}")


def _legacy(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_LEGACY).best()
    found = best.encoding if best is not None else "cp1252"
    if found in _LATIN:
        # They differ in a few letters only; the language, told by its plain words, knows them.
        spoken = language(data[:_SAMPLE].decode("cp1252", "replace"))
        found = next((page for page, spoken_in in _LATIN.items() if spoken in spoken_in), "cp1252")
    text = data.decode(found, "replace")
    if text.count("\ufffd") > _MOST_CONTROL * len(text):
        raise ArticleError(f"is {_named(data)}, in no encoding geomap knows. {_MEND}")
    return text


def _as_declared(data: bytes, declared: str) -> str | None:
    try:
        return data.decode(codecs.lookup(declared).name)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _checked(text: str, data: bytes) -> str:
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > _MOST_CONTROL * len(sample) or _magic(data):
        raise ArticleError(f"is {_named(data)}, not text. {_MEND}")
    return text


def _magic(data: bytes) -> str | None:
    if data[257:262] == b"ustar":
        return "a tar archive"
    return next((what for start, what in _MAGIC if data.startswith(start)), None)


def _named(data: bytes) -> str:
    return _magic(data) or "binary"


def _looks_written(text: str) -> bool:
    odd = sum(unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs"} for char in text)
    return odd - sum(text.count(char) for char in "\n\r\t\f") <= _MOST_CONTROL * len(text)


def _has_other_than_ascii(text: str) -> bool:
    return any(char > "\x7f" and char != "\ufffd" for char in text[:_SAMPLE])
