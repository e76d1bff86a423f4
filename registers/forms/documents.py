"""Input about documents, what is required of them, and attachments."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.forms import DayInput, ReasonForm
from access.models import Person
from common.name_fields import NameField
from registers.choices import DocumentKind, Requirement
from registers.files import ATTACHABLE
from registers.forms.providers import PersonByEmailField, change_reason
from registers.models import Provider, UseCase

CODE = re.compile(r"(?:UC-)?0*(\d{1,9})", re.IGNORECASE)


def _what_files() -> str:
    kinds = ", ".join(ending.removeprefix(".") for ending in ATTACHABLE if ending != ".jpeg")
    return _t("At most %(most)d MB: %(kinds)s.") % {"most": settings.ATTACHMENT_MAX_MB, "kinds": kinds}


def file_field(label: Any) -> forms.FileField:
    """Make the field for a file that is to be kept, which says what it may be."""
    return forms.FileField(
        label=label,
        max_length=255,
        help_text=lazy(_what_files, str)(),
        widget=forms.FileInput(attrs={"accept": ",".join(ATTACHABLE)}),
    )


class UseCasesField(forms.CharField):
    """Use cases by their codes, of those somebody may see; a list to choose from would hold thousands."""

    person: Person

    def clean(self, value: Any) -> list[UseCase]:
        """Return the use cases.

        Raises:
            ValidationError: a code is none, or of no use case that may be seen.
        """
        words = re.split(r"[\s,;]+", super().clean(value).strip())
        numbers = {}
        for word in filter(None, words):
            found = CODE.fullmatch(word)
            if found is None:
                raise forms.ValidationError(
                    _("“%(word)s” is no code of a use case, such as UC-0042."), "no_code", {"word": word}
                )
            numbers[int(found[1])] = word
        known = {each.number: each for each in UseCase.objects.visible_to(self.person).filter(number__in=numbers)}
        for number, word in numbers.items():
            if number not in known:
                raise forms.ValidationError(
                    _("There is no use case %(word)s that you may see."), "unknown", {"word": word}
                )
        return list(known.values())


class VersionForm(forms.Form):
    """The next version of a document."""

    file = file_field(_("File"))
    valid_from = forms.DateField(
        label=_("Valid from"), required=False, widget=DayInput(), help_text=_("Leave empty for today.")
    )
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=DayInput(), help_text=_("The last day. Leave empty for no end.")
    )
    note = forms.CharField(
        label=_("What changed"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class DocumentForm(forms.Form):
    """What is said of a document."""

    title = NameField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)
    description = forms.CharField(
        label=_("What it is about"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = PersonByEmailField(
        label=_("Owner"),
        required=False,
        max_length=254,
        help_text=_("Their e-mail address. Keeps it up to date and is reminded of its review."),
    )
    review_on = forms.DateField(
        label=_("Review by"),
        required=False,
        widget=DayInput(),
        help_text=_("When somebody has to look at it again. Leave empty for what never changes."),
    )
    provider = forms.ModelChoiceField(
        label=_("Provider"),
        queryset=Provider.objects.all(),
        required=False,
        empty_label=_("None"),
        help_text=_("For its agreements and reports."),
    )
    use_cases = UseCasesField(
        label=_("Use cases"),
        required=False,
        max_length=2000,
        help_text=_("Their codes, separated by commas: UC-0042, UC-0051. For assessments and runbooks of their own."),
    )
    fieldsets = (
        (_("The file"), "", ("file", "valid_from", "valid_until")),
        (_("The document"), "", ("title", "kind", "description", "owner", "review_on")),
        (
            _("What it concerns"),
            _("Leave both empty for the whole organisation."),
            ("provider", "use_cases"),
        ),
        (_("Remarks"), "", ("reason",)),
    )

    def __init__(self, *args: Any, reader: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use_cases: Any = self.fields["use_cases"]
        use_cases.person = reader

    def content(self) -> dict[str, Any]:
        """Return what was entered as the action takes it."""
        said = self.cleaned_data
        owner, provider = said["owner"], said["provider"]
        return {
            **{name: said[name] for name in ("title", "kind", "description", "review_on")},
            "owner_id": owner.pk if owner else None,
            "provider_id": provider.pk if provider else None,
            "use_cases": [each.pk for each in said["use_cases"]],
        }


class NewDocumentForm(DocumentForm, VersionForm):
    """A document with its first version."""

    note = None  # type: ignore[assignment]


class EditDocumentForm(DocumentForm):
    """What is said of a document, and why it changes."""

    reason = change_reason()


class ReviewForm(forms.Form):
    """That a document was looked at."""

    review_on = forms.DateField(label=_("Next review by"), widget=DayInput())
    note = forms.CharField(
        label=_("What was found"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the trail for auditors to read."),
    )


class RequirementForm(forms.Form):
    """A kind of document that must be there."""

    kind = forms.ChoiceField(label=_("Kind of document"), choices=DocumentKind.choices)
    required_for = forms.ChoiceField(
        label=_("Required for"), choices=Requirement.choices, widget=forms.RadioSelect, initial=Requirement.ORGANISATION
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Shown in the checklist. Name the law or standard that asks for it."),
    )


class AttachmentForm(forms.Form):
    """A file to attach."""

    file = file_field(_("File"))
    note = NameField(label=_("Note"), required=False, max_length=300, help_text=_("What it shows."))


class RemoveAttachmentForm(ReasonForm):
    """Why an attachment is taken off."""
