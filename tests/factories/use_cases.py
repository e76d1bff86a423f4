"""Use cases for tests, made by the portal's own actions."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.use_cases import draft_use_case, submit_use_case, take_over_approval
from registers.choices import RiskTier
from registers.models import DataCategory, Project, UseCase, UseCaseVersion
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category, make_model, make_project, make_rule, steward
from tests.factories.reviews import board


def make_draft(title: str = "Answer customer mail", owner: Person | None = None, **content: Any) -> UseCase:
    """Begin a use case of an engineer."""
    return draft_use_case(title=title, by=owner or requester(), **content)


def requester() -> Person:
    """Return an engineer who asks for use cases; one is made where there is none."""
    known = Person.objects.filter(email="rita-requester@example.org").first()
    return known or make_person("Rita Requester", RoleName.ENGINEER)


def proposed(use_case: UseCase) -> UseCaseVersion:
    """Return the version that is prepared or reviewed, as it stands in the database."""
    return UseCaseVersion.objects.get(proposed_for=use_case)


def in_force(use_case: UseCase) -> UseCaseVersion:
    """Return the version in force, as it stands in the database."""
    return UseCaseVersion.objects.get(in_force_for=use_case)


def shown(use_case: UseCase) -> UseCaseVersion:
    """Return the version that the register shows, as it stands in the database."""
    return UseCaseVersion.objects.get(shown_for=use_case)


def owner_of(use_case: UseCase) -> Person:
    """Return who answers for a use case that has an owner."""
    assert use_case.owner is not None
    return use_case.owner


def answered(
    project: Project | None = None, categories: tuple[DataCategory, ...] = (), **content: Any
) -> dict[str, Any]:
    """Return a content in which nothing is left open, with data that may go where it is to go."""
    sent = categories or (allowed_category(),)
    place = project or Project.objects.first() or make_project("Support")
    model = place.provider.models.first() or make_model("gpt-test", place.provider)
    return {
        "purpose": "Suggest answers to the mail of customers",
        "outputs": "A draft of an answer for the agent who sends it",
        "affected": ["customers"],
        "autonomy": "drafts",
        "oversight": "An agent reads every draft before it is sent",
        "ai_act_answers": [],
        "categories": {str(each.pk): "some" for each in sent},
        "lawful_basis": "contract",
        "projects": [str(place.pk)],
        "models": [str(model.pk)],
        "endpoints": ["responses"],
        "environments": ["production"],
        **content,
    }


def allowed_category(name: str = "Product texts") -> DataCategory:
    """Return a category without personal data that may go anywhere; entered with its rule when it is missing."""
    known = DataCategory.objects.filter(name=name).first()
    if known is None:
        known = make_category(name, "internal")
        make_rule(known, "allow")
    return known


def make_submitted(title: str = "Answer customer mail", owner: Person | None = None, **content: Any) -> UseCase:
    """Submit a use case with nothing left open."""
    owner = owner or requester()
    draft = make_draft(title, owner, **answered(**content))
    if proposed(draft).risk_tier != RiskTier.LOW:
        board()
    return submit_use_case(draft.pk, by=owner)


def make_approved(title: str = "Answer customer mail", owner: Person | None = None, **content: Any) -> UseCase:
    """Take over an earlier approval of a use case."""
    draft = make_draft(title, owner, **answered(**content))
    return take_over_approval(
        draft.pk,
        approved_on=today() - timedelta(days=30),
        approved_until=today() + timedelta(days=90),
        evidence="Minutes of the board",
        by=fresh(steward()),
        reason="Approved before the portal",
    )
