# tables of patterns and measured weights read best in one piece
"""Sentence vectors: a WordPiece tokenizer and the int8 sentence model, one sentence at a time."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from quizapp.grading.free_text.weights import asset_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_FILE = "minilm-int8.onnx"
LIMIT = 64
"""Word pieces of one sentence that are read; the rest of a longer sentence is left out."""


@cache
def _pieces() -> dict[str, int]:
    lines = asset_path("vocab.txt").read_text("utf-8").split("\n")
    return {piece: number for number, piece in enumerate(lines) if piece}


@cache
def _session() -> Any:  # the runtime ships no types
    import onnxruntime as ort  # noqa: PLC0415  # loaded at the first vector only

    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(
        str(asset_path(MODEL_FILE)), options, providers=["CPUExecutionProvider"]
    )


def available() -> bool:
    """Say whether the sentence model is installed."""
    return asset_path(MODEL_FILE).is_file()


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
            words, current = [*words, current] if current else words, ""
        elif unicodedata.category(char)[0] in "PS":
            words = [*words, current, char] if current else [*words, char]
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
        end = len(word)
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


@lru_cache(maxsize=16384)
def vector(text: str) -> NDArray[Any]:
    """Return the unit vector of one sentence, rounded so that platforms agree."""
    import numpy as np  # noqa: PLC0415  # loaded at the first vector only

    ids = np.array(word_pieces(text), dtype=np.int64)
    found = _session().run(["vector"], {"ids": ids})[0]
    return np.asarray(np.round(found.astype(np.float64), 4))
