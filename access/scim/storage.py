"""The directory's resources in the portal's tables: people, groups and memberships, by the portal's own actions."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any
from uuid import UUID

from django.db import transaction
from scim2_models import (
    InvalidFilterException,
    NotFoundException,
    NotImplementedException,
    PreconditionFailedException,
    Resource,
    ResourceType,
    ResponseParameters,
    ScimFilter,
    SearchRequest,
)
from scim2_server.storage import ScimStorage, SearchPage

from access.actions.roles import lock_administrators
from access.models import Person
from access.scim.errors import exception_of
from access.scim.filters import condition_of
from access.scim.groups import Groups
from access.scim.ordering import order_of
from access.scim.people import People
from common.refusals import Refused

# Some 300 comparisons; what they cost grows with their square.
LONGEST_FILTER = 10_000
KINDS: dict[str | None, Any] = {"User": People, "Group": Groups}


class DirectoryStorage(ScimStorage):
    """People and groups, read and written for the directory's identity; one for each request.

    One that `writes` locks what it reads, so that of two who change a resource at once the second sees the first.
    """

    def __init__(self, by: Person, *, writes: bool) -> None:
        self.by, self.writes = by, writes

    def operation(self) -> AbstractContextManager[None]:
        """Enclose one operation: what writes reads and changes in one transaction, what reads needs none."""
        return self._change() if self.writes else nullcontext()

    def get(
        self,
        resource_type: ResourceType,
        resource_id: str,
        *,
        response_parameters: ResponseParameters[Any] | None = None,
    ) -> Resource[Any]:
        """Return a resource; the members of a group are not even read where they are not asked for.

        Raises:
            NotFoundException: there is none, or the directory does not keep it any more.
        """
        kind = KINDS[resource_type.name]
        whole = _keeps(response_parameters, kind.costly)
        return kind.resource_of(self._row(kind, resource_id, whole=whole), whole=whole)  # type: ignore[no-any-return]

    def search(
        self,
        resource_types: list[ResourceType],
        search_request: SearchRequest[Any],
        *,
        position: Any = None,  # noqa: ARG002 - of cursors, which are not offered
    ) -> SearchPage:
        """Return a page of what matches, and how many there are; of several types one after the other.

        Raises:
            SCIMException: a filter or an order that the portal does not know.
        """
        if search_request.sort_by is not None and len(resource_types) > 1:
            raise NotImplementedException(detail="Sort the users or the groups, not both together.")
        skipped, left, total = search_request.start_index_0 or 0, search_request.count, 0
        found: list[Resource[Any]] = []
        for resource_type in resource_types:
            kind = KINDS[resource_type.name]
            whole = _keeps(search_request, kind.costly)
            rows = _matching(kind, search_request, whole=whole)
            count = rows.count()
            total += count
            if count > skipped and left != 0:
                page = rows[skipped : None if left is None else skipped + left]
                found += [kind.resource_of(row, whole=whole) for row in page]
                left = None if left is None else max((search_request.count or 0) - len(found), 0)
            skipped = max(skipped - count, 0)
        return SearchPage(total, found)

    def create(self, resource_type: ResourceType, resource: Resource[Any]) -> Resource[Any]:
        """Enter a resource.

        Raises:
            SCIMException: a value is taken, or cannot be kept.
        """
        kind = KINDS[resource_type.name]
        with self._change():
            created = kind.create(resource, self.by)
        return self.get(resource_type, str(created.pk))

    def update(
        self, resource_type: ResourceType, resource: Resource[Any], *, expected_version: str | None = None
    ) -> Resource[Any]:
        """Make a resource what is said of it.

        Raises:
            SCIMException: there is none, it was changed since, a value is taken, or the last administrator would go.
        """
        kind = KINDS[resource_type.name]
        with self._change():
            kind.update(self._locked(kind, str(resource.id), expected_version), resource, self.by)
        return self.get(resource_type, str(resource.id))

    def delete(self, resource_type: ResourceType, resource_id: str, *, expected_version: str | None = None) -> None:
        """Let go of a resource: it is not found any more, its row stays for the trail.

        Raises:
            SCIMException: there is none, it was changed since, or the last administrator would go.
        """
        kind = KINDS[resource_type.name]
        with self._change():
            kind.delete(self._locked(kind, resource_id, expected_version), self.by)

    @contextmanager
    def _change(self) -> Iterator[None]:
        """Hold one transaction that takes the lock of administrators first, as every action does.

        Raises:
            SCIMException: an action refused it; nothing was changed.
        """
        try:
            with transaction.atomic():
                lock_administrators()
                yield
        except Refused as refused:
            raise exception_of(refused) from refused

    def _locked(self, kind: Any, resource_id: str, expected_version: str | None) -> Any:
        row = self._row(kind, resource_id, whole=False, lock=True)
        if expected_version is not None and kind.version_of(row) != expected_version:
            raise PreconditionFailedException
        return row

    def _row(self, kind: Any, resource_id: str, *, whole: bool, lock: bool = False) -> Any:
        rows = kind.rows(whole=whole)
        if lock or self.writes:
            rows = rows.select_for_update(of=("self",))
        try:
            row = rows.filter(pk=UUID(resource_id)).first()
        except ValueError:
            row = None
        if row is None:
            raise NotFoundException(detail=f"There is no {kind.name} {resource_id}.")
        return row


def _matching(kind: Any, request: SearchRequest[Any], *, whole: bool) -> Any:
    rows = kind.rows(whole=whole)
    if request.filter is not None:
        if len(str(request.filter)) > LONGEST_FILTER:
            detail = f"The filter is longer than {LONGEST_FILTER} characters: ask in parts."
            raise InvalidFilterException(detail=detail)
        # Of a search for several types each asks its own model.
        rows = rows.filter(condition_of(ScimFilter[kind.model](str(request.filter)), kind.name))
    return rows.order_by(*order_of(request, kind.model, kind.name))


def _keeps(asked: ResponseParameters[Any] | None, costly: str) -> bool:
    """Tell whether an answer holds what is costly to read (RFC 7644 §3.9)."""
    if asked is None:
        return True
    if asked.attributes:
        return any(path.parts and path.parts[0].lower() == costly for path in asked.attributes)
    return not any([part.lower() for part in path.parts] == [costly] for path in asked.excluded_attributes or ())
