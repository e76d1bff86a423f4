"""Members of use cases become guardian's permissions of one object, each row kept; sharing with departments."""

from importlib import import_module
from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.clock
import common.identifiers
from trail.guards import TRIGGER, GuardTable

# Our word for each membership, and guardian's permission that says the same.
PERMISSIONS = [
    ("contribute_usecase", "Works on the use case"),
    ("watch_usecase", "Watches the use case"),
    ("steward_usecase", "Sees the use case through"),
]
CODENAME = """CASE member.membership WHEN 'contributor' THEN 'contribute_usecase' WHEN 'watcher' THEN 'watch_usecase'
    WHEN 'steward' THEN 'steward_usecase' END"""

# Word and permission never differ: whoever writes past the portal is refused.
AGREES = f"""
CREATE FUNCTION registers_usecasemember_agrees() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    member public.registers_usecasemember%ROWTYPE := NEW;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM public.auth_permission permission
        JOIN public.django_content_type kind ON kind.id = permission.content_type_id
        WHERE permission.id = member.permission_id AND kind.app_label = 'registers' AND kind.model = 'usecase'
            AND permission.codename = {CODENAME}
    ) THEN
        RAISE EXCEPTION 'the permission of a member is that of their membership'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER registers_usecasemember_agrees BEFORE INSERT OR UPDATE ON registers_usecasemember
    FOR EACH ROW EXECUTE FUNCTION registers_usecasemember_agrees()
"""  # noqa: S608 - its only part stands above
DISAGREES = """
DROP TRIGGER registers_usecasemember_agrees ON registers_usecasemember;
DROP FUNCTION registers_usecasemember_agrees()
"""

# The foreign key's own check is due at the end of the transaction; a table is not altered while one is.
FILL = f"""
UPDATE registers_usecasemember member SET permission_id = permission.id
    FROM auth_permission permission JOIN django_content_type kind ON kind.id = permission.content_type_id
    WHERE kind.app_label = 'registers' AND kind.model = 'usecase' AND permission.codename = {CODENAME};
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED
"""  # noqa: S608 - its only part stands above

# Guardian's own tables stay empty: what people are to an object stands in a table of ours, on the record.
CLOSED = """
CREATE FUNCTION registers_guardian_is_closed() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'this table is not used: permissions of an object have a table of their own'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registers_guardian_is_closed BEFORE INSERT ON guardian_userobjectpermission
    FOR EACH ROW EXECUTE FUNCTION registers_guardian_is_closed();
CREATE TRIGGER registers_guardian_is_closed BEFORE INSERT ON guardian_groupobjectpermission
    FOR EACH ROW EXECUTE FUNCTION registers_guardian_is_closed()
"""
OPENED = """
DROP TRIGGER registers_guardian_is_closed ON guardian_userobjectpermission;
DROP TRIGGER registers_guardian_is_closed ON guardian_groupobjectpermission;
DROP FUNCTION registers_guardian_is_closed()
"""

# As before, and for what is shared: whose department works on it decides no more than whoever works on it by name. On
# the last day of either the portal says no by itself, in its own time zone.
BEFORE = import_module("registers.migrations.0011_document_approvals").DECISION
OF_MEMBERS = """
                WHERE member.use_case_id = use_case.id AND member.membership <> 'watcher'
"""
OR_SUBMITTED = """            OR version.submitted_by_id IN (NEW.person_id, NEW.on_behalf_of_id)
            OR EXISTS (
"""
OR_SHARED = """            OR EXISTS (
                SELECT 1 FROM public.registers_usecaseshare share
                JOIN public.access_person colleague ON colleague.department_id = share.department_id
                WHERE share.use_case_id = use_case.id AND share.membership = 'contributor'
                    AND (share.until IS NULL OR share.until > NEW.decided_at::date)
                    AND colleague.id IN (NEW.person_id, NEW.on_behalf_of_id)
            )
"""
DECISION = BEFORE.replace(
    OF_MEMBERS, f"{OF_MEMBERS}                    AND (member.until IS NULL OR member.until > NEW.decided_at::date)\n"
).replace(OR_SUBMITTED, OR_SHARED + OR_SUBMITTED)


