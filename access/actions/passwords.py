"""Choosing one's own password: with a link that was handed over, or knowing the present one."""

from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.people import set_password
from access.authentication import forget_failures, note_failure, recent_failures, target_digest
from access.choices import AttemptKind
from access.models import LOCAL_ISSUER, ApiToken, Person
from access.password_links import link_tokens
from access.rules import people as rules
from common.clock import now
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _

LINK_SPENT = Refusal("link_spent", _("This link was used already or has expired. Ask an administrator for a new one."))
WRONG_CURRENT = Refusal("wrong_password", _("This is not your present password."), "current")


def link_opens(person: Person | None, token: str) -> bool:
    """Tell whether a set-password link is still good: for an active local person, not used, not expired."""
    if person is None or not person.is_active or person.issuer != LOCAL_ISSUER:
        return False
    return link_tokens.check_token(person, token)


@transaction.atomic
def choose_password(person_id: UUID, *, token: str, password: str) -> Person:
    """Set a person's password with the token of their link, which is spent by it.

    Raises:
        Refused: the link is spent, or the password is too weak.
    """
    # Two requests with one link: the second waits here and finds it spent.
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not link_opens(person, token):
        raise Refused(LINK_SPENT)
    changed = set_password(person.pk, password)
    if tokens := live_tokens(person):
        # Programs at work are not stopped in silence; whoever had the old password may have made one, though.
        notify(
            person,
            kind="account",
            title=gettext_noop("Your password was set by a link; API tokens that still work: %(count)s"),
            text=gettext_noop("Revoke those that you do not know."),
            values={"count": tokens},
            link=reverse("access:tokens"),
        )
    return changed


def live_tokens(person: Person) -> int:
    """Count the person's API tokens that work today."""
    return ApiToken.objects.live(now()).filter(person=person).count()


def change_password(person: Person, *, current: str, password: str, address: str | None) -> Person:
    """Replace a person's password, given the present one; every session ends.

    Raises:
        Refused: too many failures lately, the present one is wrong, or the new one too weak or the same.
    """
    target = target_digest(AttemptKind.STEP_UP, str(person.pk))
    refuse_if(rules.refuse_attempt(recent_failures(target, address)))
    if not person.check_password(current):
        note_failure(AttemptKind.STEP_UP, target, address)
        raise Refused(WRONG_CURRENT)
    if current == password:
        raise Refused(Refusal("same_password", _("This is the present password. Choose another one."), "password"))
    changed = set_password(person.pk, password)
    forget_failures(target)
    return changed
