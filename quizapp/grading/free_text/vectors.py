# tables of patterns and measured weights read best in one piece
"""The sentence encoder: word pieces, the vectors of sentences, and the close reading of a reply.

All graphs begin with the embeddings of the word pieces. The published layers give each sentence its
vector. The tuned layers read the sentences of a reply and say what each of them does: the lower
ones read each by itself, the upper ones all together, with what the lower ones tell of how near
each word comes to the case. A case is read once for all replies to it.
"""

from __future__ import annotations

import sys
import threading
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from quizapp.grading.free_text.weights import asset_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Part = tuple[NDArray[Any], NDArray[Any]]

WORDS, SENTENCE, LOWER, REPLY = (
    f"encoder-{part}.onnx" for part in ("words", "sentence", "lower", "reply")
)
MODEL_FILES = (WORDS, SENTENCE, LOWER, REPLY)
WIDTH, VIEWS = 384, 6
"""Numbers of one state, and sides from which the pieces of reply and case are compared."""
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


TINTS = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
"""Tones of skin: they colour the emoji before them and say nothing else."""


def word_pieces(text: str) -> list[int]:
    """Return the ids of the word pieces of `text`, with the marks for start and end.

    The vocabulary has no emoji: each is read by its name in Unicode ("face with rolling eyes").
    """
    vocabulary = _pieces()
    plain = "".join(
        c for c in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(c) != "Mn"
    )
    words: list[str] = []
    current = ""
    for char in plain:
        kind = unicodedata.category(char)
        if kind == "Cf" or char in TINTS:
            continue
        if kind[0] not in "PS" and not char.isspace():
            current += char
            continue
        if current:
            words.append(current)
        current = ""
        if kind == "So" and char not in vocabulary:
            words += unicodedata.name(char, char).lower().replace("-", " ").split()
        elif not char.isspace():
            words.append(char)
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


WINDOW = 300
"""Word pieces read together; a longer text is read in several parts."""
Texts = tuple[str, ...]


@lru_cache(maxsize=256)
def _words(texts: Texts) -> tuple[Part, ...]:
    """Return the embeddings of the word pieces of some sentences, part by part.

    A part is the embeddings (n by 384) and the share of each piece in its sentence (sentences by
    n), which tells the layers above what belongs together.
    """
    parts: list[list[list[int]]] = [[]]
    for text in texts:
        pieces = word_pieces(text)
        if parts[-1] and sum(map(len, parts[-1])) + len(pieces) > WINDOW:
            parts.append([])
        parts[-1].append(pieces)
    return tuple(_part(part) for part in parts if part)


def _part(sentences: Sequence[Sequence[int]]) -> Part:
    import numpy as np  # noqa: PLC0415  # loaded at the first vector only

    share = np.zeros((len(sentences), sum(map(len, sentences))), dtype=np.float32)
    place = 0
    for row, pieces in enumerate(sentences):
        share[row, place : place + len(pieces)] = 1.0 / len(pieces)
        place += len(pieces)
    ids = np.array([number for pieces in sentences for number in pieces], dtype=np.int64)
    places = np.array([at for pieces in sentences for at in range(len(pieces))], dtype=np.int64)
    return np.asarray(_session(WORDS).run(["words"], {"ids": ids, "places": places})[0]), share


@lru_cache(maxsize=4096)
def vectors(texts: Texts) -> NDArray[Any]:
    """Return the unit vectors of the sentences of one text, rounded so that platforms agree.

    One row of 384 numbers for each sentence; no row where there is no sentence.
    """
    import numpy as np  # noqa: PLC0415  # as above

    found = [
        _session(SENTENCE).run(["vectors"], {"words": words, "share": share})[0]
        for words, share in _words(texts)
    ]
    rows = np.concatenate(found) if found else np.zeros((0, WIDTH))
    return np.asarray(np.round(rows.astype(np.float64), 4))


def vector(text: str) -> NDArray[Any]:
    """Return the unit vector of one sentence."""
    import numpy as np  # noqa: PLC0415  # as above

    return np.asarray(vectors((text,))[0])


@dataclass(frozen=True, slots=True)
class CloseReading:
    """Scores of the tuned layers, as log odds.

    `clauses` and `whole` are in the order of the library, `bands` say how likely the reply is to
    be better than band 0, 1, 2 and 3, `trap` how likely its wording is no attempt, `foreign` how
    likely it answers another case than its own (`UNASKED` where there is no case).
    """

    clauses: tuple[tuple[float, ...], ...]
    whole: tuple[float, ...]
    bands: tuple[float, ...]
    trap: float
    foreign: float


