"""Input about one's own account."""

from itertools import groupby
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts
from django.utils.translation import gettext_lazy as _

from access.choices import Theme
from access.mail_choices import open_to
from access.message_kinds import kinds
from access.models import Person

# As much as the confirmation of a change takes.
LONGEST_PASSWORD = 200


class SignInForm(forms.Form):
    """E-mail address and password."""

    # Any text: whether there is such an address is nobody's to learn here.
    email = forms.CharField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """A code of the second factor."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("The six digits your authenticator app shows now, or one of your recovery codes."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "spellcheck": "false", "autofocus": True}),
    )


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    password = forms.CharField(
        label=_("New password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, again"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(str(text) for text in password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        """Refuse two different passwords."""
        entered = super().clean() or {}
        if "again" in entered and entered.get("password") not in {None, entered["again"]}:
            self.add_error("again", _("The two passwords differ."))
        return entered


class ChangePasswordForm(NewPasswordForm):
    """The present password, and a new one twice."""

    current = forms.CharField(
        label=_("Present password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ["current", "password", "again"]


class AppearanceForm(forms.Form):
    """How the pages look and read."""

    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=[("", _("As my browser asks")), *settings.LANGUAGES]
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=lambda: [("", _("As my device says")), *zones_by_region()],
        help_text=_("Every time is shown in it; hovering shows UTC."),
    )
    theme = forms.ChoiceField(label=_("Theme"), choices=Theme.choices, widget=forms.RadioSelect)


class EnrolForm(forms.Form):
    """The code that proves an authenticator app has the seed; the seed travels sealed for this person."""

    seed = forms.CharField(max_length=500, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six digits the app shows now. They prove that it works before it is asked for."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


def zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the time zones as groups of choices by continent, without the old names that stand for others."""
    names = sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "SystemV/")))
    groups = groupby(["UTC", *names], key=lambda name: name.split("/")[0])
    return [
        (region, [(name, name.partition("/")[2].replace("_", " ") or name) for name in zones])
        for region, zones in groups
    ]


def appearance_of(person: Person) -> dict[str, str]:
    """Return what the appearance form starts with."""
    return {"language": person.language, "time_zone": person.time_zone, "theme": person.theme}


class MailForm(forms.Form):
    """For each kind of message, by its name, when it comes by e-mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in kinds().items():
            self.fields[name] = forms.ChoiceField(
                label=kind.label,
                choices=[(choice.value, choice.label) for choice in open_to(kind)],
                help_text=kind.about,
                widget=forms.RadioSelect,
            )
