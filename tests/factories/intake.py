"""Wishes of people without a role, made by the portal's own action."""

from typing import Any

from access.models import Person
from registers.actions.intake import ask_for_use
from registers.models import UseCase
from tests.factories.registers import steward

WISH: dict[str, Any] = {
    "title": "Summaries of minutes",
    "wish": "Minutes go in, a page of decisions comes out.",
    "data": "Names of those who took part",
    "for_whom": "The assistants of the board",
}


def ask_in_plain_words(by: Person, **said: Any) -> UseCase:
    """Ask for a use of the API; there is somebody to see it through."""
    steward()
    return ask_for_use(by=by, **{**WISH, **said})
