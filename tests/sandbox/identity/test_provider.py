"""The provider does what an organisation's own does: the portal is tested against no softer one."""

import json
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
import requests

from compliance_portal.supervisor.node import node
from tests.compliance_portal.running import free_port
from tests.identity_provider import PASSWORD, ROOT, IdentityProvider, digest
from tests.sandbox.identity.program import Browser, Program, answered


def test_it_works(provider: IdentityProvider, program: Program) -> None:
    tokens = Browser(program).sign_in()
    claims = program.read(tokens["id_token"])
    assert (
        claims.items()
        >= {
            "sub": "nora",
            "nonce": "nonce",
            "name": "Nora Novak",
            "email": "nora@example.org",
            "email_verified": True,
            "groups": ["staff", "portal-engineers"],
            "department": "Engineering",
            "acr": "urn:sandbox:password",
            "amr": ["pwd"],
        }.items()
    )
    assert claims["sid"]
    assert abs(claims["auth_time"] - claims["iat"]) < 60
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    told = requests.get(f"{provider.issuer}/me", headers=bearer, timeout=10).json()
    assert (told["sub"], told["groups"]) == ("nora", ["staff", "portal-engineers"])


@pytest.mark.parametrize("left_out", [{"code_challenge": ""}, {"code_challenge_method": "plain"}])
def test_it_insists_on_pkce(program: Program, left_out: dict[str, str]) -> None:
    at, _verifier = Browser(program).ask(**left_out)
    assert answered(at)["error"] == "invalid_request"


def test_a_wrong_verifier_gets_nothing(program: Program) -> None:
    browser = Browser(program)
    page, _verifier = browser.ask()
    answer = browser.exchange(browser.enter(page), "another-verifier-of-at-least-forty-three-characters")
    assert answer["error"] == "invalid_grant"


def test_only_registered_addresses_are_led_to(program: Program) -> None:
    browser = Browser(program)
    at, _verifier = browser.ask(redirect_uri="http://elsewhere.example/callback")
    assert at.startswith(program.issuer)
    assert "redirect_uri did not match" in browser.seen


@pytest.mark.parametrize(("email", "password"), [("nora@example.org", "wrong"), ("who@example.org", PASSWORD)])
def test_wrong_passwords_are_told_and_never_logged(
    provider: IdentityProvider, program: Program, email: str, password: str
) -> None:
    browser = Browser(program)
    page, _verifier = browser.ask()
    assert browser.enter(page, password, email) == page
    assert "do not belong together" in browser.seen
    assert f"Wrong password for {json.dumps(email)}" in provider.log
    assert PASSWORD not in provider.log


def test_who_is_signed_in_is_not_asked_again(program: Program) -> None:
    browser = Browser(program)
    assert answered(browser.ask(prompt="none")[0])["error"] == "login_required"
    browser.sign_in()
    assert "code" in answered(browser.ask(prompt="none")[0])


@pytest.mark.parametrize("how", [{"prompt": "login"}, {"max_age": "1"}])
def test_a_fresh_sign_in_is_asked_for_where_the_program_wants_one(program: Program, how: dict[str, str]) -> None:
    browser = Browser(program)
    before = program.read(browser.sign_in()["id_token"])
    # Whole seconds are compared: an age of one is over after two.
    time.sleep(2.1)
    page, verifier = browser.ask(**how)
    assert page.startswith(program.issuer)
    assert "Confirm that it is you" in browser.seen
    assert 'value="nora@example.org"' in browser.seen
    after = program.read(browser.exchange(browser.enter(page), verifier)["id_token"])
    assert after["auth_time"] > before["auth_time"]
    assert after["sub"] == "nora"


def test_the_directory_counts_as_it_is_now(provider: IdentityProvider, program: Program) -> None:
    browser = Browser(program)
    browser.sign_in()
    provider.enter("nora", groups=["staff"])
    assert program.read(browser.sign_in(prompt="none")["id_token"])["groups"] == ["staff"]
    provider.enter("nora", active=False)
    assert "code" not in answered(browser.ask(prompt="none")[0])
    other = Browser(program)
    page, _verifier = other.ask()
    assert other.enter(page) == page


