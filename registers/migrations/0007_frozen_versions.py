"""What was submitted stays as it was: the database refuses it too. And who follows a use case on their own account."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

VERSIONS = "registers_usecaseversion"
LINKS = ("registers_versioncategory", "registers_versionmodel", "registers_versionproject")

# A version is frozen from the moment it has its hash. The arguments of the trigger are the columns that may change
# since: what became of it. It never becomes a draft again; changes that were asked for go into the next version.
FROZEN_VERSION = """
CREATE FUNCTION registers_frozen_version() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.content_hash = '' THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.state <> 'draft' AND (to_jsonb(NEW) - TG_ARGV) = (to_jsonb(OLD) - TG_ARGV) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'version % of a use case was submitted: % is refused', OLD.number, TG_OP
        USING ERRCODE = 'integrity_constraint_violation', HINT = 'Begin a new version instead.';
END $$
"""

# Locks the version: whoever submits it waits for what is being added to it, or the other way round.
FROZEN_LINK = """
CREATE FUNCTION registers_frozen_link() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    about uuid[] := '{}';
BEGIN
    IF TG_OP <> 'INSERT' THEN about := about || OLD.version_id; END IF;
    IF TG_OP <> 'DELETE' THEN about := about || NEW.version_id; END IF;
    PERFORM 1 FROM public.registers_usecaseversion WHERE id = ANY (about) ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM public.registers_usecaseversion WHERE id = ANY (about) AND content_hash <> '') THEN
        RAISE EXCEPTION 'a version of a use case was submitted: % of what it names is refused', TG_OP
            USING ERRCODE = 'integrity_constraint_violation', HINT = 'Begin a new version instead.';
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; ELSE RETURN NEW; END IF;
END $$
"""


def trigger(table: str, events: str, function: str) -> Any:
    """Watch each row of a table before it changes; no session can switch it off."""
    return migrations.RunSQL(
        f"CREATE TRIGGER registers_frozen BEFORE {events} ON {table} FOR EACH ROW EXECUTE FUNCTION {function};"
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER registers_frozen",
        f"DROP TRIGGER registers_frozen ON {table}",
    )


class Migration(migrations.Migration):
    """A trigger on versions and on each table of what they name; a column of members."""

    dependencies = [("registers", "0006_use_cases_by_class_and_origin")]

    operations = [
        migrations.RunSQL(FROZEN_VERSION, "DROP FUNCTION registers_frozen_version()"),
        migrations.RunSQL(FROZEN_LINK, "DROP FUNCTION registers_frozen_link()"),
        trigger(VERSIONS, "UPDATE OR DELETE", "registers_frozen_version('state')"),
        *(trigger(table, "INSERT OR UPDATE OR DELETE", "registers_frozen_link()") for table in LINKS),
        migrations.AddField(
            model_name="usecasemember",
            name="by_themselves",
            field=models.BooleanField(default=False, editable=False, verbose_name="added themselves"),
        ),
        migrations.AddConstraint(
            model_name="usecasemember",
            constraint=models.CheckConstraint(
                condition=Q(by_themselves=False) | Q(membership="watcher"),
                name="registers_usecasemember_only_watchers_add_themselves",
            ),
        ),
    ]
