"""How an archive is read: words a second, memory, by one and two workers and by a Dask cluster.

    python tests/benchmarks/archive.py                           # all of it: hours
    python tests/benchmarks/archive.py --on                      # what is still lacking of it
    python tests/benchmarks/archive.py --whole 40,80 --fast 40   # to see that it works: minutes

Articles of 500 words are made of paragraphs of geomap/training/corpus, no two alike. Each run is the
command `geomap extract` in processes of its own; what they found is written to archive.json beside
this file, with the machine, its load, and what is extrapolated marked so. Nothing passes or fails.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "archive.json"
WORDS = 500  # of an article
DAY = 200_000  # articles of a day of world news
CORES = 32
LEAST = 1_000  # articles of a run that something is extrapolated from
LOOKS = 60  # at the memory, before its growth says anything
_PAGE_MB = os.sysconf("SC_PAGE_SIZE") / 1e6
_PROGRAM = "from geomap.cli import main; main()"


def main() -> None:
    """Run what is asked for and write what was found after each run."""
    asked = _arguments()
    results: dict[str, Any] = {"made": _made(), "runs": []}
    if asked.on and asked.into.is_file():
        results["runs"] = json.loads(asked.into.read_text())["runs"]
    with tempfile.TemporaryDirectory(prefix="archive-") as folder:
        for fast, sizes in ((False, asked.whole), (True, asked.fast)):
            for size in sizes:
                corpus = Path(folder, f"{size}.jsonl")
                digest = _write(corpus, size)
                results["runs"] = [  # of other articles: no longer to be compared
                    run
                    for run in results["runs"]
                    if run["articles"] != size or run["corpus_sha256"] == digest
                ]
                known = {_key(run) for run in results["runs"]}
                for workers in asked.workers:
                    if ("processes", fast, size, workers) in known:
                        continue
                    _note(results, _run(corpus, size, workers, fast=fast, digest=digest), asked)
                again = ("dask", fast, size, max(asked.workers)) not in known
                if asked.dask and not fast and size == sizes[0] and again:
                    run = _dask(corpus, size, max(asked.workers), fast=fast, digest=digest)
                    _note(results, run, asked)
    print(json.dumps(figures(results["runs"]), indent=1))


def _arguments() -> argparse.Namespace:
    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",") if part and int(part)]

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--whole", type=numbers, default=[2_000, 10_000], metavar="N,N")
    parser.add_argument("--fast", type=numbers, default=[30_000], metavar="N,N")
    parser.add_argument("--workers", type=numbers, default=[1, 2], metavar="N,N")
    parser.add_argument("--no-dask", dest="dask", action="store_false")
    parser.add_argument("--on", action="store_true", help="what --into holds isn't run again")
    parser.add_argument("--into", type=Path, default=RESULTS)
    return parser.parse_args()


def _key(run: dict[str, Any]) -> tuple[str, bool, int, int]:
    return run["engine"], run["fast"], run["articles"], run["workers"]


def _made() -> dict[str, Any]:
    model = ""
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        lines = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = lines[0].partition(":")[2].strip() if lines else ""
    return {
        "cores": os.cpu_count(),
        "processor": model or platform.machine(),
        "python": platform.python_version(),
    }


# --- articles ------------------------------------------------------------------------------------


def articles(count: int) -> Iterator[dict[str, str]]:
    """Yield `count` articles of 500 words: paragraphs of the corpus, put together anew each time."""
    sys.path.insert(0, str(ROOT))
    from geomap.training.corpus import FOLDER, passages

    pool = [
        (part, len(part.split()))
        for path in sorted(FOLDER.glob("*.txt"))
        for passage in passages(path)
        for part in passage.text.split("\n\n")
        if len(part.split()) >= 8
    ]
    chance = random.Random(7)
    for number in range(count):
        parts: list[str] = []
        left = WORDS
        while left > 0:
            part, words = chance.choice(pool)
            parts.append(part if words <= left else " ".join(part.split()[:left]))
            left -= words
        day = date(2025, 1, 1) + timedelta(days=number * 365 // count)
        yield {
            "id": f"article-{number}",
            "title": " ".join(parts[0].split()[:8]),
            "text": "\n\n".join(parts),
            "date": day.isoformat(),
            "publisher": f"Paper {number % 50}",
        }


def _write(corpus: Path, size: int) -> str:
    digest = hashlib.sha256()
    with corpus.open("wb") as stream:
        for article in articles(size):
            line = json.dumps(article, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            stream.write(line)
    return digest.hexdigest()[:16]


# --- runs ----------------------------------------------------------------------------------------


def _run(
    corpus: Path, size: int, workers: int, *, fast: bool, digest: str, dask: str | None = None
) -> dict[str, Any]:
    """Return what one command took; `dask` is the address of a scheduler that has the workers."""
    how = ["--dask", dask] if dask else ["--workers", str(workers)]
    command = [sys.executable, "-c", _PROGRAM, "extract", corpus.name, "--log", "json", *how]
    command += ["--fast"] if fast else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    load = os.getloadavg()[0]
    started = time.monotonic()
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command, env=environment, cwd=corpus.parent, stdout=subprocess.PIPE, stderr=told
        )  # records name their source: it must not tell of the temporary folder
        watch = _Memory(process.pid)
        records = hashlib.sha256()
        assert process.stdout is not None
        while block := process.stdout.read(1 << 20):
            records.update(block)
        process.wait()
        watch.stop()
        seconds = time.monotonic() - started
        told.seek(0)
        said = [json.loads(line) for line in told.read().splitlines() if line.startswith(b"{")]
    assert process.returncode == 0, said
    metrics = said[-1]["metrics"]
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "articles": size,
        "fast": fast,
        "engine": "dask" if dask else "processes",
        "workers": workers,
        "seconds": round(seconds, 1),
        "words": metrics["words"],
        "words_per_second": round(metrics["words"] / seconds),
        "mentions": metrics["mentions"],
        "skipped": metrics["skipped"],
        "memory_peak_mb": round(max(watch.seen, default=0)),
        "memory_early_mb": _median(watch.seen, 0.2, 0.4),
        "memory_late_mb": _median(watch.seen, 0.8, 1.0),
        "load_before": round(load, 1),
        "corpus_sha256": digest,
        "records_sha256": records.hexdigest()[:16],
    }


def _commit() -> str | None:
    """Return which commit is measured; None outside a checkout."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None


