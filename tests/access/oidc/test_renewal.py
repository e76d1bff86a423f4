"""A session is renewed at the provider: without losing what is typed, and without a broken page in htmx."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from access.models import PortalSession
from access.oidc import configuration
from common.clock import held_at, now
from tests.access.oidc.conftest import EVERYTHING, maya
from tests.access.oidc.provider import Provider
from tests.factories.clients import api_of, client_of
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db

ComeIn = Callable[..., Any]
PAGE = "/access/me/appearance/"
API = "/api/v1/people/me/mail-preferences/"
TYPED = {"language": "de", "time_zone": "", "theme": "dark", "confirmation": "secret"}


@pytest.fixture
def reader(browser: Client, come_in: ComeIn) -> Client:
    come_in()
    return browser


@contextmanager
def later(minutes: int) -> Iterator[None]:
    with held_at(now() + timedelta(minutes=minutes)):
        yield


def htmx(client: Client, **headers: str) -> Any:
    return client.get(PAGE, headers={"HX-Request": "true", "HX-Current-URL": f"http://testserver{PAGE}?a=b", **headers})


def test_a_fresh_session_goes_on(reader: Client) -> None:
    with later(14):
        assert reader.get(PAGE).status_code == 200


def test_a_page_goes_by_way_of_the_provider_and_comes_back(reader: Client, provider: Provider) -> None:
    before = PortalSession.objects.get(person=maya())
    with later(16):
        way = reader.get(f"{PAGE}?a=b")
        assert way.status_code == 302
        assert parse_qs(urlsplit(way["Location"]).query)["prompt"] == ["none"]
        back = reader.get(provider.approve(way["Location"]))
        assert (back.status_code, back["Location"]) == (302, f"{PAGE}?a=b")
        assert reader.get(PAGE).status_code == 200
    after = PortalSession.objects.get(person=maya())
    assert (after.handle, after.session_key, after.started_at) == (before.handle, before.session_key, before.started_at)


def test_what_changed_at_the_provider_counts_at_once(reader: Client, provider: Provider) -> None:
    provider.person["name"] = "Maya Married"
    provider.claims["sid"] = "s-9"
    with later(16):
        reader.get(provider.approve(reader.get(PAGE)["Location"]))

    assert maya().name == "Maya Married"
    assert PortalSession.objects.get(person=maya()).provider_sid == "s-9"


def test_htmx_stays_with_its_page_for_twice_the_time(reader: Client) -> None:
    with later(29):
        assert htmx(reader).status_code == 200


def test_htmx_is_led_to_the_whole_page_after_that(reader: Client, provider: Provider) -> None:
    """mozilla-django-oidc would have answered 302 to another site, which htmx cannot follow."""
    with later(31):
        answer = htmx(reader)
        assert answer.status_code == 200
        assert "Location" not in answer
        way = reader.get(answer["HX-Redirect"])
        assert parse_qs(urlsplit(way["Location"]).query)["prompt"] == ["none"]
        back = reader.get(provider.approve(way["Location"]))
    assert back["Location"] == f"http://testserver{PAGE}?a=b"


def test_a_form_is_taken_for_twice_the_time(reader: Client) -> None:
    with later(29):
        assert reader.post(PAGE, TYPED).status_code == 302
    assert maya().language == "de"


def test_a_form_after_that_is_refused_and_nothing_is_lost(reader: Client, provider: Provider) -> None:
    """mozilla-django-oidc never looks at forms: somebody long gone could go on sending them."""
    with later(31):
        answer = reader.post(PAGE, TYPED)
        page = answer.content.decode()
        assert answer.status_code == 403
        assert maya().language == ""
        assert '<input type="hidden" name="theme" value="dark">' in page
        assert "secret" not in page
        assert 'target="_blank"' in page
        way = reader.get("/access/oidc/renew/")["Location"]
        assert "prompt" not in parse_qs(urlsplit(way).query)
        assert reader.get(provider.approve(way))["Location"] == "/access/oidc/renewed/"
        assert reader.get("/access/oidc/renewed/").status_code == 200
        assert reader.post(PAGE, TYPED).status_code == 302
    assert maya().language == "de"


def test_files_cannot_be_kept_and_are_named(reader: Client) -> None:
    with later(31):
        page = reader.post(PAGE, {"file": SimpleUploadedFile("report.pdf", b"x")}).content.decode()
    assert "report.pdf" in page


def test_a_form_in_htmx_stays_as_it_is(reader: Client) -> None:
    with later(31):
        answer = reader.post(PAGE, TYPED, headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Reswap"]) == (422, "none")
    assert 'hx-swap-oob="beforeend:#toasts"' in answer.content.decode()
    assert maya().language == ""


def test_the_form_can_be_sent_after_a_renewal_with_its_old_token(provider: Provider) -> None:
    """A renewal changes neither the session's key nor its CSRF token, so the first tab's form still counts."""
    client = Client(enforce_csrf_checks=True)
    client.get(provider.approve(client.get("/access/oidc/sign-in/")["Location"]))
    token = client.get(PAGE).context["csrf_token"]
    with later(31):
        client.get(provider.approve(client.get("/access/oidc/renew/")["Location"]))
        answer = client.post(PAGE, {**TYPED, "csrfmiddlewaretoken": str(token)})
    assert answer.status_code == 302


@pytest.mark.parametrize("error", ["login_required", "interaction_required"])
def test_whoever_is_signed_out_there_is_signed_out_here(reader: Client, provider: Provider, error: str) -> None:
    with later(16):
        answer = reader.get(provider.refuse(reader.get(PAGE)["Location"], error))

        assert answer["Location"] == f"/access/sign-in/?next={PAGE.replace('/', '%2F')}"
        assert "signed out at Example Corp." in reader.get(answer["Location"]).content.decode()
        assert reader.get(PAGE).status_code == 302
    assert TrailEntry.objects.about(maya()).filter(verb="access.session.ended_by_provider").count() == 1


def test_somebody_else_is_signed_in_there(reader: Client, provider: Provider) -> None:
    provider.person = {"sub": "u-2", "email": "else@example.com", "name": "Somebody Else"}
    with later(16):
        answer = reader.get(provider.approve(reader.get(PAGE)["Location"]))

        assert answer["Location"] == "/access/sign-in/"
        assert reader.get(PAGE)["Location"].startswith("/access/sign-in/")


def test_the_provider_is_down(reader: Client, provider: Provider) -> None:
    provider.away = EVERYTHING
    configuration.note_away()
    with later(31):
        page = reader.get(PAGE)
        assert page.status_code == 200
        assert "Example Corp. does not answer" in page.content.decode()
        assert "does not answer" not in reader.get(PAGE).content.decode()
        assert reader.post(PAGE, TYPED).status_code == 302


def test_the_provider_goes_down_on_the_way(reader: Client, provider: Provider) -> None:
    with later(16):
        back = provider.approve(reader.get(PAGE)["Location"])
        provider.away = {"/token"}
        answer = reader.get(back)

        assert answer["Location"] == PAGE
        assert reader.get(PAGE).status_code == 200


def test_the_hard_limit_stays(reader: Client, provider: Provider) -> None:
    provider.away = EVERYTHING
    configuration.note_away()
    with later(61):
        assert reader.get(PAGE)["Location"].startswith("/access/sign-in/")


def test_pictures_and_looks_ahead_are_led_nowhere(reader: Client) -> None:
    with later(16):
        assert reader.get(PAGE, headers={"Sec-Fetch-Mode": "no-cors"}).status_code == 200
        assert reader.get(PAGE, headers={"Sec-Purpose": "prefetch"}).status_code == 200
        assert reader.head(PAGE).status_code != 302


@pytest.mark.parametrize("said", [{"Sec-Fetch-Mode": "cors"}, {"Sec-Purpose": "prefetch"}])
def test_no_header_spares_a_session_for_ever(reader: Client, provider: Provider, said: dict[str, str]) -> None:
    with later(31):
        assert reader.get(PAGE, headers=said).status_code == 403
        reader.get(provider.approve(reader.get(PAGE)["Location"]))
        assert reader.get(PAGE, headers=said).status_code == 200


def test_a_look_at_the_head_leads_to_the_provider_after_twice_the_time(reader: Client) -> None:
    with later(31):
        assert reader.head(PAGE).status_code == 302


def test_nobody_is_led_back_to_another_site(reader: Client, provider: Provider) -> None:
    """https://portal//elsewhere.example/ is a path here, and another site where a browser is redirected to it."""
    with later(16):
        way = reader.get("/", PATH_INFO="//elsewhere.example/a", QUERY_STRING="b=c")
        assert reader.get(provider.approve(way["Location"]))["Location"] == "/%2Felsewhere.example/a?b=c"


def test_programs_are_led_nowhere(reader: Client, provider: Provider) -> None:
    with later(16):
        assert reader.get(API).status_code == 200
    with later(31):
        token = api_of(maya(), step_up=False)
        assert token.get(API).status_code == 200


def test_a_session_opens_the_api_for_twice_the_time(reader: Client, provider: Provider) -> None:
    with later(31):
        assert reader.get(API).status_code == 401
        assert reader.patch(API, {}, content_type="application/json").status_code == 401
        reader.get(provider.approve(reader.get(PAGE)["Location"]))
        assert reader.get(API).status_code == 200


def test_the_api_goes_on_while_the_provider_is_down(reader: Client, provider: Provider) -> None:
    provider.away = EVERYTHING
    configuration.note_away()
    with later(31):
        assert reader.get(API).status_code == 200


def test_the_description_of_the_api_is_a_page(reader: Client) -> None:
    with later(31):
        assert reader.get(API, headers={"Sec-Fetch-Mode": "navigate"}).status_code == 302


def test_sessions_of_another_kind_are_left_alone(provider: Provider, engineer: Any, settings: Any) -> None:
    settings.OIDC_ISSUER = ""
    local = client_of(engineer)
    with later(31):
        assert local.get(PAGE).status_code == 200