def test_signing_out_by_the_program_asks_nothing_more(program: Program) -> None:
    browser = Browser(program)
    tokens = browser.sign_in()
    leaving = {"id_token_hint": tokens["id_token"], "post_logout_redirect_uri": f"{program.address}/bye", "state": "s"}
    address = requests.Request("GET", f"{program.issuer}/session/end", params=leaving).prepare().url
    assert address is not None
    browser.follow(address)
    assert "Stay signed in" not in browser.seen
    found = re.search(r'name="xsrf" value="(\w+)"', browser.seen)
    assert found is not None
    at = browser.follow(f"{program.issuer}/session/end/confirm", {"xsrf": found[1], "logout": "yes"})
    assert at == f"{program.address}/bye?state=s"
    assert answered(browser.ask(prompt="none")[0])["error"] == "login_required"
    _told_of(program, tokens["id_token"])


def test_an_administrator_ends_a_sign_in_and_the_program_is_told(program: Program) -> None:
    browser = Browser(program)
    tokens = browser.sign_in()
    ended = requests.post(f"{program.issuer}/end", data={"person": "nora"}, timeout=10)
    assert ended.status_code == 200
    _told_of(program, tokens["id_token"])
    assert answered(browser.ask(prompt="none")[0])["error"] == "login_required"


def test_no_other_page_ends_sign_ins(program: Program) -> None:
    elsewhere = {"Origin": "https://evil.example"}
    ended = requests.post(f"{program.issuer}/end", data={"person": "nora"}, headers=elsewhere, timeout=10)
    assert ended.status_code == 403


def test_a_restart_signs_nobody_out(provider: IdentityProvider, program: Program) -> None:
    browser = Browser(program)
    before = browser.sign_in()
    provider.stop()
    provider.start()
    after = program.read(browser.sign_in(prompt="none")["id_token"])
    assert after["sid"] == program.read(before["id_token"])["sid"]
    for name in ("keys.json", "sessions.json"):
        assert (provider.folder / name).stat().st_mode & 0o077 == 0


def test_people_are_offered_on_the_sample_only(provider: IdentityProvider, program: Program) -> None:
    browser = Browser(program)
    browser.ask()
    assert "Nora Novak" not in browser.seen
    provider.offered_password = PASSWORD
    provider.write()
    try:
        browser.ask()
        assert "Nora Novak" in browser.seen
        assert PASSWORD in browser.seen
    finally:
        provider.offered_password = ""
        provider.write()


def test_it_speaks_the_language_of_the_reader(program: Program) -> None:
    browser = Browser(program)
    browser.ask(ui_locales="de")
    assert '<html lang="de">' in browser.seen
    browser.session.headers["Accept-Language"] = "de-CH, de;q=0.9"
    browser.ask()
    assert "Anmelden" in browser.seen


def test_a_digest_of_any_cost_is_read(provider: IdentityProvider, program: Program) -> None:
    provider.enter("otto", password=digest("Other-Words", cost=2**14))
    browser = Browser(program)
    page, _verifier = browser.ask()
    assert "code" in answered(browser.enter(page, "Other-Words", "otto@example.org"))


def test_it_listens_on_this_machine_only_and_ends_when_told(provider: IdentityProvider) -> None:
    policy = requests.get(f"{provider.issuer}/", timeout=10).headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    process = provider.process
    assert process is not None
    process.send_signal(signal.SIGTERM)
    assert process.wait(10) == 0
    provider.start()


def test_wrong_arguments_are_told(tmp_path: Path) -> None:
    program = node(ROOT / "node_modules" / "oidc-provider")
    command = [program, str(ROOT / "sandbox/identity/main.mjs"), "--state", str(tmp_path), "--port", str(free_port())]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def _told_of(program: Program, id_token: str) -> None:
    """Check that the program was sent one logout token, of this very sign-in (Back-Channel Logout 1.0 §2.4)."""
    signed_in = program.read(id_token)
    (said,) = [claims for claims in map(program.read, program.told) if claims["sid"] == signed_in["sid"]]
    assert said["sub"] == signed_in["sub"]
    assert said["events"] == {"http://schemas.openid.net/event/backchannel-logout": {}}
    assert said["jti"]
    assert "nonce" not in said
