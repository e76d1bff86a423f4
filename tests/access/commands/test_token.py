"""`manage.py token`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from access.models import ApiToken, Person
from tests.factories.clients import ApiClient
from tests.factories.scim import Directory
from trail.models import TrailEntry


def token(*arguments: str) -> str:
    out = StringIO()
    call_command("token", *arguments, stdout=out)
    return out.getvalue()


def test_it_works_and_the_secret_is_the_last_word(engineer: Person) -> None:
    secret = token(engineer.email.upper(), "--scopes", "write", "--days", "3").split()[-1]
    api = ApiClient(headers={"Authorization": f"Bearer {secret}"})
    assert api.get("/api/v1/people/me/").json()["id"] == str(engineer.pk)
    row = ApiToken.objects.get(person=engineer)
    assert (row.scopes, round((row.expires_at - row.created_at).total_seconds() / 86400)) == (["write"], 3)
    entry = TrailEntry.objects.filter(verb="access.token.issued").latest("id")
    assert (entry.actor_id, entry.channel) == (None, "command")
    assert secret not in str(entry.changes)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["who@example.org"], "No active person has the e-mail address who@example.org"),
        (["emil-engineer@example.org", "--days", "0"], "from 1 to 365 days"),
        (["emil-engineer@example.org", "--days", "366"], "from 1 to 365 days"),
        (["emil-engineer@example.org", "--scopes", "all"], "invalid choice"),
    ],
)
def test_it_refuses_clearly(engineer: Person, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        token(*arguments)
    assert not ApiToken.objects.exists()


def test_a_token_of_the_directory(administrator: Person) -> None:
    secret = token("--scim", "--days", "2").split()[-1]
    row = ApiToken.objects.get()
    assert (row.scopes, row.person.subject, row.person.answerable) == (["scim"], "scim", administrator)
    assert round((row.expires_at - row.created_at).total_seconds() / 86400) == 2
    assert Directory(secret).get("/Users")["totalResults"] == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--scim", "--scopes", "write"], "leave out --scopes"),
        (["--scim", "emil-engineer@example.org"], "not allowed with"),
        (["--scim", "--days", "0"], "from 1 to 365 days"),
        ([], "one of the arguments"),
        (["emil-engineer@example.org", "--scopes", "scim"], "invalid choice"),
    ],
)
def test_the_directory_or_a_person(engineer: Person, arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        token(*arguments)
    assert not ApiToken.objects.exists()
