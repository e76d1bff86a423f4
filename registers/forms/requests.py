"""The steps of a request, each question with its help; every step hands back the part of the content it asks for."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.name_fields import NameField
from registers.choices import (
    Affected,
    Autonomy,
    DataRetention,
    Endpoint,
    Environment,
    LawfulBasis,
    ModelState,
    SpecialBasis,
    StateKept,
    Volume,
)
from registers.reading.assessing import Surroundings
from registers.rules.ai_act import HIGH_RISK, PROHIBITED, QUESTIONS, TRANSPARENCY
from registers.rules.use_cases import LONGEST_TEXT, refuse_networks

OPEN_VOLUME = "open"


class StepForm(forms.Form):
    """One step. `around` holds what can be chosen; `chosen` is the content as it is, so that no choice is lost."""

    always_required: tuple[str, ...] = ()

    def __init__(self, *args: Any, around: Surroundings, chosen: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {**chosen, **kwargs.get("initial", {})}})
        self.around, self.chosen = around, chosen
        self.offer()

    def offer(self) -> None:
        """Fill in what can be chosen."""

    def content(self) -> dict[str, Any]:
        """Return what was entered and is in order, as fields of the content."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.fields}


class PurposeStep(StepForm):
    """What it is for."""

    title = NameField(label=_("Title"), max_length=300, help_text=_("A few words by which others know it again."))
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What is it for, and what is better once it runs? Reviewers and auditors read this first."),
    )
    always_required = ("title",)


class PeopleStep(StepForm):
    """Whom it concerns."""

    affected = forms.MultipleChoiceField(
        label=_("Who is affected"),
        choices=Affected.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whose data is sent, and whom the outcome concerns. Applicants, children and patients raise the risk."
        ),
    )
    outputs = forms.CharField(
        label=_("What comes out, and who uses it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: a draft of an answer that the agent reads, changes and sends."),
    )


class DataStep(StepForm):
    """Which data is sent, and why that is lawful; one field `volume_…` for each category."""

    lawful_basis = forms.ChoiceField(
        label=_("Lawful basis"),
        choices=[("", _("Choose…")), *LawfulBasis.choices],
        required=False,
        help_text=_("Why personal data may be processed (GDPR Article 6). Needed as soon as personal data is sent."),
    )
    special_basis = forms.ChoiceField(
        label=_("Basis for special categories"),
        choices=[("", _("Choose…")), *SpecialBasis.choices],
        required=False,
        help_text=_("Health, religion, origin and the like need a basis of their own (GDPR Article 9)."),
    )
    retention_days = forms.IntegerField(
        label=_("Retention in days"),
        required=False,
        min_value=1,
        max_value=36_500,
        help_text=_("How long you keep what was sent and what came back, on your own side."),
    )

    def offer(self) -> None:
        """Ask of each category how much of it is sent."""
        choices = [("", _("Not sent")), *Volume.choices, (OPEN_VOLUME, _("Sent, amount not known yet"))]
        self.rows = []
        for key, category in sorted(self.around.categories.items(), key=lambda pair: pair[1].name.casefold()):
            is_sent = key in self.chosen["categories"]
            if category.retired_at and not is_sent:
                continue
            name = f"volume_{key}"
            initial = (self.chosen["categories"][key] or OPEN_VOLUME) if is_sent else ""
            self.fields[name] = forms.ChoiceField(label=category.name, choices=choices, required=False, initial=initial)
            self.rows.append((category, self[name]))
        sent = [category for category, _field in self.rows if str(category.pk) in self.chosen["categories"]]
        self.fields["lawful_basis"].required = any(category.personal for category in sent)
        self.fields["special_basis"].required = any(category.special for category in sent)
        self.rows.sort(key=lambda row: (not row[0].special, not row[0].personal))

    def content(self) -> dict[str, Any]:
        """Return the categories with their volumes among the rest."""
        found = {name: value for name, value in super().content().items() if not name.startswith("volume_")}
        volumes = {str(category.pk): self.cleaned_data.get(field.name, "") for category, field in self.rows}
        sent = {key: "" if volume == OPEN_VOLUME else volume for key, volume in volumes.items() if volume}
        return {**found, "categories": sent}


