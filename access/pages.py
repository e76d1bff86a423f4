"""The page classes that every app's pages are made of: detail, form, action here, the list in `list_page.py`.

Each names the permission it asks for. Whoever may not see the thing gets 404; whoever may see it but not do it, 403.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from access.actions.sessions import confirm_session, is_confirmed
from access.forms import ConfirmationForm
from access.models import Person
from access.permits import PermissionRefused, may
from access.timeline import timeline_of
from access.vocabulary import known
from common.refusals import Refused

SIGNED_IN = "signed-in"
PUBLIC = "public"

Answer = Callable[..., HttpResponseBase]


def reader_of(request: HttpRequest) -> Person:
    """Return the signed-in person; only for pages that ask for a permission or a sign-in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def turned_away(request: HttpRequest, permission: str, view_permission: str = "") -> HttpResponse | None:
    """Answer with the sign-in page where nobody is signed in, or None when the reader may go on.

    Raises:
        Http404: the reader may not see what this is about.
        PermissionRefused: they may see it, but not do this.
    """
    if permission == PUBLIC:
        return None
    if not isinstance(request.user, Person):
        answer = redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
        return HttpResponseClientRedirect(answer.url) if getattr(request, "htmx", False) else answer
    if permission == SIGNED_IN:
        return None
    if not may(request.user, view_permission or permission):
        raise Http404
    if not may(request.user, permission):
        raise PermissionRefused(permission)
    return None


def page(permission: str, *, view_permission: str = "") -> Callable[[Answer], Answer]:
    """Mark a function as a page that asks for a permission (or SIGNED_IN, or PUBLIC)."""

    def mark(view: Answer) -> Answer:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return turned_away(request, permission, view_permission) or view(request, *args, **kwargs)

        guarded.permission, guarded.view_permission = permission, view_permission  # type: ignore[attr-defined]
        return guarded

    return mark


class Page(View):
    """What all pages share: a permission, a title, a template."""

    permission: str
    view_permission: str = ""
    title: Any = ""
    template_name: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer whoever may; turn away the rest."""
        return turned_away(request, self.permission, self.view_permission) or super().dispatch(request, *args, **kwargs)

    @property
    def reader(self) -> Person:
        """Return the signed-in person."""
        return reader_of(self.request)

    def get_title(self) -> Any:
        """Return the page's title."""
        return self.title

    def respond(self, context: dict[str, Any], *, status: int = 200, template: str = "") -> HttpResponse:
        """Answer with the template, which shows the whole page or the part that HTMX asked for (`request|layout`)."""
        shared = {"title": self.get_title(), "page": self}
        response = render(self.request, template or self.template_name, {**shared, **context}, status=status)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    def go_to(self, address: str) -> HttpResponse:
        """Send the reader on, out of a panel or dialog too."""
        htmx = getattr(self.request, "htmx", None)
        return HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)


class DetailPage(Page):
    """One object: summary, tabs, timeline. `model` rows come from `visible_to`; what is not visible is 404."""

    model: ClassVar[Any]
    template_name = "layouts/detail.html"

    def get_object(self) -> Any:
        """Return the object of the address."""
        return get_object_or_404(self.model.objects.visible_to(self.reader), pk=self.kwargs["pk"])

    def get_title(self) -> Any:
        """Return the object's name."""
        return str(self.object)

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return the summary card as (label, value) pairs."""
        return ()

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the shared parts."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the object."""
        self.object = self.get_object()
        shared = {"object": self.object, "facts": self.facts(), "timeline": timeline_of(self.object, request)}
        return self.respond({**shared, **self.context()})


class FormPage(Page):
    """A form that saves through an action: `save` calls it; a refusal comes back at its field with status 422."""

    form_class: type[forms.Form]
    template_name = "layouts/form.html"
    submit_label: Any = ""
    success: Any = ""
    help: Any = ""
    danger = False

    def prepare(self) -> None:
        """Look up what the address names, before anything else."""

    def initial(self) -> dict[str, Any]:
        """Return what the form starts with."""
        return {}

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form, bound when there is data."""
        return self.form_class(data, files, initial=self.initial())

    def save(self, form: forms.Form) -> Any:
        """Call the action; what it returns is given to `success_url`."""
        raise NotImplementedError

    def success_url(self, result: Any) -> str:
        """Return where the reader goes next."""
        return str(result.get_absolute_url())

    def cancel_url(self) -> str:
        """Return where "cancel" leads."""
        raise NotImplementedError

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the form."""
        return {}

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the empty form."""
        self.prepare()
        return self.show(self.make_form(), self.confirmation_form())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong."""
        self.prepare()
        form = self.make_form(request.POST, request.FILES)
        confirmation = self.confirmation_form(request.POST)
        if not form.is_valid() or not self.confirmed(confirmation):
            return self.show(form, confirmation, status=422)
        try:
            result = self.save(form)
        except Refused as refused:
            name = refused.refusal.field
            form.add_error(name if name in form.fields else None, refused.refusal.text)
            return self.show(form, self.confirmation_form(), status=422)
        return self.finish(result)

    def finish(self, result: Any) -> HttpResponse:
        """Answer once it is saved: with a message, on the next page."""
        if self.success:
            messages.success(self.request, self.success)
        return self.go_to(self.success_url(result))

    def confirmation_form(self, data: Any = None) -> ConfirmationForm | None:
        """Return the step-up form where the permission asks for one and no fresh confirmation is there."""
        if self.permission in {SIGNED_IN, PUBLIC} or not known(self.permission).step_up:
            return None
        if is_confirmed(self.request, settings.STEP_UP_MINUTES):
            return None
        return ConfirmationForm(data, person=self.reader)

    def confirmed(self, confirmation: ConfirmationForm | None) -> bool:
        """Tell whether the reader proved who they are, where that is asked."""
        if confirmation is None:
            return True
        if not confirmation.is_valid():
            return False
        try:
            confirm_session(self.request, self.reader, confirmation.cleaned_data["confirmation"])
        except Refused as refused:
            confirmation.add_error("confirmation", refused.refusal.text)
            return False
        return True

    def show(self, form: forms.Form, confirmation: ConfirmationForm | None, *, status: int = 200) -> HttpResponse:
        """Show the form."""
        shared = {
            "form": form,
            "confirmation": confirmation,
            "help": self.help,
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url(),
            "danger": self.danger,
        }
        return self.respond({**shared, **self.context()}, status=status)


class ActionPage(FormPage):
    """One change of one object, confirmed with its consequences in view: a reason, and a step-up where it is asked."""

    template_name = "layouts/action.html"

    def consequences(self) -> Sequence[Any]:
        """Return in sentences what will happen."""
        return ()

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the form."""
        return {"consequences": self.consequences()}
