"""Does the directory's interface (SCIM) stay quick when an organisation is large? With 1,000 and with 100,000 people.

Fills two databases with people whom the directory keeps and one group that holds them all, and asks as an identity
provider does when it synchronises: for one person by user name, by their id at the provider, by e-mail, by the portal's
id; for a page; for the group without its members. Then changes one person back and forth. Fails when the large
directory takes over 1.5 times as long as the small one, or over 12 queries. The rows in brackets are for information:
they count everybody (`totalResults` is exact), skip many, look into what is kept as JSON, or write.
"""

import sys
from collections.abc import Callable
from itertools import cycle
from typing import Any

from list_pages import ENTRY, run, use

PEOPLE = """
INSERT INTO access_person (id, password, issuer, subject, email, name, is_active, created_at, language, time_zone,
    theme, kind, user_name, external_id, provisioned_at, attributes, revision, changed_at, purpose)
SELECT uuidv7(make_interval(secs => -(%(rows)s - n))), '!', 'scim', 'bench-' || n, 'person' || n || '@example.org',
    'Person ' || n, true, now(), '', '', 'auto', 'person', 'person' || n || '@example.org', 'id-' || n, now(),
    jsonb_build_object('title', 'Engineer', 'name', jsonb_build_object('familyName', 'Name ' || n), 'emails',
        jsonb_build_array(jsonb_build_object('value', 'person' || n || '@example.org', 'type', 'work'))),
    1, now(), ''
FROM generate_series(1, %(rows)s) n
"""
GROUP = """
INSERT INTO access_directorygroup (id, name, external_id, provisioned_at, changed_at, revision, created_at,
    attributes)
VALUES (uuidv7(), 'everybody', 'everybody', now(), now(), 1, now(), '{}')
"""
MEMBERS = """
INSERT INTO access_groupmember (id, group_id, person_id)
SELECT uuidv7(), g.id, p.id FROM access_directorygroup g, access_person p
WHERE g.name = 'everybody' AND p.subject LIKE 'bench-%%'
"""


def main() -> int:
    """Ask and change on both databases, and print the table."""
    return run((ENTRY, PEOPLE, GROUP, MEMBERS), questions, before=directory_token)


def directory_token() -> None:
    """Issue the token that both databases share."""
    from access.actions.service_identities.directory import ensure_scim_service
    from access.actions.tokens import issue_token

    _row, secret = issue_token(ensure_scim_service(), name="bench", scopes=["scim"], days=1, by=None)
    SENT["Authorization"] = f"Bearer {secret}"


# The token is shown once, when it is issued.
SENT: dict[str, str] = {}


def questions(name: str) -> dict[str, Callable[[], Any]]:
    """Return what the identity provider asks, each as a call."""
    from django.test import Client

    from access.models import DirectoryGroup, Person

    use(name)
    client = Client(SERVER_NAME="localhost", raise_request_exception=True)
    people = Person.objects.filter(subject__startswith="bench-")
    rows = people.count()
    person, group = people.get(subject=f"bench-{rows // 2}"), DirectoryGroup.objects.get(name="everybody")
    standings = cycle([False, True])

    def ask(path: str, **query: str) -> Callable[[], Any]:
        return lambda: client.get(f"/scim/v2/{path}", query, headers=SENT)

    def change() -> Any:
        said = {
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": "active", "value": next(standings)}],
        }
        return client.patch(f"/scim/v2/Users/{person.pk}", said, content_type="application/json", headers=SENT)

    return {
        "person by user name": ask("Users", filter=f'userName eq "{person.user_name}"'),
        "person by id at the provider": ask("Users", filter=f'externalId eq "{person.external_id}"'),
        "person by the portal's id": ask(f"Users/{person.pk}"),
        "(person out, and in again)": change,
        "group by name, no members": ask("Groups", filter='displayName eq "everybody"', excludedAttributes="members"),
        "is this one a member?": ask(
            "Groups", filter=f'id eq "{group.pk}" and members eq "{person.pk}"', excludedAttributes="members"
        ),
        "(person by e-mail)": ask("Users", filter=f'emails.value eq "{person.email}"'),
        "(first page of 100)": ask("Users", count="100"),
        "(page in the middle)": ask("Users", count="100", startIndex=str(rows // 2)),
        "(people by family name)": ask("Users", filter=f'name.familyName eq "Name {rows // 2}"'),
    }


if __name__ == "__main__":
    sys.exit(main())
