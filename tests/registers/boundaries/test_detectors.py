"""Custom detectors: patterns of RE2 and lists of words, tried on a text that is kept nowhere."""

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.categories import retire_category
from registers.actions.detectors import create_detector, remove_detector
from registers.choices import Detector
from registers.detectors import EXPLAINED, parts_of_text
from registers.models import CustomDetector
from tests.factories.clients import client_of
from tests.factories.registers import make_category
from trail.models import TrailEntry

pytestmark = pytest.mark.django_db


def test_it_works(officer: Person) -> None:
    category = make_category("Tickets")
    page, place = client_of(officer), category.get_absolute_url()
    answer = page.post(f"{place}new-detector/", {"name": "Ticket number", "kind": "pattern", "pattern": r"HLD-\d{6}"})
    assert answer.headers["Location"] == place
    detector = CustomDetector.objects.get()
    assert (detector.pattern, detector.keywords) == (r"HLD-\d{6}", [])
    page.post(
        f"{place}new-detector/", {"name": "Products", "kind": "keywords", "keywords": "NordBil\n\n NordBil \nFjord"}
    )
    assert CustomDetector.objects.get(name="Products").keywords == ["NordBil", "Fjord"]
    assert "HLD-" in page.get(place).content.decode()
    page.post(f"/registers/detectors/{detector.pk}/remove/", {"reason": "Wrong"})
    detector.refresh_from_db()
    assert detector.removed_at is not None
    assert [entry.sentence for entry in TrailEntry.objects.about(category)] == [
        "Oscar Officer took the detector Ticket number from Tickets",
        "Oscar Officer gave Tickets the detector Products",
        "Oscar Officer gave Tickets the detector Ticket number",
        "Oscar Officer entered the data category Tickets",
    ]


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        (r"EMP-(?=\d)", "does not look ahead or behind"),
        (r"(?<!x)y", "does not look ahead or behind"),
        (r"(a)\1", "does not remember"),
        (r"\i", "does not know"),
        (r"(?#note)", "does not know"),
        (r"[a-", "is not closed: “[a-”"),
        (r"(abc", "A “(” is not closed"),
        (r"abc)", "closes nothing"),
        (r"a{2000}", "1,000 times at most"),
        (r"*a", "repeats nothing"),
        (r"[z-a]", "no such range"),
        (r"x*", "fits an empty text"),
        ("", "Enter the pattern"),
        ("a" * 2001, "2000 characters at most"),
    ],
)
def test_a_pattern_that_re2_refuses_is_explained(officer: Person, pattern: str, told: str) -> None:
    category = make_category("Tickets")
    with pytest.raises(Refused) as refused:
        create_detector(category.pk, name="x", kind="pattern", pattern=pattern, by=officer)
    assert told in refused.value.refusal.text
    assert refused.value.refusal.field == "pattern"
    assert not CustomDetector.objects.exists()


def test_words_are_found_whole_in_any_case_and_as_they_stand() -> None:
    words = CustomDetector(name="Words", kind="keywords", keywords=["Fjord", "C++", "Straße", "a.b"])
    found = [part.text for part in parts_of_text("FJORD fjords c++ STRASSE straße a.b axb", [words]) if part.found_by]
    assert found == ["FJORD", "c++", "straße", "a.b"]


def test_parts_make_up_the_text_and_the_longer_find_counts() -> None:
    short = CustomDetector(name="Short", kind="pattern", pattern="HLD")
    long = CustomDetector(name="Long", kind="pattern", pattern=r"HLD-\d+")
    text = "HLD-12 Grüße 🙂 HLD, <b>HLD-7</b>"
    parts = parts_of_text(text, [short, long])
    assert "".join(part.text for part in parts) == text
    assert [(part.text, part.found_by) for part in parts if part.found_by] == [
        ("HLD-12", "Long"),
        ("HLD", "Short"),
        ("HLD-7", "Long"),
    ]


def test_trying_marks_what_is_found_and_keeps_nothing(officer: Person, engineer: Person) -> None:
    category = make_category("Tickets")
    create_detector(category.pk, name="Ticket", kind="pattern", pattern=r"HLD-\d+", by=officer)
    entries = TrailEntry.objects.count()
    page = client_of(engineer)
    place = f"{category.get_absolute_url()}try/"
    shown = page.post(place, {"sample": "<i>About HLD-42</i>"}).content.decode()
    assert '<mark title="Ticket">HLD-42</mark>' in shown
    assert "&lt;i&gt;About" in shown
    assert "1 place found" in shown
    part = page.post(
        place, {"sample": "Nothing"}, headers={"HX-Request": "true", "HX-Target": "found"}
    ).content.decode()
    assert "Nothing found in this text" in part
    assert "<html" not in part
    assert page.post(place, {"sample": ""}).status_code == 422
    assert page.post(place, {"sample": "x" * 20_001}).status_code == 422
    assert TrailEntry.objects.count() == entries


def test_hints_show_while_it_is_written(officer: Person) -> None:
    place = f"{make_category('Tickets').get_absolute_url()}new-detector/"
    page = client_of(officer)
    typed = {"live": "1", "kind": "pattern", "pattern": r"HLD-\d+", "sample": "HLD-42 and HLD-7"}
    assert "2 places found" in page.post(place, typed).content.decode()
    assert "is not closed" in page.post(place, {**typed, "pattern": "(HLD"}).content.decode()
    assert "1 place found" in page.post(place, {**typed, "kind": "keywords", "keywords": "and"}).content.decode()
    assert not CustomDetector.objects.exists()


def test_owners_of_the_category_may_and_others_may_not(officer: Person, data_owner: Person) -> None:
    mine, other = make_category("Tickets", owner_id=data_owner.pk), make_category("Contracts")
    detector = create_detector(mine.pk, name="Words", kind="keywords", keywords=["a"], by=data_owner)
    foreign = create_detector(other.pk, name="Words", kind="keywords", keywords=["a"], by=officer)
    page = client_of(data_owner)
    assert page.get(f"/registers/detectors/{detector.pk}/remove/").status_code == 200
    assert page.get(f"/registers/detectors/{foreign.pk}/remove/").status_code == 403
    with pytest.raises(PermissionRefused):
        remove_detector(foreign.pk, by=data_owner, reason="x")
    with pytest.raises(Refused) as refused:
        create_detector(mine.pk, name="words", kind="keywords", keywords=["b"], by=data_owner)
    assert refused.value.refusal.code == "name_taken"
    retire_category(mine.pk, by=officer, reason="Merged")
    with pytest.raises(Refused):
        create_detector(mine.pk, name="More", kind="keywords", keywords=["b"], by=data_owner)


def test_every_built_in_detector_is_explained() -> None:
    assert set(EXPLAINED) == set(Detector.values)
