"""Approval of policies, whom they concern and who has read them; what people without a role ask for."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import common.clock
import common.identifiers
from trail.guards import GuardTable

# As before, and for versions of policies the same: nobody decides on their own, and what is decided on is that file.
DECISION = """
CREATE OR REPLACE FUNCTION registers_decision_holds() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    version public.registers_usecaseversion%ROWTYPE;
    policy record;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        RAISE EXCEPTION 'a decision is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM public.registers_review review
        JOIN public.registers_reviewstep step ON step.review_id = review.id
        WHERE review.id = NEW.review_id AND step.id = NEW.step_id AND review.state = 'open' AND step.closed_at IS NULL
    ) THEN
        RAISE EXCEPTION 'a decision belongs to the open step of an open review'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT v.* INTO version FROM public.registers_usecaseversion v
        JOIN public.registers_review r ON r.version_id = v.id WHERE r.id = NEW.review_id;
    IF version.id IS NULL THEN
        SELECT v.submitted_by_id, v.entered_by_id, document.owner_id, document.retired_at, document.kind, file.sha256
            INTO policy
            FROM public.registers_documentversion v
            JOIN public.registers_review r ON r.document_version_id = v.id
            JOIN public.registers_document document ON document.id = v.document_id
            JOIN public.registers_storedfile file ON file.id = v.file_id
            WHERE r.id = NEW.review_id;
        IF policy.submitted_by_id IS NULL OR policy.kind <> 'policy' OR policy.retired_at IS NOT NULL
            OR policy.sha256 <> NEW.content_hash THEN
            RAISE EXCEPTION 'a decision is on what is in review, by the hash of its file'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        IF policy.submitted_by_id IN (NEW.person_id, NEW.on_behalf_of_id)
            OR policy.entered_by_id IN (NEW.person_id, NEW.on_behalf_of_id)
            OR policy.owner_id IN (NEW.person_id, NEW.on_behalf_of_id) THEN
            RAISE EXCEPTION 'nobody decides on their own document' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF version.state <> 'in-review' OR version.content_hash <> NEW.content_hash THEN
        RAISE EXCEPTION 'a decision is on what is in review, by its content hash'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM public.registers_usecase use_case
        WHERE use_case.id = version.use_case_id AND (
            use_case.owner_id IN (NEW.person_id, NEW.on_behalf_of_id)
            OR version.submitted_by_id IN (NEW.person_id, NEW.on_behalf_of_id)
            OR EXISTS (
                SELECT 1 FROM public.registers_usecasemember member
                WHERE member.use_case_id = use_case.id AND member.membership <> 'watcher'
                    AND member.person_id IN (NEW.person_id, NEW.on_behalf_of_id)
            )
        )
    ) THEN
        RAISE EXCEPTION 'nobody decides on their own request' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$
"""
BEFORE = import_module("registers.migrations.0010_approval_guards").DECISION
DECISION_BEFORE = BEFORE.split("CREATE TRIGGER")[0].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")

# What was submitted is what is decided on, and what people say that they have read.
SUBMITTED = """
CREATE FUNCTION registers_documentversion_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF OLD.submitted_at IS NOT NULL THEN
        RAISE EXCEPTION 'a version that was submitted is never changed: add the next one'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER registers_documentversion_stays BEFORE UPDATE OR DELETE ON registers_documentversion
    FOR EACH ROW EXECUTE FUNCTION registers_documentversion_stays()
"""
ACKNOWLEDGED = """
CREATE FUNCTION registers_acknowledgement_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'an acknowledgement is never changed or deleted' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registers_acknowledgement_stays BEFORE UPDATE OR DELETE ON registers_acknowledgement
    FOR EACH ROW EXECUTE FUNCTION registers_acknowledgement_stays()
