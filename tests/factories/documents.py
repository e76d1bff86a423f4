"""Documents, exceptions and attachments for tests, made by the portal's own actions."""

from datetime import timedelta
from typing import Any

from access.models import Person
from common.clock import today
from common.permissions import RoleName
from registers.actions.documents import create_document
from registers.actions.exceptions import CONCERNED, grant_exception, request_exception
from registers.models import DataCategory, Document, RegisterException
from tests.factories.files import upload
from tests.factories.people import make_person
from tests.factories.registers import make_category, steward


def make_document(title: str = "Runbook of the API", kind: str = "runbook", **content: Any) -> Document:
    """Enter a document that holds from today on, unless said."""
    given = {"file": upload(), "by": steward(), **content}
    return create_document(title=title, kind=kind, **given)


def concerned_category() -> DataCategory:
    """Return the data category that exceptions concern where nothing else is said."""
    return DataCategory.objects.filter(name="Names in the pilot").first() or make_category("Names in the pilot")


def exception_asker() -> Person:
    """Return an engineer who asks for exceptions; one is made where there is none."""
    known = Person.objects.filter(email="erik-exceptional@example.org").first()
    return known or make_person("Erik Exceptional", RoleName.ENGINEER)


def make_exception(
    title: str = "No masking in the pilot", by: Person | None = None, **content: Any
) -> RegisterException:
    """Ask for an exception that lasts 90 days and concerns a data category, unless said."""
    concerns = {} if content.keys() & CONCERNED else {"category_id": concerned_category().pk}
    given = {
        **concerns,
        "reason": "The pilot needs the names",
        "compensating_control": "Two agents read everything",
        "expires_on": today() + timedelta(days=90),
        **content,
    }
    return request_exception(by=by or exception_asker(), title=title, **given)


def make_granted(title: str = "No masking", **content: Any) -> RegisterException:
    """Ask for an exception and have it granted."""
    return grant_exception(make_exception(title, **content).pk, by=steward())
