"""The reader's networks as they ship: ONNX, run on the processor, opened once.

A large one, and a small one that it taught. `--fast` reads with the small one alone; else both are
heard: the small one, of another build, is often right where the large one is not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from geomap.errors import ReaderError
from geomap.reader.answers import Answers, OfEvent
from geomap.reader.dates.links import Links, signs_of
from geomap.reader.decode import Floats
from geomap.reader.encoding import Pieces, Window, encode, inputs_of, windows
from geomap.reader.event_types import EventTypes
from geomap.reader.labels import ON_CARD, ROLES, STANCES, TOLLS, TYPES, WIDTH, slices

SHIPPED = Path(__file__).parent / "weights"
_ROW, _SEEN = 510, 34  # pieces in a row of the small network; how far it sees to each side
_LINKED = 100_000  # pieces of a text of which more than scores is kept: 115 MB
SHARE = 0.25  # of the small network in what both say
_MEND = "Reinstall conflict-geomap, or make the weights again (python -m geomap.training)."


def _warmth(card: dict[str, Any]) -> Floats:
    """Return what the scores of each label are divided by: its head's temperature."""
    found = np.ones(WIDTH, np.float32)
    for head, temperature in card.get("temperatures", {}).items():
        found[slices()[head]] = temperature
    return found


class Said(NamedTuple):
    """What the networks say of a text: scores (pieces, labels.WIDTH) of both.

    Their softmax, head by head, is how sure the networks are (see MODEL_CARD.md, Calibration).
    With them what the large network says of events: their links with dates, their types, who takes
    part, who was hurt and who makes what of a venue; None for a text too long to keep them, or where the small one alone was heard.
    """

    scores: Floats
    links: Links | None = None
    types: EventTypes | None = None
    roles: Answers | None = None
    tolls: Answers | None = None
    stances: Answers | None = None

    def of_event(self, mention: tuple[int, int], sentence: tuple[int, int]) -> OfEvent:
        """Return what is said of the words of a sentence in the event at `mention`; both are ranges of the text."""
        return OfEvent(
            self.roles.of_event(mention, sentence) if self.roles else None,
            self.tolls.of_event(mention, sentence) if self.tolls else None,
            self.stances.of_event(mention, sentence) if self.stances else None,
        )


