"""Pages of models: listed, entered, assessed, deprecated; what goes while it is named is work for somebody."""

from datetime import timedelta

from access.models import Person
from access.work import groups_for
from common.clock import today
from registers.actions.use_cases import draft_use_case
from registers.models import ProviderModel
from registers.my_work import WORK
from tests.factories.clients import client_of
from tests.factories.registers import make_model, make_project, make_provider
from trail.models import TrailEntry

MODELS = "/registers/models/"


def listing_of(page: object, **query: str) -> str:
    return page.get(MODELS, query).content.decode().split('id="listing"')[1]  # type: ignore[attr-defined,no-any-return]


def test_it_works(security_reviewer: Person) -> None:
    provider = make_provider()
    page = client_of(security_reviewer)
    given = {"provider": str(provider.pk), "name": "gpt-5.5", "state": "proposed", "endpoints": ["responses"]}
    answer = page.post(f"{MODELS}new/", given)
    model = ProviderModel.objects.get()
    address = model.get_absolute_url()
    assert answer.headers["Location"] == address
    assert "has not been assessed" in page.get(address).content.decode()
    page.post(f"{address}assess/", {"state": "restricted", "restriction": "Drafts only", "reason": "Too new"})
    newer = make_model("gpt-6", provider)
    last = today() + timedelta(days=30)
    page.post(
        f"{address}deprecate/",
        {
            "deprecated_on": today().isoformat(),
            "shut_down_on": last.isoformat(),
            "replacement": str(newer.pk),
            "reason": "Announced",
        },
    )
    model.refresh_from_db()
    assert (model.state, model.shut_down_on, model.replacement) == ("deprecated", last, newer)
    told = [(entry.sentence, entry.reason) for entry in TrailEntry.objects.about(model)[:2]]
    assert told == [
        ("Sara Security set the model gpt-5.5 to: Deprecated", "Announced"),
        ("Sara Security set the model gpt-5.5 to: Restricted", "Too new"),
    ]
    assert "Move to gpt-6 before then." in page.get(address).content.decode()


def test_an_edit_keeps_what_stands(officer: Person) -> None:
    model = make_model("gpt-5.5", endpoints=["responses"], note="As agreed")
    page = client_of(officer)
    address = f"{model.get_absolute_url()}edit/"
    form, seen = (page.get(address).context[name] for name in ("form", "seen"))
    given = {name: form[name].value() or "" for name in form.fields}
    assert page.post(address, {**given, "restriction": "x", "state": "restricted", "seen": seen}).status_code == 302
    model.refresh_from_db()
    assert (model.state, model.note, model.endpoints, model.approved_on) == (
        "restricted",
        "As agreed",
        ["responses"],
        today(),
    )
    assert page.post(address, {**given, "seen": seen}).status_code == 422


def test_a_refusal_comes_back_at_its_field(officer: Person) -> None:
    model = make_model("gpt-5.5")
    address = f"{model.get_absolute_url()}assess/"
    answer = client_of(officer).post(address, {"state": "restricted", "reason": "Too new"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["restriction"])
    assert TrailEntry.objects.about(model).count() == 1


def test_the_list_filters_sorts_and_exports(officer: Person) -> None:
    make_model("going", endpoints=["files"], state="deprecated", shut_down_on=today() + timedelta(days=9))
    make_model("gone", state="refused", shut_down_on=today())
    page = client_of(officer)
    assert ">gone<" not in listing_of(page, going="soon")
    assert ">going<" in listing_of(page, going="soon", endpoint="files", state="deprecated", used="no")
    assert ">going<" not in listing_of(page, going="over")
    rows = page.get(MODELS, {"export": "json", "sort": "-name"}).json()
    assert [(row["name"], row["state"]) for row in rows] == [("gone", "Shut down"), ("going", "Deprecated")]


def test_its_page_names_the_projects_that_permit_it(officer: Person) -> None:
    model = make_model("gpt-5.5")
    make_project("Support", model.provider)
    make_project("Letters", model.provider, model_access="listed", permitted_models=[model.pk])
    make_project("Other", model.provider, model_access="listed", permitted_models=[make_model("x", model.provider).pk])
    shown = client_of(officer).get(model.get_absolute_url())
    assert [str(each) for each in shown.context["listing"]] == ["Letters"]
    assert [str(each) for each in shown.context["open_projects"]] == ["Support"]


def test_models_that_go_while_they_are_named_are_work(officer: Person, security_reviewer: Person) -> None:
    names = {
        "named": {"shut_down_on": today() + timedelta(days=90)},
        "later": {"shut_down_on": today() + timedelta(days=91)},
        "unnamed": {"state": "deprecated"},
    }
    models = {name: make_model(name, **content) for name, content in names.items()}  # type: ignore[arg-type]
    draft_use_case(title="Letters", by=officer, models=[models["named"].pk, models["later"].pk])
    (work,) = [each for each in groups_for(security_reviewer) if each.kind in WORK]
    assert [(item.title, item.due) for item in work.items] == [("named", models["named"].shut_down_on)]
