"""What a run was told, what it found and what it wrote: run.json, and the folder it stands in.

`run.json` is the same for the same input but for its key `timestamps`. Paths in it are relative
to its folder, so that the folder can move with its articles.
"""

from geomap.run.ahead import Ahead
from geomap.run.beside import LONG
from geomap.run.changes_page import changes_page
from geomap.run.comparing import changes, stale
from geomap.run.differing import Change, Diff, diff
from geomap.run.edits import Edits, corrections_beside
from geomap.run.gathering import Gathered
from geomap.run.lines import (
    SIGHTINGS_FILE,
    Content,
    load_records,
    parse_records,
    record_line,
    records,
    relined,
)
from geomap.run.locking import locked
from geomap.run.reading import Reading
from geomap.run.record import (
    RUN_FILE,
    STDIN,
    Corrections,
    Counts,
    Input,
    Mentions,
    Part,
    Parts,
    ReadArticle,
    Run,
    SkippedArticle,
    count,
    digests,
    from_base,
    geomap_version,
    input_digests,
    load_run,
    now,
    plural,
    recorded_settings,
    relative,
    run_schema,
    settings_record,
    sha256,
    summary,
)
from geomap.run.rendering import (
    EMBED_FILE,
    EVENTS_FILE,
    MAP_FILE,
    SITES_FILE,
    begin_rendering,
    handed,
    off_begun,
    shell_begun,
    shown,
    weigh,
)
from geomap.run.store import STORE_FILE, Refusal, Store, article_digest, as_read
from geomap.run.telling import stories_beside
from geomap.run.texts import texts
from geomap.run.together import Crew, read_together
from geomap.run.work import Worked, worked
from geomap.run.writing import check_writable, unhurried, write_files

__all__ = [
    "EMBED_FILE",
    "EVENTS_FILE",
    "LONG",
    "MAP_FILE",
    "RUN_FILE",
    "SIGHTINGS_FILE",
    "SITES_FILE",
    "STDIN",
    "STORE_FILE",
    "Ahead",
    "Change",
    "Content",
    "Corrections",
    "Counts",
    "Crew",
    "Diff",
    "Edits",
    "Gathered",
    "Input",
    "Mentions",
    "Part",
    "Parts",
    "ReadArticle",
    "Reading",
    "Refusal",
    "Run",
    "SkippedArticle",
    "Store",
    "Worked",
    "article_digest",
    "as_read",
    "begin_rendering",
    "changes",
    "changes_page",
    "check_writable",
    "corrections_beside",
    "count",
    "diff",
    "digests",
    "from_base",
    "geomap_version",
    "handed",
    "input_digests",
    "load_records",
    "load_run",
    "locked",
    "now",
    "off_begun",
    "parse_records",
    "plural",
    "read_together",
    "record_line",
    "recorded_settings",
    "records",
    "relative",
    "relined",
    "run_schema",
    "settings_record",
    "sha256",
    "shell_begun",
    "shown",
    "stale",
    "stories_beside",
    "summary",
    "texts",
    "unhurried",
    "weigh",
    "worked",
    "write_files",
]
