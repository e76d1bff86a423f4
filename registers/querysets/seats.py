"""At which open steps a person may decide, asked of the database: the same as `seat_of` and `refuse_decision` say."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from registers.choices import Agreement, Answer, Membership, Origin, ReviewState, StepOutcome

if TYPE_CHECKING:
    from access.models import Person

DECIDE, SEE_ALL = "registers.decide_use_case", "registers.view_all_use_cases"
DEPARTMENT = "review__version__use_case__department"
# How often agreement may have been carried on to the next version: beyond it somebody is asked who has decided.
CARRIED_AT_MOST = 3


def waiting_for(steps: QuerySet[Any], person: "Person", day: date) -> Any:
    """Return the open steps at which a person has a seat: by role, by name, or for somebody who is away.

    Left out are requests that they stand too near to and those they decided on; the same goes for whom they stand for.
    """
    from access.models import Person as People
    from registers.models import Delegation

    if not _decides_somewhere(person):
        return steps.none()
    seats = _seat(person, day)
    given = Delegation.objects.in_force_on(day).filter(delegate=person).order_by().values("person")
    for absent in People.objects.active().filter(pk__in=given):
        if _decides_somewhere(absent):
            apart = ~near(absent, "review__version__use_case") & ~near_document(absent, "review__document_version")
            seats |= _seat(absent, day) & _where_they_decide(absent) & apart & ~_decided(absent)
    seats &= _where_they_decide(person)
    found = steps.filter(closed_at=None).filter(seats, ~near(person, "review__version__use_case"), ~_decided(person))
    return found.filter(~near_document(person, "review__document_version"))


def near(person: "Person", use_case: str) -> Q:
    """Return the condition that a person stands too near to decide, as `concern_of` says; `use_case` is the path to it.

    For rows without a use case it is untrue.
    """
    from registers.models import RegisterLine, UseCase, UseCaseMember, UseCaseShare, UseCaseVersion
    from registers.reading.near import WORKING
    from trail.models import TrailEntry

    it = OuterRef(use_case)
    # Whoever only loaded the spreadsheet it came from has nothing to do with it.
    entered = Q(created_by=person) & ~Q(origin=Origin.IMPORTED)
    working = TrailEntry.objects.order_by().by(person.pk).filter(verb__in=WORKING, subject_type="registers.usecase")
    working_members = UseCaseMember.objects.standing().filter(content_object=it, user=person)
    about = working.filter(subject_id=Coalesce(Cast(it, CharField()), Value("")))
    return (
        Q(Exists(UseCase.objects.order_by().filter(Q(owner=person) | entered, pk=it)))
        | Q(Exists(working_members.exclude(membership=Membership.WATCHER)))
        | Q(Exists(UseCaseShare.objects.reaching(person).to_work().filter(use_case=it)))
        | Q(Exists(RegisterLine.objects.filter(use_case=it, owner=person)))
        | Q(Exists(UseCaseVersion.objects.filter(use_case=it, submitted_by=person)))
        | Q(Exists(about))
    )


def near_document(person: "Person", version: str) -> Q:
    """Return the condition that a person stands too near to a policy, as `near_to_document` says; of no version untrue.

    `version` is the path to the version of a document.
    """
    from registers.models import DocumentVersion, Review
    from registers.reading.near_documents import WORKING
    from trail.models import TrailEntry

    theirs = Q(document__owner=person) | Q(entered_by=person) | Q(submitted_by=person)
    document = OuterRef(f"{version}__document")
    working = TrailEntry.objects.order_by().by(person.pk).filter(verb__in=WORKING, subject_type="registers.document")
    judged = Review.objects.order_by().filter(
        document_version__document=OuterRef(OuterRef(f"{version}__document")),
        state=ReviewState.APPROVED,
        closed_at__gte=OuterRef("at"),
    )
    worked = working.filter(~Exists(judged), subject_id=Coalesce(Cast(document, CharField()), Value("")))
    versions = DocumentVersion.objects.order_by().filter(theirs, pk=OuterRef(version))
    return Q(Exists(versions)) | Q(Exists(worked))


def _decides_somewhere(person: "Person") -> bool:
    return _decides_everywhere(person) or bool(_departments_decided_in(person))


def _decides_everywhere(person: "Person") -> bool:
    return person.may(DECIDE) and person.may(SEE_ALL)


def _departments_decided_in(person: "Person") -> list[Any]:
    return [key for key in person.scopes if person.may_for(DECIDE, key) and person.may_for(SEE_ALL, key)]


def _where_they_decide(person: "Person") -> Q:
    """Return the condition that a step is of what somebody may decide on at all: their departments', or everything."""
    if _decides_everywhere(person):
        return Q()
    return Q(**{f"{DEPARTMENT}__in": _departments_decided_in(person)})


def _seat(person: "Person", day: date) -> Q:
    """Return the condition that one of the parties of a step which still have to answer is this person."""
    from access.models import RoleAssignment
    from registers.models import Decision, NamedReviewer, RouteParty

    held = RoleAssignment.objects.counting_on(day).filter(person=person).order_by()
    whole = Q(department=None)
    # A role that is held for one department has its seat at the requests of that department only.
    roles = held.filter(whole | Q(department=OuterRef(OuterRef(DEPARTMENT))) if person.scopes else whole).values("role")
    answered = Decision.objects.filter(
        step=OuterRef(OuterRef("pk")), party=OuterRef("pk"), answer=Answer.APPROVE
    ).order_by()
    # Where each has to agree, a party that has answered waits for nobody any more.
    party = RouteParty.objects.order_by().filter(
        ~Q(step__agreement=Agreement.ALL) | ~Q(Exists(answered)),
        Q(role__in=roles) | Q(person=person),
        step=OuterRef("step"),
    )
    named = NamedReviewer.objects.filter(step=OuterRef("pk"), person=person)
    gone_on = Q(Exists(party.filter(escalation=True)), escalated_at__isnull=False)
    return Q(Exists(party.filter(escalation=False))) | gone_on | Q(Exists(named))


def _decided(person: "Person") -> Q:
    """Return the condition that a person, or somebody for them, decided on what counts for the review of a step."""
    from registers.models import Decision, ReviewStep

    theirs = Decision.objects.order_by().filter(Q(person=person) | Q(on_behalf_of=person))
    found = Q(Exists(theirs.filter(review=OuterRef("review"))))
    carried = ReviewStep.objects.order_by().filter(
        review=OuterRef(OuterRef("review")), outcome=StepOutcome.CARRIED, step=OuterRef("step__step")
    )
    earlier = "review"
    for _each in range(CARRIED_AT_MOST):
        earlier = f"{earlier}__carried_from"
        found |= Q(Exists(theirs.filter(Exists(carried), review=OuterRef(earlier), answer=Answer.APPROVE)))
    return found
