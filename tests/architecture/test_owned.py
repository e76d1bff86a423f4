"""Whatever a row says belongs to a person is handed over when they leave, or there is a reason why it is not.

A new foreign key to a person (of keys, of courses) fails here until its app declares it in `owned.py`, or it stands in
one of the lists below.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import OuterRef
from django.db.models.sql.where import WhereNode

from access.handing_over import kinds
from access.models import Person
from tests.architecture.code import listed

# The foreign keys that mean: this person answers for it. Each with the kind that hands it over.
OWNING = {
    "access.Person.answerable": "services",
    "access.AccessReviewItem.reviewer": "review-items",
    "registers.UseCase.owner": "use-cases",
    "registers.RegisterException.owner": "exceptions",
    "registers.Condition.owner": "conditions",
    "registers.Document.owner": "documents",
    "registers.DataCategory.owner": "data-categories",
    "registers.Project.owner": "projects",
    "registers.NamedReviewer.person": "reviewer-seats",
    "registers.Delegation.delegate": "delegations",
    "registers.RouteParty.person": "route-parties",
    "registers.UseCaseMember.user": "stewardships",
}
# What happened: it names who did it then, and does not change when they leave.
HISTORY = "it says who did it, once"
# What is a person's own: it ends with them, or is of use to nobody else.
THEIRS = "it is their own, and ends with them"
# A right, which is taken away and not handed over.
RIGHT = "it is a right, which somebody else is given by an administrator"
NOT_OWNING = {
    "trail.TrailEntry.actor": HISTORY,
    "access.ApiAnswer.person": THEIRS,
    "access.Person.successor": "it says who takes over",
    "access.RoleAssignment.person": RIGHT,
    "access.RoleAssignment.given_by": HISTORY,
    "access.GroupMember.person": RIGHT,
    "access.ClaimedGroups.person": RIGHT,
    "access.WithheldRole.person": RIGHT,
    "access.SavedView.owner": "a shared view goes on as it is; whoever needs another one saves their own",
    "access.ListPreference.person": THEIRS,
    "access.MailPreference.person": THEIRS,
    "access.BreakGlassOpening.person": HISTORY,
    "access.AccessReview.opened_by": HISTORY,
    "access.AccessReview.closed_by": HISTORY,
    "access.AccessReviewItem.person": "it is about them, not theirs",
    "access.AccessReviewItem.answered_by": HISTORY,
    "access.PortalSession.person": THEIRS,
    "access.Authenticator.person": THEIRS,
    "access.RecoveryCode.person": THEIRS,
    "access.ApiToken.person": THEIRS,
    "access.Job.person": THEIRS,
    "access.Notification.person": THEIRS,
    "registers.EndpointFact.entered_by": HISTORY,
    "registers.RegionFact.entered_by": HISTORY,
    "registers.BoundaryRule.entered_by": HISTORY,
    "registers.StoredFile.kept_by": HISTORY,
    "registers.UseCase.created_by": HISTORY,
    "guardian.UserObjectPermission.user": "nothing is kept there: the database refuses it",
    "registers.UseCaseMember.given_by": HISTORY,
    "registers.UseCaseShare.given_by": HISTORY,
    "registers.JoinRequest.person": "whoever left joins nothing any more; the owner answers",
    "registers.JoinRequest.answered_by": HISTORY,
    "registers.RegisterLine.owner": HISTORY,
    "registers.UseCaseVersion.created_by": HISTORY,
    "registers.UseCaseVersion.submitted_by": HISTORY,
    "registers.Comment.author": HISTORY,
    "registers.Comment.resolved_by": HISTORY,
    "registers.CommentMention.person": HISTORY,
    "registers.Acknowledgement.person": HISTORY,
    "registers.DocumentVersion.entered_by": HISTORY,
    "registers.DocumentVersion.submitted_by": HISTORY,
    "registers.RegisterException.requested_by": HISTORY,
    "registers.RegisterException.decided_by": HISTORY,
    "registers.RegisterImport.created_by": HISTORY,
    "registers.ImportMapping.kept_by": "whoever imports next uses it as it is",
    "registers.Intake.asked_by": "the use case that came of it has an owner, who is handed over",
    "registers.Readership.set_by": HISTORY,
    "registers.ReadingDuty.person": "nobody reads for somebody else; whoever left is asked no more",
    "registers.ApprovalRoute.entered_by": HISTORY,
    "registers.Delegation.person": "nobody decides for whoever left: it counts no more",
    "registers.Delegation.given_by": HISTORY,
    "registers.NamedReviewer.named_by": HISTORY,
    "registers.Decision.person": HISTORY,
    "registers.Decision.on_behalf_of": HISTORY,
    "registers.Condition.reported_by": HISTORY,
    "registers.Condition.met_by": HISTORY,
}
HINT = "Declare it in the app's owned.py and in OWNING, or say in NOT_OWNING why nobody takes it over."


def pointers() -> Iterator[tuple[str, Any]]:
    """Yield every field that points to a person, with its name."""
    for model in apps.get_models():
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if field.related_model is Person:
                yield f"{model._meta.app_label}.{model.__name__}.{field.name}", field


def test_whatever_points_to_a_person_is_handed_over_or_has_a_reason() -> None:
    unsaid = sorted({name for name, _field in pointers()} - {*OWNING, *NOT_OWNING})
    assert not unsaid, listed(unsaid, HINT)


def test_the_lists_are_current() -> None:
    stale = sorted({*OWNING, *NOT_OWNING} - {name for name, _field in pointers()})
    assert not stale, listed(stale, "These fields are gone: take them off the list.")
    assert not OWNING.keys() & NOT_OWNING.keys()


def test_every_kind_finds_its_rows_by_the_field_that_says_whose_they_are() -> None:
    fields = dict(pointers())
    wrong = []
    by_kind = {kind.kind: kind for kind in kinds()}
    for name, kind_name in OWNING.items():
        kind = by_kind.get(kind_name)
        if kind is None:
            wrong.append(f"{name}: no app declares {kind_name}")
            continue
        rows = kind.rows(OuterRef("pk"))
        field = fields[name]
        if rows.model is not field.model or field.column not in asked_of(rows.query.where):
            wrong.append(f"{name}: {kind_name} asks {rows.model.__name__}.{sorted(asked_of(rows.query.where))}")
    assert not wrong, listed(wrong, "Let `rows` filter by the field that says whose a row is.")


def asked_of(where: WhereNode) -> set[str]:
    """Return the columns that a condition asks about."""
    found = set()
    for child in where.children:
        if isinstance(child, WhereNode):
            found |= asked_of(child)
        elif (target := getattr(getattr(child, "lhs", None), "target", None)) is not None:
            found.add(target.column)
    return found


def test_every_kind_says_what_it_is_and_what_becomes_of_it() -> None:
    names = [kind.kind for kind in kinds()]
    assert len(names) == len(set(names))
    wrong = [kind.kind for kind in kinds() if (kind.hand_over is None) != bool(str(kind.instead))]
    assert not wrong, listed(wrong, "A kind is handed over by an action, or says under `instead` who changes it.")
    wrong = [kind.kind for kind in kinds() if not (kind.in_words(1).startswith("1 ") and str(kind.label))]
    assert not wrong, listed(wrong, "A kind has a label, and says how many there are.")
