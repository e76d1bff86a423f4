"""One's own second factor."""

import html
import re

import pyotp
import pytest
from django.test import Client

from access.models import Authenticator, Person, RecoveryCode
from access.second_factor import PURPOSE
from common.crypto import unseal
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from tests.factories.second_factors import enrol
from trail.models import TrailEntry

URL = "/access/me/second-factor/"
SET_UP, CODES, REMOVE = f"{URL}set-up/", f"{URL}codes/", f"{URL}remove/"


def seed_on(page: str) -> str:
    """Return the seed as a person would type it."""
    return "".join(re.findall(r"<code>([A-Z2-7]{4})</code>", page))


def field_on(page: str) -> str:
    """Return the sealed seed in the form."""
    found = re.search(r'name="seed" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def begin(client: Client) -> tuple[str, str]:
    page = client.get(SET_UP).content.decode()
    return seed_on(page), field_on(page)


def codes_on(page: str) -> list[str]:
    return re.findall(r"\b[0-9a-f]{8}-[0-9a-f]{8}\b", page)


def test_it_works(engineer: Person) -> None:
    client = client_of(engineer)
    seed, sealed = begin(client)
    assert seed not in sealed
    entered = {"seed": sealed, "code": pyotp.TOTP(seed).now(), "confirmation": PASSWORD}
    page = client.post(SET_UP, entered).content.decode()
    assert len(set(codes_on(page))) == 10
    authenticator = Authenticator.objects.get(person=engineer)
    assert unseal(authenticator.sealed_seed, purpose=PURPOSE) == seed
    assert TrailEntry.objects.filter(verb="access.authenticator.enrolled", actor=engineer).count() == 1
    status = client.get(URL).content.decode()
    assert "10 left" in status
    assert not codes_on(status), "they are shown once"


def test_the_picture_needs_no_style_of_its_own(engineer: Person) -> None:
    page = client_of(engineer).get(SET_UP).content.decode()
    picture = page[page.index("<svg width") : page.index("</svg>", page.index("<svg width"))]
    assert "style=" not in picture
    assert 'fill="#fff"' in picture, "dark on light, in the dark theme too"


def test_looking_sets_nothing_up(engineer: Person) -> None:
    client = client_of(engineer)
    first, _sealed = begin(client)
    second, _sealed = begin(client)
    assert first != second
    assert not Authenticator.objects.exists()


def test_a_wrong_code_keeps_the_seed(engineer: Person) -> None:
    client = client_of(engineer)
    seed, sealed = begin(client)
    answer = client.post(SET_UP, {"seed": sealed, "code": "000000", "confirmation": PASSWORD})
    assert answer.status_code == 422
    assert seed_on(answer.content.decode()) == seed
    assert not Authenticator.objects.exists()


def test_it_asks_for_a_confirmation(engineer: Person) -> None:
    client = client_of(engineer)
    seed, sealed = begin(client)
    for wrong in ({}, {"confirmation": "wrong"}):
        answer = client.post(SET_UP, {"seed": sealed, "code": pyotp.TOTP(seed).now(), **wrong})
        assert answer.status_code == 422
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("stranger", ["", "x", "x" * 600, "\x00", "somebody else's"])
def test_a_seed_that_is_not_ours_is_replaced(engineer: Person, officer: Person, stranger: str) -> None:
    seed, sealed = begin(client_of(officer))
    client = client_of(engineer, confirmed=True)
    sent = sealed if stranger == "somebody else's" else stranger
    answer = client.post(SET_UP, {"seed": sent, "code": pyotp.TOTP(seed).now()})
    assert answer.status_code == 422
    assert seed_on(answer.content.decode()) not in {"", seed}
    assert not Authenticator.objects.exists()


def test_it_is_set_up_once(engineer: Person) -> None:
    enrol(engineer)
    client = client_of(engineer, confirmed=True)
    seed, sealed = begin(client)
    answer = client.post(SET_UP, {"seed": sealed, "code": pyotp.TOTP(seed).now()})
    assert answer.status_code == 422
    assert "Remove it first" in answer.content.decode()


def test_new_recovery_codes_replace_the_old_ones(engineer: Person) -> None:
    _totp, old = enrol(engineer)
    page = client_of(engineer, confirmed=True).post(CODES).content.decode()
    assert len(set(codes_on(page)) - set(old)) == 10
    assert RecoveryCode.objects.filter(person=engineer).count() == 10
    assert TrailEntry.objects.filter(verb="access.recovery_codes.issued", actor=engineer).count() == 1


def test_it_can_be_removed(engineer: Person) -> None:
    enrol(engineer)
    assert client_of(engineer, confirmed=True).post(REMOVE).headers["Location"] == URL
    assert not Authenticator.objects.exists()
    assert not RecoveryCode.objects.exists()
    assert TrailEntry.objects.filter(verb="access.authenticator.removed", actor=engineer).count() == 1


@pytest.mark.parametrize("address", [CODES, REMOVE])
def test_a_change_asks_for_a_code(engineer: Person, address: str) -> None:
    _totp, codes = enrol(engineer)
    client = client_of(engineer)
    assert "Code of your second factor" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    assert client.post(address, {"confirmation": PASSWORD}).status_code == 422, "a password is not enough"
    assert Authenticator.objects.filter(person=engineer).exists()
    assert client.post(address, {"confirmation": codes[0]}).status_code in {200, 302}


def test_without_one_there_are_no_codes(engineer: Person) -> None:
    answer = client_of(engineer, confirmed=True).post(CODES)
    assert answer.status_code == 422
    assert not RecoveryCode.objects.exists()


def test_few_codes_are_pointed_out(engineer: Person) -> None:
    _totp, codes = enrol(engineer)
    client = client_of(engineer)
    for code in codes[:8]:
        browser = Client()
        browser.post("/access/sign-in/", {"email": engineer.email, "password": PASSWORD})
        browser.post("/access/sign-in/code/", {"code": code})
    assert "Few recovery codes are left." in client.get(URL).content.decode()
