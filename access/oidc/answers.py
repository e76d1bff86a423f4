"""What becomes of a sign-in at the provider, by what it was begun for."""

from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.contrib import auth, messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _t

from access.actions import identity, provider_sessions
from access.actions.sessions import sign_out
from access.identity import provider_name
from access.models import Person
from access.oidc import trial
from access.oidc.asking import Begun, Purpose
from access.oidc.backend import ProviderBackend, renewed
from access.oidc.problem_pages import NOBODY, problem_page
from access.oidc.vouched import Vouched
from access.rules.identity import refuse_sign_in
from access.views.account.passwords import person_of_link
from common.refusals import Refused, refuse_if


def _sign_in(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    try:
        person = auth.authenticate(request, vouched=vouched)
        refuse_if(refuse_sign_in(is_active=person is not None))
        provider_sessions.sign_in_by_provider(request, cast("Person", person), vouched)
    except Refused as refused:
        identity.note_refused(vouched, refused.refusal)
        raise
    return HttpResponseRedirect(begun.wanted)


def _renew(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    reader = request.user
    if not isinstance(reader, Person):
        return _sign_in(request, begun, vouched)
    if (reader.issuer, reader.subject) != (vouched.issuer, vouched.subject):
        sign_out(request)
        text = _t("Somebody else is signed in at %(name)s by now, so your session here has ended.")
        messages.warning(request, text % {"name": provider_name()})
        return HttpResponseRedirect(reverse("access:sign-in"))
    renewed(reader, vouched)
    provider_sessions.renew_session(request, vouched)
    return HttpResponseRedirect(begun.wanted)


def _confirm(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    reader = request.user
    if not isinstance(reader, Person):
        return problem_page(request, NOBODY, HTTPStatus.FORBIDDEN)
    try:
        provider_sessions.confirm_by_provider(request, reader, vouched, asked_at=begun.at)
    except Refused as refused:
        return problem_page(request, refused.refusal, HTTPStatus.FORBIDDEN, purpose=Purpose.CONFIRM)
    renewed(reader, vouched)
    provider_sessions.renew_session(request, vouched)
    return render(request, "access/oidc/confirmed.html", {"title": _t("Confirmed")})


def _connect(request: HttpRequest, begun: Begun, vouched: Vouched) -> HttpResponse:
    person = person_of_link(begun.link[0])
    if person is None:
        raise Http404
    person = ProviderBackend().connect(person, vouched, token=begun.link[1])
    provider_sessions.sign_in_by_provider(request, person, vouched)
    messages.success(request, _t("Your account is connected. From now on you sign in at %s.") % provider_name())
    return HttpResponseRedirect(reverse("home"))


ANSWERS: dict[Purpose, Callable[[HttpRequest, Begun, Vouched], HttpResponse]] = {
    Purpose.SIGN_IN: _sign_in,
    Purpose.RENEW: _renew,
    Purpose.CONFIRM: _confirm,
    Purpose.CONNECT: _connect,
    Purpose.TRIAL: trial.shown,
}
