"""Words that tell whether a full stop or a line ends its sentence, and the word beside it."""

from __future__ import annotations

import re

from geomap.reader.wording.actor_words import word_set

OPENERS = "\"'“‘«‹„([{—–-•▪◦●‣■►*¿¡「『"
CLOSERS = "\"'”’»›)]}」』"
DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")


# Words whose full stop never ends a sentence.
TITLES = word_set(
    """mr mrs ms mx messrs mme mlle dr drs prof rev fr sr br gen lt col maj capt cpt sgt cpl pvt adm
    cmdr cmdt comdr brig insp supt det gov sen rep reps sens pres sec secy amb hon st ste mt ft pte
    ltc ssgt msgt vs viz cf eg ie approx ca dept univ al lieut commr atty mgr ing dipl ul prosp vul
    obl im bul cpo vice-adm дж зв т.зв св им ім проф акад ген вул ул просп"""
)
# Words whose full stop ends no sentence before a figure ("No. 7", "Jan. 3", "p. 12").
BEFORE_FIGURES = word_set(
    """no nos nr pp p art arts vol vols fig figs ch para paras sect secs jan feb mar apr jun jul aug
    sep sept oct nov dec res op pop ver est m km h tel ext room rm route rte hwy"""
)
# Words whose full stop may end a sentence: the next word decides.
MAY_END = word_set(
    """inc ltd corp co bros jr sr etc plc llc esq ave blvd rd sq min max ed eds jan feb apr jun jul
    aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo
    conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn tenn
    tex va vt wash wis wyo ont que dist gov't"""
)
# After an abbreviation that may end its sentence, these words begin a new one.
_STARTERS = word_set(
    """the a an this that these those he she it they we you i his her its their our my there here
    in on at for from by with after before when while as if since during but and or so yet however
    meanwhile then now both some many most all no not one two three several another each more such
    what who where why how which although though because despite earlier later last next also
    according once until unlike under over between among to"""
)
# A hard-wrapped line may end in one of these; a headline or a paragraph doesn't.
NEVER_LAST = word_set(
    """the a an of in to and or at by for with from near into onto upon over under between against
    his her its their our that which who whose as than but nor about towards toward through during
    after before is are was were has have had will would could should may might must been be"""
)
# '9 p.m.': what follows such an hour and belongs to it.
_HOUR = re.compile(r"\d\s?[ap]\.m\.$", re.I)
_OF_AN_HOUR = re.compile(
    r"(?:(?:GMT|UTC|[ECMP][SD]?T|BST|CES?T|EES?T|MSK|[IAJKWEP][ASK]?T|SAST|AE[SD]T|local)\b|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b|(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b"
    r"|(?:Today|Tomorrow|Yesterday|Local|Eastern|Central|Pacific|Mountain|Greenwich|Zulu)\b"
    r"|(?:[A-Z]\w{0,20}\s+){1,3}(?:[Ss]tandard\s+|[Dd]aylight\s+|[Ss]ummer\s+)?[Tt]ime\b)"
)
# 'At 9 p.m. Israeli jets ...', '..., and at 9 p.m. Israeli jets ...'
_SETS_THE_HOUR = re.compile(
    r"^\W*(?:(?:and|but|while|then|when|that)\s+)*(?:at|by|around|about|after|before|from|until|since|between"
    r"|shortly|just|on|late|early)\b[^,;]{0,40}$",
    re.I,
)


def begins_sentence(text: str, at: int) -> bool:
    """Return whether the word at `at` is one that begins sentences more often than names do."""
    while at < len(text) and text[at] in OPENERS:
        at += 1
    stop = at
    while stop < len(text) and stop - at < 20 and text[stop].isalpha():
        stop += 1
    return text[at:stop].lower() in _STARTERS and text[at : at + 1].isupper()


def is_hour_that_ends(text: str, begun: int, stop: int, following: int) -> bool:
    """Return whether text[:stop] ends in an hour, as in '9 p.m.', and that ends its sentence.

    `begun` is where the sentence began, `following` where the next word begins.
    """
    low = max(begun, stop - 80)
    if _HOUR.search(text, max(low, stop - 8), stop) is None or not text[following].isupper():
        return False
    clause = max(text.rfind(sign, low, stop) + 1 for sign in ",;")
    if (clause or low == begun) and _SETS_THE_HOUR.match(text[clause or begun : stop]):
        return False
    return _OF_AN_HOUR.match(text, following, following + 80) is None


def word_before(text: str, start: int, end: int) -> str:
    """Return the run without spaces that ends at `end`, at most 20 code points of it."""
    begin = end
    low = max(start, end - 20)
    while begin > low and not text[begin - 1].isspace():
        begin -= 1
    return text[begin:end]