class AccessStep(StepForm):
    """What it may call, from where, and how much."""

    projects = forms.MultipleChoiceField(
        label=_("Projects"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where the data goes. Residency and retention differ, and so does what may go there."),
    )
    endpoints = forms.MultipleChoiceField(
        label=_("Endpoints"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only these are let through. Take as few as it needs."),
    )
    models = forms.MultipleChoiceField(label=_("Models"), widget=forms.CheckboxSelectMultiple)
    stores_at_provider = forms.BooleanField(
        label=_("The provider may store answers"),
        required=False,
        help_text=_("Leave it off unless stored answers are needed: then “store” is forced to false."),
    )
    environments = forms.MultipleChoiceField(
        label=_("Environments"), choices=Environment.choices, widget=forms.CheckboxSelectMultiple
    )
    networks = forms.CharField(
        label=_("Networks"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false"}),
        help_text=_(
            "From where it calls, one a line: an address, or a range such as 10.20.0.0/16. Empty: from anywhere."
        ),
    )
    calls_per_minute = forms.IntegerField(
        label=_("Calls a minute"), required=False, min_value=1, max_value=2_000_000_000
    )
    tokens_per_minute = forms.IntegerField(
        label=_("Tokens a minute"), required=False, min_value=1, max_value=2_000_000_000
    )
    monthly_budget = forms.DecimalField(
        label=_("Monthly budget (US dollars)"),
        required=False,
        min_value=0,
        max_digits=12,
        decimal_places=2,
        help_text=_("Calls are refused once it is spent. Empty: no limit of its own."),
    )
    fieldsets = (
        (_("Where to"), "", ("projects", "endpoints", "models", "stores_at_provider")),
        (_("From where"), "", ("environments", "networks")),
        (_("How much"), _("Raising a limit later needs a new decision, lowering it does not."),
         ("calls_per_minute", "tokens_per_minute", "monthly_budget")),
    )  # fmt: skip

    def offer(self) -> None:
        """Offer the projects, endpoints and models in use, each with what speaks for or against it."""
        chosen = self.chosen
        self._choices("projects", [
            (key, _explained(each.name, f"{each.get_region_display()} · {_retention(each)}"))
            for key, each in _by_name(self.around.projects)
            if not each.retired_at or key in chosen["projects"]
        ])  # fmt: skip
        self._choices("endpoints", [(each, _explained(each, _keeps(self.around, each))) for each in Endpoint.values])
        self._choices("models", [
            (key, _explained(each.name, _model_note(each)))
            for key, each in _by_name(self.around.models)
            if each.state != ModelState.REFUSED or key in chosen["models"]
        ])  # fmt: skip
        self.initial["networks"] = "\n".join(chosen["networks"])

    def clean_networks(self) -> list[str]:
        """Return one network a line."""
        networks = list(dict.fromkeys(self.cleaned_data["networks"].split()))
        refusal = refuse_networks(networks)
        if refusal is not None:
            raise forms.ValidationError(refusal.text)
        return networks

    def _choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        field.choices = choices  # type: ignore[attr-defined]


def _explained(text: Any, note: Any) -> str:
    return format_html("{}<small>{}</small>", text, note) if note else str(text)


_explained_later = lazy(_explained, str)


def _questions(leads_to: str) -> list[tuple[str, Any]]:
    return [
        (each.code, _explained_later(_(each.text), each.article)) for each in QUESTIONS if each.leads_to == leads_to
    ]


class OversightStep(StepForm):
    """How much it does by itself, who watches, and what the EU AI Act makes of it."""

    autonomy = forms.ChoiceField(label=_("Autonomy"), choices=Autonomy.choices, widget=forms.RadioSelect)
    oversight = forms.CharField(
        label=_("Human oversight"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Who looks at what comes out, how they notice mistakes, and how they stop it. "
            "Not needed where it only informs."
        ),
    )
    ai_prohibited = forms.MultipleChoiceField(
        label=_("Prohibited practices"), choices=_questions(PROHIBITED),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A yes ends the request: nobody can approve it (EU AI Act, Article 5)."),
    )  # fmt: skip
    ai_high_risk = forms.MultipleChoiceField(
        label=_("High risk"), widget=forms.CheckboxSelectMultiple, choices=_questions(HIGH_RISK),
        help_text=_("A yes brings duties of risk management, logging and oversight (Article 6)."),
    )  # fmt: skip
    ai_exemption = forms.MultipleChoiceField(
        label=_("When one of those is true"), choices=_questions(""),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("A narrow task is no high risk, unless it profiles people (Article 6(3))."),
    )  # fmt: skip
    ai_transparency = forms.MultipleChoiceField(
        label=_("Transparency"), widget=forms.CheckboxSelectMultiple, choices=_questions(TRANSPARENCY),
        help_text=_("A yes means that people must be told (Article 50)."),
    )  # fmt: skip
    ai_read = forms.BooleanField(label=_("I have read every question; what is not ticked is a no"))
    fieldsets = (
        ("", "", ("autonomy", "oversight")),
        (_("EU AI Act"), _("Tick what is true. The answers decide on the class, which stands beside."),
         ("ai_prohibited", "ai_high_risk", "ai_exemption", "ai_transparency", "ai_read")),
    )  # fmt: skip
    AI_FIELDS = ("ai_prohibited", "ai_high_risk", "ai_exemption", "ai_transparency")

    def offer(self) -> None:
        """Show the answers given so far."""
        answers = self.chosen["ai_act_answers"]
        for name in self.AI_FIELDS:
            self.initial[name] = answers or []
        self.initial["ai_read"] = answers is not None
        self.fields["autonomy"].help_text = pgettext_lazy("autonomy", "The less a person checks, the higher the risk.")

    def content(self) -> dict[str, Any]:
        """Return the answers as one list; None until the questions were read."""
        found = {name: value for name, value in super().content().items() if not name.startswith("ai_")}
        ticked = [code for name in self.AI_FIELDS for code in self.cleaned_data.get(name, ())]
        return {**found, "ai_act_answers": ticked if ticked or self.cleaned_data.get("ai_read") else None}


STEP_FORMS: dict[str, type[StepForm]] = {
    "purpose": PurposeStep,
    "people": PeopleStep,
    "data": DataStep,
    "access": AccessStep,
    "oversight": OversightStep,
}


def _by_name(rows: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return sorted(rows.items(), key=lambda pair: pair[1].name.casefold())


def _model_note(model: Any) -> str:
    """Return whose model it is, and where it stands unless it is approved."""
    name = str(model.provider.name)
    return name if model.state == ModelState.APPROVED else f"{name} · {model.get_state_display()}"


def _retention(project: Any) -> str:
    return str(DataRetention(project.effective_retention).label)


def _keeps(around: Surroundings, endpoint: str) -> Any:
    fact = around.known.endpoints.get(endpoint)
    if fact is None:
        return ""
    if fact.state_kept == StateKept.DAYS:
        return _("keeps state for %(days)s days") % {"days": fact.state_days}
    return _("keeps state until it is deleted") if fact.state_kept == StateKept.UNTIL_DELETED else _("keeps no state")
