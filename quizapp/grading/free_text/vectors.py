# tables of patterns and measured weights read best in one piece
"""The sentence encoder: word pieces, the vector of a sentence, and the close reading of a reply.

The lower layers read one sentence at a time. Above them stand two sets of upper layers: the
published ones, which give the sentence its vector, and tuned ones, which read all sentences of a
reply together and say what each of them does.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from quizapp.grading.free_text.weights import asset_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

LOWER, SENTENCE, REPLY = "encoder-lower.onnx", "encoder-sentence.onnx", "encoder-reply.onnx"
MODEL_FILES = (LOWER, SENTENCE, REPLY)
LIMIT = 64
"""Word pieces of one sentence that are read; the rest of a longer sentence is left out."""


@cache
def _pieces() -> dict[str, int]:
    lines = asset_path("vocab.txt").read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@cache
def _longest() -> int:
    return max(len(piece) for piece in _pieces())


_LOADING = threading.RLock()


def _session(name: str) -> Any:  # the runtime ships no types
    with _LOADING:  # or two threads would load one file twice
        return _loaded(name)


@cache
def _loaded(name: str) -> Any:
    import onnxruntime as ort  # noqa: PLC0415  # loaded at the first vector only

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # weights are turned into floats once, when a file is loaded, and not at every run
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    return ort.InferenceSession(str(asset_path(name)), options, providers=["CPUExecutionProvider"])


def available() -> bool:
    """Say whether the sentence encoder is installed."""
    return all(asset_path(name).is_file() for name in MODEL_FILES)


def word_pieces(text: str) -> list[int]:
    """Return the ids of the word pieces of `text`, with the marks for start and end."""
    vocabulary = _pieces()
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn"
    )
    words: list[str] = []
    current = ""
    for char in plain:
        if char.isspace():
            if current:
                words.append(current)
            current = ""
        elif unicodedata.category(char)[0] in "PS":
            if current:
                words.append(current)
            words.append(char)
            current = ""
        else:
            current += char
    if current:
        words.append(current)
    ids = [vocabulary["[CLS]"]]
    for word in words:
        ids.extend(_split(word, vocabulary))
    return [*ids[: LIMIT - 1], vocabulary["[SEP]"]]


def _split(word: str, vocabulary: dict[str, int]) -> list[int]:
    found: list[int] = []
    start = 0
    while start < len(word):
        end = min(len(word), start + _longest())  # or a long run of letters takes for ever
        while end > start:
            piece = ("##" if start else "") + word[start:end]
            if piece in vocabulary:
                break
            end -= 1
        if end == start:
            return [vocabulary["[UNK]"]]
        found.append(vocabulary[piece])
        start = end
    return found


@lru_cache(maxsize=512)
def _states(text: str) -> NDArray[Any]:
    """Return what the lower layers make of one sentence."""
    import numpy as np  # noqa: PLC0415  # loaded at the first vector only

    ids = np.array(word_pieces(text), dtype=np.int64)
    return np.asarray(_session(LOWER).run(["states"], {"ids": ids})[0])


@lru_cache(maxsize=16384)
def vector(text: str) -> NDArray[Any]:
    """Return the unit vector of one sentence, rounded so that platforms agree."""
    import numpy as np  # noqa: PLC0415  # loaded at the first vector only

    found = _session(SENTENCE).run(["vector"], {"states": _states(text)})[0]
    return np.asarray(np.round(found.astype(np.float64), 4))


def ahead(texts: Sequence[str]) -> Callable[[], None]:
    """Begin to work out the vectors of some sentences beside what else is done.

    The function returned helps from the other end and comes back when all of them are kept. The
    values are the same as without.
    """

    def work() -> None:
        for text in texts:
            vector(text)

    # a thread for each mark and no pool: a forked process would inherit a pool without its threads
    worker = threading.Thread(target=work, daemon=True)
    worker.start()

    def finish() -> None:
        for text in reversed(texts):
            vector(text)
        worker.join()

    return finish


@dataclass(frozen=True, slots=True)
class CloseReading:
    """Scores of the tuned layers, as log odds.

    `clauses` and `whole` are in the order of the library, `bands` say how likely the reply is to
    be better than band 0, 1, 2 and 3, `trap` how likely its wording is no attempt.
    """

    clauses: tuple[tuple[float, ...], ...]
    whole: tuple[float, ...]
    bands: tuple[float, ...]
    trap: float


WINDOW = 300
"""Word pieces read together; a longer reply is read in several parts."""


@lru_cache(maxsize=256)
def read_closely(clauses: tuple[str, ...]) -> CloseReading:
    """Read the sentences of a reply together."""
    parts: list[list[NDArray[Any]]] = [[]]
    for text in clauses:
        state = _states(text)
        if parts[-1] and sum(map(len, parts[-1])) + len(state) > WINDOW:
            parts.append([])
        parts[-1].append(state)
    readings = [_read_part(part) for part in parts]
    return CloseReading(
        tuple(c for r in readings for c in r.clauses),
        tuple(map(max, zip(*(r.whole for r in readings), strict=True))),
        tuple(sum(b) / len(b) for b in zip(*(r.bands for r in readings), strict=True)),
        min(r.trap for r in readings),
    )


def _read_part(states: Sequence[NDArray[Any]]) -> CloseReading:
    import numpy as np  # noqa: PLC0415  # as above

    share = np.zeros((len(states), sum(map(len, states))), dtype=np.float32)
    place = 0
    for row, state in enumerate(states):
        share[row, place : place + len(state)] = 1.0 / len(state)
        place += len(state)
    out = _session(REPLY).run(
        ["clauses", "whole", "bands", "trap"], {"states": np.concatenate(states), "share": share}
    )
    clauses, whole, bands, trap = (np.round(value.astype(np.float64), 3) for value in out)
    return CloseReading(
        tuple(tuple(map(float, row)) for row in clauses), tuple(map(float, whole[0])),
        tuple(map(float, bands[0])), float(trap[0, 0]),
    )  # fmt: skip
