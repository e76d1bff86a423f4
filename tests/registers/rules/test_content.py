"""The canonical content and its hash: one content, one hash, whoever writes it down."""

import hashlib
import json
import subprocess
import sys
from decimal import Decimal

import pytest

from registers.rules.content import CONTENT_FIELDS, EMPTY, canonical, complete, content_hash, exported

ONE_LINER = (
    "import hashlib, json, sys; "
    'print(hashlib.sha256(json.dumps(json.load(sys.stdin)["content"], '
    'sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest())'
)


def test_it_works() -> None:
    content = {"title": "Answer mail", "endpoints": ("responses", "embeddings"), "monthly_budget": Decimal("12.5")}
    written = json.loads(canonical(content))
    assert written["endpoints"] == ["embeddings", "responses"]
    assert written["monthly_budget"] == "12.50"
    assert sorted(written) == sorted(CONTENT_FIELDS)
    assert content_hash(content) == hashlib.sha256(canonical(content)).hexdigest()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"title": "Caf\u00e9"}, {"title": "Cafe\u0301"}),
        ({"purpose": "a\r\nb"}, {"purpose": "a\nb"}),
        ({"affected": ["public", "customers"]}, {"affected": ("customers", "public")}),
        ({"monthly_budget": "5"}, {"monthly_budget": Decimal("5.00")}),
        ({"categories": {"b": "some", "a": "many"}}, {"categories": {"a": "many", "b": "some"}}),
        ({}, EMPTY),
    ],
)
def test_the_same_said_differently_has_one_hash(one: dict[str, object], other: dict[str, object]) -> None:
    assert content_hash(one) == content_hash(other)


@pytest.mark.parametrize("name", CONTENT_FIELDS)
def test_every_field_counts(name: str) -> None:
    value: object = {"a": "some"} if name == "categories" else ["x"]
    if isinstance(EMPTY[name], str):
        value = "x"
    if isinstance(EMPTY[name], bool):
        value = True
    if EMPTY[name] is None and name != "ai_act_answers":
        value = 7
    assert content_hash({name: value}) != content_hash({})


def test_unanswered_is_not_answered_no() -> None:
    assert content_hash({"ai_act_answers": None}) != content_hash({"ai_act_answers": []})


def test_the_documented_one_liner_comes_to_the_same_hash() -> None:
    content = {"title": "Größe \u201eX\u201c \U0001f600", "purpose": 'a "b" \\ \t', "categories": {"1": "some"}}
    handed_out = json.dumps({"content": exported(content)}).encode()
    answer = subprocess.run([sys.executable, "-c", ONE_LINER], input=handed_out, capture_output=True, check=True)
    assert answer.stdout.decode().strip() == content_hash(content)


def test_an_unknown_field_is_named() -> None:
    with pytest.raises(KeyError, match="colour"):
        complete({"colour": "red"})
