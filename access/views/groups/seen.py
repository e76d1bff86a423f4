"""Groups that sign-ins name and that nobody mapped."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.group_reading import seen_in_sign_ins
from access.page_base import Page
from access.permits import may
from access.views.groups.base import MAP, SEE, crumbs

# How many groups the page of those seen in sign-ins shows.
SHOWN_SEEN = 200


class SeenGroupsPage(Page):
    """Groups that sign-ins name and that do not stand here: they give nothing until somebody maps them."""

    permission = SEE
    title = _("Groups seen in sign-ins")
    template_name = "access/seen_groups.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show those of most people first, or those with some letters in their name."""
        text = request.GET.get("q", "").replace("\x00", "").strip()[:200]
        seen = seen_in_sign_ins(text, most=SHOWN_SEEN + 1)
        mapped = {each.name: f"{reverse('access:new-group')}?{urlencode({'name': each.name})}" for each in seen}
        return self.respond(
            {
                "breadcrumbs": crumbs(),
                "text": text,
                "seen": [(each, mapped[each.name]) for each in seen[:SHOWN_SEEN]],
                "more": len(seen) > SHOWN_SEEN,
                "may_map": may(self.reader, MAP),
            }
        )
