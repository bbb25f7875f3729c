"""Where the sentences of a text begin and end.

`split` never fails, never changes an offset and takes time linear in the text, whatever the text.
A sentence is a code point range; no two overlap, and all but white space lies inside one.
"""

from __future__ import annotations

import re

MAX_SENTENCE = 1_500  # code points; a longer sentence is cut at a space

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_NOT_SPACE = re.compile(r"\S")
# A stop, or a row of them, then what closes with it: quotes, brackets, footnote numbers.
# Possessive throughout, so that 5 MB of dots costs 5 MB of steps.
_STOP = re.compile(r"""[.!?…‽。！？｡۔।]++(?:["'”’»›)\]}」』]|\[\d{1,3}\])*+| (?=[•▪◦●‣■►]\s)""")
_WIDE_STOPS = "。！？｡"  # no space follows these
_OPENERS = "\"'“‘«‹„([{—–-•▪◦●‣■►*¿¡「『"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words whose full stop never ends a sentence.
_TITLES = _words(
    """mr mrs ms mx messrs mme mlle dr drs prof rev fr sr br gen lt col maj capt cpt sgt cpl pvt adm
    cmdr cmdt comdr brig insp supt det gov sen rep reps sens pres sec secy amb hon st ste mt ft pte
    ltc ssgt msgt vs viz cf eg ie approx ca dept univ al lieut commr atty mgr ing dipl ul prosp vul
    obl im bul cpo vice-adm"""
)
# Words whose full stop ends no sentence before a figure ("No. 7", "Jan. 3", "p. 12").
_BEFORE_FIGURES = _words(
    """no nos nr pp p art arts vol vols fig figs ch para paras sect secs jan feb mar apr jun jul aug
    sep sept oct nov dec res op ver est m km h tel ext room rm route rte hwy"""
)
# Words whose full stop may end a sentence: the next word decides.
_MAY_END = _words(
    """inc ltd corp co bros jr sr etc plc llc esq ave blvd rd sq min max ed eds jan feb apr jun jul
    aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn
    tex va vt wash wis wyo ont que dist gov't"""
)
# After an abbreviation that may end its sentence, these words begin a new one.
_STARTERS = _words(
    """the a an this that these those he she it they we you i his her its their our my there here
    in on at for from by with after before when while as if since during but and or so yet however
    meanwhile then now both some many most all no not one two three several another each more such
    what who where why how which although though because despite earlier later last next also
    according once until unlike under over between among to"""
)
# A hard-wrapped line may end in one of these; a headline or a paragraph doesn't.
_NEVER_LAST = _words(
    """the a an of in to and or at by for with from near into onto upon over under between against
    his her its their our that which who whose as than but nor about towards toward through during
    after before is are was were has have had will would could should may might must been be"""
)
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_CLOSERS = "\"'”’»›)]}」』"


def split(text: str) -> list[tuple[int, int]]:
    """Return the sentences of `text` as (start, end), in order, without white space at their ends.

    A newline ends a sentence, but for one that hard-wraps a running sentence. Empty for a text
    of white space alone.
    """
    spans: list[tuple[int, int]] = []
    capitals = _Capitals(text)
    for start, end in _paragraphs(text):
        spans.extend(_split_paragraph(text, start, end, capitals))
    return spans


