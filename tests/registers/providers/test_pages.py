"""Pages of providers, projects and facts: listed, entered, changed; what does not fit is said while typing."""

import pytest

from access.models import Person
from common.clock import today
from registers.models import EndpointFact, Project, Provider, RegionFact
from tests.factories.clients import client_of
from tests.factories.registers import make_model, make_project, make_provider
from trail.models import TrailEntry

PROVIDERS = "/registers/providers/"
ENDPOINTS = f"{PROVIDERS}endpoints/"


def text_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def listing_of(answer: object) -> str:
    return text_of(answer).split('id="listing"')[1]


def test_it_works(officer: Person) -> None:
    page = client_of(officer)
    assert f'href="{PROVIDERS}new/"' in text_of(page.get(PROVIDERS))
    answer = page.post(f"{PROVIDERS}new/", {"name": "OpenAI main", "kind": "openai", "retention": "mam"})
    provider = Provider.objects.get()
    assert answer.headers["Location"] == provider.get_absolute_url()
    model = make_model("gpt-5.5", provider)
    given = {
        "name": "Support", "environment": "production", "retention": "zdr", "region": "eu", "owner": officer.email,
        "model_access": "listed", "permitted_models": [str(model.pk)],
    }  # fmt: skip
    answer = page.post(f"{provider.get_absolute_url()}new-project/", given)
    project = Project.objects.get()
    assert answer.headers["Location"] == project.get_absolute_url()
    assert (project.owner, list(project.permitted_models.all())) == (officer, [model])
    shown = text_of(page.get(project.get_absolute_url()))
    assert "Zero data retention" in shown
    assert "Not covered" in shown
    assert "Support" in text_of(page.get(provider.get_absolute_url()))
    page.post(f"{project.get_absolute_url()}retire/", {"reason": "Moved"})
    page.post(f"{provider.get_absolute_url()}retire/", {"reason": "Closed"})
    assert not Provider.objects.in_use().exists()
    assert [entry.reason for entry in TrailEntry.objects.by(officer.pk).order_by("-id")[:2]] == ["Closed", "Moved"]


def test_edits_keep_what_stands_and_see_what_others_did(officer: Person) -> None:
    project = make_project("Support", note="As agreed", owner_id=officer.pk)
    page = client_of(officer)
    address = f"{project.get_absolute_url()}edit/"
    form = page.get(address).context["form"]
    given = {name: form[name].value() or "" for name in form.fields if name != "permitted_models"}
    seen = page.get(address).context["seen"]
    assert page.post(address, {**given, "name": "Service", "seen": seen}).status_code == 302
    project.refresh_from_db()
    assert (project.name, project.note, project.owner) == ("Service", "As agreed", officer)
    late = page.post(address, {**given, "name": "Other", "seen": seen})
    assert late.status_code == 422
    assert "Somebody else changed this meanwhile" in text_of(late)


def test_a_provider_is_edited(officer: Person) -> None:
    provider = make_provider()
    page = client_of(officer)
    address = f"{provider.get_absolute_url()}edit/"
    form, seen = (page.get(address).context[name] for name in ("form", "seen"))
    given = {name: form[name].value() or "" for name in form.fields}
    page.post(address, {**given, "retention": "zdr", "reason": "Signed", "seen": seen})
    provider.refresh_from_db()
    assert provider.retention == "zdr"
    assert TrailEntry.objects.get(verb="registers.provider.edited").reason == "Signed"


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        (
            {"retention": "zdr", "region": "global"},
            "Use cases here cannot ask for what is blocked or not covered: assistants",
        ),
        ({"retention": "inherited", "region": "eu"}, "needs modified abuse monitoring or zero retention"),
        ({"retention": "mam", "region": "ca"}, "computed elsewhere"),
        ({"retention": "default", "region": "us"}, "Nothing speaks against"),
    ],
)
def test_hints_come_while_typing_and_save_nothing(officer: Person, chosen: dict[str, str], said: str) -> None:
    provider = make_provider()
    answer = client_of(officer).post(f"{provider.get_absolute_url()}new-project/", {"live": "1", **chosen})
    assert said in text_of(answer)
    assert not Project.objects.exists()


