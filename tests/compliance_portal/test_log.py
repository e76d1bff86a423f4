"""What the supervisor shows on the terminal, and what it keeps in files."""

import io
from pathlib import Path

import pytest

from compliance_portal.supervisor import log as logs
from compliance_portal.supervisor.log import Log
from compliance_portal.supervisor.portal import POSTGRES_ROUTINE

START = (
    b"LOG:  checkpoint starting: time\nDETAIL:  of a routine\nLOG:  database system is ready to accept connections\n"
)


@pytest.fixture
def out() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def log(tmp_path: Path, out: io.StringIO) -> Log:
    log = Log(out, tmp_path / "log")
    log.quieten("postgres", POSTGRES_ROUTINE)
    return log


def test_it_works(log: Log, out: io.StringIO, tmp_path: Path) -> None:
    log.feed("postgres", START)
    log.feed("web", b"LOG: of somebody else\n\n")
    assert out.getvalue() == "web      │ LOG: of somebody else\n"
    kept = (tmp_path / "log" / "postgres.log").read_text().splitlines()
    assert len(kept) == 3
    assert kept[0].endswith(" UTC LOG:  checkpoint starting: time")


def test_what_is_wrong_is_shown(log: Log, out: io.StringIO) -> None:
    log.feed("postgres", START + b"FATAL:  could not write lock file: No space left\nHINT:  Make room.\n\there.\n")
    log.feed("postgres", b"FATAL:  the database system is starting up\npostgres: cannot be started\n")
    shown = [line.partition("│ ")[2] for line in out.getvalue().splitlines()]
    assert shown == [
        "FATAL:  could not write lock file: No space left", "HINT:  Make room.", "\there.",
        "postgres: cannot be started",
    ]  # fmt: skip


def test_a_file_does_not_grow_for_ever(log: Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "LONGEST_FILE", 100)
    for number in range(20):
        log.feed("postgres", b"LOG:  line %d\n" % number)
    sizes = {path.name: path.stat().st_size for path in (tmp_path / "log").iterdir()}
    assert set(sizes) <= {"postgres.log", "postgres.log.1"}
    assert sum(sizes.values()) < 300


def test_a_folder_that_cannot_be_written_is_no_end(log: Log, out: io.StringIO, tmp_path: Path) -> None:
    (tmp_path / "log").write_text("")
    log.feed("postgres", b"FATAL:  something\n")
    assert "FATAL" in out.getvalue()
