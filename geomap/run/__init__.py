"""What a run was told, what it found and what it wrote: run.json, and the folder it stands in.

`run.json` is the same for the same input but for its key `timestamps`. Paths in it are relative
to its folder, so that the folder can move with its articles.
"""

from geomap.run.comparing import changes, stale
from geomap.run.record import (
    RUN_FILE,
    STDIN,
    Counts,
    Input,
    Mentions,
    Part,
    Parts,
    ReadArticle,
    Run,
    SkippedArticle,
    count,
    geomap_version,
    input_digests,
    load_run,
    now,
    recorded_settings,
    relative,
    run_schema,
    settings_record,
    sha256,
    summary,
)
from geomap.run.store import (
    SIGHTINGS_FILE,
    Reading,
    Store,
    article_digest,
    load_records,
    parse_records,
    read_article,
    record_line,
    records,
)
from geomap.run.writing import check_writable, write_files

__all__ = [
    "RUN_FILE",
    "SIGHTINGS_FILE",
    "STDIN",
    "Counts",
    "Input",
    "Mentions",
    "Part",
    "Parts",
    "ReadArticle",
    "Reading",
    "Run",
    "SkippedArticle",
    "Store",
    "article_digest",
    "changes",
    "check_writable",
    "count",
    "geomap_version",
    "input_digests",
    "load_records",
    "load_run",
    "now",
    "parse_records",
    "read_article",
    "record_line",
    "recorded_settings",
    "records",
    "relative",
    "run_schema",
    "settings_record",
    "sha256",
    "stale",
    "summary",
    "write_files",
]