def enter_permissions(apps: Any, _editor: Any) -> None:
    """Enter what Django enters itself only after all migrations."""
    kinds, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    kind, _new = kinds.objects.get_or_create(app_label="registers", model="usecase")
    for codename, name in PERMISSIONS:
        permissions.objects.get_or_create(content_type=kind, codename=codename, defaults={"name": name})


def without_guard(table: str) -> migrations.RunSQL:
    """Take off the guard of a table that is put on anew with other ignored columns."""
    return migrations.RunSQL(f"DROP TRIGGER {TRIGGER} ON {table}", GuardTable(table).sql)


class Migration(migrations.Migration):
    """Rows keep their keys and columns; what is new is filled in, and nobody gains or loses a part."""

    dependencies = [
        ("access", "0009_identity_guards"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("guardian", "0003_remove_groupobjectpermission_guardian_gr_content_ae6aec_idx_and_more"),
        ("registers", "0011_document_approvals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="usecase",
            options={
                "ordering": ["-number"],
                "permissions": PERMISSIONS,
                "verbose_name": "use case",
                "verbose_name_plural": "use cases",
            },
        ),
        migrations.AlterModelOptions(
            name="usecasemember",
            options={
                "ordering": ["membership", "user__name"],
                "verbose_name": "member",
                "verbose_name_plural": "members",
            },
        ),
        without_guard("registers_usecasemember"),
        migrations.RemoveConstraint(model_name="usecasemember", name="registers_usecasemember_is_one_once"),
        migrations.AlterField(
            model_name="usecasemember",
            name="use_case",
            field=models.ForeignKey(
                db_column="use_case_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="registers.usecase",
                verbose_name="use case",
            ),
        ),
        migrations.RenameField(model_name="usecasemember", old_name="use_case", new_name="content_object"),
        migrations.AlterField(
            model_name="usecasemember",
            name="person",
            field=models.ForeignKey(
                db_column="person_id",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="memberships",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.RenameField(model_name="usecasemember", old_name="person", new_name="user"),
        migrations.AddConstraint(
            model_name="usecasemember",
            constraint=models.UniqueConstraint(
                models.F("content_object"),
                models.F("user"),
                models.F("membership"),
                name="registers_usecasemember_is_one_once",
            ),
        ),
        migrations.AddField(
            model_name="usecasemember",
            name="given_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss_given",
                to=settings.AUTH_USER_MODEL,
                verbose_name="given by",
            ),
        ),
        migrations.AddField(
            model_name="usecasemember",
            name="until",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AddField(
            model_name="usecasemember",
            name="permission",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="use_case_members",
                to="auth.permission",
            ),
        ),
        migrations.RunPython(enter_permissions, migrations.RunPython.noop),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="usecasemember",
            name="permission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="use_case_members",
                to="auth.permission",
            ),
        ),
        migrations.RunSQL(AGREES, DISAGREES),
        GuardTable("registers_usecasemember", ignoring=("permission_id",)),
        migrations.CreateModel(
            name="UseCaseShare",
            fields=[
                ("since", models.DateTimeField(default=common.clock.now, verbose_name="since")),
                ("until", models.DateField(blank=True, null=True, verbose_name="until")),
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "membership",
                    models.CharField(
                        choices=[("contributor", "Contributor"), ("watcher", "Watcher"), ("steward", "Steward")],
                        max_length=20,
                        verbose_name="as",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="use_case_shares",
                        to="access.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="%(class)ss_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="given by",
                    ),
                ),
                (
                    "use_case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shares",
                        to="registers.usecase",
                        verbose_name="use case",
                    ),
                ),
            ],
            options={"verbose_name": "share", "verbose_name_plural": "shares", "ordering": ["department__name"]},
        ),
        migrations.AddConstraint(
            model_name="usecaseshare",
            constraint=models.UniqueConstraint(
                models.F("use_case"), models.F("department"), name="registers_usecaseshare_is_one_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="usecaseshare",
            constraint=models.CheckConstraint(
                condition=models.Q(("membership__in", ("contributor", "watcher"))),
                name="registers_usecaseshare_is_to_read_or_to_work",
            ),
        ),
        GuardTable("registers_usecaseshare"),
        migrations.RunSQL(DECISION, BEFORE),
        migrations.RunSQL(CLOSED, OPENED),
    ]
