"""What can go wrong, as a tree.

GeomapError
├── UsageError            the call or a setting is wrong: exit 2
├── ArticleError          one article can't be read: it is reported, counted, and the run goes on
│   └── LanguageError     it is in a language that the reader doesn't read
├── FetchError            one page can't be fetched: it is reported, counted, and the rest goes on
├── OutputError           the output folder can't be written: nothing of it was touched
├── GazetteerError        the gazetteer is missing, damaged or of another version
├── ReaderError           the reader's model is missing, damaged or of another version
├── GeocoderError         this lookup failed; the mention stays unresolved
│   └── GeocoderUnusable  no lookup will work (no key, no data): the run stops
└── StaleError            outputs differ from what their inputs give: exit 1

Every message says what was wrong, with the value, then how to mend it.
"""


class GeomapError(Exception):
    """The root of geomap's errors; `geomap.cli.main` alone turns one into a message."""


class UsageError(GeomapError):
    """The call or a setting is wrong."""


class ArticleError(GeomapError):
    """One article can't be read; the others can."""


class LanguageError(ArticleError):
    """An article is in a language that the reader doesn't read.

    `cause` counts it in run.json: "language fr not supported".
    """

    def __init__(self, message: str, *, language: str, cause: str) -> None:
        super().__init__(message)
        self.language = language  # ISO 639-1; "und" where nothing tells
        self.cause = cause


class UnsupportedLanguageWarning(UserWarning):
    """A text was not read: it is in a language that the reader doesn't read."""


class FetchError(GeomapError):
    """One page or feed can't be fetched; the others can.

    `cause` counts it; what is `lasting` isn't asked for again on the same day.
    """

    def __init__(self, message: str, *, cause: str, lasting: bool = True) -> None:
        super().__init__(message)
        self.cause = cause
        self.lasting = lasting


class OutputError(GeomapError):
    """The outputs can't be written; what stood there before still does."""


class GazetteerError(GeomapError):
    """The gazetteer is missing, damaged or of another version."""


class ReaderError(GeomapError):
    """The reader's model is missing, damaged or of another version."""


class GeocoderError(GeomapError):
    """This lookup failed; the mention stays unresolved."""


class GeocoderUnusable(GeocoderError):
    """No lookup will work; the run stops."""


class StaleError(GeomapError):
    """Outputs differ from what their inputs give."""
