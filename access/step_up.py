"""The step-up on pages: a confirmation that it is the reader, asked by the permissions that need one."""

from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY
from django.http import HttpRequest
from django.utils.translation import gettext as _t

from access.actions.sessions import PROVIDER_BACKEND, confirm_session, is_confirmed
from access.forms import ConfirmationForm
from access.gate import PUBLIC, SIGNED_IN, reader_of
from access.identity import provider_name
from access.vocabulary import known
from common.refusals import Refused


def form_for(request: HttpRequest, permission: str, data: Any = None) -> ConfirmationForm | None:
    """Return the form of the confirmation, or None where none is asked or a fresh one is there."""
    if permission in {SIGNED_IN, PUBLIC} or not known(permission).step_up:
        return None
    return fresh_form(request, data)


def fresh_form(request: HttpRequest, data: Any = None) -> ConfirmationForm | None:
    """Return the form of the confirmation, or None where a fresh one is there."""
    if is_confirmed(request, settings.STEP_UP_MINUTES):
        return None
    return ConfirmationForm(data, person=reader_of(request), at_provider=provider_of(request))


def provider_of(request: HttpRequest) -> str:
    """Return the name of the provider that signed this session in; empty for a local one."""
    by_provider = request.session.get(BACKEND_SESSION_KEY) == PROVIDER_BACKEND
    return provider_name() if by_provider else ""


def confirmed(request: HttpRequest, form: ConfirmationForm | None) -> bool:
    """Tell whether the reader proved who they are, where that is asked; what is wrong stands in the form."""
    if form is None:
        return True
    if form.at_provider:
        # A fresh confirmation would have left no form.
        text = _t("Confirm at %(name)s first, then press the button again. What you entered is still here.")
        form.add_error(None, text % {"name": form.at_provider})
        return False
    if not form.is_valid():
        return False
    try:
        confirm_session(request, reader_of(request), form.cleaned_data["confirmation"])
    except Refused as refused:
        form.add_error("confirmation", refused.refusal.text)
        return False
    return True
