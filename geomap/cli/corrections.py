"""The commands about what people corrected."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geomap.cli.options import AsJson
from geomap.cli.talk import cells, complain, out, say, show, table
from geomap.errors import UsageError

if TYPE_CHECKING:
    from geomap.corrections import Verdict
    from geomap.run import Edits, Run

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="What `geomap map` wrote.")]

app = typer.Typer(
    help="List what people corrected, check it, or export it as annotation.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_WORDS = {
    "applied": "applied",
    "agrees": "applied; the machine says so too",
    "stale": "applied; stale",
    "overridden": "overridden",
    "no effect": "no effect",
    "unmatched": "matches nothing",
}


@app.command("list")
def list_(folder: Folder = Path("outputs"), *, as_json: AsJson = False) -> None:
    """List the corrections of a map, and what became of each.

    \b
    Examples:
      geomap corrections list
      geomap corrections list outputs/ --json
    """
    from geomap.corrections import shown

    verdicts = _verdicts(folder)
    if as_json:
        out(json.dumps([_as_json(verdict) for verdict in verdicts], ensure_ascii=False))
        return
    made = table("line", "field", "was", "is", "mention", "who", "when", "why", "state")
    for verdict in verdicts:
        one = verdict.correction
        first = one.mentions[0]
        more = f" and {len(one.mentions) - 1} more" if len(one.mentions) > 1 else ""
        made.add_row(
            *cells(
                one.line,
                one.field,
                "" if one.old is None else shown(one.old),
                "" if one.new is None else shown(one.new),
                f"{first.text} [{first.source}:{first.start}]{more}",
                one.who,
                one.when,
                one.why,
                _state(verdict),
            )
        )
    show(made)


def _state(verdict: Verdict) -> str:
    state = _WORDS[verdict.state]
    if verdict.state == "overridden":
        state = f"{state} {verdict.reason}"
    elif verdict.reason:
        state = f"{state}: {verdict.reason}"
    return "; ".join([state, *verdict.elsewhere])


@app.command()
def check(folder: Folder = Path("outputs")) -> None:
    """Check that every correction is well formed and still matches something; exit 1 if one doesn't.

    \b
    Examples:
      geomap corrections check outputs/
    """
    from geomap.run import plural

    verdicts = _verdicts(folder)
    lost = [verdict for verdict in verdicts if verdict.state == "unmatched"]
    for verdict in verdicts:
        where = verdict.correction.origin
        if verdict.state == "unmatched":
            complain(f"{where} matches nothing any more: {verdict.reason}.")
        elif verdict.state == "stale":
            complain(f"{where} is stale: {verdict.reason}. It is applied.")
        elif verdict.state == "overridden":
            complain(f"{where} is overridden {verdict.reason}. Delete one of them.")
        elif verdict.state == "no effect":
            complain(f"{where} has no effect: {verdict.reason}.")
        elif verdict.reason:
            complain(f"{where} is applied, but {verdict.reason}.")
        if verdict.state != "unmatched" and verdict.elsewhere:
            complain(f"{where}: {'; '.join(verdict.elsewhere)}.")
        if verdict.state != "unmatched" and verdict.missing:
            gone = ", ".join(f"{one.text} [{one.source}:{one.start}]" for one in verdict.missing)
            complain(f"{where}: of its mentions these aren't there any more: {gone}.")
    states = Counter[str](verdict.state for verdict in verdicts)
    more = "".join(
        f", {states[name]} {words}"
        for name, words in (("overridden", "overridden"), ("no effect", "without effect"))
        if states[name]
    )
    matching = "matches" if len(lost) == 1 else "match"
    say(
        f"{plural(len(verdicts), 'correction')}: {len(lost)} {matching} nothing, "
        f"{states['stale']} stale{more}."
    )
    if lost:
        say("Take out what matches nothing, or copy its mention anew from sightings.jsonl.")
        raise typer.Exit(1)


@app.command()
def export(
    folder: Folder = Path("outputs"),
    *,
    into: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where they go.")],
) -> None:
    """Write what people decided as rows of annotation, with the texts beside them.

    The rows are those that `geomap evaluate` reads; `judged` names what a person decided.

    \b
    Examples:
      geomap corrections export outputs/ -o gold/
      geomap evaluate gold/corrections.jsonl
    """
    from geomap import run
    from geomap.corrections import gold_rows, text_name
    from geomap.run import plural

    run.check_writable(into)
    _check_has_records(folder)
    made = run.load_run(folder)
    if made.command == "map":
        edits = run.Edits.open(run.recorded_settings(made, folder), folder)
        _say_if_changed(edits, made, folder)
        edits.say_if_gone(folder, made, complain)
    rows = gold_rows(run.load_records(folder / run.SIGHTINGS_FILE))
    if not rows:
        raise UsageError(
            f"{folder} holds no record that a person corrected. Correct some in the map's review "
            f"mode, save them as {folder / 'corrections.toml'}, and run `geomap regenerate`."
        )
    texts = run.texts(folder, {row["source"] for row in rows}, note=complain)
    files: dict[str, bytes] = {}
    kept: list[dict[str, Any]] = []
    for row in rows:
        article = texts.get(row["source"])
        if article is None or article.text[row["start"] : row["end"]] != row["surface"]:
            complain(f"left out {row['surface']!r} in {row['source']}: its text isn't there now.")
            continue
        row["doc"] = f"corrections/{text_name(article.id)}"
        files[f"{text_name(article.id)}.txt"] = article.text.encode("utf-8", "surrogatepass")
        kept.append(row)
    if not kept:
        raise UsageError(
            f"None of the articles that {folder} was made of lies where it lay, as it was; nothing "
            f"was written. Put them back, or map them where they are, with -o {folder}."
        )
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in kept)
    run.write_files(into / "corrections", files)
    run.write_files(into, {"corrections.jsonl": lines.encode("utf-8", "replace")})
    out(str(into / "corrections.jsonl"))
    say(f"{plural(len(kept), 'mention')} of {plural(len(files), 'article')}.")
    if len(kept) < len(rows):
        raise typer.Exit(1)


def _check_has_records(folder: Path) -> None:
    """Do nothing where `folder` holds the records that corrections are about.

    Raises UsageError: it is for the public, and holds none.
    """
    from geomap import run

    if run.load_run(folder).settings.get("publish"):
        raise UsageError(
            f"{folder} was made with --publish and holds no records. Make the map without it in "
            "another folder, with these corrections, and name that one."
        )


def _verdicts(folder: Path) -> list[Verdict]:
    """Return what becomes of each correction of `folder`.

    Raises UsageError: there is none, or something in the file is wrong.
    """
    from geomap import run

    made = run.load_run(folder)
    if made.command == "render":
        raise UsageError(
            f"{folder} was rendered from {made.arguments[0]}, to which no corrections are applied. "
            "Name the folder that `geomap map` wrote, or map the articles with --corrections."
        )
    _check_has_records(folder)
    edits = run.Edits.open(run.recorded_settings(made, folder), folder)
    if edits.path is None:
        raise UsageError(
            f"{folder} has no corrections.toml. Save one there from the map's review mode, or "
            "write it by hand: geomap/export/corrections_format.md says how."
        )
    _say_if_changed(edits, made, folder)
    edits.apply(run.as_read(folder, run.load_records(folder / run.SIGHTINGS_FILE)))
    return edits.verdicts


def _say_if_changed(edits: Edits, made: Run, folder: Path) -> None:
    """Say so where the map of `folder` isn't made with the corrections as they are now."""
    if edits.path is not None and not edits.applied_to(made, folder):
        complain(
            f"{edits.path} is not on the map as it is now: it is new or was changed since. "
            "Run `geomap regenerate`."
        )


def _as_json(verdict: Verdict) -> dict[str, Any]:
    one = verdict.correction
    return {
        "file": one.file, "line": one.line, "field": one.field, "event": one.event,
        "old": one.old, "new": one.new, "who": one.who, "when": one.when, "why": one.why,
        "state": verdict.state, "reason": verdict.reason, "elsewhere": verdict.elsewhere,
        "mentions": [sighting.id for sighting in verdict.found],
        "missing": [pointer.id for pointer in verdict.missing],
    }  # fmt: skip
