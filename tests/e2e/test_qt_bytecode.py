"""Qt's support package runs from kept bytecode, and never from wrong bytecode."""

from __future__ import annotations

import builtins
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import CodeType, ModuleType

import pytest

from quizapp.ui import qt_bytecode

SOURCE = b"value = 1\n"
NAME = "shibokensupport/some.py"
LATER = "shibokensupport/signature/parser.py"

START = """
import importlib.util, sys
from pathlib import Path
spec = importlib.util.spec_from_file_location("alone", sys.argv[1])
alone = sys.modules["alone"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(alone)
with alone.compiling_from(iter([Path(sys.argv[2])])):
    import PySide6
from PySide6.QtCore import QPoint
from PySide6.support.signature import get_signature
print(type(compile).__name__, hasattr(sys, "pyside6_option_python_enum"))
print(get_signature(QPoint.isNull), hasattr(sys, "pyside6_option_python_enum"))
try:
    QPoint("a")
except TypeError as error:
    print(str(error).splitlines()[-1])
later = "argparse" in sys.modules
from PySide6.support.signature.lib import pyi_generator
print(later, pyi_generator.Formatter.__name__, "argparse" in sys.modules)
try:
    pyi_generator.nothing
except AttributeError as error:
    print(error)
"""


SAID = """\
builtin_function_or_method False
(self, /) -> bool True
  PySide6.QtCore.QPoint.__init__(xpos: int, ypos: int, /)
False Formatter True
module 'shibokensupport.signature.lib.pyi_generator' has no attribute 'nothing'
"""


def code_of(source: bytes, *files: Path, name: str = NAME) -> CodeType:
    """Ask for the code of a source as PySide does while it is imported."""
    with qt_bytecode.compiling_from(iter(files)):
        code = compile(source, name, "exec")
    assert isinstance(code, CodeType)
    return code


def value_of(source: bytes, *files: Path) -> object:
    made: dict[str, object] = {}
    exec(code_of(source, *files), made)  # noqa: S102 - to see which code it is
    return made["value"]


def kept_as(file: Path, *, source: bytes, run_as: bytes) -> None:
    """Keep under one source the bytecode of another, so that a test sees which of them ran."""
    code_of(source, file)
    (key,) = qt_bytecode.read(file)
    qt_bytecode.write(file, {key: compile(run_as, NAME, "exec")})


@pytest.fixture(autouse=True)
def _bytecode_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "some.kept"


def test_a_source_that_was_compiled_before_runs_from_the_file(file: Path) -> None:
    kept_as(file, source=SOURCE, run_as=b"value = 'kept'")
    assert value_of(SOURCE, file) == "kept"


@pytest.mark.parametrize("asked", [b"value = 2\n", b"value =2", b"value = 2\n\n"])
def test_another_source_of_the_same_name_is_compiled(file: Path, asked: bytes) -> None:
    kept_as(file, source=SOURCE, run_as=b"value = 'kept'")
    assert value_of(asked, file) == 2
    assert value_of(asked, file) == 2
    assert len(qt_bytecode.read(file)) == 1, "what is not used any more is dropped"


def test_the_same_source_under_another_name_is_compiled(file: Path) -> None:
    code_of(SOURCE, file)
    assert code_of(SOURCE, file, name="shibokensupport/other.py").co_filename.endswith("other.py")


def test_other_flags_of_the_compiler_are_other_code(file: Path) -> None:
    source = b"def value(a: int): pass"
    made: list[object] = []
    for head in ("", "from __future__ import annotations\n"):
        asking = compile(
            head + "code = compile(source, name, 'exec')", "asking", "exec", dont_inherit=True
        )
        known: dict[str, object] = {"source": source, "name": NAME}
        for _ in range(2):
            with qt_bytecode.compiling_from(iter((file,))):
                exec(asking, known)  # noqa: S102 - it asks for code as PySide does
            assert isinstance(known["code"], CodeType)
            exec(known["code"], known)  # noqa: S102 - as above
            made.append(known["value"].__annotations__["a"])
    assert made == [int, int, "int", "int"]


def damaged(content: bytes) -> Sequence[bytes]:
    middle = len(content) // 2
    return (
        b"",
        content[:3],
        content[:16],
        content[:-1],
        content + b"\0",
        content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :],
        bytes([content[0] ^ 1]) + content[1:],
    )


