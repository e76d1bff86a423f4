"""Filters of the directory (RFC 7644 §3.4.2.2) as conditions in SQL: nothing is ever filtered after paging."""

from functools import reduce
from inspect import isclass
from operator import and_, or_
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, Q, TextField, Value
from django.db.models.functions import Collate, Lower
from django.db.models.lookups import (
    Contains,
    EndsWith,
    Exact,
    GreaterThan,
    GreaterThanOrEqual,
    LessThan,
    LessThanOrEqual,
    StartsWith,
)
from scim2_models import BaseModel, InvalidFilterException, ScimFilter
from scim2_models.path import (
    AttributeBinding,
    AttrPath,
    CompareOperator,
    Comparison,
    FilterVisitor,
    LogicalExpr,
    LogicalOperator,
    Not,
    Present,
    ValuePath,
    coerce_value,
)

from access.scim.expressions import KEPT, MOMENT, TEXT, AnyAt, AnyEntry, Compared, kept_at, path_of
from access.scim.places import Place, place_of

NEVER = Q(pk__in=[])
ALWAYS = ~NEVER
IN_TEXT = {CompareOperator.co: Contains, CompareOperator.sw: StartsWith, CompareOperator.ew: EndsWith}
IN_ORDER = {
    CompareOperator.gt: GreaterThan,
    CompareOperator.ge: GreaterThanOrEqual,
    CompareOperator.lt: LessThan,
    CompareOperator.le: LessThanOrEqual,
}
SOMETHING = '? (@.type() != "string" || @ != "")'


def condition_of(scim_filter: ScimFilter[Any], resource_type: str) -> Q:
    """Return a filter, bound to the model of one resource type, as a condition on its rows.

    Raises:
        InvalidFilterException: it compares something that the portal cannot ask its database about.
    """
    return _Translator(scim_filter, resource_type).visit(scim_filter.ast)


def folded(compared: Compared, *, exact: bool) -> Any:
    """Return what strings are compared by: without their case, unless it counts (RFC 7643 §2.2)."""
    return compared.expression if exact else Lower(compared.expression, output_field=TextField())


class _Translator(FilterVisitor[Q]):
    """Make conditions of the nodes of a filter; `selected` is the list whose entries a selection looks at."""

    def __init__(self, scim_filter: ScimFilter[Any], resource_type: str, selected: AttrPath | None = None) -> None:
        self.filter, self.resource_type, self.selected = scim_filter, resource_type, selected

    def visit_not(self, node: Not) -> Q:
        """Turn a condition around; each is true or false, never unknown."""
        return ~self.visit(node.expr)

    def visit_logical_expr(self, node: LogicalExpr) -> Q:
        """Join conditions."""
        return reduce(and_ if node.op == LogicalOperator.and_ else or_, [self.visit(term) for term in node.terms])

    def visit_value_path(self, node: ValuePath) -> Q:
        """Ask whether one entry of a list fulfils all of a selection."""
        binding = self.filter.resolve(node.attr_path, strict=False)
        if binding is None:
            return NEVER
        place = self._place(binding)
        return _any_entry(place, _Translator(self.filter, self.resource_type, node.attr_path).visit(node.val_filter))

    def visit_comparison(self, node: Comparison) -> Q:
        """Compare one value, or each of a list."""
        binding = self.filter.resolve_comparison(self._whole(node.attr_path), strict=False)
        if binding is None:
            return NEVER
        place = self._place(binding)
        value = coerce_value(binding, node.value, node.op)
        if not place.is_list or self.selected is not None:
            return _compare(place, binding, node.op, value)
        return _compare_entries(place, binding, node.op, value)

    def visit_present(self, node: Present) -> Q:
        """Ask whether there is a value that is not empty."""
        binding = self.filter.resolve(self._whole(node.attr_path), strict=False)
        if binding is None:
            return NEVER
        place = self._place(binding)
        if place.compared is not None and (not place.is_list or self.selected is not None):
            return _holds(place.compared)
        if place.rows is not None:
            return Q(Exists(place.rows.of(Q())))
        inside = ".*" if _is_complex(binding) else ""
        path = f"{path_of(place.head, entries=place.is_list, last=place.sub)}{inside} {SOMETHING}"
        return Q(AnyAt(F(KEPT), Value(path, TextField())))

    def _whole(self, path: AttrPath) -> AttrPath:
        """Return the path of an attribute, inside a selection that of a part of the list's entries."""
        if self.selected is None:
            return path
        if path.sub_attr is not None or path.uri is not None:
            raise InvalidFilterException(detail=f"Inside [ ] name one part of {self.selected}, not {path}.")
        return AttrPath(self.selected.attr, path.attr, self.selected.uri)

    def _place(self, binding: AttributeBinding) -> Place:
        place = place_of(binding, self.resource_type)
        if place is None:
            raise InvalidFilterException(detail=f"The portal cannot filter by {binding.urn}.")
        return place


