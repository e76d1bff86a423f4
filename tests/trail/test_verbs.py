"""The sentence and the look of every event: complete, in the reader's language, whatever was or was not recorded."""

from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from django.conf import settings
from django.utils.translation import gettext_noop, override

from common.presentation import Tone
from common.terms import TERM
from trail.verbs import Verb, all_verbs, sentence, verb_of

VERBS = sorted(all_verbs())
LANGUAGES = [code for code, _name in settings.LANGUAGES]
ADA, EMIL = "Ada Whitfield", "Emil K\u00e4stner"
OFFICER = {TERM: gettext_noop("Compliance officer")}


def names_in(template: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(template) if name}


def told(values: dict[str, Any], language: str = "en", verb: str = "access.role.assigned") -> str:
    with override(language):
        return sentence(verb, {"by": ADA, "subject": EMIL, **values})


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("Reader", "Reader"),
        (OFFICER, "Compliance officer"),
        ([OFFICER, "Reader"], "Compliance officer, Reader"),
        (["Reader"], "Reader"),
        ([["a", "b"], "c"], "a, b, c"),
        ([None, "Reader"], "?, Reader"),
        (7, "7"),
        (0, "0"),
        (False, "False"),
        ("{by}", "{by}"),
        ("{subject.__class__}", "{subject.__class__}"),
        ("100 %(x)s", "100 %(x)s"),
        ("<b>", "<b>"),
        ({"other": 1}, "{'other': 1}"),
    ],
)
def test_a_value_is_told(role: Any, expected: str) -> None:
    assert told({"role": role}) == f"{ADA} gave {EMIL} the role {expected}"


@pytest.mark.parametrize("values", [{}, {"role": None}, {"role": ""}, {"role": []}])
def test_what_was_not_recorded_is_a_question_mark(values: dict[str, Any]) -> None:
    assert told(values) == f"{ADA} gave {EMIL} the role ?"


def test_with_nothing_recorded_at_all_it_is_still_a_sentence() -> None:
    with override("en"):
        assert sentence("access.role.assigned", {}) == "? gave ? the role ?"


def test_values_that_the_sentence_does_not_name_are_left_out() -> None:
    assert told({"role": "Reader", "secret": "x"}) == f"{ADA} gave {EMIL} the role Reader"


def test_german_readers_are_told_in_german() -> None:
    assert told({"role": OFFICER}, "de") == f"{ADA} hat {EMIL} die Rolle Compliance-Leitung erteilt"
    assert told({}, "de") == f"{ADA} hat {EMIL} die Rolle ? erteilt"


def test_what_people_typed_is_never_translated() -> None:
    """A role of somebody's own may be called like one of ours, a token like a word of the pages."""
    assert told({"role": "Compliance officer"}, "de").endswith("die Rolle Compliance officer erteilt")
    assert told({"token": "Engineer"}, "de", "access.token.issued").count("Engineer") == 1
    assert told({"role": ["Engineer", OFFICER]}, "de").count("Engineer") == 1


def test_a_verb_of_a_time_before_is_told_as_it_is() -> None:
    assert told({}, "de", "access.badge.printed") == f"{ADA}: access.badge.printed"
    assert verb_of("access.badge.printed").icon == "point"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_look(verb: str) -> None:
    declared = all_verbs()[verb]
    assert isinstance(declared, Verb)
    assert declared.icon in (Path(settings.ROOT) / "static" / "icons.txt").read_text().split()
    assert isinstance(declared.tone, Tone)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_a_sentence_in_every_language(verb: str, language: str) -> None:
    with override("en"):
        english = str(all_verbs()[verb].sentence)
    with override(language):
        translated = str(all_verbs()[verb].sentence)
    assert names_in(translated) == names_in(english)
    assert names_in(english) & {"by", "subject"} or verb == "access.roles.installed"
    assert (translated != english) is (language != "en")
    values = {name: f"<{name}>" for name in names_in(english)}
    with override(language):
        whole = sentence(verb, values)
    assert "?" not in whole
    assert all(value in whole for value in values.values())
