"""Names to keys: two spellings of one name that differ only in form share a key."""

from __future__ import annotations

import re
import unicodedata

# Letters that NFKD does not take apart, and Cyrillic and Arabic twins.
_FOLDED = str.maketrans(
    {
        "ø": "o", "đ": "d", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
        "ħ": "h", "ŋ": "ng", "ə": "a", "ё": "е", "ґ": "г",
        "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "",
        "&": " and ",
    }
)  # fmt: skip
_APOSTROPHES = dict.fromkeys(map(ord, "'’ʼʹʻ‘`´ʾʿʽ′״׳\u201b\u0313"))
_ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort", "pt": "point"}
_INITIALS = re.compile(r"\b(?:\w\.\s?){2,}")
_APART = re.compile(r"[^\w]+|_")
_PLAIN = re.compile(r"[a-z]+(?: [a-z]+)*")
# The Arabic article as it sounds before sun letters: ash-Shughur, as-Suwayda, ar-Raqqah.
_SUN = {
    vowel + sound: sound
    for sound in ("sh", "th", "dh", "d", "l", "n", "r", "s", "t", "z")
    for vowel in "ae"
}
_LONGEST = 200  # code points; nothing longer names a place


def normalise(name: str) -> str:
    """Return the key of `name`; "" when nothing of it can name a place.

    Case, accents on Latin letters, apostrophes, hyphens and dots make no difference; 'St.'
    reads saint; a leading 'the' is dropped; 'U.S.' and 'US' are one, and so are 'ash-Shughur' and
    'al-Shughur'.
    """
    name = name[:_LONGEST].casefold()
    if not _PLAIN.fullmatch(name):
        if "." in name:
            name = _INITIALS.sub(lambda found: _joined(found.group()), name)
        name = name.translate(_APOSTROPHES)
        if not name.isascii():
            name = _without_accents(name.translate(_FOLDED))
        elif "&" in name:
            name = name.replace("&", " and ")
        name = " ".join(_APART.sub(" ", name).split())
    words = name.split(" ")
    if len(words) > 1:
        for at, word in enumerate(words[:-1]):
            if (sound := _SUN.get(word)) and words[at + 1].startswith(sound):
                words[at] = "al"
        if words[0] == "the":
            del words[0]
        if (full := _ABBREVIATED.get(words[0])) and len(words) > 1:
            words[0] = full
        return " ".join(words)
    return name


def _joined(initials: str) -> str:
    """Return 'u.s. ' as 'us ', and leave a lone letter before a word apart."""
    return initials.replace(".", "").replace(" ", "") + (" " if initials[-1] == " " else "")


def _without_accents(name: str) -> str:
    kept = []
    latin = False
    for letter in unicodedata.normalize("NFKD", name):
        if unicodedata.combining(letter):
            # й is и with a breve, and no accented и; Arabic and Hebrew vowel points go.
            if not latin and letter in "\u0306\u0308":
                kept.append(letter)
            continue
        kept.append(letter)
        latin = letter < "\u0250"
    return unicodedata.normalize("NFC", "".join(kept))


# Al-Bab, El Fasher, Ar-Raqqah, الخرطوم; not Al alone, nor a name of three letters or fewer.
_ARTICLE = re.compile(r"^(?:(?:al|el|ad|ed|as|es|ash|esh|an|en|ar|er|at|et|az|ez) |ال)(?=\w{3})")


def without_article(key: str) -> str:
    """Return a key of `normalise` without its leading Arabic article, if it has one."""
    return _ARTICLE.sub("", key)


_ROMAN = str.maketrans(
    dict(
        zip(
            "абвгдеєжзиіїйклмнопрстуфхцчшщьюяыэъў",
            [
                "a",
                "b",
                "v",
                "h",
                "d",
                "e",
                "e",
                "zh",
                "z",
                "i",
                "i",
                "i",
                "i",
                "k",
                "l",
                "m",
                "n",
                "o",
                "p",
                "r",
                "s",
                "t",
                "u",
                "f",
                "kh",
                "ts",
                "ch",
                "sh",
                "shch",
                "_",
                "u",
                "a",
                "i",
                "e",
                "_",
                "u",
            ],
            strict=True,
        )
    )
)
_SOUNDS = [
    ("shch", "s"), ("sch", "s"), ("sh", "s"), ("tch", "c"), ("ch", "c"), ("kh", "h"), ("zh", "z"),
    ("ts", "c"), ("tz", "c"), ("dzh", "j"), ("dj", "j"), ("gh", "h"), ("ph", "f"), ("th", "t"),
    ("dh", "d"), ("ck", "k"), ("q", "k"), ("g", "h"), ("w", "v"), ("cz", "c"), ("x", "ks"),
]  # fmt: skip


def romanised(key: str) -> str:
    """Return a key with its Cyrillic in Latin letters; other scripts stay."""
    return key if key.isascii() else key.translate(_ROMAN).replace("_", "")


def skeleton(key: str) -> str:
    """Return the consonants of a key of `normalise`, near sounds folded; "" when too few.

    'hulyaipole', 'huliaipole', 'гуляйполе' and 'гуляй поле' share one, so do 'al hudaydah',
    'hodeidah' and 'hudaida'. Names that agree in it are compared letter by letter afterwards.
    """
    key = romanised(without_article(key))
    if not key.isascii():
        return ""
    for written, sound in _SOUNDS:
        if written in key:
            key = key.replace(written, sound)
    key = key.replace(" ", "")
    if not key:
        return ""
    first = key[0]
    bones = [first if first not in "aeiouy" else "a"]
    for letter in key[1:]:
        if letter not in "aeiouyj" and letter != bones[-1]:
            bones.append(letter)
    if len(bones) > 2 and bones[-1] == "h":  # Hodeidah, Hudaida
        bones.pop()
    return "".join(bones) if len(bones) > 2 or (len(bones) == 2 and len(key) > 4) else ""
