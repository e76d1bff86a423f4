"""What people own: for each beginning of a route, how to make the object that its `pk` names.

A new resource is one line here: the function gets its owner (or whoever else stands in a relation to it) and returns
the object, made by the real actions. Addresses about it are then asked by everybody about their own and about somebody
else's; what `relations_of` says and the permission's `relations` decide who must get in. An address whose parts are not
just `pk` stands in PARTS by its name, with what the parts are for an object.
"""

from collections.abc import Callable
from typing import Any

from access.models import Person
from registers.actions.attachments import attach_to_exception
from registers.models import EndpointFact, RegionFact, RequiredDocument
from tests.factories.documents import make_document, make_exception
from tests.factories.files import upload
from tests.factories.imports import import_of
from tests.factories.registers import make_model, make_project, make_provider, steward


def _provider(person: Person) -> Any:
    return make_provider(f"Provider {person.pk}")


def _project(person: Person) -> Any:
    return make_project(f"Project {person.pk}", owner_id=person.pk)


def _model(person: Person) -> Any:
    return make_model(f"model-{person.pk}")


def _endpoint_fact(_person: Person) -> Any:
    return EndpointFact.objects.first()


def _region_fact(_person: Person) -> Any:
    return RegionFact.objects.first()


def _import(person: Person) -> Any:
    return import_of(person)


def _import_row(person: Person) -> Any:
    return import_of(person).rows.get()


def _document(person: Person) -> Any:
    return make_document(owner_id=person.pk)


def _requirement(_person: Person) -> Any:
    return RequiredDocument.objects.first()


def _exception(person: Person) -> Any:
    return make_exception(owner_id=person.pk)


def _attachment(person: Person) -> Any:
    return attach_to_exception(_exception(person).pk, file=upload(), by=steward())


OWNED: dict[str, Callable[[Person], Any]] = {
    **{f"{root}/providers/": _provider for root in ("registers", "api/v1")},
    **{f"{root}/projects/": _project for root in ("registers/providers", "api/v1")},
    **{f"{root}/models/": _model for root in ("registers", "api/v1")},
    **{f"{root}/imports/": _import for root in ("registers", "api/v1")},
    **{f"{root}/documents/": _document for root in ("registers", "api/v1")},
    "registers/documents/required/": _requirement,
    **{f"{root}/exceptions/": _exception for root in ("registers", "api/v1")},
    "registers/attachments/": _attachment,
    "registers/files/": lambda person: _attachment(person).file,
    "api/v1/import-rows/": _import_row,
    "registers/providers/endpoints/": _endpoint_fact,
    "registers/providers/regions/": _region_fact,
    "api/v1/endpoint-facts/": _endpoint_fact,
    "api/v1/region-facts/": _region_fact,
}

PARTS: dict[str, Callable[[Any], dict[str, object]]] = {
    "registers:import-row": lambda register_import: {"pk": register_import.pk, "number": 2},
}


def route_of(route: str) -> str | None:
    """Return the beginning of a route whose objects people own, the longest that fits; None where they own none."""
    fitting = [each for each in OWNED if route.startswith(f"{each}<")]
    return max(fitting, key=len, default=None)
