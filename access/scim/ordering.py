"""The order that the directory asks for (RFC 7644 §3.4.2.3), in SQL."""

from typing import Any

from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Collate, NullIf
from scim2_models import InvalidPathException, Resource, SearchRequest
from scim2_models.path import AttributeBinding

from access.scim.expressions import TEXT, leading_entry
from access.scim.filters import folded
from access.scim.places import Place, place_of


def order_of(request: SearchRequest[Any], model: type[Resource[Any]], resource_type: str) -> list[Any]:
    """Return what to order rows by: what was asked for, then the key, so that no page repeats a row.

    Whatever has no value comes last, and first where the order is turned around.

    Raises:
        InvalidPathException: the portal cannot order by that.
    """
    if request.sort_by is None:
        return ["pk"]
    binding = request.sort_binding(model)
    place = place_of(binding, resource_type) if binding else None
    if binding is None or place is None or place.rows is not None:
        raise InvalidPathException(path=str(request.sort_by), detail=f"The portal cannot sort by {request.sort_by}.")
    value = _value(place, binding)
    if request.sort_order == SearchRequest.SortOrder.descending:
        return [value.desc(nulls_first=True), "-pk"]
    return [value.asc(nulls_last=True), "pk"]


def _value(place: Place, binding: AttributeBinding) -> Any:
    compared = place.compared
    if place.is_list:
        # Of a list, one entry stands for it; its parts are texts or truths, which sort alike as text.
        return Collate(Cast(KeyTextTransform(place.sub, leading_entry(place.head)), TextField()), "C")
    if compared is None:
        raise InvalidPathException(path=binding.urn, detail=f"{binding.urn} has parts: sort by one of them.")
    if compared.kind != TEXT:
        return compared.expression
    text = folded(compared, exact=binding.case_exact)
    # A column without a text stands for no value.
    is_column = compared.absent is not None and not compared.key
    return Collate(NullIf(text, Value("")), "C") if is_column else Collate(text, "C")
