"""How the pages look and read: language, time zone, theme."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from access.actions.people import save_appearance
from access.choices import Theme
from access.gate import PUBLIC, SIGNED_IN, page, reader_of
from access.models import Person
from access.next_address import next_address
from access.pages import FormPage
from access.views.account.base import AccountPage
from access.views.account.forms import AppearanceForm, appearance_of

YEAR = 365 * 24 * 3600


class AppearancePage(AccountPage, FormPage):
    """Choose language, time zone and theme."""

    permission = SIGNED_IN
    section = "appearance"
    title = _("Appearance")
    form_class = AppearanceForm
    template_name = "access/account/form.html"
    submit_label = _("Save")
    success = _("Saved.")

    def initial(self) -> dict[str, Any]:
        """Start with what is kept."""
        return appearance_of(self.reader)

    def save(self, form: forms.Form) -> Person:
        """Keep it; the answer is in the new language already."""
        person = save_appearance(self.reader, **form.cleaned_data)
        if person.language:
            translation.activate(person.language)
        return person

    def success_url(self, _result: Any) -> str:
        """Stay on the page."""
        return reverse("access:appearance")

    def cancel_url(self) -> str:
        """Return the profile."""
        return reverse("access:me")


@page(SIGNED_IN)
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme that was chosen in the menu, and go back."""
    chosen = request.POST.get("theme", "")
    if chosen not in Theme.values:
        return HttpResponseBadRequest(_t("There is no such theme."))
    reader = reader_of(request)
    save_appearance(reader, **{**appearance_of(reader), "theme": chosen})
    return HttpResponseRedirect(next_address(request, "access:me"))


@page(PUBLIC)
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language that was chosen, for the person and for this browser before they sign in, and go back."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_t("There is no such language."))
    if isinstance(request.user, Person):
        save_appearance(request.user, **{**appearance_of(request.user), "language": chosen})
    response = HttpResponseRedirect(next_address(request, "home"))
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=YEAR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response
