"""For whoever found one of our API tokens where it does not belong; nobody has to sign in."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from access.actions.leaks import Found, report_leak
from access.api.problems import TOO_MANY
from access.gate import PUBLIC
from access.leak_reports import LONGEST_BODY, found_in_body
from access.pages import FormPage
from access.rules.service_identities import LONGEST_PLACE, LONGEST_TOKEN
from common.refusals import Refused
from common.requests import address_of


class LeakedTokenForm(forms.Form):
    """A token, and where it lay open."""

    token = forms.CharField(
        label=_("The token"),
        max_length=LONGEST_TOKEN,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_("Tokens of this portal begin with “cpt_”."),
    )
    found_at = forms.CharField(
        label=_("Where you found it"),
        max_length=LONGEST_PLACE,
        required=False,
        help_text=_("An address or a few words, so that it can be taken away there, too."),
    )


# Nothing here is done in anybody's name: whoever holds the token may revoke it, from wherever they are.
@method_decorator(csrf_exempt, name="dispatch")
class LeakedTokenPage(FormPage):
    """Revoke a token that somebody found; the answer is the same whether or not it was one."""

    permission = PUBLIC
    title = _("Report a leaked token")
    form_class = LeakedTokenForm
    template_name = "access/leaked_token.html"
    submit_label = _("Report it")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take a form, or JSON from a scanner."""
        if request.content_type == "application/json":
            return _answer_program(request)
        return super().post(request, **kwargs)

    def save(self, form: forms.Form) -> None:
        """Revoke it, if it is one."""
        found = Found(form.cleaned_data["token"], form.cleaned_data["found_at"])
        report_leak([found], address=address_of(self.request))

    def finish(self, _result: Any) -> HttpResponse:
        """Say thanks."""
        self.title = _("Thank you")
        return self.respond({"done": True})

    def cancel_url(self) -> str:
        """Return nothing: there is nowhere to go back to."""
        return ""


def _answer_program(request: HttpRequest) -> HttpResponse:
    if len(request.body) > LONGEST_BODY:
        return HttpResponse(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        report_leak(found_in_body(request.body), address=address_of(request))
    except Refused as refused:
        limited = refused.refusal.code == TOO_MANY
        status = HTTPStatus.TOO_MANY_REQUESTS if limited else HTTPStatus.UNPROCESSABLE_ENTITY
        return HttpResponse(str(refused), status=status, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=HTTPStatus.NO_CONTENT)
