"""The cast: one person of each role, and how they come to the portal."""

import pytest

from access.models import Person
from common.permissions import RoleName
from tests.factories.people import make_person


@pytest.fixture
def administrator(db: None) -> Person:
    return make_person("Ada Administrator", RoleName.ADMINISTRATOR, department="Operations")


@pytest.fixture
def officer(administrator: Person) -> Person:
    return make_person("Oscar Officer", RoleName.COMPLIANCE_OFFICER, department="Compliance")


@pytest.fixture
def auditor(administrator: Person) -> Person:
    return make_person("Anna Auditor", RoleName.AUDITOR)


@pytest.fixture
def engineer(administrator: Person) -> Person:
    return make_person("Emil Engineer", RoleName.ENGINEER, department="Engineering")


@pytest.fixture
def data_owner(administrator: Person) -> Person:
    return make_person("Dora Data-Owner", RoleName.DATA_OWNER, department="Sales")


@pytest.fixture
def privacy_reviewer(administrator: Person) -> Person:
    return make_person("Piet Privacy", RoleName.PRIVACY_REVIEWER, department="Compliance")


@pytest.fixture
def security_reviewer(administrator: Person) -> Person:
    return make_person("Sara Security", RoleName.SECURITY_REVIEWER, department="Engineering")


@pytest.fixture
def legal_reviewer(administrator: Person) -> Person:
    return make_person("Lena Legal", RoleName.LEGAL_REVIEWER, department="Compliance")


@pytest.fixture
def nobody(administrator: Person) -> Person:
    """Somebody who signs in but holds no role."""
    return make_person("Nina Nobody")
