"""A full sign-in for trying out: what the provider says of the tester, shown to nobody else and kept nowhere."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from access.gate import turned_away
from access.models import SCIM_ISSUER, Department, DirectoryGroup, Person
from access.oidc.asking import Begun
from access.oidc.steps import Outcome, Step
from access.oidc.tokens import moment_of
from access.oidc.vouched import Vouched
from common.presentation import Link

PERMISSION = "access.view_identity"
MOST_SHOWN = 50
MOMENTS = {"iat", "exp", "nbf", "auth_time", "updated_at"}


def shown(request: HttpRequest, _begun: Begun, vouched: Vouched) -> HttpResponse:
    """Show the tester what a sign-in would have said of them; nobody is signed in by it."""
    away = turned_away(request, PERMISSION)
    if away is not None:
        return away
    if not isinstance(request.user, Person):
        raise Http404
    context = {
        "title": _("Trial sign-in"),
        "breadcrumbs": [Link(_("Sign-in and identity provider"), reverse("access:identity"))],
        "steps": list(steps_of_trial(vouched)),
        "claims": [(name, _shown(name, vouched.claims)) for name in sorted(vouched.claims)],
    }
    return render(request, "access/oidc/trial.html", context)


def steps_of_trial(vouched: Vouched) -> Iterator[Step]:
    """Look at what a sign-in says: each claim that the portal makes use of."""
    text = _("Signature, issuer, audience, times and nonce of the token are right.")
    yield Step(_("ID token"), Outcome.GOOD, text)
    yield _known(vouched)
    if vouched.email:
        yield Step(_("E-mail"), Outcome.GOOD, vouched.email)
    else:
        mend = _("Allow the scope “email” for this client: nobody new can come in without an address.")
        yield Step(_("E-mail"), Outcome.WRONG, _("The claim “email” is missing."), mend)
    yield Step(_("Name"), Outcome.GOOD if vouched.name else Outcome.WRONG, vouched.name or _("No name is told."))
    yield _groups(vouched)
    if settings.OIDC_DEPARTMENT_CLAIM:
        yield _department(vouched)
    if vouched.sid:
        yield Step(_("Session"), Outcome.GOOD, _("The provider names its session: it can end just that one."))
    else:
        text = _("The claim “sid” is missing: the provider can only end all sessions of a person at once.")
        yield Step(_("Session"), Outcome.UNKNOWN, text)
    yield _confirmation(vouched)


def _known(vouched: Vouched) -> Step:
    label = _("Person")
    person = Person.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
    kept = Person.objects.exclude(provisioned_at=None)
    entered = kept.filter(external_id=vouched.link).first() if vouched.link else None
    if person is not None and person.provisioned_at is None and entered is not None:
        text = _("%(person)s signs in with it, and the directory has entered %(entered)s for the same id.")
        mend = _("Have that entry deleted in the directory, sign in, and have it entered anew: it takes this one over.")
        return Step(label, Outcome.WRONG, text % {"person": person, "entered": entered}, mend)
    if person is not None:
        return Step(label, Outcome.GOOD, _("%(person)s signs in with it.") % {"person": person})
    if entered is not None and entered.issuer != SCIM_ISSUER:
        text = _("The directory's entry for this id, %(person)s, is connected to another account of the provider.")
        mend = _("If the account was made anew there, have the directory enter the person anew, too.")
        return Step(label, Outcome.WRONG, text % {"person": entered}, mend)
    if entered is not None:
        text = _("The first sign-in connects it to %(person)s, whom the directory entered.") % {"person": entered}
        return Step(label, Outcome.GOOD, text)
    text = _("Nobody here is known by it: a sign-in would enter a new person without any role.")
    return Step(label, Outcome.UNKNOWN, text)


def _groups(vouched: Vouched) -> Step:
    claim = settings.OIDC_GROUPS_CLAIM
    if vouched.groups is None:
        text = _("The claim “%(claim)s” is missing: no group gives a role.") % {"claim": claim}
        mend = _("Have the provider put the groups into it, or name another claim in OIDC_GROUPS_CLAIM.")
        return Step(_("Groups"), Outcome.WRONG, text, mend)
    mapped = set(DirectoryGroup.objects.mapped().values_list("name", flat=True))
    values = {"n": len(vouched.groups), "mapped": len(mapped & set(vouched.groups))}
    text = _("The sign-in names %(n)d groups; mapped to roles here by their name: %(mapped)d.") % values
    return Step(_("Groups"), Outcome.GOOD, text)


def _department(vouched: Vouched) -> Step:
    if Department.objects.filter(name__iexact=vouched.department).exists():
        return Step(_("Department"), Outcome.GOOD, vouched.department)
    text = _("The claim “%(claim)s” says “%(department)s”, which is no department here.")
    values = {"claim": settings.OIDC_DEPARTMENT_CLAIM, "department": vouched.department or "?"}
    return Step(_("Department"), Outcome.UNKNOWN, text % values, _("Enter the department, or leave the claim out."))


def _confirmation(vouched: Vouched) -> Step:
    label = _("Confirmations")
    if vouched.proved_at is None:
        text = _("The claim “auth_time” is missing: changes that need a confirmation ask for a second factor here.")
        return Step(label, Outcome.UNKNOWN, text)
    said = ", ".join([*filter(None, [vouched.acr]), *vouched.amr]) or "?"
    text = _("The provider says when somebody showed who they are, and how: %(said)s.") % {"said": said}
    return Step(label, Outcome.GOOD, text)


def _shown(name: str, claims: Mapping[str, Any]) -> str:
    value, moment = claims[name], moment_of(claims, name) if name in MOMENTS else None
    if moment is not None:
        return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    if isinstance(value, list) and len(value) > MOST_SHOWN:
        more = len(value) - MOST_SHOWN
        rest = ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more}
        return _readable(f"{json.dumps(value[:MOST_SHOWN], ensure_ascii=False)} {rest}")
    return _readable(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _readable(text: str) -> str:
    """Return a text with half pairs of UTF-16 spelled out, which no page can hold."""
    return text.encode(errors="backslashreplace").decode()
