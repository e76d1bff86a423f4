"""Classification levels: four are shipped, once; the organisation adds its own and renames any."""

import pytest

from access.models import Person
from compliance_portal.database import install_shipped
from registers.models import ClassificationLevel
from tests.factories.clients import client_of
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db
URL = "/registers/classification-levels/"


def test_they_are_shipped_once_in_their_order() -> None:
    slugs = list(ClassificationLevel.objects.values_list("slug", flat=True))
    assert slugs == ["public", "internal", "confidential", "restricted"]
    verb = "registers.classification_level.shipped"
    assert TrailEntry.objects.filter(verb=verb).count() == 4
    install_shipped()
    assert ClassificationLevel.objects.count() == TrailEntry.objects.filter(verb=verb).count() == 4


def test_one_of_its_own_stands_between(officer: Person) -> None:
    page = client_of(officer)
    answer = page.post(f"{URL}new/", {"name": "Need to know", "rank": 35, "meaning": "For a project"})
    assert answer.headers["Location"] == URL
    level = ClassificationLevel.objects.get(slug="need-to-know")
    assert not level.shipped
    assert TrailEntry.objects.about(level).get().verb == "registers.classification_level.created"
    shown = page.get(URL).content.decode()
    assert shown.index("Restricted") < shown.index("Need to know") < shown.index("Confidential")


@pytest.mark.parametrize(("name", "rank"), [("public", 15), ("New", 10), ("New", 1001), ("", 15)])
def test_name_and_rank_are_there_and_only_once(officer: Person, name: str, rank: int) -> None:
    assert client_of(officer).post(f"{URL}new/", {"name": name, "rank": rank, "meaning": ""}).status_code == 422
    assert ClassificationLevel.objects.count() == 4


def test_a_shipped_one_stays_translated_until_it_is_renamed(officer: Person) -> None:
    level = ClassificationLevel.objects.get(slug="restricted")
    officer.language = "de"
    page, place = client_of(officer), f"{URL}{level.pk}/edit/"
    meaning = level.meaning_shown
    page.post(place, {"name": str(level), "rank": 50, "meaning": meaning})
    level.refresh_from_db()
    assert (level.rank, level.shipped) == (50, True)
    page.post(place, {"name": "Top secret", "rank": 50, "meaning": meaning})
    level.refresh_from_db()
    assert (level.name, level.shipped, str(level)) == ("Top secret", False, "Top secret")
    install_shipped()
    assert ClassificationLevel.objects.count() == 4


def test_only_officers_change_them(data_owner: Person, nobody: Person) -> None:
    level = ClassificationLevel.objects.get(slug="public")
    page = client_of(data_owner)
    assert page.get(URL).status_code == 200
    for place in (f"{URL}new/", f"{URL}{level.pk}/edit/"):
        assert page.get(place).status_code == page.post(place, {}).status_code == 403
    assert client_of(nobody).get(URL).status_code == 404
