"""Renew the tables in docs/ that are drawn from the code, such as permissions, verbs and resources of the API.

A table stands between `<!-- table: NAME -->` and `<!-- end of table -->`; NAME is one of those below, for permissions,
verbs and resources with the app. `docs_tables.py --check` writes nothing and fails when a table is not current.
"""

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONVERTER = re.compile(r"<\w+:")
TABLE = re.compile(r"(<!-- table: (?P<name>[a-z ]+) -->\n).*?(<!-- end of table -->)", re.DOTALL)


def roles(_app: str) -> list[str]:
    """Return the built-in roles with how much each may do."""
    from access.builtin_roles import BUILTIN_ROLES
    from access.vocabulary import permissions_of_role

    rows = [
        (name, f"`{slug}`", text, str(len(permissions_of_role(slug)))) for slug, (name, text) in BUILTIN_ROLES.items()
    ]
    return table(("role", "short name", "what it is for", "permissions"), rows)


def permissions(app: str) -> list[str]:
    """Return an app's permissions with the roles that hold them."""
    from access.vocabulary import vocabulary

    rows = [
        (
            f"`{name}`",
            str(each.sentence),
            ", ".join(each.roles),
            ", ".join(each.relations),
            "yes" if each.step_up else "",
            "" if each.grantable else "built-in only",
        )
        for name, each in vocabulary().items()
        if name.startswith(f"{app}.")
    ]
    return table(("permission", "to", "roles", "or being its", "asks for a confirmation", "custom roles"), rows)


def verbs(app: str) -> list[str]:
    """Return an app's verbs with their sentences."""
    from trail.verbs import all_verbs

    rows = [(f"`{name}`", str(verb.sentence)) for name, verb in all_verbs().items() if name.startswith(f"{app}.")]
    return table(("verb", "sentence"), rows)


def schedule(_app: str) -> list[str]:
    """Return what runs by the clock, with the obligation that its comment names."""
    from compliance_portal.schedule import SCHEDULE

    source = (ROOT / "compliance_portal" / "schedule.py").read_text(encoding="utf-8")
    why = {
        name: " ".join(comment.replace("#", " ").split())
        for comment, name in re.findall(r"((?:    # .+\n)+)    \"([\w-]+)\"", source)
    }
    rows = [
        (f"`{name}`", f"`{each['task']}`", when(each["schedule"]), why.get(name, "")) for name, each in SCHEDULE.items()
    ]
    return table(("name", "task", "when", "why"), rows)


def resources(app: str) -> list[str]:
    """Return an app's resources of the API with what they do beside being read."""
    from django.utils.module_loading import import_string

    rows = []
    for prefix, viewset, _name in import_string(f"{app}.api.urls.router").registry:
        methods = [name for name, does in (("POST", "create"), ("PATCH", "partial_update")) if hasattr(viewset, does)]
        paths = [f"{'{id}/' * each.detail}{each.url_path}/" for each in viewset.get_extra_actions()]
        more = sorted(f"`{CONVERTER.sub('{', path).replace('>', '}')}`" for path in paths)
        reads = viewset.view_permission
        rows.append((f"`{prefix}/`", f"`{reads}`" if "." in reads else reads, ", ".join([*methods, *more])))
    return table(("address", "to read it", "what else"), rows)


def when(value: object) -> str:
    """Return a schedule in words."""
    if isinstance(value, int | float):
        return f"every {value:g} s"
    return re.sub(r"^<crontab: (.+?) \(m/h.*$", r"cron `\1`", repr(value))


TABLES: dict[str, Callable[[str], list[str]]] = {
    "roles": roles,
    "permissions": permissions,
    "verbs": verbs,
    "schedule": schedule,
    "resources": resources,
}


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    """Return a table in Markdown."""
    names = list(header)
    body = [" | ".join(cell.replace("|", "\\|") for cell in row) for row in rows]
    return [f"| {' | '.join(names)} |", f"|{'---|' * len(names)}", *(f"| {line} |" for line in body)]


def renewed(text: str) -> str:
    """Return a page with its tables as the code has them now."""

    def fill(match: re.Match[str]) -> str:
        kind, _, app = match["name"].partition(" ")
        return match[1] + "\n".join(TABLES[kind](app)) + "\n" + match[3]

    return TABLE.sub(fill, text)


def main() -> int:
    """Renew, or check, every page of docs/."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; fail when a table is not current")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.build")
    import django

    django.setup()
    behind = []
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = path.read_text(encoding="utf-8")
        if renewed(text) != text:
            behind.append(path)
            if not options.check:
                path.write_text(renewed(text), encoding="utf-8")
    for path in behind:
        print(f"{path.relative_to(ROOT)}: {'not current' if options.check else 'renewed'}")
    return 1 if options.check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
