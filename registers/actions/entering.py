"""Looking at the rows of an import, and entering them on the register: all that are ready, or none."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import get_default_timezone

from access.actions.departments import create_department
from access.models import Department, Person
from access.permits import permit
from common.clock import now
from common.refusals import Refusal, Refused
from common.refusals import marked as _
from registers.actions.imports import OVER, columns_of, content_of, rows_to_enter
from registers.actions.registering import enter_lines, next_numbers
from registers.actions.use_cases.drafting import new_use_case
from registers.choices import ImportRowState, ImportState, Membership, Origin, UseCaseState, VersionState
from registers.importing.blanks import normal
from registers.importing.checking import addresses_of, checked_rows, plan_of
from registers.importing.known import keys_of, may_own, read_known
from registers.importing.reading import read_table
from registers.importing.tables import Reading
from registers.models import (
    ImportRow,
    RegisterImport,
    UseCase,
    UseCaseMember,
    UseCaseVersion,
    VersionCategory,
)
from registers.querysets.members import permission_of
from registers.reading.assessing import Surroundings, surroundings
from trail.recording import record, record_many

CHUNK = 250
TEXTS = ("title", "purpose", "outputs", "oversight", "lawful_basis", "affected", "retention_days")
OUTDATED = Refusal(
    "preview_outdated",
    _(
        "People or data categories that the rows name are gone by now, or an owner may no longer own one. Look at the "
        "preview again, then commit."
    ),
)

Step = Callable[[int, int], None]


@transaction.atomic
def check_import(import_id: UUID, *, step: Step) -> RegisterImport:
    """Look at every row of an import and keep what came of each; the register is only read."""
    register_import = RegisterImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=import_id)
    if register_import.is_over:
        raise Refused(OVER)
    table = read_table(content_of(register_import), Reading.of(register_import.reading))
    plan = plan_of(columns_of(register_import), register_import.mapping, register_import.options)
    known = read_known(addresses_of(table, plan))
    register_import.rows.all().delete()
    counts = dict.fromkeys(ImportRowState.values, 0)
    rows, done, total = checked_rows(table, plan, known), 0, len(table.rows)
    step(0, total)
    while chunk := list(islice(rows, CHUNK)):
        ImportRow.objects.bulk_create(
            ImportRow(
                register_import=register_import,
                number=each.row.number,
                state=each.state,
                title=each.title,
                cells=list(each.row.cells),
                values=each.values,
                problems=[problem.as_json() for problem in each.problems],
                duplicate_of=each.duplicate_of,
            )
            for each in chunk
        )
        for each in chunk:
            counts[each.state] += 1
        done += len(chunk)
        step(done, total)
    register_import.state, register_import.rows_total = ImportState.PREVIEWED, total
    register_import.rows_good = counts[ImportRowState.GOOD]
    register_import.rows_duplicate = counts[ImportRowState.DUPLICATE]
    register_import.rows_faulty = counts[ImportRowState.FAULTY]
    register_import.save()
    return register_import


@transaction.atomic
def enter_import(import_id: UUID, *, by: Person, step: Step) -> RegisterImport:
    """Enter every row that is ready on the register, each with its trail entry; if one cannot be, none is.

    Duplicates are looked for again: what came onto the register since the preview counts. Run again after it was
    committed, it changes nothing.

    Raises:
        PermissionRefused, Refused: not allowed; it was discarded; what rows name is gone since the preview.
    """
    permit(by, "registers.import_register")
    register_import = RegisterImport.objects.select_for_update(of=("self",)).select_related("file").get(pk=import_id)
    if register_import.state == ImportState.COMMITTED:
        return register_import
    if register_import.is_over:
        raise Refused(OVER)
    _one_at_a_time()
    rows = _ready(register_import)
    around = _Around.of(register_import, rows, by)
    # What came onto the register since the preview is done with: the scale stays the one that was announced.
    total = max(rows_to_enter(register_import), len(rows))
    left_out = total - len(rows)
    for start in range(0, len(rows), CHUNK):
        step(left_out + start, total)
        _enter(register_import, rows[start : start + CHUNK], around, by)
    step(total, total)
    done = len(rows)
    register_import.rows.filter(state=ImportRowState.DUPLICATE).update(state=ImportRowState.LEFT_OUT)
    register_import.state, register_import.committed_at = ImportState.COMMITTED, now()
    register_import.rows_entered, register_import.problem = done, ""
    register_import.save()
    record(
        "registers.import.committed",
        subject=register_import,
        by=by,
        entered=done,
        total=register_import.rows_total,
        source=register_import.source,
    )
    return register_import


def _one_at_a_time() -> None:
    """Wait for another import that is being entered: two would not see each other's rows as duplicates."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('registers.enter_import'))")


