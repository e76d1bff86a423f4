"""The guided request: begun, saved as far as it is, told what the rules make of it, submitted."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from access.models import Person
from registers.actions.use_cases import begin_version, save_draft, share
from registers.models import UseCase
from registers.reading.contents import content_of
from tests.factories.clients import client_of
from tests.factories.registers import make_category, make_model, make_project, make_rule
from tests.factories.use_cases import answered, make_approved, make_draft, make_submitted, proposed, requester
from trail.models import TrailEntry

NEW = "/registers/use-cases/new/"


def step_url(use_case: UseCase, step: str) -> str:
    return f"/registers/use-cases/{use_case.pk}/request/{step}/"


def seen(use_case: UseCase) -> str:
    version = UseCase.objects.get(pk=use_case.pk).proposed
    return version.saved_at.isoformat() if version else ""


def send(client: Client, use_case: UseCase, step: str, submit: str = "save", **fields: Any) -> Any:
    return client.post(step_url(use_case, step), {"seen": seen(use_case), "submit": submit, **fields})


def test_it_works(engineer: Person) -> None:
    client = client_of(engineer)
    assert client.get(NEW).status_code == 200
    begun: Any = client.post(NEW, {"title": "Answer mail", "purpose": "Suggest answers to letters"})
    use_case = UseCase.objects.get()
    assert begun.url == step_url(use_case, "people")
    assert (use_case.owner, use_case.purpose) == (engineer, "Suggest answers to letters")
    went_on = send(client, use_case, "people", "continue", affected=["customers"], outputs="Drafts")
    assert went_on.url == step_url(use_case, "data")
    use_case.refresh_from_db()
    assert content_of(proposed(use_case))["affected"] == ["customers"]


def test_whoever_does_it_already_is_offered_first(engineer: Person) -> None:
    other = make_approved("Answer the mail of customers")
    client = client_of(engineer)
    entered = {"title": "Draft answers", "purpose": "Letters and mail of customers"}
    hint = client.post(NEW, {**entered, "live": "1"})
    assert other.title in hint.content.decode()
    assert f"/registers/use-cases/{other.pk}/join/" in hint.content.decode()
    held = client.post(NEW, entered)
    words = " ".join(held.content.decode().split())
    assert held.status_code == 200
    assert "1 use case is much like yours." in words
    assert 'href="#similar"' in words
    assert other.title in words
    assert "Go on with mine" in words
    assert "error-summary" not in words
    assert UseCase.objects.count() == 1
    assert client.post(NEW, {**entered, "similar_seen": "1"}).status_code == 302
    assert UseCase.objects.count() == 2


def test_drafts_of_others_are_not_offered(engineer: Person) -> None:
    make_draft("Answer the mail of customers")
    hint = client_of(engineer).post(NEW, {"title": "Answer mail of customers", "purpose": "", "live": "1"})
    assert "Answer the mail of customers" not in hint.content.decode()


@pytest.mark.parametrize("step", ["purpose", "people", "data", "access", "oversight", "check"])
def test_every_step_opens_on_an_empty_draft_and_a_full_one(engineer: Person, step: str) -> None:
    make_project("Support")
    for use_case in (make_draft("Empty", engineer), make_draft("Full", engineer, **answered())):
        page = client_of(engineer).get(step_url(use_case, step))
        assert page.status_code == 200
        assert "What may go where" in page.content.decode()


def test_nothing_is_called_low_before_it_was_assessed(engineer: Person) -> None:
    empty, full = make_draft("Empty", engineer), make_draft("Full", engineer, **answered())
    client = client_of(engineer)
    cards = [client.get(step_url(each, "purpose")).content.decode() for each in (empty, full)]
    assert "Not assessed yet" in cards[0]
    assert "Low risk" not in cards[0]
    assert "Not assessed yet" not in cards[1]
    assert [UseCase.objects.get(pk=each.pk).risk_tier != "" for each in (empty, full)] == [False, True]


def test_who_decides_stands_above_what_may_go_where(engineer: Person) -> None:
    page = client_of(engineer).get(step_url(make_draft(owner=engineer, **answered()), "people")).content.decode()
    assert page.index("Who will decide") < page.index("What may go where")


def test_models_name_their_provider_and_nothing_stands_in_backticks(engineer: Person) -> None:
    model = make_model("gpt-test", make_project("Support").provider)
    page = client_of(engineer).get(step_url(make_draft(owner=engineer), "access")).content.decode()
    assert f"gpt-test<small>{model.provider.name}</small>" in page
    assert "“store” is forced" in page
    assert "`" not in page


def test_what_is_missing_leads_to_its_field(engineer: Person) -> None:
    mail = make_category("Customer mail")
    use_case = make_draft(owner=engineer, categories={str(mail.pk): ""})
    client = client_of(engineer)
    page = client.get(step_url(use_case, "check")).content.decode()
    addresses = re.findall(r'<li><a href="([^"]+#[^"]+)">', page)
    assert len(addresses) > 10
    for address in addresses:
        step, _hash, anchor = address.partition("#")
        assert f'id="{anchor}"' in client.get(step).content.decode(), address
    assert f"{step_url(use_case, 'data')}#id_volume_{mail.pk}" in page


def test_amounts_are_written_with_the_readers_separators(engineer: Person) -> None:
    use_case = make_draft(owner=engineer, tokens_per_minute=50_000, monthly_budget=Decimal("1234.50"))
    page = client_of(engineer).get(step_url(use_case, "check")).content.decode()
    assert "50,000" in page
    assert "1,234.50" in page


def test_a_step_there_is_not_is_404(engineer: Person) -> None:
    assert client_of(engineer).get(step_url(make_draft(owner=engineer), "magic")).status_code == 404


def test_drafts_are_saved_without_what_a_submission_needs(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    client = client_of(engineer)
    for step in ("people", "data", "access", "oversight"):
        assert send(client, use_case, step).status_code == 302
    assert send(client, use_case, "purpose", title="", purpose="").status_code == 422


def test_the_data_step_keeps_categories_with_their_volumes(engineer: Person) -> None:
    mail, code = make_category("Customer mail", personal=True), make_category("Code")
    use_case = make_draft(owner=engineer, categories={str(code.pk): "some"})
    send(client_of(engineer), use_case, "data", **{f"volume_{mail.pk}": "many", f"volume_{code.pk}": "open"})
    use_case.refresh_from_db()
    assert content_of(proposed(use_case))["categories"] == {str(mail.pk): "many", str(code.pk): ""}


def test_the_access_step_keeps_networks_and_names_what_is_none(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    client = client_of(engineer)
    assert send(client, use_case, "access", networks="10.0.0.0/8\n192.0.2.7").status_code == 302
    use_case.refresh_from_db()
    assert proposed(use_case).networks == ["10.0.0.0/8", "192.0.2.7"]
    wrong = send(client, use_case, "access", networks="10.0.0.0/8\neverywhere")
    assert wrong.status_code == 422
    assert "“everywhere” is no network" in wrong.content.decode()


@pytest.mark.parametrize(
    ("fields", "answers"),
    [({}, None), ({"ai_read": "on"}, []), ({"ai_high_risk": ["employment"]}, ["employment"])],
)
def test_the_ai_act_is_answered_once_it_was_read(engineer: Person, fields: Any, answers: Any) -> None:
    use_case = make_draft(owner=engineer)
    send(client_of(engineer), use_case, "oversight", **fields)
    use_case.refresh_from_db()
    assert proposed(use_case).ai_act_answers == answers


def test_one_is_told_while_typing_what_is_masked_denied_and_who_decides(engineer: Person) -> None:
    diagnosis, place, other = make_category("Diagnosis", personal=True, special=True), *places()
    make_rule(diagnosis, "deny")
    make_rule(diagnosis, "mask", place)
    use_case = make_draft(owner=engineer, projects=[str(place.pk), str(other.pk)], endpoints=["responses"])
    hint = client_of(engineer).post(step_url(use_case, "data"), {"live": "1", f"volume_{diagnosis.pk}": "some"})
    words = " ".join(hint.content.decode().split())
    assert "High risk" in words
    assert "Special categories of data are sent: Diagnosis." in words
    assert words.index("Denied") < words.index("Masked")
    assert "Privacy reviewer and Security reviewer" in words
    assert "The basis for special categories of data is missing (Diagnosis)." in words
    assert f"{step_url(use_case, 'data')}#id_special_basis" in words
    assert TrailEntry.objects.about(use_case).count() == 1


def test_two_people_on_one_draft_do_not_overwrite_each_other(engineer: Person, data_owner: Person) -> None:
    use_case = make_draft(owner=engineer)
    share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    opened = seen(use_case)
    save_draft(use_case.pk, {"outputs": "Letters"}, by=data_owner)
    late = client_of(engineer).post(step_url(use_case, "people"), {"seen": opened, "outputs": "Drafts"})
    assert late.status_code == 422
    assert "Somebody else changed this" in late.content.decode()
    use_case.refresh_from_db()
    assert proposed(use_case).outputs == "Letters"


def test_submitting_names_what_is_missing(engineer: Person) -> None:
    use_case = make_draft(owner=engineer)
    refused = send(client_of(engineer), use_case, "check", "submit")
    assert refused.status_code == 422
    assert "The people affected are missing." in refused.content.decode()
    use_case.refresh_from_db()
    assert use_case.state == "draft"


def test_submitting(engineer: Person) -> None:
    use_case = make_draft(owner=engineer, **answered())
    sent = send(client_of(engineer), use_case, "check", "submit", note="First time")
    assert sent.url == use_case.get_absolute_url()
    use_case.refresh_from_db()
    assert use_case.state == "in-review"
    assert proposed(use_case).note == ""


def test_what_changes_is_asked_once_there_was_a_version_before(engineer: Person) -> None:
    first, second = make_draft(owner=engineer, **answered()), make_approved(owner=engineer)
    begin_version(second.pk, by=engineer)
    client = client_of(engineer)
    pages = [client.get(step_url(each, "check")).content.decode() for each in (first, second)]
    assert ["What changes" in page for page in pages] == [False, True]
    assert ["Save draft" in page for page in pages] == [False, True]
    send(client, second, "check", "submit", note="Letters too")
    second.refresh_from_db()
    assert proposed(second).note == "Letters too"


def test_contributors_leave_the_submission_to_the_owner(engineer: Person, data_owner: Person) -> None:
    use_case = make_draft(owner=engineer, **answered())
    share(use_case.pk, data_owner.pk, "contributor", by=engineer)
    client = client_of(data_owner)
    assert "Submit for decision" not in client.get(step_url(use_case, "check")).content.decode()
    assert send(client, use_case, "check", "submit").status_code == 302
    use_case.refresh_from_db()
    assert use_case.state == "draft"


def test_without_a_draft_it_leads_to_the_use_case() -> None:
    use_case = make_submitted()
    client = client_of(requester())
    for answer in (client.get(step_url(use_case, "data")), client.post(step_url(use_case, "data"), {})):
        assert answer.headers["Location"] == use_case.get_absolute_url()


def test_strangers_do_not_see_a_draft_nor_change_what_they_see(engineer: Person) -> None:
    client = client_of(engineer)
    assert client.get(step_url(make_draft(), "data")).status_code == 404
    assert client.get(step_url(make_approved("Other"), "data")).status_code == 403


def places() -> tuple[Any, Any]:
    return make_project("Clinic"), make_project("Anywhere")
