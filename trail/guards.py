"""Tables that cannot change behind the trail's back: the diff of every save, and the database's own watch.

Plain triggers rather than django-pgtrigger's: its triggers can be ignored by a session variable, and the trail cannot
be switched off.
"""

from collections.abc import Callable
from typing import TypeVar

from auditlog.registry import auditlog
from django.db import models
from django.db.migrations.operations import RunSQL

Model = TypeVar("Model", bound=type[models.Model])

TRIGGER = "trail_needs_entry"

# Runs at commit: a transaction that changed a guarded table and recorded no event is refused whole. The arguments of
# the trigger are the columns whose change alone needs no event. Names are fixed to their schema, so that nobody puts a
# table of the same name in front.
NEEDS_ENTRY = """
CREATE FUNCTION trail_needs_entry() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - TG_ARGV) = (to_jsonb(OLD) - TG_ARGV) THEN
        RETURN NULL;
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM public.trail_trailentry
        WHERE transaction_id = (pg_current_xact_id())::text::bigint AND transaction_began = transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'a change of % was not recorded in the trail', TG_TABLE_NAME
            USING ERRCODE = 'integrity_constraint_violation',
                  HINT = 'Change it through an action, which records a verb in the same transaction.';
    END IF;
    RETURN NULL;
END $$
"""

APPEND_ONLY = """
CREATE FUNCTION trail_append_only() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the trail is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER trail_append_only_rows BEFORE UPDATE OR DELETE ON trail_trailentry
    FOR EACH ROW EXECUTE FUNCTION trail_append_only();
CREATE TRIGGER trail_append_only_table BEFORE TRUNCATE ON trail_trailentry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_append_only();
ALTER TABLE trail_trailentry ENABLE ALWAYS TRIGGER trail_append_only_rows;
ALTER TABLE trail_trailentry ENABLE ALWAYS TRIGGER trail_append_only_table
"""


class GuardTable(RunSQL):
    """Migration operation: refuse commits that changed a table without a trail entry in the same transaction."""

    def __init__(self, table: str, *, ignoring: tuple[str, ...] = ()) -> None:
        columns = ", ".join(f"'{column}'" for column in ignoring)
        super().__init__(
            f"CREATE CONSTRAINT TRIGGER {TRIGGER} AFTER INSERT OR UPDATE OR DELETE ON {table} "
            f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trail_needs_entry({columns})",
            f"DROP TRIGGER {TRIGGER} ON {table}",
        )
        self.table = table
        self.ignoring = ignoring

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Return how to write the operation into a migration."""
        return type(self).__name__, [self.table], {"ignoring": self.ignoring}


# What each trailed model leaves out of its diffs; an architecture test compares it with the triggers in the database.
ignored_fields: dict[type[models.Model], tuple[str, ...]] = {}


def trailed(*, ignoring: tuple[str, ...] = (), masking: tuple[str, ...] = ()) -> Callable[[Model], Model]:
    """Have auditlog watch a model: its diffs go into the entry that the action records.

    Fields in `ignoring` are left out (last sign-in, counters); those in `masking` are told as changed, not what to.
    The model's migration adds a GuardTable with the same ignored columns.
    """

    def register(model: Model) -> Model:
        auditlog.register(model, exclude_fields=["id", *ignoring], mask_fields=list(masking))
        ignored_fields[model] = ignoring
        return model

    return register
