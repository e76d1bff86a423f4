"""What the shown version names, read with the row: a subquery costs a page of rows, a join the whole list."""

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, Func, OuterRef, QuerySet, Subquery, Value
from django.db.models.lookups import IsNull


def named_by_version(moment: datetime | None = None) -> dict[str, Any]:
    """Return annotations for rows with a `version_id`: names of categories, models and projects, and plain lists.

    With a moment, only what was on record then: a draft that was saved later says no more what it said. `scope_known`
    tells which rows that is true of.
    """
    from registers.models import UseCaseVersion, VersionCategory, VersionModel, VersionProject

    version = OuterRef("version_id")
    shown = UseCaseVersion.objects.filter(pk=version)
    then: dict[str, Any] = {}
    if moment is not None:
        shown, then = shown.filter(saved_at__lte=moment), {"version__saved_at__lte": moment}

    def names(link: Any, target: str) -> ArraySubquery:
        name = f"{target}__name"
        return ArraySubquery(link.objects.filter(version=version, **then).order_by(name).values(name))

    return {
        "category_names": names(VersionCategory, "category"),
        "model_names": names(VersionModel, "model"),
        "project_names": names(VersionProject, "project"),
        "endpoint_names": Subquery(shown.values("endpoints")),
        "environment_names": Subquery(shown.values("environments")),
        "version_number": Subquery(UseCaseVersion.objects.filter(pk=version).values("number")),
        # A scalar, so that it is asked of the rows shown: an Exists would be hashed over every version there is.
        "scope_known": Value(value=True) if moment is None else IsNull(Subquery(shown.values("pk")), rhs=False),
    }


def naming(link: str, key: Any) -> Exists:
    """Return the condition that the shown version names a category, project or model: `naming("category", key)`."""
    from registers.models import VersionCategory, VersionModel, VersionProject

    links: dict[str, Any] = {"category": VersionCategory, "project": VersionProject, "model": VersionModel}
    return Exists(links[link].objects.filter(version=OuterRef("version_id"), **{link: key}))


def key_among(keys: "QuerySet[Any, Any]") -> Func:
    """Return the condition that a row's key is among those of a query.

    They are read first, once: an index then finds the rows, also beside an "or", where `pk__in` reads the whole table.
    """
    listed = ArraySubquery(keys, template="(ARRAY(%(subquery)s))")
    return Func(F("pk"), listed, template="(%(expressions)s)", arg_joiner=" = ANY ", output_field=BooleanField())
