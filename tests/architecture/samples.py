"""What people own: for each beginning of a route, how to make the object that its `pk` names.

A new resource is one line here: the function gets its owner (or whoever else stands in a relation to it) and returns
the object, made by the real actions. Addresses about it are then asked by everybody about their own and about somebody
else's; what `relations_of` says and the permission's `relations` decide who must get in. An address whose parts are not
just `pk` stands in PARTS by its name, with what the parts are for an object.
"""

from collections.abc import Callable
from typing import Any

from access.actions.tokens import issue_token
from access.actions.withholding import withhold_role
from access.models import Person, Role
from access.review_scopes import Scope
from common.clock import today
from common.permissions import RoleName
from registers.actions.attachments import attach_to_exception, attach_to_use_case
from registers.actions.comments import write_comment
from registers.actions.delegations import delegate_decisions
from registers.actions.use_cases import ask_to_join, hand_over, share, share_with_department
from registers.models import ApprovalRoute, EndpointFact, RegionFact, RequiredDocument
from registers.views.delegations import may_be_stood_in_for
from tests.factories.access_reviews import make_review
from tests.factories.documents import exception_asker, make_document, make_exception
from tests.factories.files import upload
from tests.factories.groups import map_to
from tests.factories.imports import import_of
from tests.factories.intake import ask_in_plain_words
from tests.factories.people import fresh, make_department, make_person, operator
from tests.factories.policies import ask, make_policy, second_officer
from tests.factories.registers import make_model, make_project, make_provider, steward
from tests.factories.reviews import make_condition, review_of
from tests.factories.service_identities import make_service
from tests.factories.use_cases import make_draft, make_submitted


def _provider(person: Person) -> Any:
    return make_provider(f"Provider {person.pk}")


def _project(person: Person) -> Any:
    return make_project(f"Project {person.pk}", owner_id=person.pk)


def _model(person: Person) -> Any:
    return make_model(f"model-{person.pk}")


def _use_case(person: Person) -> Any:
    """Return a draft, which nobody but those on it and oversight may see; whoever may own none watches it."""
    use_case, officer = make_draft(f"Use case of {person.name}"), fresh(steward())
    owns = person.may("registers.request_use_case")
    share(use_case.pk, exception_asker().pk if owns else person.pk, "watcher", by=officer)
    share_with_department(use_case.pk, make_department("Archive").pk, "watcher", by=officer)
    ask_to_join(use_case.pk, message="Us too", by=officer)
    attach_to_use_case(use_case.pk, file=upload(), by=officer)
    return hand_over(use_case.pk, person.pk, by=officer, reason="Theirs from now on") if owns else use_case


def _endpoint_fact(_person: Person) -> Any:
    return EndpointFact.objects.first()


def _region_fact(_person: Person) -> Any:
    return RegionFact.objects.first()


def _import(person: Person) -> Any:
    return import_of(person)


def _import_row(person: Person) -> Any:
    return import_of(person).rows.get()


def _document(person: Person) -> Any:
    return make_document("Policy on AI", "policy", owner_id=person.pk)


def _reading_duty(person: Person) -> Any:
    """Return a person's duty to read a policy."""
    document = make_policy(f"Policy for {person.name}")
    ask(document)
    return document.versions.get().duties.get(person=person)


def _wish(person: Person) -> Any:
    second_officer()
    return ask_in_plain_words(fresh(person)).intake


def _requirement(_person: Person) -> Any:
    return RequiredDocument.objects.first()


def _exception(person: Person) -> Any:
    exception = make_exception(owner_id=person.pk)
    attach_to_exception(exception.pk, file=upload(), by=steward())
    return exception


def _route(_person: Person) -> Any:
    return ApprovalRoute.objects.in_use().get(route_for="low")


def _delegation(person: Person) -> Any:
    """Return one of the person's own days away; of somebody else's, where they decide on nothing."""
    deciding = make_person(f"Stand-in of {person.pk}", RoleName.LEGAL_REVIEWER)
    away = person if may_be_stood_in_for(person) else make_person(f"Away of {person.pk}", RoleName.LEGAL_REVIEWER)
    return delegate_decisions(away.pk, deciding.pk, by=fresh(away), starts_on=today(), ends_on=today())


def _comment(person: Person) -> Any:
    return write_comment(_use_case(person).pk, by=fresh(person), text="Which names?", upload=upload())


def _condition(person: Person) -> Any:
    return make_condition(make_submitted(f"Conditional for {person.name}"), owner=person)


def _review(person: Person) -> Any:
    return review_of(make_submitted(f"Request of {person.name}"))


