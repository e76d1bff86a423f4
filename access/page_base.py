"""What every page class starts from: a permission, the object of the address, a title, a template."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_vary_headers
from django.views import View
from django_htmx.http import HttpResponseClientRedirect

from access.gate import ask_about, reader_of, turned_away
from access.models import Person


class Page(View):
    """What all pages share: a permission, the object they are about, a title, a template.

    A page of rows that are `visible_to` the reader says `by_department`: roles held for one department open it, too.
    Where `model` is set, `self.object` is the row of the address, found among those `visible_to` the reader (not
    visible: 404), and asked about the permission (not permitted: 403): one with `relations` is granted by what the
    reader is to the object, too. A page without `model` decides by role alone, or sets `self.object` in `prepare`.
    """

    permission: str
    view_permission: str = ""
    model: ClassVar[Any] = None
    by_department: ClassVar[bool] = False
    object: Any = None
    title: Any = ""
    template_name: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Answer whoever may; turn away the rest."""
        away = turned_away(request, self.permission, self.view_permission, by_object=True)
        if away:
            return away
        self.prepare()
        asked = self.asked_object()
        ask_about(request, asked, self.permission, self.view_permission, by_department=self.by_department)
        return super().dispatch(request, *args, **kwargs)

    def prepare(self) -> None:
        """Find what the address names, before anything else; a copy that finds more calls this first."""
        if self.model is not None:
            self.object = self.get_object()

    def get_object(self) -> Any:
        """Return the object of the address."""
        return get_object_or_404(self.model.objects.visible_to(self.reader), pk=self.kwargs["pk"])

    def asked_object(self) -> Any:
        """Return the object that the permission is asked about: the one of the address."""
        return self.object

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