class Network:
    """Word pieces -> scores, by the weights in `folder`.

    Raises ReaderError: a file is missing or damaged, or was made for other labels.
    """

    def __init__(self, folder: Path = SHIPPED, *, threads: int = 2) -> None:
        self._threads = threads
        self._side_by_side = threads > 1
        try:
            card = (folder / "reader.json").read_text("utf-8")
            weights = (folder / "reader.onnx").read_bytes()
            vocabulary = (folder / "tokenizer.json").read_text("utf-8")
            small = folder / "small.onnx"
            small_weights = small.read_bytes() if small.exists() else b""
            self.card: dict[str, Any] = dict(json.loads(card))
        except (OSError, ValueError, TypeError) as error:
            raise ReaderError(
                f"The reader's model in {folder} can't be read: {error}. {_MEND}"
            ) from None
        signs = signs_of(self.card)
        if {name: self.card.get(name) for name in ON_CARD} != ON_CARD or signs is None:
            raise ReaderError(f"The reader's model in {folder} was made for other labels. {_MEND}")
        self._heading = int(self.card.get("recipe", {}).get("heading", 0))
        self._signs = signs
        self._warmth = _warmth(self.card)
        self._small_warmth = _warmth(self.card.get("small", {}))
        self._both_warmth = _warmth(self.card.get("both", {}))
        # The card's temperatures change the reading as much as the weights do.
        digest = hashlib.sha256(weights)
        digest.update(card.encode())
        digest.update(vocabulary.encode())
        digest.update(small_weights)
        self.version = digest.hexdigest()[:16]
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.log_severity_level = 3
        # Each run in the thread that calls it: two runs side by side read half as much again as one
        # run with two threads.
        options.intra_op_num_threads = 1
        # Processors without products of bytes of their own (VNNI) overflow in them otherwise: the same
        # text would be read otherwise there.
        options.add_session_config_entry("session.x64quantprecision", "1")

        def opened(content: bytes) -> Any:
            return onnxruntime.InferenceSession(
                content,
                options,
                providers=["CPUExecutionProvider"],
                # Its one operator for a sum and its norm takes longer than the two apart.
                disabled_optimizers=["SkipLayerNormFusion"],
            )

        try:
            self._session = opened(weights)
            _, links, *_ = self._session.get_outputs()
            self._links = int(links.shape[-1])
            self._small: Any = opened(small_weights) if small_weights else None
            self._tokenizer = Tokenizer.from_str(vocabulary)
        except Exception as error:  # onnxruntime raises its own kinds for a damaged file
            raise ReaderError(
                f"The reader's model in {folder} is damaged: {error}. {_MEND}"
            ) from None

    def on_one_core(self) -> None:
        """Run what goes side by side one after another."""
        self._side_by_side = False

    def encode(self, text: str) -> Pieces:
        """Return the word pieces of `text`."""
        return encode(text, self._tokenizer)

    def windows(self, pieces: Pieces, sentences: Sequence[tuple[int, int]]) -> list[Window]:
        """Return the windows of a text as the weights were taught to see them."""
        return windows(pieces, sentences, heading=self._heading)

    def read(self, pieces: Pieces, cuts: Sequence[Window]) -> Said:
        """Return what both say in `cuts`; of pieces that no window's core holds, all is zero."""
        found = np.zeros((len(pieces), WIDTH), np.float32)
        kept = len(pieces) if len(pieces) <= _LINKED else 0
        widths = (self._links, len(TYPES), ROLES.width, TOLLS.width, STANCES.width)
        kept_of = [np.zeros((kept, width), np.float16) for width in widths]
        said = Said(found)
        if kept:
            vectors, types, roles, tolls, stances = kept_of
            said = Said(
                found,
                Links(pieces, vectors, self._signs),
                EventTypes(pieces, types),
                Answers(pieces, roles, ROLES),
                Answers(pieces, tolls, TOLLS),
                Answers(pieces, stances, STANCES),
            )
        if not cuts:
            return said
        small = None
        if self._small is not None:
            small = self._beside(self.small_scores, pieces)

        # One window a run: what stands beside it would change its scores a little (its padding, and
        # the scale that bytes are given), and runs of several take longer.
        def read(w: Window) -> None:
            out, *of_events = self._session.run(None, inputs_of(pieces, w))
            at = w.core - w.first + 1
            seen, core = slice(at, at + w.core_end - w.core), slice(w.core, w.core_end)
            found[core] = out[0, seen] / self._warmth
            if kept:
                for told, given in zip(kept_of, of_events, strict=True):
                    told[core] = given[0, seen]

        if len(cuts) < 2 or not self._side_by_side:
            for w in cuts:
                read(w)
        else:
            list(self._pool.map(read, cuts))
        if small is not None:
            told = small()
            for w in cuts:
                core = slice(w.core, w.core_end)
                found[core] = ((1 - SHARE) * found[core] + SHARE * told[core]) / self._both_warmth
        return said

    def check_small(self) -> None:
        """Do nothing when a small network ships beside the large one.

        Raises ReaderError: none does.
        """
        if self._small is None:
            raise ReaderError(f"The reader's model has no small network for --fast. {_MEND}")

    def small_scores(self, pieces: Pieces) -> Floats:
        """Return scores (pieces, labels.WIDTH) of the small network, which `check_small` found."""
        found = np.zeros((len(pieces), WIDTH), np.float32)
        step = _ROW - 2 * _SEEN
        for at in range(0, len(pieces), step):
            w = Window(max(0, at - _SEEN), min(len(pieces), at + step + _SEEN), at, at + step)
            out = self._small.run(None, inputs_of(pieces, w))[0][0]
            shift = w.first - 1
            past = min(at + step, len(pieces))
            found[at:past] = out[at - shift : past - shift]
        found /= self._small_warmth
        return found

    def _beside(self, work: Callable[[Pieces], Floats], pieces: Pieces) -> Callable[[], Floats]:
        """Return what waits for `work`, which another thread does where there may be one."""
        if self._side_by_side:
            return self._pool.submit(work, pieces).result
        return partial(work, pieces)

    @cached_property
    def _pool(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(self._threads, thread_name_prefix="geomap-reader")
