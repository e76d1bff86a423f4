"""The icons that templates and code name are the ones the build draws."""

import re
from pathlib import Path

from access.message_kinds import kinds
from tests.architecture.code import calls, listed, modules, text, tree_of

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)"|icon\|default:"([a-z0-9-]+)\"""")
APPS = ("access", "common", "compliance_portal", "registers", "trail")


def test_every_kind_of_message_is_declared_with_an_icon() -> None:
    icons = (ROOT / "static" / "icons.txt").read_text().split()
    wrong = [f"{name}: {kind.icon}" for name, kind in kinds().items() if kind.icon not in icons]
    told = {text(keyword.value) or "?" for path in modules() for call in calls(tree_of(path), "notify")
            for keyword in call.keywords if keyword.arg == "kind"}  # fmt: skip
    missing = sorted(told - {"?"} - set(kinds()))
    assert not [*wrong, *missing], listed([*wrong, *missing], "Declare the kind in the app's notifications.py.")


def test_every_icon_is_in_the_list():
    listed = set((ROOT / "static" / "icons.txt").read_text().split())
    files = [*(ROOT / "templates").rglob("*.html"), *(file for app in APPS for file in (ROOT / app).rglob("*.py"))]
    missing = {
        f"{name} ({file.relative_to(ROOT)})"
        for file in files
        for match in NAMED.findall(file.read_text(encoding="utf-8"))
        for name in match
        if name and name not in listed
    }
    assert not missing
