"""Pure decisions about what the corporate directory says of people and groups (SCIM, RFC 7643)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from common.refusals import Refusal
from common.refusals import marked as _

ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
# What is kept of a person or group beside its columns; photos come as addresses, certificates are some kilobytes each.
LONGEST_ATTRIBUTES = 100_000
LONGEST_USER_NAME = 255
LONGEST_EXTERNAL_ID = 255
LONGEST_GROUP = 255
LONGEST_NAME = 200
LONGEST_DEPARTMENT = 100


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """What the directory says of one person: what the portal works with, and the rest as it came."""

    user_name: str
    external_id: str = ""
    # None where the directory does not say: whoever is new is active, whoever is known stays what they are.
    active: bool | None = None
    attributes: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return what to call the person: the name shown, the whole name, its parts, else the user name."""
        said = self.attributes.get("name") or {}
        parts = " ".join(filter(None, (said.get("givenName"), said.get("familyName"))))
        shown = self.attributes.get("displayName") or said.get("formatted") or parts or self.user_name
        return str(shown).strip()[:LONGEST_NAME] or self.user_name

    @property
    def email(self) -> str:
        """Return where mail reaches the person: the primary address, else that of work, else the first."""
        return _leading_address(self.attributes.get("emails") or ())

    @property
    def department(self) -> str:
        """Return the department by its name."""
        return department_of(self.attributes)


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """What the directory says of one group, its members apart."""

    name: str
    external_id: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


def department_of(attributes: Mapping[str, Any]) -> str:
    """Return the department that attributes name, "" for none (RFC 7643 §4.3)."""
    return str((attributes.get(ENTERPRISE) or {}).get("department") or "").strip()


def changed_attributes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return the names of the attributes that differ, for the trail; their values stay where they are kept."""
    names = {*before, *after}
    return sorted(name.rpartition(":")[2] or name for name in names if before.get(name) != after.get(name))


def refuse_person_entry(entry: PersonEntry) -> Refusal | None:
    """Say why the portal cannot keep what the directory says of a person."""
    if not entry.user_name:
        return Refusal("user_name_missing", _("Give a userName."), "userName")
    lengths = (
        ("userName", entry.user_name, LONGEST_USER_NAME),
        ("externalId", entry.external_id, LONGEST_EXTERNAL_ID),
        ("department", entry.department, LONGEST_DEPARTMENT),
    )
    return _refuse_lengths(lengths) or _refuse_attributes(entry.attributes)


def refuse_group_entry(entry: GroupEntry) -> Refusal | None:
    """Say why the portal cannot keep what the directory says of a group."""
    if not entry.name:
        return Refusal("display_name_missing", _("Give a displayName."), "displayName")
    lengths = (("displayName", entry.name, LONGEST_GROUP), ("externalId", entry.external_id, LONGEST_EXTERNAL_ID))
    return _refuse_lengths(lengths) or _refuse_attributes(entry.attributes)


def refuse_members(unknown: Sequence[str]) -> Refusal | None:
    """Say that some of a group's members are no people the directory has entered."""
    if not unknown:
        return None
    return Refusal(
        "unknown_member",
        _("The directory has entered nobody with the id %(id)s. Enter people before their groups."),
        "members",
        {"id": unknown[0][:100]},
    )


def refuse_letting_in(*, name: str, ended_by_hand: bool) -> Refusal | None:
    """Say no to letting somebody back in whom a person shut out: the directory lifts only what it ended itself."""
    if not ended_by_hand:
        return None
    return Refusal(
        "deactivated_by_hand",
        _(
            "%(person)s was deactivated in the portal, not by the directory. Only an administrator lets them back in, "
            "on their page there; send active=false until then."
        ),
        "active",
        {"person": name},
    )


def refuse_other_than_directory(*, is_directory: bool) -> Refusal | None:
    """Say no to whoever else would act as the directory."""
    return None if is_directory else Refusal("not_the_directory", _("Only the directory may do this."))


def _leading_address(emails: Sequence[Mapping[str, Any]]) -> str:
    said = [each for each in emails if each.get("value")]
    primary = next((each for each in said if each.get("primary")), None)
    work = next((each for each in said if str(each.get("type", "")).lower() == "work"), None)
    chosen = primary or work or next(iter(said), None)
    return str(chosen["value"]).strip() if chosen else ""


def _refuse_lengths(said: Sequence[tuple[str, str, int]]) -> Refusal | None:
    for name, value, most in said:
        if len(value) > most:
            text = _("%(name)s is longer than %(most)d characters.")
            return Refusal("too_long", text, name, {"name": name, "most": most})
    return None


def _refuse_attributes(attributes: Mapping[str, Any]) -> Refusal | None:
    text = json.dumps(attributes)
    if len(text) > LONGEST_ATTRIBUTES:
        sentence = _("These are more than %(most)d characters of attributes; send fewer.")
        return Refusal("too_many_attributes", sentence, None, {"most": LONGEST_ATTRIBUTES})
    if "\\u0000" in text:
        return Refusal("null_character", _("A value holds a null character, which cannot be kept."))
    return None
