"""Questions to the database: its version, its structure, the trail's guards, the processes' signs of life."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError as DjangoDatabaseError
from django.db import connection
from django.utils import timezone

from access.models import Heartbeat, Notification
from compliance_portal import database
from compliance_portal.doctor.emergency import check_emergency_access
from compliance_portal.doctor.finding import Check, Finding, Level, ok, problem, warning

SKEW = timedelta(seconds=2)
# The heartbeat runs each minute; three missed ones are a silence.
SILENCE = timedelta(minutes=3)
LATELY = timedelta(days=7)
WATCHES = ("trail_append_only_rows", "trail_append_only_table")
RUN_MIGRATE = "python manage.py migrate"


def ask(question: str, *values: str) -> tuple[Any, ...]:
    """Return the first row of an answer."""
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return tuple(cursor.fetchone() or ())


def check_database() -> list[Finding]:
    """Ask everything that needs the database; one finding when it is away."""
    try:
        database.refuse_unusable()
    except database.DatabaseError as error:
        return problem("database", str(error), "Start it, or check DATABASE_URL.")
    version = ".".join(str(part) for part in divmod(database.version(), 10000))
    findings = ok("database", f"PostgreSQL {version} as {connection.settings_dict['USER']}")
    try:
        pending = database.pending_migrations()
        if pending:
            return [*findings, *problem("migrations", f"{len(pending)} pending, first {pending[0]}", RUN_MIGRATE)]
        findings += ok("migrations", "all applied")
        for check in CHECKS_OF_DATA:
            findings += check()
    except DjangoDatabaseError as error:
        findings += problem("database", str(error).strip(), RUN_MIGRATE)
    return findings


def check_role() -> list[Finding]:
    """Ask whether the application could rewrite its own trail."""
    table = database.APPEND_ONLY[0]
    (owner, changes) = ask(
        "SELECT pg_has_role(c.relowner, 'MEMBER'), has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE') "
        "FROM pg_class c WHERE c.oid = %s::regclass",
        table,
    )
    if owner:
        level = Level.PROBLEM if not database.single_role() else Level.WARNING
        mend = "Use a role of its own for the application: DATABASE_URL (application) and DATABASE_OWNER_URL (owner)."
        return [Finding("trail role", level, "the application owns the trail and could switch its guards off", mend)]
    if changes:
        return problem("trail role", "the application's role has the right to change trail entries", RUN_MIGRATE)
    return ok("trail role", "may add to the trail and read it, nothing else")


def check_role_settings() -> list[Finding]:
    """Ask whether somebody set the application's role to look for tables elsewhere, or to pass triggers by."""
    (found,) = ask(
        "SELECT coalesce(string_agg(setting, ', '), '') FROM pg_db_role_setting s, unnest(s.setconfig) setting "
        "WHERE s.setrole IN (0, current_user::regrole) "
        "AND s.setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database())) "
        "AND split_part(setting, '=', 1) IN ('search_path', 'session_replication_role')"
    )
    if found:
        mend = "As the database's superuser: ALTER ROLE … RESET … (or ALTER DATABASE …); ask who did it and why."
        return problem("role settings", f"set for the application's role: {found}", mend)
    return ok("role settings", "nothing that moves tables or triggers")


def check_guards() -> list[Finding]:
    """Ask whether the triggers that guard the trail are there and on, whatever a session is set to."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled = 'A'", [database.APPEND_ONLY[0]]
        )
        present = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'trail_needs_entry' AND tgenabled = 'D'"
        )
        off = sorted(name for (name,) in cursor.fetchall())
    missing = sorted(set(WATCHES) - present)
    if missing or off:
        text = f"switched off or missing: {', '.join([*missing, *off])}"
        return problem(
            "trail guards", text, "As the owner: ALTER TABLE … ENABLE ALWAYS TRIGGER …; ask who did it and why."
        )
    return ok("trail guards", "all on")


def check_queue() -> list[Finding]:
    """Ask how many jobs wait, where the queue is in the database."""
    if not settings.CELERY_BROKER_URL.startswith("pgmq"):
        return []
    if ask("SELECT to_regclass('pgmq.meta') IS NULL") == (True,):
        return problem("queue", "the job queue is not installed", RUN_MIGRATE)
    (waiting,) = ask("SELECT coalesce(sum(queue_length), 0)::int FROM pgmq.metrics_all()")
    return ok("queue", f"{waiting} waiting")


def check_clock() -> list[Finding]:
    """Ask whether this machine and the database agree on the time."""
    before = timezone.now()
    (theirs,) = ask("SELECT clock_timestamp()")
    middle = before + (timezone.now() - before) / 2
    skew = abs(theirs - middle)
    text = f"{skew.total_seconds():.2f} s apart from the database's"
    return ok("clock", text) if skew <= SKEW else problem("clock", text, "Synchronise both clocks (NTP).")


def check_heartbeats() -> list[Finding]:
    """Ask when worker and beat gave their last sign of life."""
    seen = dict(Heartbeat.objects.values_list("process", "seen_at"))
    findings: list[Finding] = []
    for process in ("worker", "beat"):
        last = seen.get(process)
        if last is None:
            findings += warning(process, "never seen", "Start it: make up, or its service. It reports each minute.")
        elif timezone.now() - last > SILENCE:
            findings += problem(
                process, f"silent since {last:%Y-%m-%d %H:%M:%S} UTC", "Look at its log and start it again."
            )
        else:
            findings += ok(process, f"seen at {last:%H:%M:%S} UTC")
    return findings


def check_deliveries() -> list[Finding]:
    """Ask whether messages wait for their mail for longer than they should, and whom none reaches."""
    moment = timezone.now()
    late = Notification.objects.mail_due(moment - SILENCE) | Notification.objects.mail_held_up()
    oldest, given_up = late.order_by("created_at").first(), Notification.objects.mail_given_up(moment - LATELY)
    if oldest is not None and settings.MAIL_IS_SET_UP:
        failed = late.exclude(mail_error="").order_by("-mail_tries", "pk").first()
        said = f"; the server said: {failed.mail_error}" if failed else ""
        text = f"{late.count()} wait, the oldest since {oldest.created_at:%Y-%m-%d %H:%M:%S} UTC{said}"
        return problem("deliveries", text, "Check EMAIL_URL, the mail server, and that worker and beat run.")
    if last := given_up.order_by("-pk").first():
        text = f"{given_up.count()} given up in {LATELY.days} days, the last to {last.person.email}: {last.mail_error}"
        return warning("deliveries", text, "Correct the address with whoever it is, or what the server refuses.")
    return ok("deliveries", f"{Notification.objects.awaiting_mail().count()} wait for their time")


CHECKS_OF_DATA: tuple[Check, ...] = (
    check_role,
    check_role_settings,
    check_guards,
    check_queue,
    check_clock,
    check_heartbeats,
    check_deliveries,
    check_emergency_access,
)
DATA_CHECKS: tuple[Check, ...] = (check_database,)
