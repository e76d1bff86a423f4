"""The four page classes that every app's pages are made of: detail, form, action, list.

Each names the permission it asks for. Whoever may not see the thing gets 404; whoever may see it but not do it, 403.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from access import step_up
from access.bulk import BulkAction
from access.exports import answer_export
from access.forms import ConfirmationForm
from access.gate import reader_of, turned_away
from access.listing import Listing
from access.models import Person
from access.timeline import timeline_of
from common.keyset import InvalidCursor
from common.refusals import Refused


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
        return self.show(self.make_form(), self.confirmation())

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Save, or show what is wrong."""
        self.prepare()
        form = self.make_form(request.POST, request.FILES)
        confirmation = self.confirmation(request.POST)
        if not form.is_valid() or not step_up.confirmed(request, confirmation):
            return self.show(form, confirmation, status=422)
        try:
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


class ListPage(Page):
    """A list of rows that the reader may see; subclasses say which rows, columns, filters and orders there are.

    `sorts` maps a column to the fields it orders by; `rows` returns a query set limited to the reader.
    """

    template_name = "layouts/list.html"
    name: ClassVar[str]
    filterset_class: ClassVar[type[Any]]
    table_class: ClassVar[type[Any]]
    sorts: ClassVar[dict[str, tuple[str, ...]]]
    default_sort: ClassVar[str]
    default_columns: ClassVar[tuple[str, ...]] = ()
    locked_columns: ClassVar[tuple[str, ...]] = ()
    bulk_actions: ClassVar[tuple[BulkAction, ...]] = ()
    export_permission: ClassVar[str] = ""
    exports_all_columns: ClassVar[bool] = False
    opens_panel: ClassVar[str] = ""
    empty_title: Any = ""
    empty_text: Any = ""

    every: ClassVar[dict[str, type["ListPage"]]] = {}

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        name = getattr(cls, "name", "")
        if name and ListPage.every.setdefault(name, cls) is not cls:
            raise TypeError(f"Two lists are called {name}: {ListPage.every[name].__name__} and {cls.__name__}.")

    def rows(self) -> QuerySet[Any]:
        """Return the rows the reader may see."""
        raise NotImplementedError

    def primary_action(self) -> Any:
        """Return the page's one primary action, or None."""
        return None

    def context(self, listing: Listing) -> dict[str, Any]:  # noqa: ARG002 - for subclasses
        """Return what the template needs beyond the listing."""
        return {}

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the list, or answer with it as a file."""
        listing = Listing(self, request, self.reader)
        if request.GET.get("export"):
            return answer_export(listing)
        try:
            return self.show(listing)
        except InvalidCursor as error:
            messages.warning(request, str(error))
            return self.go_to(f"{listing.url}?{listing.query}" if listing.query else listing.url)

    def show(self, listing: Listing) -> HttpResponse:
        """Show one page of the list."""
        shared = {"listing": listing, "primary_action": self.primary_action()}
        return self.respond({**shared, **self.context(listing)}, status=200 if listing.is_understood else 422)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Keep columns or a view, or do a bulk action, as the address's `do` says."""
        from access.list_posts import answer_post  # bulk actions are form pages themselves

        return answer_post(Listing(self, request, self.reader))