def _compare_entries(place: Place, binding: AttributeBinding, operator: CompareOperator, value: Any) -> Q:
    """Compare the entries of a list: one has to match, and for `ne` none may be equal."""
    equal = _any_entry(place, _compare(place, binding, CompareOperator.eq, value))
    if value is not None:
        if operator == CompareOperator.ne:
            return ~equal
        return _any_entry(place, _compare(place, binding, operator, value))
    missing = ~_any_entry(place, Q())
    if operator == CompareOperator.eq:
        return missing | equal
    return ~missing & ~equal if operator == CompareOperator.ne else NEVER


def _any_entry(place: Place, condition: Q) -> Q:
    if place.rows is not None:
        return Q(Exists(place.rows.of(condition)))
    return Q(AnyEntry(kept_at(place.head), condition or Q(Value(True))))  # noqa: FBT003 - SQL's TRUE


def _compare(place: Place, binding: AttributeBinding, operator: CompareOperator, value: Any) -> Q:
    compared = place.compared
    if compared is None:
        raise InvalidFilterException(detail=f"{binding.urn} has parts: compare one of them.")
    if value is None:
        return {CompareOperator.eq: compared.is_absent(), CompareOperator.ne: ~compared.is_absent()}.get(
            operator, NEVER
        )
    if compared.kind == MOMENT and operator in IN_TEXT:
        return NEVER
    if operator == CompareOperator.ne:
        return ~_equals(compared, binding, value)
    if operator == CompareOperator.eq:
        return _equals(compared, binding, value)
    return _ordered_or_inside(compared, binding, operator, value)


def _equals(compared: Compared, binding: AttributeBinding, value: Any) -> Q:
    if compared.kind != TEXT:
        return Q(Exact(compared.expression, value)) & ~compared.is_absent()
    if compared.key:
        try:
            return Q(**{compared.key: UUID(value)})
        except ValueError:
            return NEVER
    wanted = binding.comparable(value)
    return Q(Exact(folded(compared, exact=binding.case_exact), wanted)) & ~compared.is_absent()


def _ordered_or_inside(compared: Compared, binding: AttributeBinding, operator: CompareOperator, value: Any) -> Q:
    lookup: Any = IN_TEXT.get(operator) or IN_ORDER[operator]
    if compared.kind != TEXT:
        return Q(lookup(compared.expression, value)) & ~compared.is_absent()
    text = folded(compared, exact=binding.case_exact)
    # By code points, as the RFC's own order of strings; the database's language would sort otherwise.
    left = Collate(text, "C") if operator in IN_ORDER else text
    return Q(lookup(left, binding.comparable(value))) & ~compared.is_absent()


def _holds(compared: Compared) -> Q:
    there = ~compared.is_absent()
    return there & ~Q(Exact(compared.expression, "")) if compared.kind == TEXT and not compared.key else there


def _is_complex(binding: AttributeBinding) -> bool:
    return isclass(binding.target_type) and issubclass(binding.target_type, BaseModel)
