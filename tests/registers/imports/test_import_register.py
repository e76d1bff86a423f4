"""`manage.py import_register`: the whole import from a command line."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from access.models import Person
from registers.choices import ImportState
from registers.models import RegisterImport, UseCase
from tests.factories.spreadsheets import csv_of, government_register
from trail.models import TrailEntry


def run(file: Path, *arguments: str, **options: Any) -> tuple[str, str]:
    out, told = io.StringIO(), io.StringIO()
    call_command("import_register", str(file), *arguments, stdout=out, stderr=told, **options)
    return out.getvalue(), told.getvalue()


def written(folder: Path, data: bytes, name: str = "register.csv") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_it_works(officer: Person, tmp_path: Path) -> None:
    out, told = run(written(tmp_path, government_register(rows=120)), "--source", "Federal")
    assert UseCase.objects.count() > 100
    assert f"{UseCase.objects.count()} of 120 rows are on the register." in out
    assert RegisterImport.objects.get().source == "Federal"
    assert (
        TrailEntry.objects.filter(verb="registers.use_case.imported", actor=officer).count() == UseCase.objects.count()
    )
    assert "Looking" not in told


def test_a_mapping_is_read_from_a_file(officer: Person, tmp_path: Path) -> None:
    data = csv_of(["What", "When", "More"], ["One", "1/2/2024", "x"], ["One", "3/4/2024", "y"])
    mapping = {
        "mapping": {"title": "What", "created_on": ["When"], "purpose": ["C"]},
        "options": {"orders": {"When": "dmy"}, "duplicates": "import"},
    }
    plan = written(tmp_path, json.dumps(mapping).encode(), "mapping.json")
    run(written(tmp_path, data), "--mapping", str(plan), "--by", officer.email)
    assert [(each.purpose, f"{each.created_at:%Y-%m-%d}") for each in UseCase.objects.order_by("number")] == [
        ("x", "2024-02-01"),
        ("y", "2024-04-03"),
    ]


def test_a_dry_run_only_tells(officer: Person, tmp_path: Path) -> None:
    out, told = run(written(tmp_path, csv_of(["Title", "Owner"], ["One", "x@y.zz"], ["Two", ""])), "--dry-run")
    assert "2 rows: 1 ready, 0 duplicates, 1 with errors." in out
    assert "Row 2, column B: Nobody here has the e-mail address x@y.zz" in told
    assert not UseCase.objects.exists()
    assert RegisterImport.objects.get().state == ImportState.DISCARDED


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This file is empty"),
        (b"Wheel,Spokes\nx,1\n", "Say which column holds the title"),
        (b"Title\n", "no row below the headings"),
        (b"Title,Owner\nOne,x@y.zz\n", "No row is ready"),
        (b"Title,Created\nOne,1/2/2024\n", "Say whether the day or the month comes first"),
    ],
)
def test_what_fails_says_why(officer: Person, tmp_path: Path, data: bytes, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(written(tmp_path, data))
    assert not UseCase.objects.exists()


def test_a_large_file_is_not_even_read(officer: Person, tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(CommandError, match=r"The file has 200\.0.MB; at most 50\.0.MB can be uploaded"):
        run(path)


def test_who_imports_is_somebody_who_may(officer: Person, engineer: Person, tmp_path: Path) -> None:
    path = written(tmp_path, csv_of(["Title"], ["One"]))
    with pytest.raises(CommandError, match="may import a register"):
        run(path, "--by", engineer.email)
    with pytest.raises(CommandError, match="There is no file"):
        run(tmp_path / "nowhere.csv")
    with pytest.raises(CommandError, match="should hold"):
        run(path, "--mapping", str(written(tmp_path, b'{"title": "x"}', "m.json")))
    with pytest.raises(CommandError, match="has no column “Name”"):
        run(path, "--mapping", str(written(tmp_path, b'{"mapping": {"title": "Name"}}', "m.json")))
