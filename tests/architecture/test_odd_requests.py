"""Odd questions are answered: no address of the registers fails on what somebody puts into its query or its form."""

import json
from typing import Any

import pytest
from django.db import transaction

from common.permissions import RoleName
from tests.architecture.addresses import Address, addresses
from tests.architecture.code import listed
from tests.architecture.organisation import Organisation

# Names that the registers read from addresses and forms, each with what nobody should put there.
NAMES = """
    on as_of from to endpoint category project model owner state risk department approval mine imported q sort columns
    cursor page_size tab view text use_case version format step cell person provider kind outcome pk ids selected rank
    level retention_days starts_on ends_on expires_on valid_from valid_until review_on use_cases title name pattern
    keywords sheet header_row mapping duplicates approved_on approved_until
"""
VALUES = ("garbage\x00", "9" * 40, "9999-12-31")
CHUNKS = 4


@pytest.mark.django_db
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_no_address_fails(chunk: int) -> None:
    organisation, failed = Organisation(), []
    asked = [each for each in addresses() if each.view.__module__.startswith("registers.")]
    for address in asked[chunk::CHUNKS]:
        things = organisation.own[RoleName.COMPLIANCE_OFFICER]
        with transaction.atomic():
            url = organisation.url_of(address, things)
            for method in address.methods:
                failed += [found for value in VALUES if (found := ask(organisation, address, method, url, value))]
            things.owned.clear()
            transaction.set_rollback(True)
    assert not failed, listed(failed, "These fail on what somebody may put there.")


def ask(organisation: Organisation, address: Address, method: str, url: str, value: str) -> str:
    """Ask an address with a value under every name, and undo what it did; return what went wrong, or nothing."""
    client, said = organisation.clients[RoleName.COMPLIANCE_OFFICER], dict.fromkeys(NAMES.split(), value)
    options: dict[str, Any] = {"headers": {"HX-Request": "true"}} if len(value) % 2 else {}
    try:
        with transaction.atomic():
            if method == "GET":
                client.get(url, said, **options)
            elif address.is_api:
                client.generic(method, url, json.dumps(said), "application/json", **options)
            else:
                client.post(url, said, **options)
            transaction.set_rollback(True)
    except Exception as error:  # noqa: BLE001 - whatever it is, a page should have answered
        return f"{method} /{address.route} with {value!r}: {error!r}"
    return ""
