"""Input about data categories, their levels and their detectors."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from access.models import Person
from common.clock import today
from common.name_fields import NameField
from common.permissions import RoleName
from registers.choices import CustomDetectorKind, Detector
from registers.detectors import EXPLAINED
from registers.models import ClassificationLevel
from registers.rules.categories import HIGHEST_RANK, LONGEST_PATTERN

LONGEST_SAMPLE = 20_000


def detector_choices() -> list[tuple[str, Any]]:
    """Return the built-in detectors, each with what it looks for and something it finds."""
    look = "{}<small>{} <code>{}</code></small>"
    return [(value, format_html(look, label, *EXPLAINED[value])) for value, label in Detector.choices]


class LevelField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice of classification levels as buttons, each with what it means."""

    widget = forms.RadioSelect

    def label_from_instance(self, obj: Any) -> str:
        """Return the level's name, with its meaning below."""
        return format_html("{}<small>{}</small>", obj, obj.meaning_shown) if obj.meaning else str(obj)


class CategoryForm(forms.Form):
    """What is said of a data category."""

    name = NameField(label=_("Name"), max_length=100, help_text=_("As people call it: “Customer e-mail”, “Diagnosis”."))
    description = forms.CharField(
        label=_("What belongs to it"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    level = LevelField(label=_("Classification"), queryset=ClassificationLevel.objects.all(), empty_label=None)
    personal = forms.BooleanField(
        label=_("Personal data"),
        required=False,
        help_text=_("It tells something about a person who is or can be identified (GDPR Article 4)."),
    )
    special = forms.BooleanField(
        label=_("Special category of data"),
        required=False,
        help_text=_(
            "Health, origin, religion, politics, trade union, sex life, genetics or biometrics (GDPR Article 9). "
            "Always personal data, too."
        ),
    )
    owner = forms.ModelChoiceField(
        label=_("Data owner"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=pgettext_lazy("owner", "Nobody yet"),
        help_text=_("Answers for it, and may change what stands here. Whoever holds the role of a data owner."),
    )
    detectors = forms.MultipleChoiceField(
        label=_("Built-in detectors"),
        choices=detector_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("How it is found in what is sent. Detectors of your own are added on the category's page."),
    )
    retention_days = forms.IntegerField(
        label=_("Keep for (days)"),
        required=False,
        min_value=1,
        max_value=36_500,
        help_text=_("How long records with this data are kept unless a use case says otherwise."),
    )
    fieldsets = (
        ("", "", ("name", "description")),
        (_("How sensitive it is"), "", ("level", "personal", "special")),
        (_("Who answers for it"), "", ("owner", "retention_days")),
        (_("How it is found"), "", ("detectors",)),
        (_("Why"), "", ("reason",)),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Person.objects.active().in_charge(RoleName.DATA_OWNER, today())
        present = self.initial.get("owner")
        people = Person.objects.filter(Q(pk__in=owners.values("pk")) | Q(pk=present))
        self.fields["owner"].queryset = people.order_by("name")  # type: ignore[attr-defined]

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        content = {name: value for name, value in self.cleaned_data.items() if name not in {"level", "owner", "reason"}}
        owner = self.cleaned_data["owner"]
        return {**content, "level_id": self.cleaned_data["level"].pk, "owner_id": owner.pk if owner else None}


class EditCategoryForm(CategoryForm):
    """What is said of a data category, and why it changes."""

    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class LevelForm(forms.Form):
    """A classification level."""

    name = NameField(label=_("Name"), max_length=60)
    rank = forms.IntegerField(
        label=_("Rank"),
        min_value=0,
        max_value=HIGHEST_RANK,
        help_text=_("The higher, the more protection. The shipped levels are 10, 20, 30 and 40."),
    )
    meaning = forms.CharField(
        label=_("What it means"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who may know it, and what would happen if others did."),
    )


class SampleForm(forms.Form):
    """A text to try detectors on; it is looked at once and kept nowhere."""

    sample = forms.CharField(
        label=_("Sample text"),
        max_length=LONGEST_SAMPLE,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("It is looked at once and kept nowhere. Made-up data does as well as real."),
    )


class DetectorForm(SampleForm):
    """A detector of the organisation's own, and a text to try it on while it is written."""

    name = NameField(label=_("Name"), max_length=100, help_text=_("“Employee number”, “Project code names”."))
    kind = forms.ChoiceField(
        label=_("How it finds its data"),
        choices=CustomDetectorKind.choices,
        widget=forms.RadioSelect,
        initial=CustomDetectorKind.PATTERN,
    )
    pattern = forms.CharField(
        label=_("Pattern"),
        required=False,
        max_length=LONGEST_PATTERN,
        strip=False,
        widget=forms.TextInput(attrs={"class": "code-input", "spellcheck": "false", "autocapitalize": "off"}),
        help_text=_("A regular expression of RE2: EMP-\\d{6} finds EMP-004217; (?i) in front ignores capitals."),
    )
    keywords = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_("One per line; found as whole words, in capitals too."),
    )
    field_order = ("name", "kind", "pattern", "keywords", "sample")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sample"].required = False

    def clean_keywords(self) -> list[str]:
        """Return the words."""
        return [line.strip() for line in self.cleaned_data["keywords"].splitlines() if line.strip()]
