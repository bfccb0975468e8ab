"""Puts the stand-alone verifier together: `quizapp-verify`, for receivers without the app.

The verifier is the same code, not a second one. Starting from a few modules this script follows
their imports, copies what they reach into one package and renames it, so that both can be installed
side by side. It refuses to go on if anything outside the list of allowed libraries is reached.

    python packaging/quizapp_verify/assemble.py TARGET    # then: pip install TARGET
"""

from __future__ import annotations

import ast
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
ROOT: Final = HERE.parent.parent
NAME: Final = "quizapp_verify"
START: Final = (
    "quizapp.certificates.verify.pool",
    "quizapp.certificates.verify.worker",
    "quizapp.certificates.verify.report",
    "quizapp.certificates.verify.handed",
)
ALLOWED: Final = frozenset(
    {"asn1crypto", "cbor2", "cryptography", "pikepdf", "rfc8785", "PIL", "zxingcpp"}
)
_OWN_NAME: Final = re.compile(r"\bquizapp\.(?=certificates\b|domain\b|errors\b)")


def module_file(name: str) -> Path | None:
    """Find the file of one of our modules."""
    path = ROOT.joinpath(*name.split("."))
    for candidate in (path.with_suffix(".py"), path / "__init__.py"):
        if candidate.is_file():
            return candidate
    return None


def imports(path: Path) -> Iterator[str]:
    """Give every module that a file imports when it runs, at its top or inside a function."""
    for node in _running(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def reached() -> dict[str, Path]:
    """Give all of our modules that the verifier needs, by name."""
    found: dict[str, Path] = {}
    todo = list(START)
    while todo:
        name = todo.pop()
        path = module_file(name)
        if path is None or name in found:
            continue
        found[name] = path
        todo += [".".join(name.split(".")[:end]) for end in range(1, name.count(".") + 1)]
        for wanted in imports(path):
            top = wanted.partition(".")[0]
            if top == "quizapp":
                todo.append(wanted)
            elif top not in ALLOWED and top not in sys.stdlib_module_names:
                raise SystemExit(f"{name} imports {top}, which receivers should not need.")
    return found


def assemble(target: Path) -> tuple[str, ...]:
    """Write the whole project into `target`; give the names of the modules taken."""
    package = target / NAME
    shutil.rmtree(package, ignore_errors=True)
    modules = reached()
    for path in modules.values():
        place = package / path.relative_to(ROOT / "quizapp")
        place.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        place.write_text(_OWN_NAME.sub(f"{NAME}.", text), encoding="utf-8")
    shutil.copy(HERE / "command.py", package / "command.py")
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (package / "__init__.py").write_text(
        '"""Checks certificates that quizapp issued, without quizapp and without a network."""\n\n'
        f'__version__ = "{project["version"]}"\n',
        encoding="utf-8",
    )
    (package / "__main__.py").write_text(
        f"from {NAME}.command import main\n\nraise SystemExit(main())\n", encoding="utf-8"
    )
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(HERE / name, target / name)
    shutil.copy(ROOT / "LICENSE", target / "LICENSE")
    return tuple(sorted(modules))


def _running(tree: ast.AST) -> Iterator[ast.AST]:
    """Walk a module but for what only a type checker reads."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        yield node
        yield from _running(node)


if __name__ == "__main__":
    if len(sys.argv) != 2:  # noqa: PLR2004 - the script and its one argument
        raise SystemExit("usage: assemble.py TARGET")
    chosen = Path(sys.argv[1])
    chosen.mkdir(parents=True, exist_ok=True)
    print(f"{len(assemble(chosen))} modules written to {chosen / NAME}")
