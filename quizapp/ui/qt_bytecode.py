"""Importing Qt's Python binding without compiling its support package anew at every start.

PySide carries a small Python package (`shibokensupport`: signatures, names of types) inside its
library, as source. Python keeps bytecode only of what it finds in files, so that package is
compiled at every start, for about a fifth of the time that a bare window takes. Here its bytecode
is kept as Python keeps that of modules: in a file in this package's own `__pycache__` (or under
`sys.pycache_prefix`), named after the Python that made it; where that folder can't be written,
in the person's cache folder. While PySide is imported, and only then, the built-in `compile`
answers from that file, and only for exactly the name, the source and the compiler flags that the
bytecode was made from. Everything else is compiled as ever; whatever is wrong with the file
(damaged, of another Python, writable by others) has the same effect as no file at all.

Bytecode is code: whoever may write the file may run code as the person who starts the program.
That holds for every `.pyc` file, so the file is trusted like one: it must belong to the person,
to the system or to the owner of the program's own files, and nobody else may write it. The check
sum is against damage, not against attack.

The modules that explain wrong calls and write `.pyi` files take longer to run than all the rest,
because they compile large patterns and import `argparse` and `logging`. They run when something in
them is first asked for, which is seldom before the first mistake. One of them reads the option
`PYSIDE6_OPTION_PYTHON_ENUM`; where that holds anything but what PySide itself puts there, all run
at once as ever.

A PySide that one day brings bytecode along calls no `compile`; then nothing is read or written.
"""

from __future__ import annotations
import __future__

import builtins
import importlib.util
import marshal
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType
from typing import Any

Key = tuple[str, bytes, int]
"""The name of a source, its hash, and the compiler flags of the code that asks."""

SOURCES = ("shibokensupport/", "signature_bootstrap.py")
"""How the names of the sources inside PySide's library begin."""

RUN_LATER = tuple(
    f"shibokensupport/signature/{name}.py"
    for name in ("parser", "layout", "lib/enum_sig", "lib/pyi_generator")
)
"""The sources that are not run before something in them is asked for."""

_OPTION, _USUAL = "PYSIDE6_OPTION_PYTHON_ENUM", "True"
_LATER = f"""
from {__name__} import when_asked
__getattr__ = when_asked(globals())
"""
_FORMAT = b"\x01"
_SUM = 8
_FLAGS = 0
for _name in __future__.all_feature_names:
    _FLAGS |= getattr(__future__, _name).compiler_flag


def load() -> None:
    """Import PySide6; nothing happens if it is imported already."""
    if "PySide6" not in sys.modules:
        usual = builtins.__import__
        with compiling_from(_places()):
            import PySide6  # noqa: F401, PLC0415 - this import is what the module is about
        # PySide's own `__import__` looks for `from __feature__ import …`, which is not used here,
        # and reads the source of every module that is imported from then on to find out about it
        builtins.__import__ = usual


def _places() -> Iterator[Path]:
    """Yield the files that bytecode may be kept in, the preferred one first."""
    if __spec__.cached:
        yield Path(__spec__.cached).with_suffix(".kept")
    from platformdirs import user_cache_path  # noqa: PLC0415 - not needed by most starts

    name = f"qt_bytecode.{sys.implementation.cache_tag}.opt-{sys.flags.optimize}.kept"
    yield user_cache_path("quizapp", appauthor=False) / name


@contextmanager
def compiling_from(files: Iterator[Path]) -> Iterator[None]:
    """Let the built-in `compile` answer from kept bytecode, then keep what was missing."""
    usual = builtins.compile
    kept = _Kept(usual, files)
    answer = kept.compile
    builtins.compile = answer
    try:
        yield
    finally:
        if builtins.compile is answer:
            builtins.compile = usual
    if kept.missed and not sys.dont_write_bytecode:
        kept.write()


