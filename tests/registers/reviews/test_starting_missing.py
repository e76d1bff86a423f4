"""What was submitted before there were routes is sent on its route after the next migration."""

import pytest
from django.db import connection

from registers.models import Review, UseCase
from registers.shipped import install
from tests.factories.reviews import approve, board, open_step
from tests.factories.use_cases import make_submitted
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def submitted_long_ago() -> UseCase:
    """Return a request as the release before routes left it: in review, on no route."""
    use_case = make_submitted()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM registers_reviewstep")
        cursor.execute("DELETE FROM registers_review")
    return use_case


def test_it_works() -> None:
    use_case = submitted_long_ago()
    install()
    assert open_step(use_case).step.name == "Compliance"
    told = TrailEntry.objects.about(use_case).filter(verb="registers.use_case.review_started")
    assert told.count() == 1
    install()
    assert Review.objects.count() == told.count() == 1
    assert approve(use_case, board()["compliance-officer"]).state == "approved"


def test_drafts_and_what_has_a_review_are_left_alone() -> None:
    use_case = make_submitted()
    before = Review.objects.get(version__use_case=use_case).pk
    install()
    assert Review.objects.get().pk == before