class _Capitals:
    """Where capitals stand, asked from the front to the back, so that a text is walked once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0  # none stands between where was asked last and here

    def none_in(self, start: int, end: int) -> bool:
        """Return whether text[start:end] holds none; `start` never lies before an earlier one."""
        at, end = max(self._at, start), min(end, len(self._text))
        while at < end and not self._text[at].isupper():
            at += 1
        self._at = at
        return at >= end


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the lines of `text`, wrapped ones joined, trimmed, without empty ones."""
    found: list[tuple[int, int]] = []
    previous_raw_end = -1
    for match in _LINE.finditer(text):
        trimmed = _trim(text, match.start(), match.end())
        if trimmed is None:
            continue
        start, end = trimmed
        one_newline = text[previous_raw_end : match.start()] in ("\n", "\r\n", "\r")
        if found and one_newline and _wraps(text, found[-1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        previous_raw_end = match.end()
    return found


def _wraps(text: str, line: tuple[int, int], following: int) -> bool:
    """Return whether the sentence of `line` runs on at `following`, the start of the next line."""
    start, end = line
    word = _word_before(text, start, end)
    bare = word.rstrip(".").lower()
    if word.endswith("."):
        if bare in _TITLES:
            return True
        return bool(_DOTTED.fullmatch(word)) and not _begins_sentence(text, following)
    if not (word and (word[-1].isalnum() or word[-1] in ",")):
        return False
    if bare.rstrip(",") in _NEVER_LAST and end - start >= 20:
        return True
    # A list of short items in lower case is no wrapped sentence.
    return text[following].islower() and end - text.rfind("\n", 0, end) > 45


def _split_paragraph(text: str, start: int, end: int, capitals: _Capitals) -> list[tuple[int, int]]:
    cuts: list[int] = []
    caseless = False
    looked = False
    for match in _STOP.finditer(text, start, end):
        stop = match.group()
        at = match.end()
        if at >= end:
            break
        if stop == " ":  # before an inline bullet
            cuts.append(at)
            continue
        if stop[0] in _WIDE_STOPS:
            cuts.append(at)
            continue
        if not text[at].isspace():
            if stop in {".", "!", "?"} and _is_glued(text, start, at, end):
                cuts.append(at)
            continue
        if not looked:
            looked = True
            caseless = capitals.none_in(start, start + 5_000)
        begun = cuts[-1] if cuts else start
        if _ends(text, match, begun=begun, end=end, caseless=caseless):
            cuts.append(at)
    spans: list[tuple[int, int]] = []
    begin = start
    for cut in [*cuts, end]:
        trimmed = _trim(text, begin, cut)
        if trimmed is not None:
            spans.extend(_at_most(text, *trimmed))
        begin = cut
    return spans


def _ends(text: str, match: re.Match[str], *, begun: int, end: int, caseless: bool) -> bool:
    """Return whether the stop of `match`, which white space follows, ends its sentence.

    `begun` is where the sentence began.
    """
    stop_at, stop = match.start(), match.group()
    following = _next_start(text, match.end(), end)
    if following is None:
        return False
    char = text[following]
    core = stop.rstrip(_CLOSERS)
    if char.islower() and not caseless:
        return False
    if core != ".":
        return not char.islower() or (caseless and core != "…" and ".." not in core)
    if len(stop) > 1:
        # A closing quote or bracket after the stop: the stop is a sentence's.
        return True
    word = _word_before(text, begun, stop_at + 1)
    bare = word.rstrip(".").lstrip(_OPENERS).lower()
    if _DOTTED.fullmatch(word.lstrip(_OPENERS)):
        return _begins_sentence(text, following) or not (char.isalnum() or char in "([")
    if len(bare) == 1 and bare.isalpha():
        # An initial: "J. Smith", but "Plan B. The ..."
        return word.lstrip(_OPENERS)[:1].isupper() and _begins_sentence(text, following)
    if bare in _TITLES:
        return False
    if bare in _BEFORE_FIGURES and char.isdigit():
        return False
    if bare in _MAY_END:
        return _begins_sentence(text, following) or not char.isalnum()
    if not bare:
        return char.isupper()  # ". . ." is an ellipsis
    # "1. Item" begins a list's item.
    return not (bare.isdigit() and len(bare) <= 3 and stop_at - len(bare) - begun <= 2)


def _is_glued(text: str, start: int, at: int, end: int) -> bool:
    """Return whether a new sentence begins at `at` with no space: 'was over.Then they'."""
    if at + 1 >= end or not text[at].isupper():
        return False
    word = _word_before(text, start, at - 1)
    return (
        len(word) >= 3
        and word.isalpha()
        and word[1:].islower()
        and (text[at + 1].islower() or text[at + 1].isspace())
        and not text[at : at + 4].lower().startswith(("com", "org", "net"))
    )


def _begins_sentence(text: str, at: int) -> bool:
    """Return whether the word at `at` is one that begins sentences more often than names do."""
    while at < len(text) and text[at] in _OPENERS:
        at += 1
    stop = at
    while stop < len(text) and stop - at < 20 and text[stop].isalpha():
        stop += 1
    return text[at:stop].lower() in _STARTERS and text[at : at + 1].isupper()


def _word_before(text: str, start: int, end: int) -> str:
    """Return the run without spaces that ends at `end`, at most 20 code points of it."""
    begin = end
    low = max(start, end - 20)
    while begin > low and not text[begin - 1].isspace():
        begin -= 1
    return text[begin:end]


def _next_start(text: str, at: int, end: int) -> int | None:
    """Return where the next word begins, past spaces and what opens a sentence."""
    low = at
    while at < end and (text[at].isspace() or text[at] in _OPENERS):
        if at - low > 50:
            return at
        at += 1
    return at if at < end else None


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return (start, end) without white space at either end; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _at_most(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the range cut into pieces of at most MAX_SENTENCE, at spaces where there are any."""
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_SENTENCE:
        cut = start + MAX_SENTENCE
        if not text[cut].isspace():
            low = start + MAX_SENTENCE // 2
            while cut > low and not text[cut - 1].isspace():
                cut -= 1
            if cut == low:
                cut = start + MAX_SENTENCE
        piece = _trim(text, start, cut)
        if piece is not None:
            pieces.append(piece)
        rest = _trim(text, cut, end)
        if rest is None:
            return pieces
        start = rest[0]
    pieces.append((start, end))
    return pieces
