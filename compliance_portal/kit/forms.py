"""Forms of the kit: every kind of input, grouped and explained."""

from typing import Any, ClassVar

from django import forms

from common.presentation import Badge, Tone

CATEGORIES = [("email", "E-mail address"), ("name", "Person name"), ("code", "Source code"), ("iban", "Bank account")]


class RequestForm(forms.Form):
    """A use case as it is asked for."""

    name = forms.CharField(label="Name", max_length=120, help_text="What a colleague would call it in a sentence.")
    purpose = forms.CharField(
        label="Purpose",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What is done with the answer, and by whom.",
    )
    department = forms.ChoiceField(
        label="Department",
        choices=[("", "Choose one"), ("ops", "Customer operations"), ("legal", "Legal"), ("eng", "Engineering")],
    )
    categories = forms.MultipleChoiceField(
        label="Data categories",
        choices=CATEGORIES,
        widget=forms.CheckboxSelectMultiple,
        help_text="Everything that may occur in a request, also by accident.",
    )
    endpoints = forms.MultipleChoiceField(
        label="Endpoints",
        required=False,
        choices=[("chat", "/v1/chat/completions"), ("responses", "/v1/responses"), ("embeddings", "/v1/embeddings")],
    )
    oversight = forms.ChoiceField(
        label="Human oversight",
        choices=[
            ("each", "A person reads each answer before it has an effect"),
            ("sample", "A person reads a sample"),
            ("none", "Nobody reads the answers"),
        ],
        widget=forms.RadioSelect,
    )
    starts_on = forms.DateField(label="First day", required=False)
    budget = forms.DecimalField(
        label="Budget a day (USD)", min_value=0, max_value=10_000, help_text="Calls are refused when it is used up."
    )
    document = forms.FileField(label="Impact assessment", required=False, help_text="PDF, up to 10 MB.")
    locked = forms.CharField(label="Register number", required=False, disabled=True, initial="UC-2026-0147")
    agreed = forms.BooleanField(
        label="I have read the boundary rules for these categories",
        help_text="They say what is masked and what is refused.",
    )

    fieldsets: ClassVar[list[tuple[str, str, list[str]]]] = [
        ("What it is", "Reviewers read this first.", ["name", "purpose", "department", "locked"]),
        ("Data and models", "The boundary rules decide what may be sent.", ["categories", "endpoints", "oversight"]),
        ("Limits", "", ["starts_on", "budget", "document", "agreed"]),
    ]


def hints(form: RequestForm) -> list[Badge]:
    """Return what the kit's form says while somebody fills it in."""
    form.is_valid()
    entered = form.cleaned_data
    found = [Badge("A name and a purpose are enough for a draft.")] if not entered.get("name") else []
    if "iban" in entered.get("categories", []):
        found.append(Badge("Bank accounts: masked before a request leaves the house.", Tone.INFO))
    if entered.get("oversight") == "none":
        found.append(Badge("Without human oversight, legal review is required.", Tone.WARNING))
    return found or [Badge("Nothing stands against it so far.", Tone.SUCCESS)]


class ReasonForm(forms.Form):
    """Why it is done."""

    reason = forms.CharField(
        label="Reason", widget=forms.Textarea(attrs={"rows": 3}), help_text="Stands in the trail for auditors to read."
    )


class StepUpForm(forms.Form):
    """The proof that it is the reader."""

    confirmation = forms.CharField(
        label="Your password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )


class SignInForm(forms.Form):
    """E-mail address and password."""

    email = forms.EmailField(label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    password = forms.CharField(label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))


class FilterForm(forms.Form):
    """The filters of the kit's list."""

    state = forms.ChoiceField(
        label="State", required=False, choices=[("", "Any"), ("approved", "Approved"), ("review", "In review")]
    )
    owner = forms.ChoiceField(label="Owner", required=False, choices=[("", "Anyone"), ("ada", "Ada Whitfield")])
    risk = forms.MultipleChoiceField(
        label="Risk tier",
        required=False,
        choices=[("high", "High"), ("limited", "Limited"), ("minimal", "Minimal")],
        widget=forms.CheckboxSelectMultiple,
    )
    changed_after = forms.DateField(label="Changed after", required=False)


def wrong_request() -> Any:
    """Return the request form as it comes back with errors."""
    return RequestForm(
        {
            "name": "",
            "purpose": "Sort incoming mail",
            "department": "",
            "budget": "-3",
            "categories": ["email"],
            "starts_on": "31/31/2026",
        }
    )
