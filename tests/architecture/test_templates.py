"""Templates: short, told what they take, nothing inline, components closed, no role by name."""

import re

from common.permissions import RoleName
from tests.architecture.code import listed, name_of, templates

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", re.DOTALL)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle\s*=|\son[a-z]+\s*=|\shx-on|javascript:|\shx-vals=['\"]js:|\seval\(",
    re.IGNORECASE,
)
INCLUDE = re.compile(r"\{%\s*include\s+([^%]+?)%\}")


def test_templates_are_short_and_say_what_they_take() -> None:
    found = []
    for path in templates():
        lines = path.read_text(encoding="utf-8").splitlines()
        if len(lines) > 80:
            found.append(f"{name_of(path)}: {len(lines)} lines")
        if not lines or not re.fullmatch(r"\{# takes: .+ #\}", lines[0]):
            found.append(f"{name_of(path)}: the first line is no {{# takes: … #}}")
    assert not found, listed(found, "At most 80 lines, first a comment that lists what the template takes.")


def test_nothing_is_inline() -> None:
    # Mail programs read no style sheet, and no policy holds for them.
    pages = [path for path in templates() if path.parent.name != "emails"]
    found = [
        f"{name_of(path)}: {match.group().strip()}"
        for path in pages
        for match in INLINE.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not found, listed(found, "The content security policy forbids it: use a class, a data attribute, static/js.")


def test_components_are_included_closed() -> None:
    found = [
        f"{name_of(path)}: include {match.group(1).strip()}"
        for path in templates()
        for match in INCLUDE.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
        if match.group(1).split()[-1] != "only"
    ]
    assert not found, listed(found, "Give a component what it takes `with … only`; what it finds by chance will break.")


def test_templates_ask_for_permissions_not_roles() -> None:
    roles = re.compile(rf"['\"]({'|'.join(RoleName)})['\"]|\bhas_role\b|\.is_staff\b|\.is_superuser\b")
    found = [
        f"{name_of(path)}: {match.group()}"
        for path in templates()
        for match in roles.finditer(COMMENT.sub("", path.read_text(encoding="utf-8")))
    ]
    assert not found, listed(found, 'Ask {% can "app.permission" object as may %}: a role is not a permission.')


def test_no_template_is_forgotten() -> None:
    from tests.architecture.code import ROOT, modules

    spoken = "\n".join(path.read_text(encoding="utf-8") for path in (*modules(), *templates()))
    by_django = {f"{status}.html" for status in (400, 403, 404, 409, 413, 500, 503)}
    folder = ROOT / "templates"
    unused = [
        name_of(path)
        for path in templates()
        if path.relative_to(folder).as_posix() not in by_django and path.relative_to(folder).as_posix() not in spoken
    ]
    assert not unused, listed(unused, "Nothing shows this template: remove it.")
