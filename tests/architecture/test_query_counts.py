"""How many queries each page costs: a committed baseline that may fall, and rises only on purpose."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from access.pages import ListPage
from common.clock import held_at, now
from common.permissions import RoleName
from tests.architecture.addresses import Address, addresses
from tests.architecture.baselines import Baseline
from tests.architecture.code import listed
from tests.architecture.organisation import Organisation

counts = Baseline("query_counts.txt", "query_counts")
MOST_OF_A_LIST = 12


def pages() -> list[Address]:
    return [each for each in addresses() if "GET" in each.methods and each.name != "None"]


@pytest.mark.django_db
def test_query_counts_of_every_page() -> None:
    organisation = Organisation()
    client = organisation.clients[RoleName.ADMINISTRATOR]
    own = organisation.own[RoleName.ADMINISTRATOR]
    found, too_many, begun = {}, [], now()
    for address in pages():
        url = organisation.url_of(address, own if "/me/" in address.route else organisation.somebody_else)
        # Held: what is kept for a while in the session must not run out between the two.
        with held_at(begun):
            client.get(url)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(url)
        if answer.status_code != 200:
            continue
        found[f"/{address.route}"] = str(len(captured))
        view_class: Any = getattr(address.view, "view_class", None) or getattr(address.view, "cls", object)
        is_list = issubclass(view_class, ListPage) or "list" in getattr(address.view, "actions", {}).values()
        if is_list and len(captured) > MOST_OF_A_LIST:
            too_many.append(f"/{address.route}: {len(captured)}")
    assert not too_many, listed(too_many, f"A list page costs at most {MOST_OF_A_LIST} queries: prefetch, annotate.")
    if counts.renewing:
        counts.renew(found, keep=set(found))
    known = {route: int(number) for route, number in counts.read().items()}
    assert set(known) == set(found), f"Pages are new or gone. {counts.how}"
    more = [f"{route}: {known[route]} -> {now}" for route, now in found.items() if int(now) > known[route]]
    assert not more, listed(more, f"More queries than before: find the one too many. {counts.how}")
    fewer = [f"{route}: {known[route]} -> {now}" for route, now in found.items() if int(now) < known[route]]
    assert not fewer, listed(fewer, f"Fewer queries than before: well done, keep it. {counts.how}")


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["/access/people/", "/trail/", "/access/roles/"])
def test_query_counts_do_not_grow_with_rows(url: str) -> None:
    organisation = Organisation()
    client = organisation.clients[RoleName.ADMINISTRATOR]
    client.get(url)
    with CaptureQueriesContext(connection) as few:
        client.get(url)
    for _ in range(3):
        organisation.more()
    with CaptureQueriesContext(connection) as many:
        client.get(url)
    assert len(many) <= len(few), "A query for each row: prefetch or annotate what the columns show."
