"""A mail server, and somebody whose inbox is empty."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from access.models import Notification, Person
from tests.factories.mail import Mailbox, free_port, serving


@pytest.fixture
def port(settings: Settings) -> int:
    """Point the portal at a port where nobody listens yet."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", free_port(), 5
    settings.DEFAULT_FROM_EMAIL = "Portal <portal@example.org>"
    settings.PUBLIC_ADDRESS = "https://portal.example.org"
    return int(settings.EMAIL_PORT)


@pytest.fixture
def mailbox(port: int) -> Iterator[Mailbox]:
    mailbox = Mailbox()
    with serving(mailbox, port):
        yield mailbox


@pytest.fixture
def reader(engineer: Person, officer: Person) -> Person:
    # Both were told of their roles.
    Notification.objects.all().delete()
    return engineer
