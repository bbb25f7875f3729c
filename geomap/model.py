"""The values that pass through geomap, in pipeline order.

Article -> Mention -> Sighting -> Event -> Site. All are frozen; a stage takes one kind and
returns the next. Longitude and latitude are WGS84 degrees, longitude first; distances are
metres; offsets are code points into `Article.text`, half open.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"

Lon = Annotated[float, Field(ge=-180, le=180)]
Lat = Annotated[float, Field(ge=-90, le=90)]
Metres = Annotated[float, Field(allow_inf_nan=False)]
Probability = Annotated[float, Field(ge=0, le=1)]

SectionKind = Literal["body", "duplicate", "teaser", "boilerplate", "related_article"]
Usage = Literal[
    "literal", "metonymic", "associative", "demonym", "org_part", "name_part", "not_a_place"
]
SiteClass = Literal["battlefield", "diplomatic", "none"]
Status = Literal["occurred", "ongoing", "planned", "proposed", "ruled_out", "did_not_occur"]
Role = Literal["target", "origin", "venue", "route", "near"]
Voice = Literal["narrator", "attributed", "denied"]
ByRole = Literal["belligerent", "official", "monitor", "witness", "media"]
ActorRole = Literal["initiator", "target", "participant", "host", "mediator"]
ActorKind = Literal["state", "group", "civilians", "body", "person"]
StanceKind = Literal["proposes", "accepts", "doubts", "refuses"]
CasualtyKind = Literal["killed", "wounded", "missing", "captured", "displaced"]
DateBasis = Literal["stated", "relative", "bounded_by_publication"]
CorrectedField = Literal[
    "confirm", "hide", "place", "class", "status", "date", "usage", "merge", "split"
]
Kind = Literal["city", "facility", "admin1", "admin2", "country", "region", "natural", "continent"]
EventType = Literal[
    # battlefield
    "ground_fighting",
    "shelling",
    "air_strike",  # by aircraft, missile or drone
    "bombing",
    "capture",  # or loss, or withdrawal
    "siege",  # or blockade
    "occupation",
    "build_up",
    "interception",
    "attack",  # violence whose kind the sentence leaves open
    # diplomatic
    "summit",
    "talks",
    "visit",
    "signing",
    "ceasefire",
    "exchange",
    "venue",  # a place named as a possible seat of talks
]

# What a map owes to the service that found a place, by Place.source; of others it names the source.
SERVICE_ATTRIBUTION: dict[str, str] = {
    "nominatim": "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)",
    "photon": "© OpenStreetMap contributors, ODbL 1.0 (openstreetmap.org/copyright)",
}


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Section(_Value):
    """A stretch of an article that is not its body: text[start:end]."""

    start: int
    end: int
    kind: SectionKind


class Article(_Value):
    """A text as it was given, and what is known of it."""

    id: str  # "sha256:" and the digest of what the article itself carries
    text: str
    source: str  # where it was read: a relative path, "-" or a URL; "a.jsonl#7" for a row
    url: str | None = None
    archive_url: str | None = None  # where a copy of it is kept
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    published_text: str | None = None  # its own words that date it, where nothing else does
    retrieved_at: str | None = None  # ISO 8601, UTC: when it was got from where it lies
    language: str | None = None  # ISO 639-1
    retraction: str | None = None  # its own words that take it back: "Retracted"
    sections: tuple[Section, ...] = ()  # all that is not body, sorted, disjoint

    def section_at(self, offset: int) -> SectionKind:
        """Return the kind of the section that holds the code point at `offset`."""
        for section in self.sections:
            if section.start <= offset < section.end:
                return section.kind
        return "body"


class ArticleRef(_Value):
    """What a record says of its article."""

    id: str
    source: str
    url: str | None = None
    archive_url: str | None = None  # where a copy of it is kept
    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None
    retraction: str | None = None  # its own words that take it back
    grade: str | None = None  # of its source: Admiralty scale, "B" or "B2"; None: not assessed
    retrieved_at: str | None = None  # ISO 8601, UTC
    earlier: tuple[str, ...] = ()  # where its earlier versions were read, the first one first

    @classmethod
    def of(cls, article: Article) -> ArticleRef:
        """Return what the records of `article` say of it."""
        return cls(
            id=article.id,
            source=article.source,
            url=article.url,
            archive_url=article.archive_url,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            language=article.language,
            retraction=article.retraction,
            retrieved_at=article.retrieved_at,
        )


class Span(_Value):
    """A piece of an article's text where it stands: text[start:end]."""

    start: int
    end: int
    text: str


