"""The language of a text, by its script and its commonest words; None when they don't tell."""

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
    "en": "the of and to in that is was for on with as by at from has have had said it he his are were be not which after",
    "uk": "і в у на що з та до не за від про як його він під час було які також після але це її щодо україни",
    "ru": "и в на что с по не к из за от как его он был было которые также после но это её об для при",
    "be": "і ў на што з у па не да за ад пра як яго ён быў было якія таксама пасля але гэта яе",
    "bg": "и в на че с за от не да се са е по до като след но това който той към при бе",
    "sr": "и у на да се је за са од који не су о као што али после како због до",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch nach bei aus wird wurde",
    "fr": "le la les de des et en du une est que dans qui pour par sur pas au il plus avec ont été aux ce",
    "es": "el la los las de y en que del se por con para una un su al es como más ha no lo fue sobre",
    "pt": "o a os as de e em que do da no na se por com para uma um ao é mais foi não dos das",
    "it": "il la di e che in un una per del della è con non si dei le da al sono nel ha alla gli",
    "ro": "și în de la a care cu pe din că pentru nu o un au fost este prin mai după sau",
    "nl": "de het een en van in is op te dat die voor met zijn niet aan er om ook als door werd bij naar",
    "pl": "w i na z się do że nie o jest to przez od za po jak oraz który dla są także został",
    "cs": "a v na se že je s z do o pro za po podle ve jako ale který byl jsou také od",
    "tr": "ve bir bu da de için ile olarak olan çok daha en gibi sonra kadar ancak ise tarafından",
    "sv": "och i att det som en på är av för med till den har de inte om ett han från var",
    "id": "yang dan di dari untuk dengan pada ini itu dalam ke tidak akan oleh telah adalah juga",
    "vi": "và của là có cho các được trong với một không những người đã này khi tại về",
    "ar": "في من على إلى أن التي الذي عن مع هذا بعد قبل كان ما لا هذه كما وقال قال",
    "fa": "در و به از که این را با است برای آن شد می تا بر یک های گفت بود",
    "ur": "کے میں کی ہے اور سے کا کو نے پر کہ ہیں یہ اس ایک تھا بھی",
    "hi": "के में की है और से का को ने पर कि हैं यह इस एक था भी",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
# Letters that the language has and its neighbours haven't.
_OWN = {"uk": "їєґ", "ru": "ыэё", "be": "ў", "sr": "ђћџљњј", "fa": "پچژگ", "ur": "ٹڈڑےں"}
_RULED_OUT = {
    "uk": "ыэёў",
    "ru": "іїєґў",
    "be": "иїєґ",
    "bg": "ыэёіїє",
    "sr": "йыэёіїєщ",
    "ar": "پچژگ",
}
_FEWEST_HITS = 3
_LEAST_SHARE = 0.08


def language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language `text` is written in; None when unsure."""
    sample = text[:_SAMPLE].casefold()
    letters = sum(char.isalpha() for char in sample)
    if letters < 10:
        return None
    for code, script, share in _SCRIPTS:
        if len(script.findall(sample)) >= share * letters:
            return code
    found = Counter(_WORD.findall(sample))
    total = sum(found.values())
    characters = Counter(sample)
    scores: list[tuple[float, str]] = []
    for code, common in _WORDS.items():
        hits = sum(found[word] for word in common)
        own = sum(characters[char] for char in _OWN.get(code, ""))
        foreign = sum(characters[char] for char in _RULED_OUT.get(code, ""))
        if foreign > 0.005 * letters:
            continue
        if hits + (own > 0.005 * letters) >= _FEWEST_HITS:
            scores.append((hits / total + 2 * own / letters, code))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < _LEAST_SHARE:
        return None
    if len(scores) > 1 and scores[0][0] < 1.15 * scores[1][0]:
        return None
    return scores[0][1]
