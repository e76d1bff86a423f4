"""Which use cases are really alike, by the words that tell something."""

import pytest

from registers.rules.similar import likeness, places_of_alike, telling_words


@pytest.mark.parametrize(
    ("text", "alike"),
    [
        ("Summarise findings for the ward", True),
        ("Summary of finding, by ward", True),
        ("Findings", False),
        ("Findings of auditors about the lunch menu, the parking garage and our holiday calendar, ward", False),
        ("Holiday planner", False),
        ("", False),
    ],
)
def test_likeness(text: str, alike: bool) -> None:
    found = likeness(telling_words(text), "Summarise findings for the ward", "Doctors read findings in a minute")
    assert (found > 0) is alike


def test_a_word_in_the_title_tells_more() -> None:
    words = telling_words("Translate letters")
    assert likeness(words, "Translate letters", "") > likeness(words, "Office", "They translate letters") > 0


def test_beside_one_that_is_much_alike_the_others_are_noise() -> None:
    assert places_of_alike([0.3, 0.0, 1.0, 0.7]) == [2, 3]
    assert places_of_alike([0.3, 0.0]) == [0]
    assert places_of_alike([]) == []
