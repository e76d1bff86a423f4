"""What must never be untrue of decisions and routes, held by the database itself."""

from django.db import migrations

from trail.guards import GuardTable

# Separation of duties (SOC 2 CC5.1, ISO/IEC 27001:2022 A.5.3) and the tie between a decision and what was decided.
DECISION = """
CREATE FUNCTION registers_decision_holds() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    version public.registers_usecaseversion%ROWTYPE;
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
END $$;
CREATE TRIGGER registers_decision_holds BEFORE INSERT OR UPDATE OR DELETE ON registers_decision
    FOR EACH ROW EXECUTE FUNCTION registers_decision_holds()
"""

# What was under way on a route stays on it: a changed route is a new version.
ROUTE = """
CREATE FUNCTION registers_route_stays() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'registers_approvalroute' AND OLD.until IS NULL
        AND (to_jsonb(NEW) - 'until') = (to_jsonb(OLD) - 'until') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a route is never changed: enter a new version of it'
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER registers_route_stays BEFORE UPDATE OR DELETE ON registers_approvalroute
    FOR EACH ROW EXECUTE FUNCTION registers_route_stays();
CREATE TRIGGER registers_route_stays BEFORE UPDATE OR DELETE ON registers_routestep
    FOR EACH ROW EXECUTE FUNCTION registers_route_stays();
CREATE TRIGGER registers_route_stays BEFORE UPDATE OR DELETE ON registers_routeparty
    FOR EACH ROW EXECUTE FUNCTION registers_route_stays()
"""


class Migration(migrations.Migration):
    """Guards of the trail, and triggers for what constraints cannot say."""

    dependencies = [("registers", "0009_approvals"), ("trail", "0002_guards")]

    operations = [
        GuardTable("registers_acknowledgement"),
        GuardTable("registers_approvalroute"),
        GuardTable("registers_changeasked"),
        GuardTable("registers_comment"),
        GuardTable("registers_commentmention"),
        GuardTable("registers_condition"),
        GuardTable("registers_decision"),
        GuardTable("registers_delegation"),
        GuardTable("registers_namedreviewer"),
        GuardTable("registers_review"),
        GuardTable("registers_reviewstep", ignoring=("reminded_at",)),
        GuardTable("registers_routeparty"),
        GuardTable("registers_routestep"),
        migrations.RunSQL(
            DECISION,
            "DROP TRIGGER registers_decision_holds ON registers_decision; DROP FUNCTION registers_decision_holds()",
        ),
        migrations.RunSQL(
            ROUTE,
            "DROP TRIGGER registers_route_stays ON registers_approvalroute; "
            "DROP TRIGGER registers_route_stays ON registers_routestep; "
            "DROP TRIGGER registers_route_stays ON registers_routeparty; "
            "DROP FUNCTION registers_route_stays()",
        ),
    ]
