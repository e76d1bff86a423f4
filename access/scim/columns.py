"""The columns and rows of memberships behind attributes of SCIM."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from access.models import GroupMember
from access.scim.expressions import MOMENT, TRUTH, Compared

# The columns behind attributes of both kinds of resources.
COMMON: dict[str, Compared] = {
    "id": Compared(Cast(F("id"), TextField()), absent=Q(pk__in=[]), key="pk"),
    "externalId": Compared(F("external_id"), absent=Q(external_id="")),
    "meta.created": Compared(F("created_at"), MOMENT),
    "meta.lastModified": Compared(F("changed_at"), MOMENT),
}
PERSON_COLUMNS = {
    **COMMON,
    "userName": Compared(F("user_name"), absent=Q(user_name="")),
    "active": Compared(F("is_active"), TRUTH),
}
GROUP_COLUMNS = {**COMMON, "displayName": Compared(F("name"))}


@dataclass(frozen=True, slots=True)
class Rows:
    """A list that rows of memberships hold: which of them belong to the resource, and what each says."""

    belonging: str
    says: dict[str, Compared]

    def of(self, condition: Q) -> QuerySet[GroupMember]:
        """Return the memberships of the resource at hand that fulfil a condition."""
        return GroupMember.objects.filter(**{self.belonging: OuterRef("pk")}).filter(condition)


GROUPS_OF_PERSON = Rows(
    "person",
    {
        "value": Compared(Cast(F("group_id"), TextField()), absent=Q(pk__in=[]), key="group_id"),
        "display": Compared(F("group__name")),
        "type": Compared(Value("direct", TextField())),
    },
)
MEMBERS_OF_GROUP = Rows(
    "group",
    {
        "value": Compared(Cast(F("person_id"), TextField()), absent=Q(pk__in=[]), key="person_id"),
        "display": Compared(F("person__name")),
        "type": Compared(Value("User", TextField())),
    },
)
