"""Which articles still stand: not taken back by their source, not replaced by a later version.

An article is a version of another when both have one address, or one publisher, one headline and
much of one text; not by its headline, where address and day of publication are others: an evening
update has its own each evening. The address of a whole site, its first page, is that of no article.
The version that was retrieved last counts; where it isn't known of all of them when they were, the
one of the last day of publication, of one day the one that takes the others back, then the one whose
headline says that it was changed ('UPDATE 2 - …'), then by the names of their files, as a person counts
them: `raid.txt`, `raid-2.txt`, `raid-10.txt`. It says which came before it. What is off the map for this stays a record, with the
reason, and is counted. An article without a place name has no record, and takes back others all the
same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from urllib.parse import parse_qsl, urlencode, urlsplit

from geomap.grouping.copies import publisher
from geomap.grouping.stories import CONTAINED, Runs, contained, word_runs
from geomap.model import ArticleRef, Sighting

RETRACTED = "retracted"
SUPERSEDED = "superseded"

# What a headline gains when its article changes.
_PREFIX = re.compile(
    r"^\W*(?:(?:(?:story|article)\s+)?(?:retract(?:ed|ion)|withdrawn)|mandatory\s+kill|correct(?:ed|ion)|updated?|clarification|editor['’]s note)"
    r"\b\W*(?:\d+\W+)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\[(]\s*(?:retract(?:ed|ion)|withdrawn|corrected|updated?)\s*[\])]\W*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"\W*updated?\s+#?(\d{1,2})\s*[-–—:]", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[A-Za-z]\w{0,7}(?:\.(?:gz|zst))?(?=(?:#[0-9]+)?$)")
_NUMBER = re.compile("([0-9]+)")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|ref|source", re.IGNORECASE)
# What an address ends in for a part of one page, or for whoever counts its readers. Others may name
# a post of a page that holds many, or be all that tells one page from another.
_WITHIN_PAGE = re.compile(
    r"(?:comments?|respond|more)(?:[-_]?\d+)?|disqus_thread|top|main|(?:main-)?content|share|print"
    r"|:~:.*|(?:utm_\w+|fbclid|gclid|ref|source|xtor)=.*",
    re.IGNORECASE,
)

_Key = tuple[bool, str, str]  # an address, or a publisher and a headline


class _Histories:
    """What the versions of articles make of one another."""

    def __init__(self) -> None:
        self.fallen: dict[str, tuple[str, str]] = {}  # article's id -> reason, and words for it
        self.earlier: dict[str, dict[str, str]] = defaultdict(dict)  # id -> ids and sources before


def standing(
    sightings: Sequence[Sighting],
    *,
    bare: Iterable[ArticleRef] = (),
    unknown: Collection[str] = (),
) -> tuple[list[Sighting], dict[int, Sighting]]:
    """Return the sightings with those off the map whose article no longer stands.

    `bare` are the articles that have none. The sightings of the version that stands name the
    earlier ones. Beside them those that changed, by their numbers. `unknown`: ids of articles that
    replace no other; what they take back falls.
    """
    kept = list(sightings)

    def is_known(article: ArticleRef) -> bool:
        return article.retraction is not None or article.id not in unknown

    known = [s for s in kept if is_known(s.article)] if unknown else kept
    found = _histories(known, filter(is_known, bare))
    changed: dict[int, Sighting] = {}
    if not found.fallen:
        return kept, changed
    for number, sighting in enumerate(kept):
        article = sighting.article
        told: dict[str, object] = {}
        earlier = tuple(found.earlier.get(article.id, {}).values())
        if earlier and earlier != article.earlier:
            told["article"] = article.model_copy(update={"earlier": earlier})
        if sighting.on_map and article.id in found.fallen:
            reason, why = found.fallen[article.id]
            told |= {"on_map": False, "off_map_reason": reason, "why": (*sighting.why, why)}
        if told:
            changed[number] = kept[number] = sighting.model_copy(update=told)
    return kept, changed


def later_versions(sightings: Sequence[Sighting], *, bare: Iterable[ArticleRef] = ()) -> set[str]:
    """Return the ids of the articles that are later versions of others; `bare` have no sightings."""
    articles = _articles(sightings, bare)
    return {one.id for _, later in _followed(sightings, articles) for one in later}


def _articles(sightings: Sequence[Sighting], bare: Iterable[ArticleRef]) -> dict[str, ArticleRef]:
    articles: dict[str, ArticleRef] = {}
    for article in (*(sighting.article for sighting in sightings), *bare):
        articles.setdefault(article.id, article)
    return articles


def _followed(
    sightings: Sequence[Sighting], articles: dict[str, ArticleRef]
) -> Iterator[tuple[ArticleRef, list[ArticleRef]]]:
    """Yield each article that has later versions, and these, the last one last."""
    several = _versions(articles.values())
    texts = _texts(sightings, {article.id for _, told in several for article in told})
    for by_address, told in several:
        _by_age(told)
        for at, earlier in enumerate(told):
            later = [
                one
                for one in told[at + 1 :]
                if by_address
                or one.retraction
                or (
                    not _another_days(earlier, one)
                    and contained(texts[earlier.id], texts[one.id]) >= CONTAINED
                )
            ]
            if later:
                yield earlier, later


def _histories(sightings: Sequence[Sighting], bare: Iterable[ArticleRef]) -> _Histories:
    found = _Histories()
    articles = _articles(sightings, bare)
    for earlier, later in _followed(sightings, articles):
        last = later[-1]
        found.earlier[last.id][earlier.id] = earlier.source
        if last.retraction is not None:
            why = f"taken back by its source: {last.retraction!r} in {last.source}"
            found.fallen[earlier.id] = RETRACTED, why
        elif earlier.id not in found.fallen:
            found.fallen[earlier.id] = SUPERSEDED, f"a later version is {last.source}"
    for article in articles.values():
        if article.retraction is not None:
            why = f"taken back by its source: {article.retraction!r}"
            found.fallen[article.id] = RETRACTED, why
    return found


def _another_days(one: ArticleRef, other: ArticleRef) -> bool:
    """Return whether both the address and the day of publication of two articles are others."""
    if not (one.url and other.url and one.published and other.published):
        return False
    return one.published != other.published and _address(one.url) != _address(other.url)


def contested(articles: Iterable[ArticleRef]) -> set[str]:
    """Return the ids of those that may not stand, or that make others fall."""
    kept = list(articles)
    several = {article.id for _, told in _versions(kept) for article in told}
    return several | {article.id for article in kept if article.retraction is not None}


def _versions(articles: Iterable[ArticleRef]) -> list[tuple[bool, list[ArticleRef]]]:
    """Return the articles that may be versions of one another, where there are several.

    With each such list, whether they have one address.
    """
    found: dict[_Key, list[ArticleRef]] = defaultdict(list)
    for article in articles:
        for key in _keys(article):
            found[key].append(article)
    return [(key[0], told) for key, told in found.items() if len(told) > 1]


def _texts(sightings: Iterable[Sighting], wanted: set[str]) -> dict[str, Runs]:
    """Return the runs of words of the wanted articles."""
    sentences: dict[str, dict[str, None]] = {one: {} for one in wanted}
    for sighting in sightings:
        if sighting.article.id in wanted and sighting.section == "body":
            sentences[sighting.article.id][sighting.sentence] = None
    return {one: word_runs(told) for one, told in sentences.items()}


def _keys(article: ArticleRef) -> list[_Key]:
    """Return what an article has in common with its versions."""
    keys: list[_Key] = []
    address = _address(article.url) if article.url else None
    if address is not None:
        keys.append((True, address, ""))
    printed_by = publisher(article)
    if printed_by and article.title:
        headline = (
            re.sub(r"\W+", " ", _BEHIND.sub("", _PREFIX.sub("", article.title))).casefold().strip()
        )
        if headline.count(" ") >= 3:  # "Morning briefing" is printed every day
            keys.append((False, printed_by, headline))
    return keys


def _address(url: str) -> str | None:
    """Return an address without what differs between two ways to one page; None: a site's first."""
    parts = urlsplit(url)
    given = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(k, v) for k, v in given if not _TRACKING.fullmatch(k)])
    within = "" if _WITHIN_PAGE.fullmatch(parts.fragment) else parts.fragment
    path = parts.path.rstrip("/")
    if not (path or query or within):
        return None
    return f"{(parts.hostname or '').removeprefix('www.')}{path}?{query}#{within}"


def _by_age(versions: list[ArticleRef]) -> None:
    """Sort the versions of an article, the first one first."""
    retrieved = all(one.retrieved_at is not None for one in versions)

    def age(one: ArticleRef) -> tuple[str, date, bool, int, list[tuple[str, int, str]], str]:
        moment = (one.retrieved_at or "") if retrieved else ""
        takes_back = one.retraction is not None
        day = one.published or (date.max if takes_back else date.min)
        return moment, day, takes_back, _changed(one.title), _counted(one.source), one.id

    versions.sort(key=age)


def _changed(title: str | None) -> int:
    """Return which change of its article a headline tells of, from 1; 0: of none."""
    title = title or ""
    if numbered := _NUMBERED.match(title):
        return int(numbered[1])
    return 1 if _PREFIX.match(title) or _BEHIND.search(title) else 0


def _counted(source: str) -> list[tuple[str, int, str]]:
    """Return the name of a file, and of a row in it, so that it sorts as a person counts."""
    parts = _NUMBER.split(_SUFFIX.sub("", source))
    numbers = [part.lstrip("0") for part in (*parts[1::2], "")]
    return [(text, len(number), number) for text, number in zip(parts[::2], numbers, strict=True)]
