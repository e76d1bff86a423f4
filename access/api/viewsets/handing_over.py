"""What a person owns, and handing it over."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from access.actions.handing_over.finishing import finish_handing_over
from access.actions.handing_over.many import hand_over_many, start_handing_over
from access.actions.handing_over.one import Chosen
from access.actions.lists import MOST_IN_BULK
from access.api.base import PortalViewSet
from access.api.serializers.handing_over import HandedOverOutput, HandOverOwnedInput, OwnedByPersonOutput
from access.bulk import MOST_AT_ONCE
from access.models import Person
from access.owned_lines import parts_of
from access.rules.handing_over import refuse_number, refuse_taker
from access.successors import owned_by
from common.refusals import refuse_if


class HandingOverViewSet(PortalViewSet[Person]):
    """What a person owns, for those who hand it over: compliance officers, and the successor of a leaver."""

    queryset = Person.objects.all()
    serializer_class = OwnedByPersonOutput
    tag = "people"
    describes_tag = False
    view_permission = "access.hand_over"
    permission_names: ClassVar = {"owned": "access.hand_over", "hand_over": "access.hand_over"}
    inputs: ClassVar = {"hand_over": HandOverOwnedInput}
    outputs: ClassVar = {"owned": OwnedByPersonOutput, "hand_over": HandedOverOutput}
    sorts: ClassVar = {}
    default_sort = ""

    def get_queryset(self) -> QuerySet[Person]:
        """Return those whose things the caller hands over."""
        return Person.objects.to_hand_over_by(self.reader).select_related("department", "successor")

    def owned(self, _request: Request, **_kwargs: Any) -> Response:
        """Read what a person owns, kind by kind."""
        return Response(OwnedByPersonOutput({"results": parts_of(self.get_object(), self.reader)}).data)

    def hand_over(self, _request: Request, **_kwargs: Any) -> Response:
        """Hand over what a person owns.

        What is refused stays, is named with why, and stops none of the others. More than a hundred things are handed
        over by a background job, whose address is `job`; the answer is 202 then.
        """
        person, given = self.get_object(), self.input()
        to, reason = given["to"], given["reason"]
        chosen = self._chosen(person, given["what"])
        refuse_if(refuse_number(number=len(chosen), most=MOST_IN_BULK))
        refuse_if(refuse_taker(is_owner=to.pk == person.pk, is_active=to.is_active, is_service=to.is_service))
        if len(chosen) > MOST_AT_ONCE:
            job = start_handing_over(person, to, chosen, by=self.reader, reason=reason)
            waits = HandedOverOutput({"number": 0, "refused": [], "job": job.get_absolute_url()})
            return Response(waits.data, status=status.HTTP_202_ACCEPTED)
        handed = hand_over_many(person, to, chosen, by=self.reader, reason=reason)
        finish_handing_over(person.pk, to.pk, handed, by=self.reader, reason=reason)
        return Response(HandedOverOutput({"number": handed.number, "refused": handed.refused, "job": ""}).data)

    def _chosen(self, person: Person, what: Sequence[dict[str, Any]]) -> list[Chosen]:
        """Return the things that are named, and all of the kinds that are named without one."""
        whole = {each["kind"] for each in what if each.get("id") is None}
        chosen: list[tuple[str, UUID]] = [(each["kind"], each["id"]) for each in what if each.get("id") is not None]
        for kind, rows in owned_by(person, self.reader):
            if kind.kind in whole:
                chosen += [(kind.kind, row_id) for row_id in rows.order_by("pk").values_list("pk", flat=True)]
        return list(dict.fromkeys(chosen))
