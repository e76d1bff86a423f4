"""What was submitted stays as it was, whoever changes it and by whatever way."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from access.models import Person
from registers.actions.use_cases import begin_version, retire_use_case, withdraw_use_case
from registers.models import UseCase, UseCaseVersion, VersionCategory, VersionModel, VersionProject
from registers.reading.contents import content_of
from registers.rules.content import content_hash
from tests.factories.registers import make_category, make_model, make_project
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, requester

LINKS = (VersionCategory, VersionModel, VersionProject)


def rows(use_case: UseCase) -> tuple[UseCaseVersion, str]:
    version = use_case.versions.get()
    return version, content_hash(content_of(version))


def refused(change: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match="was submitted"), transaction.atomic():
        change()


@pytest.mark.parametrize("make", [make_submitted, make_approved])
@pytest.mark.parametrize(
    "changed",
    [
        {"title": "Another"}, {"purpose": "Another"}, {"endpoints": ["files"]}, {"environments": []},
        {"monthly_budget": 5}, {"risk_tier": "low", "note": "Another"}, {"content_hash": ""},
        {"content_hash": "0" * 64}, {"submitted_at": None}, {"number": 7}, {"state": "draft"},
    ],
)  # fmt: skip
def test_its_columns_do_not_change(make: Callable[[], UseCase], changed: dict[str, object]) -> None:
    version, before = rows(make())
    refused(lambda: UseCaseVersion.objects.filter(pk=version.pk).update(**changed))
    version.refresh_from_db()
    assert content_hash(content_of(version)) == before == version.content_hash


def test_it_is_not_deleted() -> None:
    version, _hash = rows(make_submitted())
    refused(lambda: UseCaseVersion.objects.filter(pk=version.pk)._raw_delete("default"))


@pytest.mark.parametrize("link", LINKS)
def test_what_it_names_does_not_change(link: Any) -> None:
    version, before = rows(make_submitted())
    draft = make_draft("Another", **answered()).versions.get()
    others: dict[Any, Callable[[], dict[str, Any]]] = {
        VersionCategory: lambda: {"category": make_category("Another")},
        VersionModel: lambda: {"model": make_model("another")},
        VersionProject: lambda: {"project": make_project("Another")},
    }
    other = others[link]()
    named, free = link.objects.filter(version=version), link.objects.filter(version=draft)
    refused(lambda: named.update(**other))
    refused(lambda: named.update(version=draft.pk))
    refused(lambda: named._raw_delete("default"))
    refused(lambda: link.objects.create(version=version, **other))
    refused(lambda: free.update(version=version.pk))
    assert content_hash(content_of(UseCaseVersion.objects.get(pk=version.pk))) == before
    assert free.update(**other) == 1


@pytest.mark.parametrize("state", ["changes-asked", "approved", "rejected", "withdrawn", "replaced"])
def test_what_becomes_of_it_is_said(state: str) -> None:
    version, _hash = rows(make_submitted())
    assert UseCaseVersion.objects.filter(pk=version.pk).update(state=state) == 1


def test_asking_for_changes_begins_the_next(officer: Person) -> None:
    use_case = make_submitted()
    UseCaseVersion.objects.filter(use_case=use_case).update(state="changes-asked")
    begin_version(use_case.pk, by=requester())
    first, second = use_case.versions.order_by("number")
    assert (first.state, second.state, second.content_hash) == ("replaced", "draft", "")
    assert content_of(first) == content_of(second)
    retire_use_case(use_case.pk, by=officer, reason="Over")


def test_withdrawing_leaves_it_as_it_was() -> None:
    use_case = make_submitted()
    version, before = rows(use_case)
    withdraw_use_case(use_case.pk, by=requester(), reason="Too early")
    version.refresh_from_db()
    assert (version.state, content_hash(content_of(version)), version.content_hash) == ("withdrawn", before, before)