"""


class Migration(migrations.Migration):
    """Tables and fields, guards of the trail, and triggers for what constraints cannot say."""

    dependencies = [
        ("access", "0001_initial"),
        ("registers", "0010_approval_guards"),
        ("trail", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("wish", models.TextField(verbose_name="what they would like to do")),
                ("data", models.TextField(verbose_name="with which data")),
                ("for_whom", models.CharField(max_length=300, verbose_name="for whom")),
                ("wanted_from", models.DateField(blank=True, null=True, verbose_name="from when")),
                ("links", models.TextField(blank=True, verbose_name="links")),
                ("asked_at", models.DateTimeField(default=common.clock.now, verbose_name="asked")),
            ],
            options={
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "ordering": ["-asked_at"],
            },
        ),
        migrations.CreateModel(
            name="Readership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("everybody", models.BooleanField(default=False, verbose_name="everybody")),
                ("days", models.PositiveSmallIntegerField(default=14, verbose_name="days to read it")),
                ("set_at", models.DateTimeField(default=common.clock.now, verbose_name="since")),
            ],
            options={
                "verbose_name": "readership",
                "verbose_name_plural": "readerships",
            },
        ),
        migrations.CreateModel(
            name="ReadershipParty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "verbose_name": "part of a readership",
                "verbose_name_plural": "parts of a readership",
            },
        ),
        migrations.CreateModel(
            name="ReadingDuty",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=common.identifiers.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("asked_on", models.DateField(default=common.clock.today, verbose_name="asked")),
                ("due_on", models.DateField(verbose_name="due")),
                ("reminded_on", models.DateField(editable=False, null=True, verbose_name="reminded")),
                ("lifted_at", models.DateTimeField(editable=False, null=True, verbose_name="no longer asked")),
            ],
            options={
                "verbose_name": "duty to read",
                "verbose_name_plural": "duties to read",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.AddField(
            model_name="documentversion",
            name="submitted_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="submitted"),
        ),
        migrations.AddField(
            model_name="documentversion",
            name="submitted_by",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="document_versions_submitted",
                to=settings.AUTH_USER_MODEL,
                verbose_name="submitted by",
            ),
        ),
        migrations.AlterField(
            model_name="usecase",
            name="origin",
            field=models.CharField(
                choices=[
                    ("entered", "Requested here"),
                    ("imported", "Imported"),
                    ("intake", "Asked for in plain words"),
                ],
                default="entered",
                max_length=10,
                verbose_name="origin",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at", None), ("submitted_by", None)),
                    models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                    _connector="OR",
                ),
                name="registers_documentversion_submitted_by_somebody",
            ),
        ),
        migrations.AddField(
            model_name="intake",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="intakes",
                to=settings.AUTH_USER_MODEL,
                verbose_name="asked by",
            ),
        ),
        migrations.AddField(
            model_name="intake",
            name="use_case",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="intake",
                to="registers.usecase",
                verbose_name="use case",
            ),
        ),
        migrations.AddField(
            model_name="readership",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readership",
                to="registers.document",
                verbose_name="document",
            ),
        ),
        migrations.AddField(
            model_name="readership",
            name="set_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readerships_set",
                to=settings.AUTH_USER_MODEL,
                verbose_name="said by",
            ),
        ),
        migrations.AddField(
            model_name="readershipparty",
            name="department",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readership_parties",
                to="access.department",
                verbose_name="department",
            ),
        ),
        migrations.AddField(
            model_name="readershipparty",
            name="readership",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="parties",
                to="registers.readership",
                verbose_name="readership",
            ),
        ),
        migrations.AddField(
            model_name="readershipparty",
            name="role",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readership_parties",
                to="access.role",
                verbose_name="role",
            ),
        ),
        migrations.AddField(
            model_name="readingduty",
            name="document_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="duties",
                to="registers.documentversion",
                verbose_name="version of a document",
            ),
        ),
        migrations.AddField(
            model_name="readingduty",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reading_duties",
                to=settings.AUTH_USER_MODEL,
                verbose_name="person",
            ),
        ),
        migrations.AddConstraint(
            model_name="intake",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("wish", ""), _negated=True),
                    models.Q(("data", ""), _negated=True),
                    models.Q(("for_whom", ""), _negated=True),
                ),
                name="registers_intake_says_what_and_for_whom",
            ),
        ),
        migrations.AddConstraint(
            model_name="readership",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__gte", 1), ("days__lte", 180)), name="registers_readership_has_days_to_read"
            ),
        ),
        migrations.AddConstraint(
            model_name="readershipparty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", False), ("role", None)),
                    models.Q(("department", None), ("role__isnull", False)),
                    _connector="OR",
                ),
                name="registers_readershipparty_is_a_role_or_a_department",
            ),
        ),
        migrations.AddConstraint(
            model_name="readershipparty",
            constraint=models.UniqueConstraint(
                models.F("readership"), models.F("role"), name="registers_readershipparty_role_is_named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="readershipparty",
            constraint=models.UniqueConstraint(
                models.F("readership"),
                models.F("department"),
                name="registers_readershipparty_department_is_named_once",
            ),
        ),
        migrations.AddIndex(
            model_name="readingduty",
            index=models.Index(
                condition=models.Q(("lifted_at", None)),
                fields=["person", "due_on"],
                name="registers_readingduty_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="readingduty",
            constraint=models.UniqueConstraint(
                models.F("document_version"), models.F("person"), name="registers_readingduty_is_one_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="readingduty",
            constraint=models.CheckConstraint(
                condition=models.Q(("due_on__gte", models.F("asked_on"))),
                name="registers_readingduty_is_due_after_it_was_asked",
            ),
        ),
        GuardTable("registers_intake"),
        GuardTable("registers_readership"),
        GuardTable("registers_readershipparty"),
        GuardTable("registers_readingduty", ignoring=("reminded_on",)),
        migrations.RunSQL(DECISION, DECISION_BEFORE),
        migrations.RunSQL(
            SUBMITTED,
            "DROP TRIGGER registers_documentversion_stays ON registers_documentversion; "
            "DROP FUNCTION registers_documentversion_stays()",
        ),
        migrations.RunSQL(
            ACKNOWLEDGED,
            "DROP TRIGGER registers_acknowledgement_stays ON registers_acknowledgement; "
            "DROP FUNCTION registers_acknowledgement_stays()",
        ),
    ]
