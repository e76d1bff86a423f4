"""What is required, of whom, and what is missing."""

from datetime import timedelta

from access.models import Person
from common.clock import held_at, now, today
from registers.actions.required_documents import drop_requirement, install_required_documents
from registers.models import RequiredDocument
from registers.reading.checklist import checklist_on, lines_of, unmet_on
from tests.factories.clients import client_of
from tests.factories.documents import make_document
from tests.factories.policies import make_policy
from tests.factories.registers import make_category, make_provider
from tests.factories.use_cases import make_approved, make_draft


def told(reader: Person) -> dict[tuple[str, str], list[str]]:
    return {
        (each.row.kind, each.row.required_for): [str(line.standing) for line in each.lines]
        for each in checklist_on(today(), reader)
    }


def test_it_works(officer: Person) -> None:
    provider = make_provider()
    assert told(officer) == {
        ("policy", "organisation"): ["missing"],
        ("runbook", "organisation"): ["missing"],
        ("dpa", "provider"): ["missing"],
        ("vendor-report", "provider"): ["missing"],
        ("dpia", "special"): [],
        ("dpia", "high-tier"): [],
    }
    make_document("Not submitted", "policy")
    assert told(officer)["policy", "organisation"] == ["unapproved"]
    make_policy("Policy")
    make_document("DPA", "dpa", provider_id=provider.pk, review_on=today() + timedelta(days=5))
    make_document("DPA of nobody", "dpa")
    assert told(officer)["policy", "organisation"] == ["current"]
    assert told(officer)["dpa", "provider"] == ["current"]
    assert unmet_on(today(), officer) == 2
    with held_at(now() + timedelta(days=6)):
        assert told(officer)["dpa", "provider"] == ["overdue"]


def test_use_cases_need_what_their_data_asks_for(officer: Person) -> None:
    health = make_category("Diagnosis", special=True, personal=True)
    draft = make_draft(categories={str(health.pk): "some"})
    assert [line.kind for line in lines_of(draft, today())] == ["Data protection impact assessment"]
    # A draft is told on its own page; the checklist counts what may be in force.
    assert told(officer)["dpia", "special"] == []
    approved = make_approved(categories=(health,), special_basis="health-care")
    assert told(officer)["dpia", "special"] == ["missing"]
    make_document("DPIA", "dpia", use_cases=[approved.pk])
    assert told(officer)["dpia", "special"] == []
    special = next(each for each in checklist_on(today(), officer) if each.row.required_for == "special")
    assert (special.total, special.met, special.unmet) == (1, 1, 0)
    assert lines_of(approved, today())[0].is_met


def test_what_is_no_longer_required_does_not_come_back(officer: Person) -> None:
    policy = RequiredDocument.objects.get(kind="policy")
    drop_requirement(policy.pk, by=officer, reason="Elsewhere")
    install_required_documents()
    assert not RequiredDocument.objects.standing().filter(kind="policy").exists()


def test_one_click_leads_to_a_form_that_is_filled_in(officer: Person, engineer: Person) -> None:
    provider = make_provider()
    page = client_of(officer).get("/registers/documents/required/")
    line = next(each for each in page.context["checklist"] if each.row.kind == "dpa").lines[0]
    assert line.add_url.replace("&", "&amp;") in page.content.decode()
    form = client_of(officer).get(line.add_url).context["form"]
    assert (form.initial["kind"], form.initial["provider"]) == ("dpa", str(provider.pk))
    assert "Add it" not in client_of(engineer).get("/registers/documents/required/").content.decode()


def test_the_page_of_a_use_case_tells_what_it_lacks(officer: Person) -> None:
    health = make_category("Diagnosis", special=True, personal=True)
    draft = make_draft(categories={str(health.pk): "some"})
    page = client_of(officer).get(f"{draft.get_absolute_url()}?tab=documents").content.decode()
    assert "Required and not in order" in page
    assert f"use_case={draft.code}" in page
    make_document("DPIA for mail", "dpia", use_cases=[draft.pk])
    page = client_of(officer).get(f"{draft.get_absolute_url()}?tab=documents").content.decode()
    assert "Required and not in order" not in page
    assert "DPIA for mail" in page