UNASKED, FAR = -99.0, -1e9
CaseTexts = tuple[Texts, Texts]
"""The sentences of a customer's message and of the situation."""
NO_CASE: CaseTexts = ((), ())


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A case as the reading of a reply needs it.

    `case` (views by m by 64) holds the keys of its word pieces; `away` (2 by m) is nought where a
    piece is of the message (first row) or of the situation, else far below; `told` (1) is one.
    Where there is no case it is nought, and one piece stands in that nobody looks at.
    """

    case: NDArray[Any]
    away: NDArray[Any]
    told: NDArray[Any]


@lru_cache(maxsize=64)
def shown(case: CaseTexts) -> Shown:
    """Read a case; kept for the next reply to it."""
    import numpy as np  # noqa: PLC0415  # as above

    none = np.zeros((VIEWS, 0, WIDTH // VIEWS), dtype=np.float32)
    parts = [[none, *(_lower(*part)[1] for part in _words(texts))] for texts in case]
    keys = [np.concatenate(part, axis=1) for part in parts]
    message, situation = (part.shape[1] for part in keys)
    if not message + situation:
        nobody = np.zeros((VIEWS, 1, WIDTH // VIEWS), dtype=np.float32)
        away = np.full((2, 1), FAR, dtype=np.float32)
        return Shown(nobody, away, np.zeros(1, dtype=np.float32))
    away = np.zeros((2, message + situation), dtype=np.float32)
    away[0, message:], away[1, :message] = FAR, FAR
    return Shown(np.concatenate(keys, axis=1), away, np.ones(1, dtype=np.float32))


def _lower(words: NDArray[Any], share: NDArray[Any]) -> list[NDArray[Any]]:
    """Return states and keys of the word pieces of some sentences, read each by itself."""
    return list(_session(LOWER).run(["states", "keys"], {"words": words, "share": share}))


@lru_cache(maxsize=256)
def read_closely(clauses: Texts, case: CaseTexts = NO_CASE) -> CloseReading:
    """Read the sentences of a reply together, told how near each word comes to the case."""
    beside = shown(case)
    readings = [_read_part(words, share, beside) for words, share in _words(clauses)]
    foreign = min(r.foreign for r in readings)
    return CloseReading(
        tuple(c for r in readings for c in r.clauses),
        tuple(map(max, zip(*(r.whole for r in readings), strict=True))),
        tuple(sum(b) / len(b) for b in zip(*(r.bands for r in readings), strict=True)),
        min(r.trap for r in readings), foreign if any(case) else UNASKED,
    )  # fmt: skip


def _read_part(words: NDArray[Any], share: NDArray[Any], beside: Shown) -> CloseReading:
    import numpy as np  # noqa: PLC0415  # as above

    states, keys = _lower(words, share)
    given = {"states": states, "keys": keys, "share": share}
    given |= {"case": beside.case, "away": beside.away, "told": beside.told}
    out = _session(REPLY).run(["clauses", "whole", "bands", "trap", "foreign"], given)
    clauses, whole, bands, trap, foreign = (np.round(v.astype(np.float64), 3) for v in out)
    return CloseReading(
        tuple(tuple(map(float, row)) for row in clauses), tuple(map(float, whole[0])),
        tuple(map(float, bands[0])), float(trap[0, 0]), float(foreign[0, 0]),
    )  # fmt: skip


TURN, USUAL_TURN = 1e-4, sys.getswitchinterval()
"""Seconds after which a thread lets another one on, while a reply is read and otherwise.

The reading needs the interpreter for moments only, and would wait the usual 5 ms for each."""


def begin(reply: Texts, case: CaseTexts = NO_CASE) -> Callable[[], CloseReading]:
    """Begin to read a reply closely beside what else is done.

    The function returned waits for the reading. It is the same as without.
    """
    # a thread for each mark and no pool: a forked process would inherit a pool without its threads
    worker = threading.Thread(target=read_closely, args=(reply, case), daemon=True)
    sys.setswitchinterval(TURN)
    worker.start()

    def wait() -> CloseReading:
        worker.join()
        sys.setswitchinterval(USUAL_TURN)
        return read_closely(reply, case)

    return wait
