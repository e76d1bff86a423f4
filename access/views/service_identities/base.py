"""What the pages of one service identity share."""

from typing import Any

from django.shortcuts import get_object_or_404

from access.models import Person
from access.page_base import Page
from access.service_rows import with_use


class ServicePart(Page):
    """A page about one program, found among those the reader may see: with the permission, or answering for it."""

    view_permission = "access.view_services"
    model = Person

    def get_object(self) -> Any:
        """Return the program of the address."""
        return get_object_or_404(with_use(Person.objects.services_visible_to(self.reader)), pk=self.kwargs["pk"])
