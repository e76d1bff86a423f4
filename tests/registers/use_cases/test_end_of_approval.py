"""Until when a use case is approved, and that this is over once it is retired."""

from django.utils.formats import date_format

from access.models import Person
from registers.actions.use_cases import retire_use_case
from registers.models import UseCase
from registers.presenting.use_cases import end_of_approval
from tests.factories.clients import client_of
from tests.factories.registers import steward
from tests.factories.use_cases import make_approved, make_draft

LIST = "/registers/use-cases/"


def test_it_works(officer: Person) -> None:
    use_case = make_approved()
    until = UseCase.objects.get(pk=use_case.pk).approved_until
    assert until is not None
    day = date_format(until)
    client = client_of(officer)
    assert day in client.get(use_case.get_absolute_url()).content.decode()
    retire_use_case(use_case.pk, by=steward(), reason="Nobody uses it")
    for address in (use_case.get_absolute_url(), LIST):
        page = client.get(address).content.decode()
        assert "Ended when it was retired" in page
        assert day not in page


def test_without_an_approval_there_is_no_end(officer: Person) -> None:
    assert end_of_approval(make_draft()) == ""
