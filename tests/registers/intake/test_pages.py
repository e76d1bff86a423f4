"""The pages of the intake, and its API."""

import pytest

from access.models import Person
from common.permissions import RoleName
from registers.actions.reviews import reject_use_case
from registers.actions.use_cases import save_draft, submit_use_case
from registers.models import Intake, UseCase
from tests.factories.clients import api_of, client_of
from tests.factories.intake import WISH, ask_in_plain_words
from tests.factories.people import fresh, make_person
from tests.factories.registers import make_category
from tests.factories.reviews import hash_of
from tests.factories.use_cases import answered, make_draft

pytestmark = pytest.mark.django_db
FORM = "/registers/intake/"
API = "/api/v1/intake/"


def test_it_works(officer: Person, nobody: Person) -> None:
    client = client_of(nobody)
    start = client.get("/").content.decode()
    assert FORM in start
    assert "Data categories" not in client.get(FORM).content.decode()
    answer = client.post(FORM, {**WISH, "wanted_from": "2027-01-01", "links": "https://example.org/concept"})
    assert answer.status_code == 302
    use_case = UseCase.objects.get()
    assert answer["Location"] == f"/registers/use-cases/{use_case.pk}/wish/"
    page = client.get(answer["Location"]).content.decode()
    for shown in (WISH["wish"], WISH["data"], officer.name, use_case.code, "https://example.org/concept"):
        assert shown in page
    assert use_case.title in client.get("/").content.decode()
    assert use_case.title in client.get(FORM).content.decode()
    assert client.get(use_case.get_absolute_url()).status_code == 200
    # Their own start page offers no register that they may not see.
    assert "/registers/use-cases/?mine" not in client.get("/").content.decode()


def test_bad_input_comes_back_at_its_field(officer: Person, nobody: Person) -> None:
    client = client_of(nobody)
    for said, sentence in (
        ({"title": ""}, "This field is required"),
        ({"wish": ""}, "This field is required"),
        ({"data": " "}, "This field is required"),
        ({"links": "javascript:alert(1)"}, "is no link"),
        ({"wanted_from": "soon"}, "valid date"),
        ({"wish": "x" * 5000}, "at most 4000"),
    ):
        answer = client.post(FORM, {**WISH, **said})
        assert answer.status_code == 422, said
        assert sentence in answer.content.decode(), said
    assert not UseCase.objects.exists()
    for number in range(5):
        ask_in_plain_words(nobody, title=f"Wish {number}")
    answer = client.post(FORM, WISH)
    assert answer.status_code == 422
    assert "Wait for an answer" in answer.content.decode()


def test_whoever_sees_the_register_names_categories(officer: Person, engineer: Person) -> None:
    category = make_category("Minutes")
    client = client_of(engineer)
    assert "Minutes" in client.get(FORM).content.decode()
    assert client.post(FORM, {**WISH, "categories": str(category.pk)}).status_code == 302
    version = UseCase.objects.get().proposed
    assert version is not None
    assert [each.category for each in version.version_categories.all()] == [category]


def test_others_see_nothing_of_it(officer: Person, nobody: Person, engineer: Person) -> None:
    use_case, stranger = ask_in_plain_words(nobody), make_person("Sid Stranger")
    for person in (stranger, engineer):
        client = client_of(person)
        for address in ("", "wish/", "steward/"):
            assert client.get(f"{use_case.get_absolute_url()}{address}").status_code == 404
    assert client_of(nobody).get(f"{use_case.get_absolute_url()}steward/").status_code == 403
    other = make_draft("Of others")
    assert client_of(nobody).get(other.get_absolute_url()).status_code == 404
    assert client_of(officer).get(f"{other.get_absolute_url()}wish/").status_code == 404
    for address in ("use-cases/", "documents/", "data-categories/"):
        assert client_of(nobody).get(f"/registers/{address}").status_code == 404


def test_a_rejection_stands_there_with_its_reason(officer: Person, nobody: Person) -> None:
    use_case = ask_in_plain_words(nobody)
    other = make_person("Olga Officer", RoleName.COMPLIANCE_OFFICER)
    save_draft(use_case.pk, answered(), by=fresh(officer))
    submit_use_case(use_case.pk, by=fresh(officer))
    reject_use_case(use_case.pk, by=fresh(other), content_hash=hash_of(use_case), reason="The works council says no")
    page = client_of(nobody).get(f"{use_case.get_absolute_url()}wish/").content.decode()
    for words in ("It was rejected.", "Olga Officer", "The works council says no"):
        assert words in page


def test_handing_on_on_the_page(officer: Person, nobody: Person, engineer: Person) -> None:
    use_case, client = ask_in_plain_words(nobody), client_of(officer)
    address = f"{use_case.get_absolute_url()}steward/"
    assert address in client.get(f"{use_case.get_absolute_url()}?tab=people").content.decode()
    assert client.post(address, {"person": str(nobody.pk), "reason": "Theirs"}).status_code == 422
    assert client.post(address, {"person": str(engineer.pk), "reason": "Knows it"}).status_code == 302
    assert use_case.members.get().person == engineer


def test_the_api(officer: Person, nobody: Person, engineer: Person) -> None:
    api = api_of(nobody)
    answer = api.post(API, WISH)
    assert answer.status_code == 201
    intake = Intake.objects.get()
    assert answer.json()["stewards"] == [{"id": str(officer.pk), "name": officer.name}]
    assert api.get(f"{API}{intake.pk}/").json()["use_case"]["code"] == intake.use_case.code
    assert api.post(API, {**WISH, "links": "ftp://example.org"}).json()["code"] == "no_link"
    assert api.post(API, {"title": "Only a title"}).status_code == 422
    assert api_of(engineer).get(f"{API}{intake.pk}/").status_code == 404
    assert api_of(engineer).get(API).json()["results"] == []
    assert api_of(None).post(API, WISH).status_code == 401
    assert api_of(nobody, ["read"]).post(API, WISH).status_code == 403
    steward = f"/api/v1/use-cases/{intake.use_case.pk}/steward/"
    handed = {"person": str(engineer.pk), "reason": "Knows it"}
    assert api.post(steward, handed).status_code == 403
    assert api_of(officer).post(steward, handed).status_code == 200
    assert intake.use_case.members.get().person == engineer
