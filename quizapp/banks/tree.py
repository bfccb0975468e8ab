"""YAML text to a tree of nodes that know their lines, with every limit enforced on the way.

The parser's events are watched one by one, so that nesting, aliases and size are refused before
anything is built from them; no step recurses. Scalars follow the YAML 1.2 core schema: only `true`
and `false` are truth values, `no` and `2:30` are text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 50
MAX_ALIASES = 100
MAX_NODES = 200_000

_LOADER: type[yaml.SafeLoader | yaml.CSafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]+")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_MAX_DIGITS = 300

_HINTS = {
    "mapping values are not allowed": "put the text in quotes if it contains a colon and a space",
    "cannot start any token": "indent with spaces, not tabs; quote a text that starts with @ or `",
    "found a tab character": "indent with spaces, not tabs",
    "could not find expected ':'": "a field needs a colon and a space after its name",
    "did not find expected key": "check the indentation of this line against the line above",
    "expected <document start>": "check the indentation of this line against the line above",
    "did not find expected '-' indicator": "check the indentation of this list entry",
    "found unexpected end of stream": "a quotation mark that was opened is never closed",
    "while scanning a quoted scalar": "a quotation mark that was opened is never closed",
}


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a text; `line` counts from 1, 0 means the file as a whole."""

    line: int
    message: str


class TreeError(Exception):
    """A text cannot be read as a tree: `flaws` ends with the one that stopped the reading."""

    def __init__(self, line: int, message: str) -> None:
        """Keep line and message apart, the caller knows the file."""
        super().__init__(message)
        self.flaws: tuple[Flaw, ...] = (Flaw(line, message),)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as written; `plain` means that it stood without quotes."""

    line: int
    text: str
    plain: bool

    @property
    def value(self) -> str | int | float | bool | None:
        """Return the value by the YAML 1.2 core schema."""
        if not self.plain:
            return self.text
        if self.text in _NULL:
            return None
        if self.text in _TRUE or self.text in _FALSE:
            return self.text in _TRUE
        return _number(self.text)


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    line: int
    entries: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name, each with the line of its name."""

    line: int
    entries: dict[str, tuple[int, Node]]


Node = Scalar | Listing | Mapping


@dataclass(frozen=True, slots=True)
class Tree:
    """A file as nodes. `flaws` are the faults that reading could step over: duplicates and tags."""

    root: Node
    flaws: tuple[Flaw, ...]


def _number(text: str) -> str | int | float:
    """Return a number where the core schema sees one, the text itself otherwise."""
    if len(text) > _MAX_DIGITS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        return float(text)
    return text


@dataclass(slots=True)
class _Open:
    """A collection whose end has not been seen yet."""

    line: int
    anchor: str | None
    mapping: bool
    size: int = 1
    entries: list[Node] = field(default_factory=list)
    fields: dict[str, tuple[int, Node]] = field(default_factory=dict)
    key: tuple[str, int] | None = None


class _Builder:
    """Takes events in order and holds the limits; `root` is the finished tree."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.flaws: list[Flaw] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._aliases = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Act on one event; raise `TreeError` at the first limit that is passed."""
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.ScalarEvent):
            self._refuse_tag(event.tag, line)
            self._place(Scalar(line, event.value, not event.style), event.anchor, line, 1)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._refuse_tag(event.tag, line)
            self._start(event, line)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            self._finish()
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event.anchor or "", line)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise TreeError(line, "a second document starts here; write one document a file")

    def _start(self, event: yaml.MappingStartEvent | yaml.SequenceStartEvent, line: int) -> None:
        if len(self._open) >= MAX_DEPTH:
            raise TreeError(line, f"nested deeper than {MAX_DEPTH} levels; this cannot be a bank")
        mapping = isinstance(event, yaml.MappingStartEvent)
        if self._open and self._open[-1].mapping and self._open[-1].key is None:
            raise TreeError(line, "the name of a field must be a plain word, not a list or fields")
        self._open.append(_Open(line, event.anchor, mapping))

    def _finish(self) -> None:
        done = self._open.pop()
        node: Node = (
            Mapping(done.line, done.fields)
            if done.mapping
            else Listing(done.line, tuple(done.entries))
        )
        self._place(node, done.anchor, done.line, done.size)

    def _alias(self, anchor: str, line: int) -> None:
        self._aliases += 1
        if self._aliases > MAX_ALIASES:
            raise TreeError(line, f"more than {MAX_ALIASES} aliases (*name); write the text out")
        if anchor not in self._anchors:
            raise TreeError(
                line, f"the alias *{anchor} names no finished anchor; a node may not contain itself"
            )
        node, size = self._anchors[anchor]
        self._place(node, None, line, size)

    def _place(self, node: Node, anchor: str | None, line: int, size: int) -> None:
        """Put a finished node into the collection that is open, or make it the root."""
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += size
        if parent.size > MAX_NODES:
            raise TreeError(
                line, f"more than {MAX_NODES} values once aliases are filled in; split the file"
            )
        if not parent.mapping:
            parent.entries.append(node)
        elif parent.key is None:
            if not isinstance(node, Scalar):
                raise TreeError(line, "the name of a field must be a plain word")
            if node.text in parent.fields:
                first = parent.fields[node.text][0]
                message = f"the field '{node.text}' stands here and in line {first}; keep one"
                self.flaws.append(Flaw(line, message))
            parent.key = (node.text, line)
        else:
            name, key_line = parent.key
            parent.fields.setdefault(name, (key_line, node))
            parent.key = None

    def _refuse_tag(self, tag: str | None, line: int) -> None:
        if tag is not None:
            shown = tag.replace("tag:yaml.org,2002:", "!!")
            message = f"the tag {shown} is not allowed; a bank holds plain values only"
            self.flaws.append(Flaw(line, message))


def read_tree(data: bytes) -> Tree:
    """Return the tree of one YAML file with the flaws that could be stepped over.

    Raises:
        TreeError: what keeps the text from being a tree: not UTF-8, over `MAX_BYTES`, not YAML, a
            limit passed, an empty file.

    """
    if len(data) > MAX_BYTES:
        raise TreeError(0, f"larger than {MAX_BYTES // 2**20} MiB; split it into several files")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise TreeError(line, "not UTF-8 text; save the file with the encoding UTF-8") from None
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except TreeError as error:
        error.flaws = (*builder.flaws, *error.flaws)
        raise
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise TreeError(line, "contains a control character that YAML forbids; delete it") from None
    except yaml.MarkedYAMLError as error:
        raise _plain_error(error, builder.flaws) from None
    if builder.root is None:
        raise TreeError(0, "the file is empty")
    return Tree(builder.root, tuple(builder.flaws))


def _plain_error(error: yaml.MarkedYAMLError, before: list[Flaw]) -> TreeError:
    """Put the parser's finding into words that an author can act on."""
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in (error.context or ""):
        mark = error.context_mark or mark
    said = " ".join(part for part in (error.context, error.problem) if part)
    hint = next((hint for sign, hint in _HINTS.items() if sign in said), "")
    message = f"not valid YAML: {error.problem or said}"
    plain = TreeError(mark.line + 1 if mark else 0, f"{message}; {hint}" if hint else message)
    plain.flaws = (*before, *plain.flaws)
    return plain
