"""The page classes that change something: a form, and the confirmation of an action."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from access import step_up
from access.forms import ConfirmationForm
from access.page_base import Page
from common.presentation import Link
from common.refusals import Refusal, Refused
from common.refusals import marked as _

CHANGED_MEANWHILE = Refusal(
    "changed_meanwhile",
    _(
        "Somebody else changed this meanwhile, so nothing was saved. What you entered is still here: compare it with "
        "the present state in another tab, then save again to put it in place of theirs."
    ),
)


@dataclass(frozen=True, slots=True)
class Submit:
    """A button that sends the form; without `validates`, fields may be left empty: a draft is saved as far as it is.

    `kind` is "primary" or "secondary". The first of a page is also what the Enter key presses.
    """

    name: str
    label: Any
    kind: str = "primary"
    validates: bool = True


class FormPage(Page):
    """A form that saves through an action: `save` calls it; a refusal comes back at its field with status 422.

    - With `model` the form is about the row of the address (`self.object`), whose page it leads back to.
    - `submits` are its buttons where it has several; `self.pressed` is the name of the one that was pressed. One that
      does not validate asks for no field but those in the form's `always_required`; it sets `form.lenient`, so that
      `clean` can leave out what only a complete form must fulfil.
    - `live_template` shows hints beside the fields while somebody types: HTMX posts the form with `live=1`, and the
      answer is that partial with what `live(form)` returns; the form is bound and cleaned, nothing is saved.
    - `version_of` guards against lost updates: what it said when the form was shown must be what it says at the save.
    """

    form_class: type[forms.Form]
    template_name = "layouts/form.html"
    submit_label: Any = ""
    success: Any = ""
    help: Any = ""
    danger = False
    submits: ClassVar[Sequence[Submit]] = ()
    live_template: ClassVar[str] = ""
    # The row as somebody else left it meanwhile, once a save met it.
    _present: Any = None

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
        """Return where the reader goes next: the object's page, or that of what was made."""
        return str((self.object or result).get_absolute_url())

    def cancel_url(self) -> str:
        """Return where "cancel" leads: the object's page; a form about nothing yet says where."""
        if self.object is None:
            raise NotImplementedError
        return str(self.object.get_absolute_url())

    def breadcrumbs(self) -> Sequence[Link]:
        """Return the way back, shown above the title: what this is about."""
        return () if self.object is None else (Link(self.object, self.cancel_url()),)

    def live(self, form: forms.Form) -> dict[str, Any]:  # noqa: ARG002 - for subclasses
        """Return what the live hints say about what is entered so far; `form.cleaned_data` holds what is in order."""
        return {}

    def version_of(self, _object: Any) -> str:
        """Return by what the object's state is known, such as its moment of change; nothing guards nothing."""
        return ""

    @property
    def pressed(self) -> str:
        """Return the name of the button that was pressed, of those in `submits`."""
        return self._pressed.name if self._pressed else ""

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the form."""
        return {}

    def get(self, _request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the empty form."""
        return self.show(self.make_form(), self.confirmation())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong."""
        form = self.make_form(request.POST, request.FILES)
        valid = self._is_valid(form)
        if self.live_template and request.POST.get("live"):
            return render(request, self.live_template, {"form": form, "object": self.object, **self.live(form)})
        confirmation = self.confirmation(request.POST)
        if not valid or not step_up.confirmed(request, confirmation):
            return self.show(form, confirmation, status=422)
        try:
            with self._as_it_was_seen():
                result = self.save(form)
        except Refused as refused:
            name = refused.refusal.field
            form.add_error(name if name in form.fields else None, refused.refusal.text)
            return self.show(form, self.confirmation(), status=422)
        return self.finish(result)

    def finish(self, result: Any) -> HttpResponse:
        """Answer once it is saved: with a message, on the next page."""
        if self.success:
            messages.success(self.request, self.success)
        return self.go_to(self.success_url(result))

    def confirmation(self, data: Any = None) -> ConfirmationForm | None:
        """Return the step-up form, where the permission asks for one now."""
        return step_up.form_for(self.request, self.permission, data)

    def show(self, form: forms.Form, confirmation: ConfirmationForm | None, *, status: int = 200) -> HttpResponse:
        """Show the form."""
        shared = {
            "object": self.object,
            "breadcrumbs": self.breadcrumbs(),
            "form": form,
            "confirmation": confirmation,
            "help": self.help,
            "submit_label": self.submit_label,
            "cancel_url": self.cancel_url(),
            "danger": self.danger,
            "submits": self.submits,
            "live": bool(self.live_template),
            "seen": self._seen(),
        }
        return self.respond({**shared, **self.context()}, status=status)

    @property
    def _pressed(self) -> Submit | None:
        asked = self.request.POST.get("submit")
        return next((each for each in self.submits if each.name == asked), next(iter(self.submits), None))

    def _is_valid(self, form: forms.Form) -> bool:
        if self._pressed is None or self._pressed.validates:
            return form.is_valid()
        form.lenient = True  # type: ignore[attr-defined]
        always = getattr(form, "always_required", ())
        relaxed = [field for name, field in form.fields.items() if field.required and name not in always]
        for field in relaxed:
            field.required = False
        valid = form.is_valid()
        for field in relaxed:
            field.required = True
        return valid

    def _seen(self) -> str:
        """Return the version that the reader looks at: still the one they began with, unless they were told."""
        if self.object is None:
            return ""
        if self._present is not None:
            return self.version_of(self._present)
        return str(self.request.POST.get("seen") or self.version_of(self.object))

    @contextmanager
    def _as_it_was_seen(self) -> Iterator[None]:
        if self.object is None or not self.version_of(self.object):
            yield
            return
        with transaction.atomic():
            # Held until it is saved, so that nobody changes it between this look and the action.
            rows = type(self.object)._base_manager.select_for_update()
            present = get_object_or_404(rows, pk=self.object.pk)
            if self.version_of(present) != self.request.POST.get("seen", ""):
                self._present = present
                raise Refused(CHANGED_MEANWHILE)
            yield


class ActionPage(FormPage):
    """One change of one object, confirmed with its consequences in view: a reason, and a step-up where it is asked."""

    template_name = "layouts/action.html"

    def consequences(self) -> Sequence[Any]:
        """Return in sentences what will happen."""
        return ()

    def context(self) -> dict[str, Any]:
        """Return what the template needs beyond the form."""
        return {"consequences": self.consequences()}
