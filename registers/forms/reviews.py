"""Input of reviewers: the answer to a request with its conditions or the changes it asks for; a reviewer's name."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.forms import DayInput, ReasonForm
from access.models import Person
from common.clock import today
from registers.actions.reviews.deciding import NewCondition
from registers.choices import Answer
from registers.forms.use_cases import PersonChoiceForm
from registers.presenting.use_cases import label_of
from registers.rules.content import CONTENT_FIELDS
from registers.rules.decisions import MOST_CONDITIONS, refuse_condition
from registers.rules.use_cases import LONGEST_TEXT

# At which field of a row each of the rules' refusals of a condition stands.
PLACES = {
    "condition_empty": "text",
    "condition_without_owner": "owner",
    "condition_due_in_past": "due_on",
    "condition_due_too_late": "due_on",
}


class DecisionForm(forms.Form):
    """The answer, and what goes with every answer."""

    answer = forms.ChoiceField(label=_("Your answer"), choices=Answer.choices, widget=forms.RadioSelect)
    approved_until = forms.DateField(label=_("Approved until"), required=False, widget=DayInput())
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever asked reads it. Needed to reject."),
    )  # fmt: skip


class ConditionForm(PersonChoiceForm):
    """One condition of an approval."""

    text = forms.CharField(
        label=_("What has to be done"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )
    owner = forms.ModelChoiceField(label=_("Who sees to it"), queryset=Person.objects.none())
    due_on = forms.DateField(label=_("Due"), widget=DayInput())
    blocking = forms.BooleanField(label=_("Nothing is in force before it is met"), required=False)
    field_order = ("text", "owner", "due_on", "blocking")

    def __init__(self, *args: Any, owner: Any = None, longest: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chooser = self.fields.pop("person")
        assert isinstance(chooser, forms.ModelChoiceField)  # noqa: S101 - for the types
        self.fields["owner"] = forms.ModelChoiceField(
            label=_("Who sees to it"), queryset=chooser.queryset, initial=owner
        )
        self.longest = longest

    def clean(self) -> dict[str, Any]:
        """Ask the rules about the condition, so that what is wrong stands at its field."""
        entered: dict[str, Any] = super().clean() or {}
        if self.longest is not None and {"text", "owner", "due_on"} <= set(entered):
            refusal = refuse_condition(
                text=entered["text"], has_owner=True, due_on=entered["due_on"], until=self.longest, today=today()
            )
            if refusal is not None:
                self.add_error(PLACES[refusal.code], refusal.text)
        return entered


class ChangeForm(forms.Form):
    """One change that is asked for: at which question, and what."""

    field = forms.ChoiceField(label=pgettext_lazy("change", "Where"), required=False)
    text = forms.CharField(
        label=_("What has to change"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["field"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the types
        field.choices = [("", _t("The whole request")), *((name, label_of(name)) for name in CONTENT_FIELDS)]


class Decision:
    """What a reviewer fills in: the form with its rows of conditions and of changes, as one."""

    def __init__(self, *, owner: Any, longest: date, data: QueryDict | None = None) -> None:
        self.longest, self.data, self.focus = longest, data, ""
        initial = None if data is not None else {"approved_until": longest}
        self.form = DecisionForm(data, initial=initial)
        kinds = {"owner": owner}
        until = self._until() or longest
        rows = forms.formset_factory(ConditionForm, extra=0, max_num=MOST_CONDITIONS, absolute_max=MOST_CONDITIONS + 5)
        self.conditions = rows(data, prefix="conditions", form_kwargs={**kinds, "longest": until})
        changes = forms.formset_factory(ChangeForm, extra=0 if data is not None else 1, max_num=40, absolute_max=40)
        self.changes = changes(data, prefix="changes")

    def is_valid(self) -> bool:
        """Tell whether it is complete for the answer that is given; what belongs to another answer is not looked at."""
        valid = self.form.is_valid()
        if self.answer == Answer.APPROVE:
            return self.conditions.is_valid() and valid
        return (self.answer != Answer.ASK_FOR_CHANGES or self.changes.is_valid()) and valid

    @property
    def answer(self) -> str:
        """Return the answer that is chosen so far."""
        return str(self.form["answer"].value() or "")

    @property
    def rows(self) -> Any:
        """Return the rows that go with the answer."""
        found: dict[str, Any] = {Answer.APPROVE: self.conditions, Answer.ASK_FOR_CHANGES: self.changes}
        return found.get(self.answer, ())

    @property
    def until(self) -> date | None:
        """Return until when it is approved where the reviewer says less than the route."""
        until: date | None = self.form.cleaned_data["approved_until"]
        return None if until == self.longest else until

    @property
    def set_conditions(self) -> list[NewCondition]:
        """Return the conditions; rows that were left empty are none."""
        return [NewCondition(**each.cleaned_data) for each in self.conditions if each.has_changed()]

    @property
    def changes_asked(self) -> dict[str, str]:
        """Return what has to change by field; what is asked twice at one field is one text."""
        asked: dict[str, str] = {}
        for row in self.changes:
            if row.has_changed() and row.cleaned_data.get("text"):
                name = row.cleaned_data["field"]
                asked[name] = "\n\n".join(filter(None, (asked.get(name, ""), row.cleaned_data["text"])))
        return asked

    def problems(self) -> Iterator[tuple[str, str, str]]:
        """Yield everything that is wrong: where it stands, what it is called, what is wrong."""
        if self.data is None:
            return
        for form in (self.form, *self.rows):
            for error in form.non_field_errors():
                yield "", "", error
            for field in form:
                for error in field.errors:
                    yield field.id_for_label or field.auto_id, str(field.label), error
        for error in getattr(self.rows, "non_form_errors", tuple)():
            yield "", "", error

    @property
    def shown_problems(self) -> list[tuple[str, str, str]]:
        """Return the same for a template."""
        return list(self.problems())

    def refuse(self, name: str | None, text: str) -> None:
        """Have a refusal of the action stand at its field, or above all of them."""
        kinds: dict[str, Any] = {"conditions": self.conditions, "changes": self.changes}
        rows = kinds.get(name or "")
        if rows is not None and rows.forms:
            rows.forms[0].add_error("text", text)
        else:
            self.form.add_error(name if name in self.form.fields else None, text)

    def _until(self) -> date | None:
        field = self.form.fields["approved_until"]
        try:
            found: date | None = field.clean(self.form["approved_until"].value())
        except forms.ValidationError:
            return None
        return found


class Sketch(Decision):
    """The same while rows are added and taken away: nothing is judged yet, and everything typed stays."""

    def __init__(self, *, owner: Any, longest: date, data: QueryDict) -> None:
        super().__init__(owner=owner, longest=longest)
        given = data.dict()
        answer, conditions = str(given.get("answer", "")), _rows(data, "conditions", ConditionForm)
        changes = _rows(data, "changes", ChangeForm)
        kind, _colon, what = str(given.get("add", "")).partition(":")
        if kind == "condition":
            answer, conditions = Answer.APPROVE, [*conditions, {}]
        elif kind == "change":
            answer = Answer.ASK_FOR_CHANGES
            changes = [*(each for each in changes if each.get("text") or not what), {"field": what}]
        gone, _colon, place = str(given.get("remove", "")).partition(":")
        for name, rows in (("condition", conditions), ("change", changes)):
            if gone == name and _number(place, len(rows)) < len(rows):
                del rows[int(place)]
        until = given.get("approved_until", longest)
        self.form = DecisionForm(initial={"answer": answer, "approved_until": until, "reason": given.get("reason", "")})
        self.conditions = _unbound(ConditionForm, "conditions", conditions, owner=owner)
        self.changes = _unbound(ChangeForm, "changes", changes)
        self.focus = kind


class NameReviewerForm(PersonChoiceForm, ReasonForm):
    """Somebody to decide at the open step of one request, and why."""

    field_order = ("person", "reason")

    def __init__(self, *args: Any, choices: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the types
        field.label = _("Reviewer")
        field.help_text = _("Those whose roles let them decide and who have nothing to do with the request.")
        if choices is not None:
            field.queryset = choices


def _unbound(kind: type[forms.Form], prefix: str, rows: list[dict[str, str]], **given: Any) -> Any:
    """Return rows that start with what was typed; as INITIAL_FORMS stays 0, empty ones are passed over when sent."""
    found = forms.formset_factory(kind, extra=len(rows), max_num=40, absolute_max=40)(prefix=prefix, form_kwargs=given)
    for form, row in zip(found.forms, rows, strict=True):
        form.initial = row
    return found


def _rows(data: QueryDict, prefix: str, kind: type[forms.Form]) -> list[dict[str, str]]:
    """Return what was typed into each row, as it was typed."""
    count = _number(data.get(f"{prefix}-TOTAL_FORMS", ""), 0)
    names = [name for name in kind.base_fields if name != "person"]
    return [
        {name: str(data[f"{prefix}-{place}-{name}"]) for name in names if f"{prefix}-{place}-{name}" in data}
        for place in range(min(count, MOST_CONDITIONS))
    ]


def _number(typed: str, otherwise: int) -> int:
    """Return a number of rows as it was sent; thousands of digits are none."""
    return int(typed) if typed.isdecimal() and len(typed) < 4 else otherwise
