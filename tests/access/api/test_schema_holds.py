"""Whatever is sent that the schema allows (or not quite), the API answers as the schema says and never fails."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS

from access.actions.tokens import issue_token
from access.models import Person, Role
from compliance_portal.wsgi import application
from registers.models import ClassificationLevel
from tests.architecture.samples import OWNED
from tests.factories.documents import make_exception
from tests.factories.people import PASSWORD
from tests.factories.registers import make_category, make_rule
from tests.factories.use_cases import make_draft
from trail.models import TrailEntry

schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
Case = schemathesis.Case[Any]
HOLDING: Any = CHECKS.get_by_names(
    ["not_a_server_error", "content_type_conformance", "response_schema_conformance", "status_code_conformance"]
)
# Strangers are turned away before their input matters: a few requests for each operation show it.
for_strangers = schemathesis.openapi.from_dict(
    schema.raw_schema, config=schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
)
for_strangers.app = application


def generated(examples: int) -> settings:
    return settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


@pytest.fixture(autouse=True)
def one_transaction(db: None) -> Iterator[None]:
    """Keep the test's own transaction open between requests, as Django's test client does."""
    ends = (request_started, request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def headers(administrator: Person) -> dict[str, str]:
    _token, secret = issue_token(administrator, name="fuzz", scopes=["write"], days=1, by=administrator)
    return {"Authorization": f"Bearer {secret}", "Portal-Step-Up": PASSWORD}


# What there is to ask about, made when it is first asked for; whatever people own stands in the samples.
TARGETS: dict[str, Callable[[Person], Any]] = {
    **{route.split("/")[2]: make for route, make in OWNED.items() if route.startswith("api/v1/")},
    "boundary-rules": lambda _person: make_rule(make_category("E-mail"), "deny"),
    "classification-levels": lambda _person: ClassificationLevel.objects.latest("id"),
    "data-categories": lambda _person: make_category("Diagnosis"),
    "departments": lambda person: person.department,
    "exceptions": lambda person: make_exception(by=person),
    "people": lambda person: person,
    "roles": lambda _person: Role.objects.get(slug="engineer"),
    "trail-entries": lambda _person: TrailEntry.objects.latest("id"),
    "use-cases": lambda person: make_draft("Answer mail", person),
}


@pytest.fixture
def target(engineer: Person) -> Callable[[str], str]:
    """Return the id of a thing of a resource, the same one each time."""
    made: dict[str, str] = {}

    def one(resource: str) -> str:
        if resource not in made:
            made[resource] = str(TARGETS[resource](engineer).pk)
        return made[resource]

    return one


def aimed(case: Case, target: Callable[[str], str]) -> Case:
    """Turn an id that could be one into one that is, so that more than 404 is seen."""
    try:
        UUID(str(case.path_parameters["id"]))
    except (KeyError, TypeError, ValueError):
        return case
    case.path_parameters["id"] = target(case.operation.path.split("/")[3])
    return case


@schema.parametrize()
@generated(12)
def test_as_administrator(case: Case, headers: dict[str, str], target: Callable[[str], str]) -> None:
    aimed(case, target).call_and_validate(headers=headers, checks=HOLDING)


@for_strangers.parametrize()
@generated(3)
def test_as_nobody(case: Case) -> None:
    # Whoever found a token needs no account to have it revoked, nor learns whether it was one.
    welcome = {204, 422, 429} if case.operation.path.endswith("/tokens/leaked/") else set()
    assert case.call_and_validate(checks=HOLDING).status_code in {401, 404, 405, *welcome}
