"""Every address names a permission, and lets in exactly who the committed table says."""

import copy
from typing import Any

import pytest
from django.db import transaction

from access.gate import PUBLIC
from access.vocabulary import vocabulary
from common.clock import held_at, now
from common.permissions import RoleName
from tests.architecture.addresses import Address, addresses, is_open
from tests.architecture.baselines import Baseline
from tests.architecture.code import listed
from tests.architecture.organisation import NOBODY, READERS, WITHOUT_ROLE, Organisation, Things

table = Baseline("addresses.txt", "table")

# Open to everybody, signed in or not; each with why.
OPEN = {
    "livez": "asked by the machine that runs the portal",
    "readyz": "asked by the machine that runs the portal",
    "favicon": "browsers ask for it before anybody signs in",
    "access:sign-in": "how one gets in",
    "access:sign-in-code": "the second half of it",
    "access:sign-out": "one cannot be too much outside",
    "access:set-password": "the link is the key",
    "access:oidc-sign-in": "how one gets in through the identity provider",
    "access:oidc-callback": "the second half of it",
    "access:oidc-renew": "a session goes on by it, and nobody else gets further than the sign-in",
    "access:oidc-confirm": "says to whoever is signed out that they are",
    "access:oidc-connect": "the link is the key",
    "access:oidc-signed-out": "where the identity provider leads back to",
    "access:oidc-back-channel-logout": "the identity provider's token is the key (Back-Channel Logout 1.0)",
    "access:language": "the sign-in page speaks both",
    "access:emergency": "not there but in an emergency; then address, password and code together are the key",
    "access:leaked-token": "whoever found a token may revoke it (RFC 7009)",
    "api:leaked-tokens": "whoever found a token may revoke it (RFC 7009)",
    "inbox:unsubscribe": "the link in a mail is the key, and opens nothing else (RFC 8058)",
    "api:schema": "describes, holds no data",
    "api:docs": "describes, holds no data",
    "scim:root": "sessions count for nothing here: the directory's bearer token is the key, asked for by the view",
    "scim:resource": "sessions count for nothing here: the directory's bearer token is the key, asked for by the view",
    "None": "unknown addresses of the API",
}
# The same rows for everybody: there is no own and other.
SHARED = ("access/roles/", "trail/", "api/v1/roles/", "api/v1/trail-entries/")
# Whoever decides, but not on what is their own (separation of duties): these pages say so in place of their form.
APART = ("registers:grant-exception", "registers:refuse-exception")
# Whoever owns or works on a request does not say who decides on it, whatever their roles.
NEAR = ("registers:name-reviewer", "registers-api:use-case-name-reviewer")
SIGN_IN = "/access/sign-in/?"
CHUNKS = 8


def test_every_address_names_a_permission() -> None:
    found = []
    for address in addresses():
        for method in address.methods:
            permission, _seen = address.asks_for(method)
            if address.name in OPEN:
                if permission not in {PUBLIC, None}:
                    found.append(f"{address.route} asks for {permission}, but is listed as open")
            elif permission is None or (permission not in vocabulary() and not is_open(permission)):
                found.append(f"{method} {address.route} names {permission or 'no permission'}")
            elif permission == PUBLIC:
                found.append(f"{address.route} is open to everybody, but not listed with a reason")
    assert not found, listed(found, "Set `permission` on the page class, or mark the function @page(permission).")


def test_the_list_of_open_addresses_is_current() -> None:
    stale = set(OPEN) - {address.name for address in addresses()}
    assert not stale, listed(sorted(stale), "These addresses are gone: take them off the list.")


@pytest.mark.django_db
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_table_of_who_gets_in(chunk: int) -> None:
    organisation = Organisation()
    found: dict[str, str] = {}
    # Held: what each answer counts for the frame of its page is kept for a while, and would be undone with the answer.
    with held_at(now()):
        for client in organisation.clients.values():
            client.get("/")
        for address in addresses()[chunk::CHUNKS]:
            for method, whose in questions(address):
                outcome = {reader: ask(organisation, address, method, reader, whose) for reader in READERS}
                found[key_of(address, method, whose)] = told(outcome)
                assert_follows(organisation, address, method, whose, outcome)
    if table.renewing:
        table.renew(found)
    different = table.differences(found)
    assert not different, listed(different, f"Who gets in has changed. {table.how}")


def test_table_has_no_other_lines() -> None:
    keys = {key_of(address, *each) for address in addresses() for each in questions(address)}
    if table.renewing:
        table.renew({}, keep=keys)
    assert sorted(keys) == sorted(table.read()), table.how