def test_a_damaged_file_counts_for_nothing_and_is_written_anew(file: Path) -> None:
    kept_as(file, source=SOURCE, run_as=b"value = 'kept'")
    for content in damaged(file.read_bytes()):
        file.write_bytes(content)
        assert qt_bytecode.read(file) == {}
        assert value_of(SOURCE, file) == 1
        assert len(qt_bytecode.read(file)) == 1


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="owners and modes are those of POSIX")
def test_a_file_that_others_may_write_counts_for_nothing(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_as(file, source=SOURCE, run_as=b"value = 'kept'")
    for mode in (0o666, 0o664, 0o646):
        file.chmod(mode)
        assert qt_bytecode.read(file) == {}
    file.chmod(0o644)
    assert len(qt_bytecode.read(file)) == 1
    stranger = os.stat_result((0o100644, 1, 1, 1, 4711, 4711, 1, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: stranger)
    assert qt_bytecode.read(file) == {}


def test_where_the_first_folder_cannot_be_written_the_next_one_is_used(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    first, second = tmp_path / "no folder" / "a.kept", tmp_path / "folder" / "b.kept"
    kept_as(second, source=SOURCE, run_as=b"value = 'kept'")
    assert value_of(SOURCE, first, second) == "kept"
    assert value_of(b"value = 3", first, second) == 3
    assert [name for name, _, _ in qt_bytecode.read(second)] == [NAME]


def test_an_outdated_file_in_the_first_place_does_not_hide_the_next(tmp_path: Path) -> None:
    first, second = tmp_path / "a.kept", tmp_path / "b.kept"
    code_of(b"value = 'of an older PySide'", first)
    kept_as(second, source=SOURCE, run_as=b"value = 'kept'")
    assert value_of(SOURCE, first, second) == "kept"


def test_nowhere_to_write_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_bytes(b"")
    assert value_of(SOURCE, tmp_path / "no folder" / "a.kept") == 1
    assert value_of(SOURCE) == 1


def test_a_python_that_writes_no_bytecode_writes_none_here(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert value_of(SOURCE, file) == 1
    assert not file.exists()


def test_nothing_is_looked_for_when_nothing_is_compiled() -> None:
    asked: list[str] = []
    with qt_bytecode.compiling_from(map(Path, filter(asked.append, "abc"))):
        pass
    assert asked == []


def test_other_sources_and_other_ways_to_compile_stay_as_they_are(file: Path) -> None:
    with qt_bytecode.compiling_from(iter((file,))):
        assert eval(compile("1 + 1", "words", "eval")) == 2  # noqa: S307 - a sum
        assert compile("x", NAME, "exec", optimize=2).co_filename == NAME
        with pytest.raises(SyntaxError):
            compile(b"1 +", NAME, "exec")
    assert not file.exists()


def test_the_usual_compile_is_back_afterwards_also_after_a_failed_import() -> None:
    usual = builtins.compile

    def failing() -> None:
        with qt_bytecode.compiling_from(iter(())):
            assert builtins.compile is not usual
            raise ImportError

    with pytest.raises(ImportError):
        failing()
    assert builtins.compile is usual


@pytest.mark.parametrize("asked", ["value", "__all__"])
def test_what_is_seldom_needed_runs_when_it_is_first_asked_for(
    monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    monkeypatch.delenv("PYSIDE6_OPTION_PYTHON_ENUM", raising=False)
    module = ModuleType("later")
    exec(code_of(b"value = 1\n__all__ = ['value']", name=LATER), vars(module))  # noqa: S102 - as an import does
    assert not hasattr(module, "__path__")
    assert "value" not in vars(module)
    assert getattr(module, asked) in (1, ["value"])
    assert module.value == 1
    with pytest.raises(AttributeError, match="'later' has no attribute 'other'"):
        module.other  # noqa: B018 - it is asked for


def test_an_option_for_pyside_is_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYSIDE6_OPTION_PYTHON_ENUM", "3")
    made: dict[str, object] = {}
    exec(code_of(b"value = 1", name=LATER), made)  # noqa: S102 - as an import does
    assert made["value"] == 1


def test_two_processes_at_once_and_the_next_one_start_from_the_same_file(file: Path) -> None:
    def started() -> subprocess.Popen[str]:
        words = [sys.executable, "-c", START, qt_bytecode.__file__, str(file)]
        return subprocess.Popen(words, stdout=subprocess.PIPE, text=True)

    both = [started(), started()]
    said = [process.communicate()[0] for process in both]
    before = file.stat()
    names = {name.partition("/")[0] for name, _, _ in qt_bytecode.read(file)}
    assert names == {"signature_bootstrap.py", "shibokensupport"}
    said.append(started().communicate()[0])
    assert file.stat().st_mtime_ns == before.st_mtime_ns, "nothing was left to compile"
    assert said == [SAID] * 3
    assert [path.name for path in file.parent.iterdir()] == [file.name]
