"""Where an attribute of SCIM lies: in a column, in rows of memberships, or in what JSON keeps."""

from dataclasses import dataclass
from datetime import datetime
from inspect import isclass

from scim2_models import BaseModel, Extension
from scim2_models.path import AttributeBinding

from access.scim.columns import GROUP_COLUMNS, GROUPS_OF_PERSON, MEMBERS_OF_GROUP, PERSON_COLUMNS, Rows
from access.scim.expressions import MOMENT, TEXT, TRUTH, Compared, Entry, kept_value

COLUMNS = {"User": PERSON_COLUMNS, "Group": GROUP_COLUMNS}
ROWS = {"User": {"groups": GROUPS_OF_PERSON}, "Group": {"members": MEMBERS_OF_GROUP}}
# Never asked about: a secret, and what only the answer knows.
CLOSED = {"password", "schemas", "meta.location", "meta.version", "meta.resourceType", "meta"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an attribute lies: the names that lead to it, its part, and how to compare it (None: it has parts)."""

    head: tuple[str, ...]
    sub: str
    is_list: bool
    compared: Compared | None
    rows: Rows | None = None


def place_of(binding: AttributeBinding, resource_type: str) -> Place | None:
    """Return where an attribute lies, or None where the portal cannot ask about it."""
    head, sub = _names(binding)
    whole = ".".join((*head, sub)) if sub else ".".join(head)
    if whole in CLOSED or kind_of(binding) is None:
        return None
    if (column := COLUMNS[resource_type].get(whole)) is not None:
        return Place(head, sub, is_list=False, compared=column)
    if (rows := ROWS[resource_type].get(head[0])) is not None:
        compared = rows.says.get(sub) if sub else None
        return Place(head, sub, is_list=True, compared=compared, rows=rows) if compared or not sub else None
    return Place(head, sub, is_list=binding.is_multivalued, compared=_kept(binding, head, sub))


def kind_of(binding: AttributeBinding) -> str | None:
    """Return of what kind an attribute's values are: truth, moment or text, "" for one with parts, None for bytes."""
    target = binding.target_type
    if not isclass(target) or issubclass(target, bytes):
        return None
    if issubclass(target, bool):
        return TRUTH
    if issubclass(target, BaseModel):
        return ""
    return MOMENT if issubclass(target, datetime) else TEXT


def _kept(binding: AttributeBinding, head: tuple[str, ...], sub: str) -> Compared | None:
    kind = kind_of(binding)
    if not kind:
        return None
    if binding.is_multivalued:
        return kept_value((sub,), kind, Entry()) if sub else None
    return kept_value((*head, sub) if sub else head, kind)


def _names(binding: AttributeBinding) -> tuple[tuple[str, ...], str]:
    """Return the names of an attribute, those of an extension behind its schema, and of its part."""
    schema = str(binding.model.__schema__)  # type: ignore[attr-defined]
    name, _dot, sub = binding.urn.removeprefix(f"{schema}:").partition(".")
    is_extension = issubclass(binding.model, Extension)
    return ((schema, name) if is_extension else (name,)), sub
