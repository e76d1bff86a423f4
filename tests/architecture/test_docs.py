"""What the code has, the docs name: settings, permissions, verbs, roles, schedules; and what they link to is there."""

import ast
import re
import runpy
from functools import cache

from access.vocabulary import vocabulary
from common.permissions import RoleName
from compliance_portal.schedule import SCHEDULE
from tests.architecture.code import ROOT, called, listed, modules, name_of, text, tree_of
from trail.verbs import all_verbs

DOCS = ROOT / "docs"
READERS = {"str", "bool", "int", "float", "list", "url", "email_url", "path", "json"}
# Told by what starts the process, not by whoever runs the portal.
NOT_FOR_OPERATORS = {"DJANGO_SETTINGS_MODULE", "PATH", "PORTAL_TEST_HOME"}
# An address within the repository: [text](path) or [text](path#part), not https:// and not a mail address.
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)")

tool = runpy.run_path(str(ROOT / "scripts" / "docs_tables.py"))


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def read_from_environment() -> set[str]:
    found: set[str] = set()
    for path in modules():
        if "compliance_portal" not in path.parts:
            continue
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                source = ast.unparse(node.func.value)
                if (source == "env" and called(node) in READERS) or (source == "os.environ" and called(node) == "get"):
                    found.add(text(node.args[0]) or "")
    return {name for name in found if name.isupper()} - NOT_FOR_OPERATORS


def test_every_setting_is_documented() -> None:
    assert len(read_from_environment()) > 10, "The settings are read in another way now: mend this test."
    missing = sorted(name for name in read_from_environment() if f"`{name}`" not in page("operating.md"))
    assert not missing, listed(missing, "Add a line to the settings in docs/operating.md: name, default, what it does.")


def test_every_permission_and_verb_is_documented_with_its_app() -> None:
    names = [*vocabulary(), *all_verbs()]
    missing = [name for name in names if f"`{name}`" not in page(f"{name.split('.', maxsplit=1)[0]}.md")]
    assert not missing, listed(missing, "`make docs` renews the tables; a new app needs its page with their markers.")


def test_every_role_and_schedule_is_documented() -> None:
    pages = "\n".join(path.read_text(encoding="utf-8") for path in DOCS.glob("*.md"))
    missing = [name for name in (*RoleName, *SCHEDULE) if f"`{name}`" not in pages]
    assert not missing, listed(missing, "Name it in docs/: `make docs` renews the tables.")


def test_schedules_say_which_obligation_they_serve() -> None:
    source = (ROOT / "compliance_portal" / "schedule.py").read_text(encoding="utf-8")
    bare = [name for name in SCHEDULE if not re.search(rf"    # .+\n    \"{name}\"", source)]
    assert not bare, listed(bare, "Say in a comment above it which obligation it serves.")


def test_every_package_has_its_reason() -> None:
    lines = (ROOT / "requirements" / "run.in").read_text(encoding="utf-8").splitlines()
    packages = [found[0] for line in lines if (found := re.match(r"[A-Za-z][\w.-]*", line))]
    assert len(packages) > 10, "The packages are listed in another way now: mend this test."
    rows = "\n".join(line for line in page("architecture.md").lower().splitlines() if line.startswith("|"))
    missing = [name for name in packages if not re.search(rf"(?<![\w-]){re.escape(name.lower())}(?![\w-])", rows)]
    assert not missing, listed(missing, "Say in the table of docs/architecture.md why the portal needs the package.")


def test_the_tables_are_current() -> None:
    stale = [name_of(path) for path in DOCS.glob("*.md") if tool["renewed"](page(path.name)) != page(path.name)]
    assert not stale, listed(stale, "Run `make docs`.")


def test_links_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *DOCS.rglob("*.md")]
    broken = [
        f"{name_of(path)}: {target}"
        for path in pages
        for target in LINK.findall(path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert not broken, listed(broken, "Mend the address, or write the page.")
