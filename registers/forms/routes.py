"""Input about approval routes: any number of steps in their order, each with its parties, in one form.

A field of a step is named `step<number>_<what>`, from 1 on; `steps` says how many there are. Buttons named `change`
add, remove and move steps, so that it works without JavaScript.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.forms import ReasonForm
from access.models import Person, Role
from common.name_fields import NameField
from registers.choices import Agreement
from registers.reading.reviewers import PERSON, ROLE
from registers.rules.routes import LONGEST_DUE, MOST_MONTHS, MOST_QUORUM, MOST_STEPS, Party, Step

ROLES, PEOPLE = "roles", "people"
LATER_ROLES, LATER_PEOPLE = "escalation_roles", "escalation_people"
PARTS = (
    "name", ROLES, PEOPLE, "agreement", "quorum", "due_in", "escalates_after", LATER_ROLES, LATER_PEOPLE,
)  # fmt: skip
SEVERAL = frozenset({ROLES, PEOPLE, LATER_ROLES, LATER_PEOPLE})
# Where a refusal of the rules is shown, by the field it names.
SHOWN_AT = {"parties": ROLES, "escalation": LATER_ROLES, None: ROLES}
NEW_STEP = {"agreement": Agreement.ANY, "quorum": "2", "due_in": "5"}

Raw = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StepFields:
    """The fields of one step, as the template draws them."""

    number: int
    count: int
    fields: Mapping[str, BoundField]
    errors: Sequence[BoundField]

    @property
    def names_people(self) -> bool:
        """Tell whether people are named beside roles, so that their list stands open."""
        return bool(self.fields[PEOPLE].value() or self.fields[PEOPLE].errors)

    @property
    def escalates(self) -> bool:
        """Tell whether it goes to others when nobody answers, so that these fields stand open."""
        later = [self.fields[name] for name in ("escalates_after", LATER_ROLES, LATER_PEOPLE)]
        return any(each.value() or each.errors for each in later)

    @property
    def escalates_to_people(self) -> bool:
        """Tell whether it goes to people by name, so that their list stands open."""
        return bool(self.fields[LATER_PEOPLE].value() or self.fields[LATER_PEOPLE].errors)

    @property
    def is_last(self) -> bool:
        """Tell whether no step comes after it."""
        return self.number == self.count


class RouteForm(ReasonForm):
    """A route: its steps, and how long an approval holds. `choosable` are the parties a step can name."""

    months = forms.IntegerField(
        label=_("An approval holds for (months)"),
        min_value=1,
        max_value=MOST_MONTHS,
        help_text=_("Afterwards it lapses, unless it is approved anew. A reviewer may choose an earlier day."),
    )
    replaces = forms.IntegerField(required=False, min_value=0, max_value=1_000_000, widget=forms.HiddenInput)
    field_order = ("months", "reason")

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        steps: Sequence[Raw],
        choosable: "Choosable",
        moved: int = 0,
        **more: Any,
    ) -> None:
        super().__init__(data, **more)
        self.count = len(steps)
        self.fields["reason"].help_text = _("Why the route changes. Stands beside the version, and in the trail.")
        for number, raw in enumerate(steps, 1):
            for name, field in _fields_of_step(choosable).items():
                self.fields[f"step{number}_{name}"] = field
                self.initial[f"step{number}_{name}"] = raw.get(name, "")
        if 1 <= moved <= self.count:
            # A step that was just added or moved takes the focus.
            self.fields[f"step{moved}_name"].widget.attrs["autofocus"] = True

    @property
    def steps(self) -> list[StepFields]:
        """Return the fields by steps."""
        found = []
        for number in range(1, self.count + 1):
            fields = {name: self[f"step{number}_{name}"] for name in PARTS}
            wrong = [each for each in fields.values() if each.errors] if self.is_bound else []
            found.append(StepFields(number, self.count, fields, wrong))
        return found

    @property
    def may_grow(self) -> bool:
        """Tell whether there is room for another step."""
        return self.count < MOST_STEPS

    def entered(self) -> list[Step]:
        """Return the steps as far as they are entered and in order."""
        return [self._step(number) for number in range(1, self.count + 1)]

    def field_of(self, refusal_field: str | None, position: int | None) -> str | None:
        """Return the field at which a refusal of the rules is shown."""
        if position is None:
            return refusal_field
        return f"step{position}_{SHOWN_AT.get(refusal_field, refusal_field)}"

    def _step(self, number: int) -> Step:
        said = {name: self.cleaned_data.get(f"step{number}_{name}") for name in PARTS}
        return Step(
            name=said["name"] or "",
            parties=_parties(said[ROLES], said[PEOPLE]),
            agreement=said["agreement"] or Agreement.ANY,
            quorum=(said["quorum"] or 0) if said["agreement"] == Agreement.QUORUM else 1,
            due_in=said["due_in"] or NEW_DUE,
            escalates_after=said["escalates_after"],
            escalation=_parties(said[LATER_ROLES], said[LATER_PEOPLE]),
        )


NEW_DUE = int(NEW_STEP["due_in"])


@dataclass(frozen=True, slots=True)
class Choosable:
    """The roles and people that a step can name, each with how many of them could decide now."""

    roles: Sequence[tuple[str, Any]]
    people: Sequence[tuple[str, Any]]


def choosable(roles: Iterable[Role], people: Iterable[Person], holders: Mapping[Party, Any]) -> Choosable:
    """Return what a step can name, with words for the reader."""
    return Choosable(
        [(str(each.pk), _with_count(each.label, len(holders.get(Party(ROLE, str(each.pk)), ())))) for each in roles],
        [(str(each.pk), _with_place(each)) for each in people],
    )


def steps_of_data(data: QueryDict) -> list[dict[str, Any]]:
    """Return the steps as they were sent, unchecked; one more than a route has at most is enough to refuse it."""
    said = data.get("steps", "")
    count = min(int(said), MOST_STEPS + 1) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    return [_raw_of_data(data, number) for number in range(1, count + 1)]


def steps_of_rules(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Return steps of a route as the form begins with them."""
    return [_raw_of_rule(each) for each in steps]


