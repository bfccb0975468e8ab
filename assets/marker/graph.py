# ruff: noqa: INP001  # a script beside its data, not part of a package
"""Writing the layers of an encoder as ONNX nodes, in floats or in whole numbers.

Two-dimensional weights are stored as int8 with one scale for each row (embeddings) or output column
(products). `Graph` computes in float32; `WholeGraph` multiplies in whole numbers: states of eight
bits by weights of seven, so that no processor's sums of two products overflow and every machine
comes to the same product.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

LAYERS, HEADS, WIDTH = 6, 12, 384


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
        whole, scale = in_whole_numbers(value, axis)
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


def in_whole_numbers(value: np.ndarray, axis: int, top: int = 127) -> tuple[np.ndarray, np.ndarray]:
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
        packed, scales = in_whole_numbers(weight * share.reshape(-1, 1), 1, self.SEVEN_BITS)
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
            whole, scale = in_whole_numbers(kept, 0)
            kept = whole.astype(np.float32) * scale.astype(np.float32).reshape(-1, 1)
        found[key] = kept
    return found