def questions(address: Address) -> list[tuple[str, str]]:
    """Return what to ask an address: each method, and where it is about somebody's things, whose."""
    whose = ("own", "other") if "<" in address.route and not address.route.startswith(SHARED) else ("",)
    return [(method, each) for method in address.methods for each in whose]


def key_of(address: Address, method: str, whose: str) -> str:
    return f"{method:5} /{address.route} {whose}".strip()


def ask(organisation: Organisation, address: Address, method: str, reader: str, whose: str) -> str:
    """Ask an address as a reader, and undo what it did; return the status, or `sign-in` for being sent there."""
    url = organisation.url_of(address, things_of(organisation, reader, whose))
    client = organisation.clients[reader]
    cookies = copy.deepcopy(client.cookies)
    body, content_type = (b"{}", "application/json") if address.is_api else (b"", "application/x-www-form-urlencoded")
    with transaction.atomic():
        answer: Any = client.generic(method, url, body, content_type)
        transaction.set_rollback(True)
    client.cookies = cookies
    return "sign-in" if answer.get("Location", "").startswith(SIGN_IN) else str(answer.status_code)


def things_of(organisation: Organisation, reader: str, whose: str) -> Things:
    """Return the things that an address is about when a reader asks."""
    return (organisation.own.get(reader) if whose == "own" else None) or organisation.somebody_else


def grants(organisation: Organisation, address: Address, name: str, reader: str, things: Things) -> bool:
    """Tell whether a permission is a reader's by role, or by what they are to the thing of the address."""
    asked, thing = vocabulary()[name], organisation.thing_of(address, things)
    if reader in asked.roles:
        return True
    if thing is None or not asked.relations or address.is_function:
        return False
    return not thing.relations_of(organisation.people[reader]).isdisjoint(asked.relations)


def stands_apart(organisation: Organisation, address: Address, things: Things, reader: str, whose: str) -> bool:
    """Tell whether somebody else has to do what an address is for, since it is about what is the reader's own."""
    if address.name not in NEAR:
        return whose == "own" and address.name in APART
    thing: Any = organisation.thing_of(address, things)
    return bool(thing.relations_of(organisation.people[reader]) & {"owner", "contributor", "steward"})


def assert_follows(
    organisation: Organisation, address: Address, method: str, whose: str, outcome: dict[str, str]
) -> None:
    """What the vocabulary says about an address is what it does, whatever the table says."""
    permission, seen = address.asks_for(method)
    if permission not in vocabulary() or seen not in vocabulary():
        return
    where = f"{method} /{address.route}"
    assert outcome[NOBODY] in {"sign-in", "401"}, f"{where}: nobody is signed in, but the answer is {outcome[NOBODY]}"
    for role in (WITHOUT_ROLE, *RoleName):
        things = things_of(organisation, role, whose)
        holds, sees = (grants(organisation, address, name, role, things) for name in (permission, seen))
        if address.is_collection and vocabulary()[seen].relations:
            # The API lists to everybody what is visible to them.
            holds, sees = holds or (method == "GET" and address.is_list), True
        if not sees:
            assert outcome[role] == "404", f"{where}: {role} may not see it, but gets {outcome[role]}"
        elif not organisation.shows(address, things, role):
            # Whoever may not do it to anything is told so before the thing is looked for.
            assert outcome[role] == "404" or (not holds and outcome[role] == "403"), (
                f"{where}: {role} may not see this one, but gets {outcome[role]}"
            )
        elif holds and stands_apart(organisation, address, things, role, whose):
            assert outcome[role] == "403", f"{where}: {role} decides on their own, and gets {outcome[role]}"
        elif not holds:
            assert outcome[role] == "403", f"{where}: {role} may see, not do it, but gets {outcome[role]}"
        else:
            assert outcome[role] not in {"sign-in", "401", "403"}, (
                f"{where}: {role} may do it, but gets {outcome[role]}"
            )


def told(outcome: dict[str, str]) -> str:
    """Tell an outcome in a line: `200 auditor, administrator; 302 anonymous; 404 the others`."""
    groups: dict[str, list[str]] = {}
    for reader, status in outcome.items():
        groups.setdefault(status, []).append(reader)
    most = max(groups, key=lambda status: len(groups[status]))
    if len(groups) == 1:
        return f"{most} everybody"
    parts = [f"{status} {', '.join(groups[status])}" for status in sorted(groups) if status != most]
    return "; ".join([*parts, f"{most} the others"])
