"""How people sign in: what is set up, whether it works, and a sign-in for trying out."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from access.gate import SIGNED_IN, page, turned_away
from access.identity import provider_is_on, provider_name
from access.models import LOCAL_ISSUER, Person
from access.oidc import trial
from access.oidc.asking import Purpose, begin
from access.oidc.back_channel import last_told
from access.oidc.checking import steps_of_connection
from access.oidc.steps import Addresses, Outcome
from access.oidc.ways import ToProvider
from access.pages import Page
from common.presentation import Badge, Tone


class IdentityPage(Page):
    """What is set up for the sign-in through the provider, and a test of it step by step."""

    permission = trial.PERMISSION
    title = _("Sign-in and identity provider")
    template_name = "access/oidc/identity.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        """Show what is set up."""
        return self.show([])

    def post(self, request: HttpRequest) -> HttpResponse:
        """Ask the provider now, and show what was found."""
        return self.show(steps_of_connection(replace(addresses_of(request), last_told=last_told())))

    def show(self, steps: list[Any]) -> HttpResponse:
        """Show the page, with the steps of a test where one was made."""
        wrong = sum(step.outcome is Outcome.WRONG for step in steps)
        addresses = addresses_of(self.request)
        people = Person.objects.active().people()
        context = {
            "is_on": provider_is_on(),
            "facts": facts(),
            "badge": Badge(_t("Through the provider"), Tone.SUCCESS)
            if provider_is_on()
            else Badge(_t("Local passwords"), Tone.WARNING),
            "steps": steps,
            "wrong": wrong,
            "addresses": [
                (_t("Redirect address"), addresses.redirect),
                (_t("After signing out"), addresses.signed_out),
                (_t("Back-channel logout"), addresses.back_channel),
            ],
            "local": people.filter(issuer=LOCAL_ISSUER).count(),
            "name": provider_name(),
        }
        return self.respond(context)


class TrialStart(ToProvider):
    """Begin a sign-in for trying out, by those who may test the connection."""

    permission = trial.PERMISSION

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        """Ask for the permission first."""
        return turned_away(request, self.permission) or super().get(request, **kwargs)

    def way(self, request: HttpRequest) -> HttpResponseBase:
        """Have the provider sign the tester in, whatever it remembers."""
        return HttpResponseRedirect(begin(request, Purpose.TRIAL))


@page(SIGNED_IN)
@require_safe
def renewed_page(request: HttpRequest) -> HttpResponse:
    """Say in the new tab that the one before can go on."""
    return render(request, "access/oidc/renewed.html", {"title": _("Your sign-in is renewed")})


def addresses_of(request: HttpRequest) -> Addresses:
    """Return the portal's addresses that have to be registered at the provider."""
    names = ("access:oidc-callback", "access:oidc-signed-out", "access:oidc-back-channel-logout")
    redirect, signed_out, back_channel = (request.build_absolute_uri(reverse(name)) for name in names)
    return Addresses(redirect, signed_out, back_channel)


def facts() -> list[tuple[str, Any]]:
    """Return what is set up, as (label, value); a secret is never shown."""
    if not provider_is_on():
        return [(_t("Identity provider"), _t("None: people sign in with passwords kept here."))]
    secret = _t("Set, never shown") if settings.OIDC_RP_CLIENT_SECRET else _t("Missing: set OIDC_CLIENT_SECRET")
    return [
        (_t("Name"), provider_name()),
        (_t("Issuer"), settings.OIDC_ISSUER),
        (_t("Client id"), settings.OIDC_RP_CLIENT_ID),
        (_t("Client secret"), secret),
        (_t("Scopes"), settings.OIDC_RP_SCOPES),
        (_t("Signatures that count"), ", ".join(settings.OIDC_ALGORITHMS)),
        (_t("Groups claim"), settings.OIDC_GROUPS_CLAIM),
        (_t("Department claim"), settings.OIDC_DEPARTMENT_CLAIM),
        (_t("Claim that equals the directory's id"), settings.OIDC_LINK_CLAIM),
        (_t("Asked for confirmations (acr)"), settings.OIDC_ACR_VALUES),
        (_t("Renewed every"), _t("%(minutes)d minutes") % {"minutes": settings.OIDC_RENEW_MINUTES}),
        (_t("Time allowed for an answer"), _t("%(seconds)d seconds") % {"seconds": settings.OIDC_TIMEOUT}),
    ]
