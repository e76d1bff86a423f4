"""Views of the kit that ask something: forms, confirmations of one row and of many, and what is shown once."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from access.pages import Submit
from compliance_portal.kit import forms, samples
from compliance_portal.kit.views import frame


def request_form(request: HttpRequest) -> HttpResponse:
    """Show a form with two buttons and live hints, and what is wrong when it is sent."""
    if request.POST.get("live"):
        return render(request, "components/hints.html", {"hints": forms.hints(forms.RequestForm(request.POST))})
    sent = request.method == "POST" or "wrong" in request.GET
    form = forms.wrong_request() if sent else forms.RequestForm()
    context = {
        "title": "Request a use case",
        "form": form,
        "help": "A draft is saved as far as it is; only “Submit” sends it for review.",
        "submits": (Submit("submit", "Submit"), Submit("draft", "Save as a draft", kind="secondary", validates=False)),
        "live": True,
        "cancel_url": "/kit/list/",
    }
    return frame(request, "layouts/form.html", context, status=422 if sent else 200)


def suspend(request: HttpRequest) -> HttpResponse:
    """Show a confirmation with its consequences, a reason and a step-up."""
    sent = request.method == "POST"
    context = {
        "title": "Suspend “Triage of customer support e-mail”",
        "form": forms.ReasonForm(request.POST if sent else None),
        "confirmation": forms.StepUpForm(request.POST if sent else None),
        "consequences": [
            "The gateway refuses its calls within 2 seconds.",
            "Its owner and watchers are told.",
            "Its 2 credentials stay, unusable, until it is resumed.",
        ],
        "submit_label": "Suspend",
        "danger": True,
        "cancel_url": "/kit/detail/",
    }
    return frame(request, "layouts/action.html", context, status=422 if sent else 200)


def suspend_many(request: HttpRequest) -> HttpResponse:
    """Show the confirmation of a bulk action: how many rows, what happens to them, a reason and a step-up."""
    sent = "confirmed" in request.POST
    context = {
        "title": "Suspend",
        "form": forms.ReasonForm(request.POST if sent else None),
        "confirmation": forms.StepUpForm(request.POST if sent else None),
        "consequences": [
            "The gateway refuses their calls within 2 seconds.",
            "Rows that are suspended already are left as they are.",
        ],
        "count": 1_204,
        "keys": [UUID(int=1)],
        "all_matching": True,
        "action_name": "suspend",
        "submit_label": "Suspend (1,204)",
        "danger": True,
        "cancel_url": "/kit/list/",
    }
    return frame(request, "layouts/bulk.html", context, status=422 if sent else 200)


@require_safe
def secret(request: HttpRequest) -> HttpResponse:
    """Show a new credential, this once, with a first call."""
    context = {
        "title": "The credential is issued",
        "secret": "cpk_live_7Qm2xV9sLd4RtY8wZb3NfKc6",
        "code": samples.SNIPPET,
    }
    return frame(request, "kit/secret.html", context)
