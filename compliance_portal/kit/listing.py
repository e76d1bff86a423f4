"""A list's furniture for the kit, in the shape that access.pages.ListPage gives to the templates."""

from typing import Any

from django.http import HttpRequest

from common.presentation import Action
from compliance_portal.kit.samples import Thing


def listing_of(request: HttpRequest, table: Any, filter_form: Any, *, empty: bool = False) -> Thing:
    """Return a list with filters, sorts, columns, views, exports and bulk actions in every state."""
    columns = [
        ("name", "Name"),
        ("state", "State"),
        ("owner", "Owner"),
        ("risk", "Risk tier"),
        ("calls", "Calls (30 days)"),
        ("changed", "Changed"),
    ]
    view = Thing(
        pk=1,
        name="High risk, unreviewed",
        url="?state=approved",
        shared=True,
        mine=True,
        active=not empty,
        delete_url="/kit/list/",
    )
    filters = [
        Thing(label="State", value="Approved", url="/kit/list/"),
        Thing(label="Risk tier", value="High, Limited", url="/kit/list/"),
    ]
    return Thing(
        name="kit.use_cases",
        title="Use cases",
        url=request.path,
        query=request.GET.urlencode(),
        search=request.GET.get("q", ""),
        filter_form=filter_form,
        active_filters=[] if empty else filters,
        clear_url=request.path,
        columns=[Thing(name=name, label=label, chosen=True, locked=name == "name") for name, label in columns],
        columns_url="/kit/list/",
        sorts=[
            Thing(name=name, label=label, url=f"?sort={name}", active=name == "changed", descending=True)
            for name, label in columns
            if name != "owner"
        ],
        views=[]
        if empty
        else [
            view,
            Thing(pk=2, name="Mine", url="?owner=ada", shared=False, mine=True, active=False, delete_url="/kit/list/"),
        ],
        active_view=None if empty else view,
        save_view_url="/kit/list/",
        exports=[
            ("CSV", "/kit/list/?export=csv"),
            ("Excel (XLSX)", "/kit/list/?export=xlsx"),
            ("JSON", "/kit/list/?export=json"),
        ],
        bulk_actions=[]
        if empty
        else [
            Thing(name="assign", label="Assign owner", danger=False),
            Thing(name="suspend", label="Suspend", danger=True),
        ],
        bulk_url="/kit/bulk/",
        page=Thing(
            rows_from=1,
            rows_to=36,
            count=0 if empty else 2_133,
            count_is_capped=False,
            previous_url="",
            next_url="?after=36",
        ),
        table=table,
        empty_title="No data categories yet",
        empty_text="A data category says what kind of data it is, how sensitive, and how it is recognised.",
        empty_action=Action("Add a data category", "/kit/form/"),
        panel_target=True,
        has_search=True,
        has_filters=True,
        may_share_views=True,
        is_understood=True,
    )
