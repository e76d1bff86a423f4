"""Input about boundary rules."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput, ReasonForm
from common.clock import today
from registers.choices import Endpoint, Outcome

MEANINGS = {
    Outcome.ALLOW: _("It may be sent as it is."),
    Outcome.MASK: _("It is replaced by a placeholder before it leaves, and put back in the answer."),
    Outcome.REVIEW: _("A reviewer decides for each use case; calls with it are refused until then."),
    Outcome.DENY: _("A call with it is refused."),
}


def outcome_choices() -> list[tuple[str, Any]]:
    """Return the outcomes, each with what it means for a call."""
    return [(each.value, format_html("{}<small>{}</small>", each.label, MEANINGS[each])) for each in Outcome]


class RuleForm(ReasonForm):
    """One version of a boundary rule."""

    outcome = forms.ChoiceField(label=_("What may happen"), choices=outcome_choices, widget=forms.RadioSelect)
    starts_on = forms.DateField(
        label=_("From"), widget=DayInput(), help_text=_("Today or later; what held before stays on record.")
    )
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DayInput(),
        help_text=_("The last day. Leave empty for no end. Afterwards the more general rule holds again."),
    )
    field_order = ("outcome", "reason", "starts_on", "ends_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _("Shown beside the answer to whoever asks, and in the trail.")
        for name in ("starts_on", "ends_on"):
            self.fields[name].widget.attrs["min"] = today().isoformat()


class MatrixForm(forms.Form):
    """What the matrix shows: one endpoint or any, on which day."""

    endpoint = forms.ChoiceField(
        label=_("Endpoint"), choices=[("", _("Any endpoint")), *Endpoint.choices], required=False
    )
    on = forms.DateField(label=_("As of"), required=False, widget=DayInput())
