"""Telling ahead that API tokens expire."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.tokens import lock_holder
from access.models import ApiToken, Person
from access.rules import service_identities as rules
from common.clock import now, today
from common.permissions import RoleName

OWN = gettext_noop("Your API token “%(token)s” expires on %(day)s")
OF_SERVICE = gettext_noop("The API token “%(token)s” of the program %(holder)s expires on %(day)s")
TEXT = gettext_noop("Issue a new one and replace it wherever it is used, before that stops working.")


def remind_of_tokens() -> int:
    """Tell those who keep tokens going which expire within 30, 7 and 1 days, each time once; return how many."""
    ahead = now() + timedelta(days=max(rules.REMINDED_DAYS))
    ending = ApiToken.objects.live(now()).filter(expires_at__lte=ahead).order_by("expires_at", "pk")
    return sum(_remind(key) for key in ending.values_list("pk", flat=True))


@transaction.atomic
def _remind(token_id: UUID) -> bool:
    tokens = ApiToken.objects.live(now()).filter(pk=token_id)
    known = tokens.first()
    if known is None:
        return False
    lock_holder(known)
    # Two workers at once: one has the row, the other leaves it alone.
    token = tokens.select_for_update(of=("self",), skip_locked=True).select_related("person__answerable").first()
    if token is None:
        return False
    left, life = token.expires_at - now(), token.expires_at - token.created_at
    due = rules.reminder_due(left=left, life=life, reminded_for=token.reminded_for)
    if due is None:
        return False
    token.reminded_for = due
    token.save(update_fields=["reminded_for"])
    for person in keepers_of(token.person):
        _tell(person, token)
    return True


def keepers_of(holder: Person) -> list[Person]:
    """Return who keeps the tokens of a person or program going; the administrators, where nobody there answers."""
    if not holder.is_service:
        return [holder]
    if holder.answerable is not None and holder.answerable.is_active:
        return [holder.answerable]
    return list(Person.objects.active().holding(RoleName.ADMINISTRATOR, today()).order_by("pk"))


def _tell(person: Person, token: ApiToken) -> None:
    own = token.person_id == person.pk
    notify(
        person,
        kind="token",
        title=OWN if own else OF_SERVICE,
        text=TEXT,
        values={"token": token.name, "holder": token.person.name, "day": token.expires_at.date()},
        link=reverse("access:tokens") if own else token.person.get_absolute_url(),
    )