class _Kept:
    """The bytecode of the files, which are read in turn as long as something is missing."""

    def __init__(self, usual: Any, files: Iterator[Path]) -> None:
        self.missed = False
        self._usual = usual
        self._unread = files
        self._read: list[Path] = []
        self._known: dict[Key, CodeType] = {}
        self._used: dict[Key, CodeType] = {}

    def compile(
        self,
        source: Any,
        filename: Any,
        mode: str,
        flags: int = 0,
        dont_inherit: bool = False,
        optimize: int = -1,
        **further: Any,
    ) -> Any:
        """Do what the built-in `compile` does."""
        if not dont_inherit:
            asking = sys._getframe(1)  # noqa: SLF001 - no other way to the flags that are inherited
            flags |= asking.f_code.co_flags & _FLAGS

        settings = {"flags": flags, "dont_inherit": True, "optimize": optimize, **further}
        ours = isinstance(source, bytes) and str(filename).startswith(SOURCES)
        if not ours or mode != "exec" or optimize != -1 or further:
            return self._usual(source, filename, mode, **settings)
        if filename in RUN_LATER and os.environ.get(_OPTION, _USUAL) == _USUAL:
            _waiting.append((source, filename, flags))
            return self._usual(_LATER, filename, mode, dont_inherit=True)
        key = (filename, importlib.util.source_hash(source), flags)
        code = self._find(key)
        if code is None:
            code = self._usual(source, filename, mode, **settings)
            self.missed = True
        self._used[key] = code
        return code

    def _find(self, key: Key) -> CodeType | None:
        while key not in self._known:
            file = next(self._unread, None)
            if file is None:
                return None
            self._read.append(file)
            self._known |= read(file)
        return self._known[key]

    def write(self) -> None:
        """Keep what was used in the first place that can be written."""
        for file in (*self._read, *self._unread):
            if write(file, self._used):
                return


_waiting: list[tuple[bytes, str, int]] = []


def when_asked(module: dict[str, Any]) -> Callable[[str], Any]:
    """Return the `__getattr__` of a module that runs when it is first asked for something."""
    source, filename, flags = _waiting.pop()

    def ask(name: str) -> Any:
        if name.startswith("__") and name != "__all__":
            raise AttributeError(name)  # what the import system asks of every module
        if module.pop("__getattr__", None):
            code = compile(source, filename, "exec", flags, dont_inherit=True)
            exec(code, module)  # noqa: S102 - as an import does
        if name not in module:
            raise AttributeError(f"module {module['__name__']!r} has no attribute {name!r}")
        return module[name]

    return ask


def read(file: Path) -> dict[Key, CodeType]:
    """Return the bytecode in a file; none if anything is wrong with it."""
    try:
        with file.open("rb") as stream:
            if not _trusted(os.fstat(stream.fileno())):
                return {}
            content = stream.read()
    except OSError:
        return {}
    head, body = content[: len(_head(b""))], content[len(_head(b"")) :]
    if head != _head(body):
        return {}
    kept: dict[Key, CodeType] = marshal.loads(body)  # noqa: S302 - trusted as .pyc files are
    return kept


def write(file: Path, kept: dict[Key, CodeType]) -> bool:
    """Put bytecode into a file in one step; tell whether that could be done."""
    body = marshal.dumps(kept)
    part = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with open(part, "xb", opener=_for_the_person_to_write) as stream:
            stream.write(_head(body) + body)
        part.replace(file)
    except OSError:
        with suppress(OSError):
            part.unlink()
        return False
    return True


def _head(body: bytes) -> bytes:
    """Return what stands before the bytecode: the Python it is for, and a check sum."""
    return importlib.util.MAGIC_NUMBER + _FORMAT + importlib.util.source_hash(body)


def _for_the_person_to_write(name: str, flags: int) -> int:
    return os.open(name, flags, 0o644)


def _trusted(status: os.stat_result) -> bool:
    """Tell whether nobody can have written the file who could not change the program itself."""
    if not hasattr(os, "geteuid"):  # Windows, where the folder of a person is theirs alone
        return True
    owners = (os.geteuid(), 0, Path(__file__).stat().st_uid)
    return status.st_uid in owners and not status.st_mode & 0o022