def data_of(steps: Sequence[Raw], more: Raw) -> QueryDict:
    """Return steps as if a form had been sent with them."""
    data = QueryDict(mutable=True)
    data["steps"] = str(len(steps))
    for name, value in more.items():
        data[name] = str(value)
    for number, step in enumerate(steps, 1):
        for part, value in step.items():
            said = value if part in SEVERAL else ["" if value is None else str(value)]
            data.setlist(f"step{number}_{part}", [str(each) for each in said])
    return data


def changed(steps: Sequence[dict[str, Any]], change: str) -> tuple[list[dict[str, Any]], int]:
    """Return the steps after one of the buttons (`add`, `remove-2`, `up-2`, `down-2`), and which one it was about."""
    verb, _dash, said = change.partition("-")
    kept = list(steps)
    if verb == "add":
        if len(kept) < MOST_STEPS:
            kept.append(dict(NEW_STEP))
        return kept, len(kept)
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
    if not 1 <= number <= len(kept):
        return kept, 0
    step = kept.pop(number - 1)
    if verb == "remove":
        return kept, min(number, len(kept))
    place = {"up": max(number - 2, 0), "down": min(number, len(kept))}.get(verb, number - 1)
    kept.insert(place, step)
    return kept, place + 1


def _fields_of_step(choosable: Choosable) -> dict[str, forms.Field]:
    days: dict[str, Any] = {"min_value": 1, "max_value": LONGEST_DUE}
    return {
        "name": NameField(label=_("Name"), max_length=100, help_text=_("Such as “Privacy”; requests show it.")),
        ROLES: _several(_("Roles"), choosable.roles),
        PEOPLE: _several(_("People by name"), choosable.people),
        "agreement": forms.ChoiceField(label=_("Who has to agree"), choices=AGREEMENTS, widget=forms.RadioSelect),
        "quorum": forms.IntegerField(label=_("How many"), required=False, min_value=1, max_value=MOST_QUORUM),
        "due_in": forms.IntegerField(label=_("Due within (working days)"), **days),
        "escalates_after": forms.IntegerField(
            label=_("After so many more working days"),
            required=False,
            help_text=_("Counted from the day it was due. Leave empty: it stays with those above."),
            **days,
        ),
        LATER_ROLES: _several(_("These roles may decide, too"), choosable.roles),
        LATER_PEOPLE: _several(_("These people may decide, too"), choosable.people),
    }


AGREEMENTS = (
    (Agreement.ANY, _("Any one of them")),
    (Agreement.ALL, _("One of each role, and everybody named")),
    (Agreement.QUORUM, _("A number of them")),
)


def _several(label: Any, choices: Sequence[tuple[str, Any]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, required=False, choices=choices, widget=forms.CheckboxSelectMultiple)


def _parties(roles: Sequence[str] | None, people: Sequence[str] | None) -> tuple[Party, ...]:
    return (*(Party(ROLE, each) for each in roles or ()), *(Party(PERSON, each) for each in people or ()))


def _raw_of_data(data: QueryDict, number: int) -> dict[str, Any]:
    names = {name: f"step{number}_{name}" for name in PARTS}
    return {part: data.getlist(name) if part in SEVERAL else data.get(name, "") for part, name in names.items()}


def _raw_of_rule(step: Step) -> dict[str, Any]:
    return {
        "name": step.name,
        ROLES: [each.key for each in step.parties if each.kind == ROLE],
        PEOPLE: [each.key for each in step.parties if each.kind == PERSON],
        "agreement": step.agreement,
        "quorum": step.quorum if step.agreement == Agreement.QUORUM else NEW_STEP["quorum"],
        "due_in": step.due_in,
        "escalates_after": step.escalates_after,
        LATER_ROLES: [each.key for each in step.escalation if each.kind == ROLE],
        LATER_PEOPLE: [each.key for each in step.escalation if each.kind == PERSON],
    }


def _with_count(label: str, count: int) -> str:
    if not count:
        return format_html("{}<small>{}</small>", label, _t("Nobody could decide now"))
    return format_html("{}<small>{}</small>", label, ngettext("%(n)s person", "%(n)s people", count) % {"n": count})


def _with_place(person: Person) -> str:
    return format_html("{}<small>{}</small>", person.name, person.department) if person.department else person.name
