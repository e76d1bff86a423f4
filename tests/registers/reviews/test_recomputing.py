"""Every decision's hash can be computed again from the version that is taken away, by the line in the documentation."""

import subprocess
from pathlib import Path

import pytest

from access.models import Person
from registers.models import Decision
from registers.presenting.content_hash import COMMAND
from tests.factories.clients import client_of
from tests.factories.reviews import approve
from tests.factories.use_cases import make_submitted

ROOT = Path(__file__).resolve().parents[3]
NAMED = "UC-0042-v3.json"


def documented() -> str:
    lines = (ROOT / "docs/registers.md").read_text(encoding="utf-8").splitlines()
    (found,) = [line for line in lines if line.startswith("python3 -c ") and line.endswith(f"< {NAMED}")]
    return found


@pytest.mark.django_db
def test_it_works(officer: Person, tmp_path: Path) -> None:
    use_case = make_submitted(
        purpose="Prüfen, ob „Müller & Söhne“ genügt\r\nund mehr", monthly_budget="1200.5", endpoints=["responses"]
    )
    approve(use_case, officer)
    decision = Decision.objects.get()
    client = client_of(officer)
    version = f"/registers/use-cases/{use_case.pk}/versions/1/"
    exported = client.get(f"{version}export/")
    (tmp_path / NAMED).write_bytes(exported.content)
    # In a shell without any language, which must not matter.
    done = subprocess.run(
        ["/bin/sh", "-c", documented()], cwd=tmp_path, env={"PATH": "/usr/bin:/bin:/usr/local/bin", "LC_ALL": "C"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout.strip() == decision.content_hash
    (tmp_path / NAMED).write_bytes(exported.content.replace("genügt".encode(), b"reicht"))
    other = subprocess.run(
        ["/bin/sh", "-c", documented()], cwd=tmp_path, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert other.stdout.strip() != decision.content_hash
    for page in (version, f"/registers/use-cases/{use_case.pk}/review/"):
        text = client.get(page).content.decode()
        assert decision.content_hash in text
        assert "json.load(sys.stdin.buffer)" in text


def test_pages_and_documentation_say_the_same() -> None:
    assert documented() == COMMAND.format(file=NAMED)