def _access_review(person: Person) -> Any:
    """Return an access review in which a person is asked about everybody else's roles."""
    return make_review(f"Rights for {person.name}", reviewers=(person.pk,), scope=Scope(kinds=("role",)))


def _access_review_item(person: Person) -> Any:
    return _access_review(person).items.filter(reviewer=person).first()


def _withheld_role(person: Person) -> Any:
    role = Role.objects.get(slug=RoleName.ENGINEER)
    return withhold_role(person.pk, role.pk, groups=["engineers"], by=operator(), reason="Not needed")


def _attachment(person: Person) -> Any:
    return _exception(person).attachments.get()


def _group(person: Person) -> Any:
    return map_to(f"group-{person.pk}", "engineer")


def _service(person: Person) -> Any:
    """Return a program that somebody answers for, with a token."""
    service = make_service(f"Program of {person.pk}", answerable=person)
    issue_token(service, name="t", scopes=["read"], days=9, by=operator())
    return service


OWNED: dict[str, Callable[[Person], Any]] = {
    "access/services/": _service,
    "api/v1/services/": _service,
    **{f"{root}/": _access_review for root in ("access/reviews", "api/v1/access-reviews")},
    **{f"{root}/": _access_review_item for root in ("access/reviews/items", "api/v1/access-review-items")},
    "access/withheld-roles/": _withheld_role,
    **{f"{root}/use-cases/": _use_case for root in ("registers", "api/v1")},
    **{f"{root}/providers/": _provider for root in ("registers", "api/v1")},
    **{f"{root}/projects/": _project for root in ("registers/providers", "api/v1")},
    **{f"{root}/models/": _model for root in ("registers", "api/v1")},
    **{f"{root}/imports/": _import for root in ("registers", "api/v1")},
    **{f"{root}/documents/": _document for root in ("registers", "api/v1")},
    "registers/documents/required/": _requirement,
    "api/v1/acknowledgements/": _reading_duty,
    "api/v1/intake/": _wish,
    "api/v1/required-documents/": _requirement,
    **{f"{root}/exceptions/": _exception for root in ("registers", "api/v1")},
    "access/groups/": _group,
    "api/v1/directory-groups/": _group,
    "registers/routes/": _route,
    "api/v1/approval-routes/": _route,
    **{f"{root}/delegations/": _delegation for root in ("registers", "api/v1")},
    **{f"{root}/comments/": _comment for root in ("registers", "api/v1")},
    **{f"{root}/conditions/": _condition for root in ("registers", "api/v1")},
    "api/v1/reviews/": _review,
    "registers/attachments/": _attachment,
    "registers/files/": lambda person: _attachment(person).file,
    "api/v1/import-rows/": _import_row,
    "registers/providers/endpoints/": _endpoint_fact,
    "registers/providers/regions/": _region_fact,
    "api/v1/endpoint-facts/": _endpoint_fact,
    "api/v1/region-facts/": _region_fact,
}

PARTS: dict[str, Callable[[Any], dict[str, object]]] = {
    **{
        name: lambda service: {"pk": service.pk, "token": service.tokens.latest("id").pk}
        for name in (
            "access:renew-service-token",
            "access:revoke-service-token",
            "api:service-renew-token",
            "api:service-revoke-token",
        )
    },
    **{f"registers:{name}": lambda route: {"route_for": route.route_for} for name in ("route", "edit-route")},
    "registers:request-step": lambda use_case: {"pk": use_case.pk, "step": "purpose"},
    "registers:unshare-use-case": lambda use_case: {"pk": use_case.pk, "member": use_case.members.get().pk},
    "registers:unshare-use-case-with-department": lambda use_case: {
        "pk": use_case.pk,
        "share": use_case.shares.get().pk,
    },
    "registers:answer-join": lambda use_case: {"pk": use_case.pk, "asked": use_case.join_requests.get().pk},
    "registers:use-case-version": lambda use_case: {"pk": use_case.pk, "number": 1},
    "registers:version-export": lambda use_case: {"pk": use_case.pk, "number": 1},
    **{
        f"registers-api:{thing}-{what}-attachment": lambda each: {
            "pk": each.pk,
            "attachment": each.attachments.get().pk,
        }
        for thing in ("use-case", "exception")
        for what in ("download", "remove")
    },
    "registers-api:use-case-version": lambda use_case: {"pk": use_case.pk, "number": 1},
    "registers:import-row": lambda register_import: {"pk": register_import.pk, "number": 2},
}


def route_of(route: str) -> str | None:
    """Return the beginning of a route whose objects people own, the longest that fits; None where they own none."""
    fitting = [each for each in OWNED if route.startswith(f"{each}<")]
    return max(fitting, key=len, default=None)