class Actor(_Value):
    """Who takes part in an event, where the text names them: text[start:end]."""

    text: str
    start: int
    end: int
    role: ActorRole
    # whose they are: a state, an armed group that is no state's, a body between states
    kind: ActorKind | None = None


class Stance(_Value):
    """What somebody makes of a place as a venue."""

    actor: str
    stance: StanceKind
    text: str  # the words that say so


class Casualties(_Value):
    """One statement of a number of people, as it stands: text[start:end]. Never summed."""

    text: str
    start: int
    end: int
    low: int | None  # 0 and 0: none; None: the text gives no such bound
    high: int | None
    kind: CasualtyKind | None  # None where it says no more than "casualties"
    said_by: str | None  # as the text names the speaker; None for the narrator


class Corrected(_Value):
    """What a person decided about a record, which already says so."""

    field: CorrectedField
    who: str
    when: str  # ISO 8601: a day, or a time with its offset
    why: str | None = None
    # merge: a mention of the event it belongs to; split: the first mention that was split off
    into: str | None = None


class Attribution(_Value):
    """On whose word an event stands."""

    voice: Voice = "narrator"
    by: str | None = None  # as the text names the speaker; None for the narrator
    by_role: ByRole | None = None
    denied_by: tuple[str, ...] = ()


class Scores(_Value):
    """Calibrated probabilities of the machine's reading, never of the event; None: no such decision."""

    usage: Probability | None = None
    place: Probability | None = None
    site: Probability | None = None
    status: Probability | None = None


class Mention(_Value):
    """A place name where it stands in an article, and what the sentence says of it."""

    text: str
    start: int
    end: int
    sentence: str
    section: SectionKind
    usage: Usage
    lookup: str | None = None  # the name to look up, where the text inflects it
    site: SiteClass = "none"
    status: Status | None = None  # None exactly when site is "none"
    role: Role | None = None
    event_type: EventType | None = None
    trigger: Span | None = None  # the cue; inside `sentence`
    attribution: Attribution = Attribution()
    actors: tuple[Actor, ...] = ()  # by offset, inside `sentence`
    stances: tuple[Stance, ...] = ()  # of a venue
    casualties: tuple[Casualties, ...] = ()  # by offset, in `sentence` or the next ones
    event_date: str | None = None  # EDTF: a day, a month, a year, a/b, a/.. or ../b
    date_text: str | None = None
    date_basis: DateBasis | None = None
    background: bool = False  # states a setting, no event
    score: Scores = Scores()
    why: tuple[str, ...] = ()


class Place(_Value):
    """A place on earth."""

    id: str  # "geonames:N" wherever GeoNames has it, else "overlay:slug", "katottg:…", "own:…"
    name: str
    kind: Kind
    country: str | None = None  # ISO 3166-1 alpha-2
    admin1: str | None = None  # name of the first-order unit
    lon: Lon
    lat: Lat
    radius_m: Metres  # how far off the point may be
    source: str
    status_note: str | None = (
        None  # occupied, annexed or disputed: by whom, since when, who says so
    )


class Candidate(_Value):
    """A place that a name may mean, best first in any list of them."""

    id: str
    name: str
    kind: Kind
    country: str | None = None
    admin1: str | None = None
    lon: Lon
    lat: Lat
    radius_m: Metres
    source: str
    score: Probability
    why: tuple[str, ...] = ()


