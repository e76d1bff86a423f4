"""The content of a version as the rules take it: a mapping of plain values, read from its rows."""

from typing import Any

from registers.models import UseCaseVersion
from registers.rules.content import CONTENT_FIELDS, exported

LINKED = ("categories", "projects", "models")
PLAIN = tuple(name for name in CONTENT_FIELDS if name not in LINKED)


def content_of(version: UseCaseVersion) -> dict[str, Any]:
    """Return the content of a version; ids as text. Prefetch `version_categories` and its kin for many versions."""
    return {
        **{name: getattr(version, name) for name in PLAIN},
        "categories": {str(each.category_id): each.volume for each in version.version_categories.all()},
        "projects": [str(each.project_id) for each in version.version_projects.all()],
        "models": [str(each.model_id) for each in version.version_models.all()],
    }


def export_of(version: UseCaseVersion) -> dict[str, Any]:
    """Return what is handed out of a version, from which its hash can be computed again (docs/registers.md)."""
    return {
        "use_case": version.use_case.code,
        "version": version.number,
        "state": version.state,
        "content_hash": version.content_hash,
        "content": exported(content_of(version)),
    }
