"""The portal's key is changed: with the earlier one at hand nothing breaks, without it recovery codes still count."""

import json
import logging
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyotp
import pytest
import time_machine
from django.test import Client

from access.models import Authenticator, Person
from access.second_factor import is_readable
from tests.factories.clients import client_of
from tests.factories.people import PASSWORD
from tests.factories.second_factors import enrol
from trail.models import TrailEntry

ROOT = Path(__file__).resolve().parents[3]
NOON = datetime(2031, 3, 3, 12, 0, 5, tzinfo=UTC)
ANOTHER_KEY = "another-key-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz"


def sign_in(person: Person, code: str) -> tuple[int, str]:
    client = Client()
    client.post("/access/sign-in/", {"email": person.email, "password": PASSWORD})
    answer = client.post("/access/sign-in/code/", {"code": code})
    return answer.status_code, answer.content.decode()


def change_key(settings: Any, *, keep: bool) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
    settings.SECRET_KEY = ANOTHER_KEY


def test_it_works(engineer: Person, settings: Any) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        totp, _codes = enrol(engineer)
        change_key(settings, keep=True)
        clock.shift(60)
        assert sign_in(engineer, totp.now())[0] == 302
        settings.SECRET_KEY_FALLBACKS = []
        assert is_readable(Authenticator.objects.get(person=engineer)), "the sign-in encrypted the seed anew"
        clock.shift(60)
        assert sign_in(engineer, totp.now())[0] == 302


def test_without_the_earlier_key_a_recovery_code_counts(
    engineer: Person, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    totp, codes = enrol(engineer)
    change_key(settings, keep=False)
    with caplog.at_level(logging.ERROR):
        status, page = sign_in(engineer, pyotp.TOTP(totp.secret).now())
    assert status == 422
    assert "Use a recovery code or ask an administrator" in page
    assert "SECRET_KEY_FALLBACKS" in caplog.text
    assert sign_in(engineer, codes[0])[0] == 302


def test_the_page_says_what_to_do_and_it_can_be_done(engineer: Person, settings: Any) -> None:
    _totp, codes = enrol(engineer)
    change_key(settings, keep=False)
    client = client_of(engineer)
    page = client.get("/access/me/second-factor/").content.decode()
    assert "can no longer check the codes of your app" in page
    assert "Cannot be checked" in page
    assert client.post("/access/me/second-factor/remove/", {"confirmation": codes[1]}).status_code == 302
    assert not Authenticator.objects.exists()
    confirmed = TrailEntry.objects.get(verb="access.session.confirmed")
    assert confirmed.sentence.endswith("confirmed it is them (recovery code)")


def test_a_readable_one_says_nothing_of_it(engineer: Person) -> None:
    enrol(engineer)
    assert "no longer check" not in client_of(engineer).get("/access/me/second-factor/").content.decode()


@pytest.mark.parametrize("way", ["value", "file"])
def test_the_earlier_keys_come_from_the_environment(tmp_path: Path, way: str) -> None:
    told = {"SECRET_KEY_FALLBACKS": "first-old-key,second-old-key"}
    if way == "file":
        kept = tmp_path / "keys"
        kept.write_text("first-old-key,second-old-key\n")
        told = {"SECRET_KEY_FALLBACKS_FILE": str(kept)}
    show = "import json; from django.conf import settings; print(json.dumps(settings.SECRET_KEY_FALLBACKS))"
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "compliance_portal.settings.build", **told}
    done = subprocess.run([sys.executable, "-c", show], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert json.loads(done.stdout) == ["first-old-key", "second-old-key"]
