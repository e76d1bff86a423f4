"""The house as files: its folders, modules and syntax trees, for the tests that hold it together."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# The stack of docs/architecture.md, top to bottom; the sandbox stands beside it (its identity provider is no Python).
STACK = (
    "compliance_portal", "audits", "monitoring", "retention", "gateway", "keys", "training", "registers", "access",
    "trail", "common",
)  # fmt: skip
APPS = tuple(name for name in (*STACK, "sandbox") if (ROOT / name / "__init__.py").is_file())


@cache
def modules() -> tuple[Path, ...]:
    """Return every Python file of the apps, migrations left out."""
    found = [path for app in APPS for path in sorted((ROOT / app).rglob("*.py"))]
    return tuple(path for path in found if "migrations" not in path.parts)


@cache
def templates() -> tuple[Path, ...]:
    """Return every template."""
    return tuple(sorted((ROOT / "templates").rglob("*.html")))


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """Return a file's path as it reads in a message."""
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    """Return a module's import name."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    """Yield the calls of a function (or method) by its last name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == name:
            yield node


def called(call: ast.Call) -> str:
    """Return the last name of what is called: `record` for `trail.recording.record(…)`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def text(node: ast.AST | None) -> str | None:
    """Return a literal text, or None for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the full names a module imports: `datetime.date` for `from datetime import date`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def listed(problems: list[str], mend: str) -> str:
    """Return a test's message: what is wrong, one a line, and how to mend it."""
    return "\n  ".join([f"{len(problems)} found. {mend}", *problems])


def lines_of(path: Path) -> int:
    """Return how many lines a file has."""
    return len(path.read_text(encoding="utf-8").splitlines())


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the repository (those git knows, else those that are there)."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    names = done.stdout.splitlines()
    return tuple(ROOT / name for name in names if (ROOT / name).is_file())
