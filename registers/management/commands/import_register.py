"""`manage.py import_register FILE`: a spreadsheet register onto the portal's, from the operator's command line."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from access.models import Person
from common.refusals import Refused
from registers.actions.entering import check_import, enter_import
from registers.actions.files import refuse_large
from registers.actions.imports import (
    CHOICES,
    columns_of,
    discard_import,
    map_columns,
    refuse_commit,
    refuse_preview,
    upload_import,
)
from registers.importing.fields import BY_NAME
from registers.importing.guessing import by_heading
from registers.importing.tables import Reading
from registers.models import RegisterImport

MOST_TOLD = 20
BAR = 30
MAPPING_HELP = (
    'JSON: {"mapping": {"title": ["Heading"], …}, "options": {"unreadable": "error|empty", '
    '"departments": "keep|create", "duplicates": "leave-out|import", "orders": {"Heading": "mdy|dmy"}}}'
)


class Command(BaseCommand):
    """Import a CSV or XLSX register: all rows that are ready, or none; tells what is wrong with the others."""

    help = "Import a register from a CSV or XLSX file. Rows with errors stay outside and are told with row and column."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the file, where it comes from, and how it is read."""
        parser.add_argument("file", type=Path, help="a CSV or XLSX file")
        parser.add_argument("--source", default="", help="where it comes from; default: the name of the file")
        parser.add_argument("--mapping", type=Path, help=MAPPING_HELP)
        parser.add_argument("--by", default="", help="e-mail address of the officer who imports; default: the only one")
        parser.add_argument("--dry-run", action="store_true", help="only say what would be imported")
        parser.add_argument("--encoding", default="", help="default: guessed")
        parser.add_argument("--sheet", default="", help="default: the first")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import the file.

        Raises:
            CommandError: it cannot be read, nobody may import it, or no row is ready.
        """
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        by = importer(options["by"])
        wanted = _read_json(options["mapping"])
        source = options["source"] or file.stem
        try:
            with file.open("rb") as opened:
                refuse_large(file.stat().st_size)
                how = Reading(encoding=options["encoding"], sheet=options["sheet"])
                found = upload_import(File(opened), name=file.name, source=source, by=by, how=how)
            self._map(found, wanted, by)
            found = check_import(found.pk, step=self._step("Looking"))
            self._tell(found)
            if options["dry_run"]:
                discard_import(found.pk, by=by)
                self.stdout.write("Nothing was imported: this was a dry run.")
                return
            self._commit(found, by)
        except Refused as refused:
            raise CommandError(str(refused)) from refused

    def _map(self, found: RegisterImport, wanted: dict[str, Any], by: Person) -> None:
        letters = {each["heading"]: each["letter"] for each in found.columns}
        known = {**letters, **{letter: letter for letter in letters.values()}}
        asked = wanted.get("mapping") or by_heading_of(found)
        missing = [name for names in asked.values() for name in _listed(names) if name not in known]
        if missing:
            raise CommandError(f"The file has no column “{missing[0]}”. It has: {', '.join(letters)}.")
        strange = sorted(asked.keys() - BY_NAME.keys())
        if strange:
            raise CommandError(f"There is no field “{strange[0]}”. There are: {', '.join(BY_NAME)}.")
        options = wanted.get("options", {})
        orders = {known.get(name, name): order for name, order in options.get("orders", {}).items()}
        mapping = {field: [known[name] for name in _listed(names)] for field, names in asked.items()}
        found = map_columns(found.pk, mapping, {**found.options, **options, "orders": orders}, by=by)
        refusal = refuse_preview(found)
        if refusal is not None:
            raise Refused(refusal)

    def _commit(self, found: RegisterImport, by: Person) -> None:
        refusal = refuse_commit(found)
        if refusal is not None:
            raise Refused(refusal)
        done = enter_import(found.pk, by=by, step=self._step("Entering"))
        self.stdout.write(f"{done.rows_entered} of {done.rows_total} rows are on the register.")

    def _tell(self, found: RegisterImport) -> None:
        self.stdout.write(
            f"{found.rows_total} rows: {found.rows_good} ready, {found.rows_duplicate} duplicates, "
            f"{found.rows_faulty} with errors."
        )
        faulty = found.rows.filter(state="faulty")
        for row in faulty[:MOST_TOLD]:
            for problem in row.told:
                self.stderr.write(problem.text)
        if found.rows_faulty > MOST_TOLD:
            self.stderr.write(f"… and {found.rows_faulty - MOST_TOLD} rows more, on {found.get_absolute_url()}")

    def _step(self, what: str) -> Any:
        def step(done: int, total: int) -> None:
            if sys.stderr.isatty():
                full = BAR * done // max(1, total)
                self.stderr.write(f"\r{what} [{'#' * full}{'.' * (BAR - full)}] {done} of {total}", ending="")
                if done >= total:
                    self.stderr.write("")

        return step


def importer(email: str) -> Person:
    """Return who imports: the person with an address, or the only one who may.

    Raises:
        CommandError: nobody may, or more than one could be meant.
    """
    if email:
        person = Person.objects.active().at_address(email).first()
        if person is None or not person.may("registers.import_register"):
            raise CommandError(f"No active person with the e-mail address {email} may import a register.")
        return person
    able = [each for each in Person.objects.active().order_by("name") if each.may("registers.import_register")]
    if len(able) != 1:
        raise CommandError("Say who imports, with --by EMAIL: someone who holds the role of compliance officer.")
    return able[0]


def by_heading_of(found: RegisterImport) -> dict[str, list[str]]:
    """Return the mapping that was guessed or remembered, by headings."""
    return by_heading(columns_of(found), found.mapping)


def _listed(names: Any) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def _read_json(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read as JSON: {error}") from error
    if not isinstance(found, dict) or not {"mapping", "options"} >= found.keys():
        raise CommandError(f"{path} should hold {MAPPING_HELP}")
    for name, choices in CHOICES.items():
        chosen = found.get("options", {}).get(name)
        if chosen is not None and chosen not in choices:
            raise CommandError(f"“{name}” is one of: {', '.join(choices)}.")
    return found
