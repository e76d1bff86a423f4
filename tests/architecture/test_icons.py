"""The icons that templates and code name are the ones the build draws."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.compile(r"""\{% icon "([a-z0-9-]+)"|icon="([a-z0-9-]+)"|icon\|default:"([a-z0-9-]+)\"""")
APPS = ("access", "common", "compliance_portal", "trail")


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
