"""Language, time zone and theme: the page, and the quick switches of the menu."""

import pytest
from django.conf import settings
from django.test import Client

from access.models import Person
from tests.factories.clients import client_of
from tests.factories.people import fresh
from trail.models import TrailEntry

URL = "/access/me/appearance/"


def test_it_works(engineer: Person) -> None:
    client = client_of(engineer)
    before = TrailEntry.objects.count()
    answer = client.post(URL, {"language": "de", "time_zone": "Europe/Berlin", "theme": "dark"})
    assert answer.headers["Location"] == URL
    person = fresh(engineer)
    assert (person.language, person.time_zone, person.theme) == ("de", "Europe/Berlin", "dark")
    page = client.get(URL)
    assert page.headers["Content-Language"] == "de"
    assert 'data-bs-theme="dark"' in page.content.decode()
    assert TrailEntry.objects.count() == before, "a preference is no event"


@pytest.mark.parametrize(
    "wrong",
    [{"language": "xx"}, {"time_zone": "Mars/Olympus"}, {"theme": "neon"}, {"theme": ""}, {"language": "d\x00"}],
)
def test_what_is_wrong_is_told(engineer: Person, wrong: dict[str, str]) -> None:
    entered = {"language": "de", "time_zone": "UTC", "theme": "light", **wrong}
    assert client_of(engineer).post(URL, entered).status_code == 422
    assert fresh(engineer).language == ""


def test_the_menu_switches_the_theme(engineer: Person) -> None:
    answer = client_of(engineer).post("/access/theme/", {"theme": "light", "next": "/jobs/?after=x"})
    assert answer.headers["Location"] == "/jobs/?after=x"
    assert fresh(engineer).theme == "light"


def test_the_menu_switches_the_language(engineer: Person) -> None:
    client = client_of(engineer)
    answer = client.post("/access/language/", {"language": "de", "next": "/inbox/"})
    assert answer.headers["Location"] == "/inbox/"
    assert fresh(engineer).language == "de"
    assert client.get("/inbox/").headers["Content-Language"] == "de"


def test_a_stranger_switches_the_language_of_the_browser(client: Client, db: None) -> None:
    answer = client.post("/access/language/", {"language": "de", "next": "/access/sign-in/?next=/jobs/"})
    assert answer.headers["Location"] == "/access/sign-in/?next=/jobs/"
    assert answer.cookies[settings.LANGUAGE_COOKIE_NAME].value == "de"
    assert client.get("/access/sign-in/").headers["Content-Language"] == "de"


def test_a_stranger_has_no_theme(client: Client, db: None) -> None:
    assert client.post("/access/theme/", {"theme": "dark"}).headers["Location"].startswith("/access/sign-in/")


@pytest.mark.parametrize("address", ["/access/theme/", "/access/language/"])
def test_switches_refuse_what_they_do_not_know(engineer: Person, address: str) -> None:
    client = client_of(engineer)
    assert client.post(address, {"theme": "neon", "language": "xx"}).status_code == 400
    assert client.post(address).status_code == 400
    assert client.get(address).status_code == 405
    assert (fresh(engineer).theme, fresh(engineer).language) == ("auto", "")


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_switches_lead_nowhere_else(engineer: Person, elsewhere: str) -> None:
    client = client_of(engineer)
    assert client.post("/access/theme/", {"theme": "dark", "next": elsewhere}).headers["Location"] == "/access/me/"
    assert client.post("/access/language/", {"language": "en", "next": elsewhere}).headers["Location"] == "/"