class Sighting(_Value):
    """A mention with its place, or without one and the reason in `why`: the record of CONTRACT."""

    # The field can't be called `schema`, which pydantic's own classes have.
    model_config = ConfigDict(serialize_by_alias=True, validate_by_name=True)

    id: str  # "m:" and a digest of article and offsets
    article: ArticleRef
    start: int
    end: int
    text: str
    sentence: str
    section: SectionKind
    usage: Usage
    place: Place | None
    site: SiteClass
    status: Status | None
    role: Role | None
    event_type: EventType | None
    trigger: Span | None
    attribution: Attribution
    actors: tuple[Actor, ...] = ()
    stances: tuple[Stance, ...] = ()
    casualties: tuple[Casualties, ...] = ()
    event_date: str | None
    date_text: str | None
    date_basis: DateBasis | None
    background: bool
    on_map: bool
    off_map_reason: str | None  # a code (see OFF_MAP_REASONS); None exactly when on_map
    score: Scores
    why: tuple[str, ...]
    rivals: tuple[Candidate, ...] = ()  # the other places it may have meant, best first
    corrected: tuple[Corrected, ...] = ()  # by whom and why; empty: as the machine read it
    schema_name: Literal["geomap/sighting/1"] = Field(default="geomap/sighting/1", alias="schema")


OFF_MAP_REASONS: dict[str, str] = {
    # code -> words, in the order in which they are tested: the first that holds is the reason
    "not_a_place": "not a place here",
    "duplicate": "repeats an earlier paragraph",
    "teaser": "in a teaser for another article",
    "boilerplate": "in the site's furniture",
    "related_article": "in a pasted related article",
    "metonymic": "stands for a government, people or team",
    "associative": "only tells whose somebody or something is, or where they belong",
    "demonym": "names a people or nationality",
    "org_part": "part of an organisation's name",
    "name_part": "part of the name of an agreement or event",
    "no_event": "a place where no battle or diplomacy is reported",
    "did_not_occur": "reported as not having happened",
    "unplaced": "could not be placed",
    "retracted": "taken back by its source",
    "superseded": "in an earlier version of its article",
    "hidden": "taken off the map by a person",
    "held_back": "too recent for this public map",
}


class Source(_Value):
    """Who speaks for themselves about an event, and the articles that only repeat them."""

    story: str  # "n:" and a digest: that of its first article
    outlets: tuple[str, ...]  # as they are named, the first that told it first
    articles: int
    grade: str | None = None  # of the first; Admiralty scale; None: not assessed


class Step(_Value):
    """A status that an event had in what was published from a day on."""

    status: Status
    published: date | None  # of the first article that gives it
    article: str  # that article's id


# Reasons that no reading of the article gives: other articles, a person, or a day do.
AFTER_READING = frozenset({"retracted", "superseded", "hidden", "held_back"})


class Event(_Value):
    """Reports of one event at one place."""

    id: str  # "e:" and a digest; stable while its first report is
    place: Place
    site: Literal["battlefield", "diplomatic"]
    event_type: EventType | None
    role: Role | None
    status: Status
    event_date: str | None
    date_basis: DateBasis | None
    background: bool
    reports: tuple[Sighting, ...]  # by published, article, offset
    sources_independent: int
    sources_copies: int
    denied_by: tuple[str, ...]
    sources: tuple[Source, ...] = ()  # as many as are independent
    history: tuple[Step, ...] = ()  # its statuses by date of publication; the last one counts
    denials: tuple[Sighting, ...] = ()  # reports that it did not happen; off the map by themselves


class Site(_Value):
    """A place in one class: a view of its events."""

    id: str  # "s:" and a digest of place and class
    place: Place
    site: Literal["battlefield", "diplomatic"]
    status: Status  # of the latest dated event, else the strongest
    statuses: dict[str, int]  # events by status
    first_date: str | None
    last_date: str | None
    where_prec: int | None  # UCDP GED 1-7; None unless it occurred or goes on
    geo_precision: int | None  # ACLED 1-3; None for a country, and unless it occurred or goes on
    background: bool  # every event of it only states a setting
    events: tuple[Event, ...]
