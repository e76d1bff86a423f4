"""Production settings refuse to start until all that they must be told is told."""

import os
import secrets
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from compliance_portal.settings.refusals import Told, problems
from compliance_portal.supervisor.home import local_database_url
from compliance_portal.supervisor.roles import make_database
from tests.databases import as_superuser

ROOT = Path(__file__).resolve().parents[2]
GOOD = Told(
    secrets.token_urlsafe(64),
    False,
    ("portal.example.org",),
    "https://portal.example.org",
    "postgresql://app@db/portal",
    "https://login.example.org/realms/staff",
    "portal",
    "a secret of the provider",
    ("RS256", "ES256"),
)


def run(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = {**kept, "DJANGO_SETTINGS_MODULE": "compliance_portal.settings.production", **environment}
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=False)


def told(tmp_path: Path, database: str = "template_portal") -> dict[str, str]:
    secret = tmp_path / "secret"
    secret.write_text(secrets.token_urlsafe(64))
    return {
        "SECRET_KEY_FILE": str(secret),
        "ALLOWED_HOSTS": "portal.example.org",
        "PORTAL_URL": "https://portal.example.org",
        "DATABASE_URL": local_database_url(settings.HOME, "portal_app", database),
        "PORTAL_HOME": str(tmp_path / "home"),
    }


def test_good_settings_have_no_problem() -> None:
    assert problems(GOOD) == []


def test_without_a_provider_people_sign_in_with_passwords() -> None:
    assert problems(replace(GOOD, oidc_issuer="", oidc_client_id="", oidc_client_secret="")) == []


@pytest.mark.django_db
def test_the_providers_secret_may_stand_in_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "oidc"
    secret.write_text("from the provider")
    provider = {"OIDC_ISSUER": "https://login.example.org", "OIDC_CLIENT_ID": "portal"}
    read = ["-c", "from django.conf import settings; print(settings.OIDC_RP_CLIENT_SECRET)"]
    assert "OIDC_CLIENT_SECRET is missing" in run(read, **told(tmp_path), **provider).stderr
    given = run(read, **told(tmp_path), **provider, OIDC_CLIENT_SECRET_FILE=str(secret))
    assert given.stdout.strip() == "from the provider", given.stderr


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"secret_key": ""}, "SECRET_KEY is missing"),
        ({"secret_key": "django-insecure-" + "x" * 60}, "SECRET_KEY is an example"),
        ({"secret_key": "short"}, "too short"),
        ({"secret_key": "s" * 60}, "SECRET_KEY is an example"),
        ({"secret_key": "abcde" * 12}, "too plain"),
        ({"debug": True}, "DEBUG is on"),
        ({"allowed_hosts": ()}, "ALLOWED_HOSTS is missing"),
        ({"allowed_hosts": ("*",)}, "ALLOWED_HOSTS is *"),
        ({"public_address": "http://portal.example.org"}, "PORTAL_URL"),
        ({"public_address": ""}, "PORTAL_URL"),
        ({"public_address": "https://other.example.org"}, "which ALLOWED_HOSTS does not"),
        ({"database_url": ""}, "DATABASE_URL is missing"),
        ({"oidc_issuer": "http://login.example.org"}, "OIDC_ISSUER is “http://login.example.org”"),
        ({"oidc_issuer": "login.example.org"}, "it must be the https:// address"),
        ({"oidc_issuer": "https://login.example.org/?tenant=1"}, "OIDC_ISSUER is"),
        ({"oidc_issuer": ""}, "OIDC_CLIENT_ID is set, but OIDC_ISSUER is not"),
        ({"oidc_client_id": ""}, "OIDC_CLIENT_ID is missing"),
        ({"oidc_client_secret": ""}, "OIDC_CLIENT_SECRET_FILE"),
        ({"oidc_algorithms": ("RS256", "HS256", "none")}, "OIDC_ALGORITHMS names HS256, none"),
    ],
)
def test_each_problem_is_named(changed: dict[str, object], named: str) -> None:
    (problem,) = problems(Told(**{**vars(GOOD), **changed}))
    assert named in problem


@pytest.mark.parametrize(
    "arguments",
    [
        ["manage.py", "check"],
        ["-c", "import compliance_portal.wsgi"],
        ["-m", "celery", "-A", "compliance_portal", "worker"],
    ],
)
def test_nothing_starts_untold_and_all_problems_are_listed(arguments: list[str]) -> None:
    refused = run(arguments, DEBUG="1")
    assert refused.returncode not in {0, None}
    for name in ("SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "PORTAL_URL", "DATABASE_URL"):
        assert f"- {name}" in refused.stderr
    assert "Traceback" not in refused.stderr


@pytest.mark.django_db
def test_it_starts_when_told(tmp_path: Path) -> None:
    started = run(["-c", "import compliance_portal.wsgi; print('started')"], **told(tmp_path))
    assert started.stdout.strip() == "started", started.stderr
    checked = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING", "--tag", "security"], **told(tmp_path))
    # W005, W021: subdomains and preloading are the organisation's to decide (HSTS_SUBDOMAINS).
    lines = [line for line in checked.stderr.splitlines() if "security.W" in line]
    assert [line for line in lines if not any(code in line for code in ("W005", "W021"))] == []


@pytest.mark.django_db
# Beat starts as the worker does.
@pytest.mark.parametrize("process", ["web", "worker"])
def test_pending_migrations_keep_every_process_from_starting(tmp_path: Path, process: str) -> None:
    with as_superuser() as connection:
        make_database(connection, f"unmigrated_{process}")
    refused = run(["manage.py", "serve", process], **told(tmp_path, f"unmigrated_{process}"), PORTAL_PORT="0")
    assert refused.returncode != 0
    assert "Migrations are pending" in refused.stderr + refused.stdout
