"""One's own sessions."""

import pytest
from django.test import Client

from access.models import Person, PortalSession
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from trail.models import TrailEntry

URL = "/access/me/sessions/"
END, END_OTHERS = f"{URL}end/", f"{URL}end-others/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0"


def signed_in(person: Person, agent: str = FIREFOX, address: str = "192.0.2.1") -> Client:
    client = Client(REMOTE_ADDR=address, headers={"User-Agent": agent})
    client.post("/access/sign-in/", {"email": person.email, "password": PASSWORD})
    return client


def handle_of(client: Client) -> str:
    return str(PortalSession.objects.get(session_key=client.session.session_key).handle)


def test_it_works(engineer: Person) -> None:
    here, elsewhere = signed_in(engineer), signed_in(engineer, address="198.51.100.7")
    page = here.get(URL).content.decode()
    assert page.count("Firefox on Linux") >= 2
    assert page.count("This one") == 1
    assert "198.51.100.7" in page
    assert here.post(END, {"handle": handle_of(elsewhere)}).headers["Location"] == URL
    assert elsewhere.get(URL).status_code == 302
    assert here.get(URL).status_code == 200
    assert TrailEntry.objects.filter(verb="access.session.ended", actor=engineer).count() == 1


def test_all_others_end_at_once(engineer: Person) -> None:
    here, others = signed_in(engineer), [signed_in(engineer) for _each in range(3)]
    page = here.post(END_OTHERS, follow=True).content.decode()
    assert "3 other sessions have ended." in page
    assert [each.get(URL).status_code for each in others] == [302, 302, 302]
    assert here.get(URL).status_code == 200
    entry = TrailEntry.objects.get(verb="access.session.all_ended")
    assert entry.details["count"] == 3


def test_other_peoples_sessions_are_not_there(engineer: Person, administrator: Person) -> None:
    theirs = signed_in(engineer)
    for reader in (administrator, engineer):
        mine = signed_in(reader)
        other = signed_in(administrator if reader == engineer else engineer)
        assert mine.post(END, {"handle": handle_of(other)}).status_code == 404
        assert other.get(URL).status_code == 200
    assert theirs.get(URL).status_code == 200


@pytest.mark.parametrize("handle", ["", "x", "\x00", "01890000-0000-7000-8000-000000000000", "9" * 400])
def test_unknown_handles_are_not_there(engineer: Person, handle: str) -> None:
    assert client_of(engineer).post(END, {"handle": handle}).status_code == 404


def test_this_one_ends_by_signing_out(engineer: Person) -> None:
    client = signed_in(engineer)
    assert "sign out" in client.post(END, {"handle": handle_of(client)}, follow=True).content.decode()
    assert client.get(URL).status_code == 200


@pytest.mark.parametrize("address", [END, END_OTHERS])
def test_a_link_ends_nothing(engineer: Person, address: str) -> None:
    here, elsewhere = signed_in(engineer), signed_in(engineer)
    assert here.get(f"{address}?handle={handle_of(elsewhere)}").status_code == 405
    assert elsewhere.get(URL).status_code == 200


def test_a_hostile_user_agent_is_only_text(engineer: Person) -> None:
    page = signed_in(engineer, agent="<script>alert(1)</script>" + "x" * 5000).get(URL).content.decode()
    assert "<script>alert" not in page
