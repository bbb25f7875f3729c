"""The language of a text, by its script and its commonest words; None when they don't tell.

An English text must never be taken for another: geomap would not read it. So a few foreign words
don't tell, nor do those inside names ('Santa Cruz de la Sierra', 'Le Monde').
"""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
_SAMPLE = 20_000
_SCRIPTS = [
    ("ja", re.compile(r"[\u3040-\u30ff]"), 0.1),  # kana among Han
    ("ko", re.compile(r"[\uac00-\ud7af]"), 0.3),
    ("zh", re.compile(r"[\u4e00-\u9fff]"), 0.4),
    ("he", re.compile(r"[\u0590-\u05ff]"), 0.5),
    ("el", re.compile(r"[\u0370-\u03ff]"), 0.5),
    ("hy", re.compile(r"[\u0530-\u058f]"), 0.5),
    ("ka", re.compile(r"[\u10a0-\u10ff]"), 0.5),
    ("am", re.compile(r"[\u1200-\u137f]"), 0.5),
    ("th", re.compile(r"[\u0e00-\u0e7f]"), 0.5),
    ("bn", re.compile(r"[\u0980-\u09ff]"), 0.5),
    ("my", re.compile(r"[\u1000-\u109f]"), 0.5),
]
# Function words: common in the language, and not all of them in a neighbour's.
_COMMON = {
    "en": "the of and to in that is was for on with as by at from has have had said it he his are were be not which after an or but who they their its this will would over into says amid during near against between",
    "uk": "і в у на що з та до не за від про як його він під час було які також після але це її щодо україни",
    "ru": "и в на что с по не к из за от как его он был было которые также после но это её об для при",
    "be": "і ў на што з у па не да за ад пра як яго ён быў было якія таксама пасля але гэта яе",
    "bg": "и в на че с за от не да се са е по до като след но това който той към при бе",
    "sr": "и у на да се је за са од који не су о као што али после како због до",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch nach bei aus wird wurde einem einer einen ohne gegen über zwischen nahe vor sie haben hat sind war zum zur bis durch zurück",
    "fr": "le la les de des et en du une est que dans qui pour par sur pas au il plus avec ont été aux ce un sans après contre près cette ses leur entre à selon vers deux",
    "es": "el la los las de y en que del se por con para una un su al es como más ha no lo fue sobre sin tras cerca contra durante entre desde hasta dos",
    "pt": "o a os as de e em que do da no na se por com para uma um ao é mais foi não dos das sem perto contra durante entre após dois pela pelo",
    "it": "il la di e che in un una per del della è con non si dei le da al sono nel ha alla gli i lo senza vicino contro nella su tra dopo due",
    "ro": "și în de la a care cu pe din că pentru nu o un au fost este prin mai după sau se fără lângă într asupra două doi iar ca",
    "nl": "de het een en van in is op te dat die voor met zijn niet aan er om ook als door werd bij naar zonder tegen tussen twee na over heeft hebben",
    "pl": "w i na z się do że nie o jest to przez od za po jak oraz który dla są także został bez pod przed między dwie dwa ze po",
    "cs": "a v na se že je s z do o pro za po podle ve jako ale který byl jsou také od",
    "tr": "ve bir bu da de için ile olarak olan çok daha en gibi sonra kadar ancak ise tarafından iki boyunca geri karşı kişi gece öldü dedi açıkladı üzerine değil",
    "sv": "och i att det som en på är av för med till den har de inte om ett han från var under utan mot nära mellan två efter vid",
    "id": "yang dan di dari untuk dengan pada ini itu dalam ke tidak akan oleh telah adalah juga",
    "vi": "và của là có cho các được trong với một không những người đã này khi tại về",
    "ar": "في من على إلى أن التي الذي عن مع هذا بعد قبل كان ما لا هذه كما وقال قال",
    "fa": "در و به از که این را با است برای آن شد می تا بر یک های گفت بود",
    "ur": "کے میں کی ہے اور سے کا کو نے پر کہ ہیں یہ اس ایک تھا بھی",
    "hi": "के में की है और से का को ने पर कि हैं यह इस एक था भी",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_ARABIC = re.compile(r"[\u0600-\u06ff\u0750-\u077f]")
# Letters that the language has and its neighbours haven't.
_OWN = {
    "uk": "їєґ", "ru": "ыэё", "be": "ў", "sr": "ђћџљњј", "fa": "پچژگ", "ur": "ٹڈڑےں",
    "de": "ß", "es": "ñ¿¡", "pt": "ãõ", "ro": "ășțşţ", "pl": "łżśęąń", "cs": "řěů", "tr": "ğı",
    "sv": "å",
}  # fmt: skip
_RULED_OUT = {
    "uk": "ыэёў",
    "ru": "іїєґў",
    "be": "иїєґ",
    "bg": "ыэёіїє",
    "sr": "йыэёіїєщяюь",
    "ar": "پچژگ",
}
_NEEDED = {"uk": "іїєґ", "be": "іў"}  # a text without a single one of them is of another language
_ENOUGH = 100  # letters in which one of them must stand
_FEWEST_SIGNS = 5  # letters of a script that one language alone has
_FEWEST_LETTERS = 10
_FEWEST_HITS = 3
_LEAST_SHARE = 0.08
_SHORT = 15  # words; fewer hits tell a shorter text's language, but a larger share of it
_SHORT_HITS = 2
_SHORT_SHARE = 0.2


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in; None when unsure."""
    written = text[:_SAMPLE]
    sample = written.casefold()
    characters = Counter(sample)
    letters = sum(count for sign, count in characters.items() if sign.isalpha())
    if letters < _FEWEST_SIGNS:
        return None
    written_with = "".join(characters)
    for code, script, share in _SCRIPTS:
        if script.search(written_with) and len(script.findall(sample)) >= share * letters:
            return code
    if letters < _FEWEST_LETTERS:
        return None
    for codes, letter in (
        (("uk", "ru", "be", "bg", "sr"), _CYRILLIC),
        (("ar", "fa", "ur"), _ARABIC),
    ):
        if letter.search(written_with) and len(letter.findall(sample)) >= 0.5 * letters:
            return _told(sample, characters, letters, codes, alone=True)
    return _told(written, characters, letters, tuple(_WORDS), alone=False)


def _told(
    written: str, characters: Counter[str], letters: int, codes: tuple[str, ...], *, alone: bool
) -> str | None:
    """Return which of `codes` the words and letters tell; `alone`: nothing else has the script."""
    every = Counter(_WORD.findall(written.casefold()))
    found = every if alone else _outside_names(written)
    total = sum(every.values())
    scores: list[tuple[float, str]] = []
    fewest, least = _FEWEST_HITS, _LEAST_SHARE
    if total < _SHORT:
        fewest, least = _SHORT_HITS, _SHORT_SHARE
    if alone:
        fewest, least = 1, 0.0
    english = sum([every[word] for word in _WORDS["en"] if word in every])
    for code in codes:
        # German writes every noun as others write names.
        counted = every if code in ("en", "de") else found
        hits = sum([counted[word] for word in _WORDS[code] if word in counted])
        own = sum(characters[char] for char in _OWN.get(code, ""))
        foreign = sum(characters[char] for char in _RULED_OUT.get(code, ""))
        if foreign > 0.005 * letters:
            continue
        needed = _NEEDED.get(code, "") if letters >= _ENOUGH else ""
        if needed and not any(characters[char] for char in needed):
            continue
        if total < _SHORT and code != "en" and english and not alone:
            continue
        if hits + (own > 0.005 * letters) >= fewest:
            scores.append((hits / max(total, 1) + 2 * own / letters, code))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < least:
        return "ar" if alone and codes[0] == "ar" and not scores else None
    if len(scores) > 1 and scores[0][0] < 1.15 * scores[1][0]:
        return None
    return scores[0][1]


def _outside_names(written: str) -> Counter[str]:
    """Return the words in lower case, without the small ones inside names: 'Rio de la Plata'."""
    kept: list[str] = []
    after_capital = False
    pending: list[str] = []  # small words after a capitalised one
    for word in _WORD.findall(written):
        if word[0].isupper():
            if len(pending) > 2:
                kept += pending
            pending = []
            after_capital = True
        elif after_capital and len(word) <= 3:
            pending.append(word)
        else:
            kept += pending
            pending = []
            kept.append(word)
            after_capital = False
    return Counter(kept + pending)