@dataclass(frozen=True)
class _Around:
    """What rows refer to, read once for all of them."""

    people: dict[str, Person]
    departments: dict[str, Department]
    surroundings: Surroundings

    @classmethod
    def of(cls, register_import: RegisterImport, rows: Sequence[ImportRow], by: Person) -> "_Around":
        wanted = {key for row in rows for key in _people_of(row)}
        people = {str(each.pk): each for each in Person.objects.active().filter(pk__in=wanted)}
        around = surroundings()
        used = {key for row in rows for key in row.values.get("categories", ())}
        here = {key for key in used if key in around.categories and around.categories[key].retired_at is None}
        owners = {row.values["owner"] for row in rows if "owner" in row.values}
        if wanted - people.keys() or owners - may_own() or used - here:
            raise Refused(OUTDATED)
        departments = {normal(each.name): each for each in Department.objects.all()}
        if register_import.options.get("departments") == "create":
            names = {
                normal(row.values["department"]): row.values["department"] for row in rows if "department" in row.values
            }
            for key in sorted(names.keys() - departments.keys()):
                departments[key] = create_department(names[key], by=by, permission="registers.import_register")
        return cls(people, departments, around)


def _ready(register_import: RegisterImport) -> list[ImportRow]:
    """Return the rows to enter; of those that were ready, duplicates of what came since are marked as such."""
    all_the_same = register_import.options.get("duplicates") == "import"
    states = [ImportRowState.GOOD, *([ImportRowState.DUPLICATE] if all_the_same else [])]
    rows = list(register_import.rows.filter(state__in=states))
    if all_the_same:
        return rows
    register = read_known(()).use_cases
    ready: list[ImportRow] = []
    late: list[ImportRow] = []
    for row in rows:
        said = (row.values.get(name, "") for name in ("title", "department", "purpose", "reference"))
        keys = keys_of(*said)
        row.duplicate_of = next((register[key] for key in keys if key in register), "")
        (late if row.duplicate_of else ready).append(row)
    for row in late:
        row.state = ImportRowState.DUPLICATE
    ImportRow.objects.bulk_update(late, ["state", "duplicate_of"])
    return ready


def _enter(register_import: RegisterImport, rows: Sequence[ImportRow], around: _Around, by: Person) -> None:
    numbers = next_numbers(len(rows))
    made = [_made(row, number, around, by) for row, number in zip(rows, numbers, strict=True)]
    use_cases = UseCase.objects.enter_many([use_case for use_case, _version in made])
    UseCaseVersion.objects.enter_many([version for _use_case, version in made])
    VersionCategory.objects.enter_many(
        [
            VersionCategory(version=version, category=around.surroundings.categories[key])
            for row, (_use_case, version) in zip(rows, made, strict=True)
            for key in row.values.get("categories", ())
        ]
    )
    works = permission_of(Membership.CONTRIBUTOR.permission)
    UseCaseMember.objects.enter_many(
        [
            UseCaseMember(
                content_object=use_case, user=around.people[key], permission=works, membership=Membership.CONTRIBUTOR
            )
            for row, (use_case, _version) in zip(rows, made, strict=True)
            for key in row.values.get("contributors", ())
            if key != row.values.get("owner")
        ]
    )
    places = {use_case.pk: row.number for row, (use_case, _version) in zip(rows, made, strict=True)}
    record_many(
        "registers.use_case.imported",
        use_cases,
        by=by,
        belongs_to=("use_case", "version__use_case"),
        details_of=lambda use_case: {"source": register_import.source, "row": places[use_case.pk]},
    )
    enter_lines(use_cases)
    _mark_entered([row.pk for row in rows], [use_case.pk for use_case, _version in made])


def _mark_entered(rows: list[UUID], use_cases: list[UUID]) -> None:
    """Lead each row to its use case; Django's bulk_update takes a fifth of the whole commit for that."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE registers_importrow SET state = %s, use_case_id = made.use_case_id "
            "FROM unnest(%s::uuid[], %s::uuid[]) AS made (row_id, use_case_id) WHERE id = made.row_id",
            [ImportRowState.ENTERED.value, rows, use_cases],
        )


def _made(row: ImportRow, number: int, around: _Around, by: Person) -> tuple[UseCase, UseCaseVersion]:
    """Make the use case of a row, unsaved: a draft that nobody has assessed yet, or one that is over."""
    said = row.values
    content: dict[str, Any] = {name: said[name] for name in TEXTS if name in said}
    content["categories"] = dict.fromkeys(said.get("categories", ()), "")
    if "monthly_budget" in said:
        content["monthly_budget"] = Decimal(said["monthly_budget"])
    use_case, version = new_use_case(
        number,
        content,
        around.surroundings,
        by=by,
        owner=around.people.get(said.get("owner", "")),
        department=around.departments.get(normal(said.get("department", ""))),
        reference=said.get("reference", ""),
        origin=Origin.IMPORTED,
    )
    use_case.risk_tier = version.risk_tier = use_case.ai_act_class = version.ai_act_class = ""
    if "created_on" in said:
        use_case.created_at = _moment(said["created_on"])
    if said.get("state") == "retired":
        use_case.state, version.state, use_case.proposed = UseCaseState.RETIRED, VersionState.WITHDRAWN, None
        use_case.retired_at = _moment(said["retired_on"]) if "retired_on" in said else now()
    return use_case, version


def _moment(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time.min, tzinfo=get_default_timezone())


def _people_of(row: ImportRow) -> Iterable[str]:
    return [*([row.values["owner"]] if "owner" in row.values else []), *row.values.get("contributors", ())]