def _dask(corpus: Path, size: int, workers: int, *, fast: bool, digest: str) -> dict[str, Any]:
    """Return what it took with a cluster of so many workers of this machine."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    script = ROOT / "tests" / "dask_cluster.py"
    with subprocess.Popen(
        [sys.executable, str(script), str(workers), "0"],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as cluster:  # fmt: skip
        assert cluster.stdout is not None
        address = cluster.stdout.readline().decode().strip()
        found = _run(corpus, size, workers, fast=fast, digest=digest, dask=address)
        assert cluster.stdin is not None
        cluster.stdin.close()
    return found


class _Memory:
    """The resident memory of a process and all that it began, in MB, looked at each second."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._over = threading.Event()
        self.seen: list[float] = []
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(1.0):
            size = sum(map(_resident, _family(self._process)))
            if size:
                self.seen.append(size)

    def stop(self) -> None:
        self._over.set()
        self._thread.join()


def _family(process: int) -> list[int]:
    found = [process]
    for one in found:
        try:
            text = Path(f"/proc/{one}/task/{one}/children").read_text()
        except OSError:
            continue
        found += [int(child) for child in text.split()]
    return found


def _resident(process: int) -> float:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * _PAGE_MB
    except (OSError, IndexError):
        return 0.0


def _median(values: Sequence[float], start: float, end: float) -> int | None:
    """Return the median of a part of what was seen; None where too little was."""
    if len(values) < LOOKS:
        return None
    part = sorted(values[int(len(values) * start) : int(len(values) * end)])
    return round(part[len(part) // 2])


# --- figures -------------------------------------------------------------------------------------


def _note(results: dict[str, Any], run: dict[str, Any], asked: argparse.Namespace) -> None:
    results["runs"].append(run)
    results["figures"] = figures(results["runs"])
    asked.into.write_text(json.dumps(results, indent=1) + "\n")
    print(
        f"{run['articles']:,} articles{', --fast' if run['fast'] else ''}, {run['engine']}, "
        f"{run['workers']} workers: {run['words_per_second']:,} words/s, {run['seconds']:,} s, "
        f"{run['memory_peak_mb']:,} MB",
        flush=True,
    )


def figures(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what the runs say together; what is extrapolated stands under that word."""
    rate = {_key(run): run["words_per_second"] for run in runs}
    found: dict[str, Any] = {"scaling": {}, "cost_of_a_word": {}, "memory_growth": {}, "dask": {}}
    for (engine, fast, size, workers), words in rate.items():
        name = f"{size} articles{' --fast' if fast else ''}"
        one = rate.get(("processes", fast, size, 1))
        if engine == "processes" and workers > 1 and one:
            found["scaling"][f"{name}, {workers} workers over 1"] = round(words / one, 2)
        beside = rate.get(("processes", fast, size, workers))
        if engine == "dask" and beside:
            found["dask"][f"{name}, {workers} workers over processes"] = round(words / beside, 2)
        sizes = sorted(s for e, f, s, w in rate if (e, f, w) == (engine, fast, workers))
        if size != sizes[0]:
            cost = rate[engine, fast, sizes[0], workers] / words
            found["cost_of_a_word"][f"{name} over {sizes[0]}, {workers} workers"] = round(cost, 2)
    for run in runs:
        if run["engine"] == "processes" and run["memory_early_mb"]:
            name = f"{run['articles']} articles{' --fast' if run['fast'] else ''}, {run['workers']} workers"
            growth = run["memory_late_mb"] / run["memory_early_mb"] - 1
            found["memory_growth"][name] = round(growth, 3)
    said: dict[Any, set[str]] = {}  # what runs of one size and commit found
    for run in runs:
        if run["records_sha256"] is not None:  # not kept of runs whose folder their records named
            key = run["articles"], run["fast"], run.get("commit")
            said.setdefault(key, set()).add(run["records_sha256"])
    found["same_records"] = all(len(records) == 1 for records in said.values())
    found["extrapolated"] = _extrapolated(runs)
    return found


def _extrapolated(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return what a day of world news would take; nobody measured that."""
    found: dict[str, Any] = {
        "said": f"not measured: {DAY:,} articles of {WORDS} words, at the rate of the largest run; on "
        f"{CORES} cores that rate for each core of this kind, with nothing lost between them"
    }
    for fast in (False, True):
        mine = [
            run
            for run in runs
            if run["fast"] == fast and run["engine"] == "processes" and run["articles"] >= LEAST
        ]
        if not mine:
            continue  # what so small a run takes is mostly its beginning
        best = max(mine, key=lambda run: (run["articles"], run["workers"]))
        seconds = DAY * WORDS / best["words_per_second"]
        found["--fast" if fast else "whole"] = {
            "hours_here": round(seconds / 3600, 1),
            "workers_here": best["workers"],
            f"hours_on_{CORES}_cores": round(seconds * best["workers"] / CORES / 3600, 2),
        }
    return found


if __name__ == "__main__":
    main()