def test_an_unknown_owner_or_a_taken_name_comes_back_at_its_field(officer: Person) -> None:
    project = make_project("Support")
    given = {"environment": "production", "retention": "inherited", "region": "global", "model_access": "all"}
    address = f"{project.provider.get_absolute_url()}new-project/"
    answer = client_of(officer).post(address, {**given, "name": "Support"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])
    answer = client_of(officer).post(address, {**given, "name": "New", "owner": "nobody@example.org"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["owner"])


def test_lists_filter_sort_and_export(officer: Person) -> None:
    make_project("Open", region="us")
    make_project("Closed", make_provider("Strict", retention="zdr"), region="eu")
    page = client_of(officer)
    found = listing_of(page.get(f"{PROVIDERS}projects/", {"retention": "zdr"}))
    assert "Closed" in found
    assert ">Open<" not in found
    assert ">Open<" in listing_of(page.get(f"{PROVIDERS}projects/", {"region": "us", "sort": "-name"}))
    rows = page.get(PROVIDERS, {"export": "json", "q": "strict"}).json()
    assert [(row["name"], row["retention"], row["projects"]) for row in rows] == [("Strict", "Zero data retention", 1)]


def test_a_newer_fact_is_entered_and_history_stays(officer: Person) -> None:
    page = client_of(officer)
    assert "text-embedding" not in listing_of(page.get(ENDPOINTS, {"zero_retention": "no", "sort": "-checked_on"}))
    first = EndpointFact.objects.get(endpoint="files")
    address = f"{first.get_absolute_url()}newer/"
    given = {name: value for name, value in page.get(address).context["form"].initial.items() if value is not None}
    changed = {"abuse_log_days": 0, "checked_on": today().isoformat(), "starts_on": today().isoformat()}
    answer = page.post(address, {**given, **changed})
    newer = EndpointFact.objects.get(endpoint="files", version=2)
    assert answer.headers["Location"] == newer.get_absolute_url()
    shown = text_of(page.get(first.get_absolute_url()))
    assert "Another version holds today" in shown
    assert newer.get_absolute_url() in shown
    assert newer.get_absolute_url() in listing_of(page.get(ENDPOINTS))
    assert first.get_absolute_url() not in listing_of(page.get(ENDPOINTS))
    refused = page.post(address, {**given, **changed, "source": ""})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["source"])


def test_regions_are_told_and_entered(officer: Person) -> None:
    page = client_of(officer)
    canada = RegionFact.objects.get(region="ca")
    assert "ca.api.openai.com" in text_of(page.get(canada.get_absolute_url()))
    day = today().isoformat()
    given = {"stores": "on", "processes": "on", "source": "Letter", "checked_on": day, "starts_on": day}
    page.post(f"{canada.get_absolute_url()}newer/", given)
    assert RegionFact.objects.get(region="ca", version=2).processes
    rows = page.get(f"{PROVIDERS}regions/", {"export": "json", "entered": "people"}).json()
    assert [(row["region"], row["processes"]) for row in rows] == [("Canada", True)]


def test_everybody_reads_and_few_write(engineer: Person, officer: Person) -> None:
    project = make_project("Support")
    page = client_of(engineer)
    fact = EndpointFact.objects.get(endpoint="files").get_absolute_url()
    for address in (PROVIDERS, project.get_absolute_url(), project.provider.get_absolute_url(), ENDPOINTS, fact):
        assert page.get(address).status_code == 200
    for address in (f"{PROVIDERS}new/", f"{project.get_absolute_url()}edit/", f"{fact}newer/"):
        assert page.get(address).status_code == 403
    assert "new-project" not in text_of(page.get(project.provider.get_absolute_url()))
