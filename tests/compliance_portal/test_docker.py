"""No engine runs here: what can be known of the image and the services without one."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
OURS = ("migrate", "web", "worker", "beat")
# Read by Python itself or by the database's image, not by our settings.
OTHERS = {"PATH", "DJANGO_SETTINGS_MODULE", "POSTGRES_DB", "POSTGRES_PASSWORD"}


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    text = (ROOT / "docker/Dockerfile").read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((ROOT / "docker/compose.yaml").read_text())
    services: dict[str, Any] = content["services"]
    return services


def settings_read() -> set[str]:
    source = "".join(path.read_text() for path in (ROOT / "compliance_portal/settings").glob("*.py"))
    return set(re.findall(r'env\.\w+\(\s*"(\w+)"', source))


def test_the_image_is_built_by_make(instructions: list[tuple[str, str]]) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    made = [word for name, text in instructions if name == "RUN" for word in re.findall(r"make ([a-z -]+)", text)]
    named = {target for text in made if "rm" not in text for target in text.split()}
    assert named >= {"venv", "node", "static"}
    assert named <= targets


def test_the_image_runs_as_nobody_special(instructions: list[tuple[str, str]]) -> None:
    last_stage = instructions[max(i for i, (name, _) in enumerate(instructions) if name == "FROM") :]
    assert [text for name, text in last_stage if name == "USER"] == ["10001:10001"]
    assert any(name == "HEALTHCHECK" for name, _ in last_stage)
    assert not any(name == "ADD" for name, _ in instructions)


@pytest.mark.parametrize("name", OURS)
def test_our_services_are_confined(services: dict[str, Any], name: str) -> None:
    service = services[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["command"][:2] == ["python", "manage.py"]


def test_every_variable_is_one_we_read(services: dict[str, Any], instructions: list[tuple[str, str]]) -> None:
    given = {name for service in services.values() for name in service.get("environment", {})}
    given |= {name for kind, text in instructions if kind == "ENV" for name in re.findall(r"(\w+)=", text)}
    example = (ROOT / "docker/portal.env.example").read_text()
    given |= set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    plain = {name.removesuffix("_FILE") for name in given if not name.startswith("PYTHON")}
    assert plain - OTHERS <= settings_read()


def test_secrets_come_as_files_only(services: dict[str, Any]) -> None:
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if re.search(r"SECRET|PASSWORD|_URL", name):
                assert name.endswith("_FILE")
                assert str(value).removeprefix("/run/secrets/") in service["secrets"]


def test_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    for name in ("web", "worker", "beat"):
        assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert services["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    assert all("healthcheck" in services[name] for name in ("postgres", "redis", "worker", "beat"))


def test_hadolint_finds_nothing() -> None:
    hadolint = Path(sys.executable).with_name("hadolint")
    done = subprocess.run([hadolint, ROOT / "docker/Dockerfile"], capture_output=True, text=True, check=False)
    assert done.stdout == ""
    assert done.returncode == 0
