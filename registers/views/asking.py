"""May this go there? Asked before anybody writes a request."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.page_base import Page
from common.clock import today
from common.presentation import Link
from registers.forms.asking import AskForm
from registers.reading.asking import MOST_ANSWERS, TOO_MANY, answers_on


class AskPage(Page):
    """Choose data and destinations; the answer and the rule that decides stand beside them, in an address to share."""

    permission = "registers.view_register"
    title = _("May this go there?")
    template_name: ClassVar[str] = "registers/ask.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Answer what the address asks."""
        asked = bool(request.GET)
        form = AskForm(request.GET if asked else None)
        context = {"form": form, "breadcrumbs": [Link(_t("Boundary rules"), reverse("registers:boundary-rules"))]}
        if not asked or not form.is_valid():
            # Nothing chosen yet is no fault of the reader's.
            wrong = asked and bool(set(form.errors) - {"category"} or request.GET.getlist("category"))
            return self.respond({**context, "empty": not wrong}, status=422 if wrong else 200)
        said = form.cleaned_data
        categories, projects, endpoints = list(said["category"]), list(said["project"]), said["endpoint"]
        if len(categories) * max(len(projects), 1) * max(len(endpoints), 1) > MOST_ANSWERS:
            form.add_error(None, _t(TOO_MANY) % {"most": MOST_ANSWERS})
            return self.respond(context, status=422)
        day = said["on"] or today()
        return self.respond({**context, "answers": answers_on(day, categories, projects, endpoints), "day": day})
