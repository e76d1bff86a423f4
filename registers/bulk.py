"""What is done to many use cases at once, one after the other by the actions of the single one."""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.actions.messages import notify
from access.bulk import BulkAction
from access.models import Department, Notification, Person
from common.clock import now
from common.refusals import marked
from registers.actions.use_cases import hand_over, place_use_case, retire_use_case, share
from registers.choices import Membership
from registers.forms.use_case_lists import AssignOwnerForm, PlaceForm
from registers.forms.use_cases import PersonChoiceForm
from registers.models import UseCase
from registers.rules.use_cases import refuse_retirement

KIND = "use-case"
# Rows of one bulk action are told of in one message; another one begins after this.
ONE_TELLING = timedelta(hours=1)


def assign_owner(use_case_id: UUID, *, by: Person, person: Person, reason: str) -> Any:
    """Hand over one of the selected use cases, and tell the owner once for all of them."""
    found = hand_over(use_case_id, person.pk, by=by, reason=reason, tells=False)
    told = marked("%(by)s made you the owner of several use cases")
    _tell_once(person, told, by=by, text=reason, link=f"{reverse('registers:use-cases')}?mine=owner")
    return found


def add_watcher(use_case_id: UUID, *, by: Person, person: Person) -> Any:
    """Let somebody follow one of the selected use cases, and tell them once for all of them."""
    found = share(use_case_id, person.pk, Membership.WATCHER, by=by, tells=False)
    told = marked("%(by)s had you follow several use cases")
    _tell_once(person, told, by=by, text="", link=f"{reverse('registers:use-cases')}?mine=any")
    return found


def place(use_case_id: UUID, *, by: Person, department: Department, reason: str) -> Any:
    """Put one of the selected use cases under a department."""
    return place_use_case(use_case_id, department.pk, by=by, reason=reason)


def left_out(keys: Sequence[UUID], _by: Person) -> Counter[str]:
    """Return why how many of the selected use cases stay as they are: what is retired does not change any more."""
    states = UseCase.objects.order_by().filter(pk__in=keys).values_list("state").annotate(number=Count("*"))
    found: Counter[str] = Counter()
    for state, number in states:
        if refusal := refuse_retirement(state=state):
            found[refusal.text] += number
    return found


def _tell_once(person: Person, title: str, *, by: Person, text: str, link: str) -> None:
    if person == by:
        return
    lately = Notification.objects.filter(person=person, kind=KIND, link=link, created_at__gt=now() - ONE_TELLING)
    if not lately.exists():
        values = {"by": str(by), "text": text}
        notify(person, kind=KIND, title=title, text="%(text)s" if text else "", values=values, link=link)


BULK_ACTIONS = (
    BulkAction(
        name="assign-owner",
        label=_("Assign an owner"),
        permission="registers.share_use_case",
        run=assign_owner,
        leaves_out=left_out,
        form_class=AssignOwnerForm,
        consequences=(
            _("Whoever owned them until now loses that part in them."),
            _("Those with a department move to the department of the new owner."),
        ),
    ),
    BulkAction(
        name="place",
        label=_("Set the department"),
        permission="registers.share_use_case",
        run=place,
        leaves_out=left_out,
        form_class=PlaceForm,
        consequences=(_("Their owners stay as they are."),),
    ),
    BulkAction(
        name="add-watcher",
        label=_("Add a watcher"),
        permission="registers.share_use_case",
        run=add_watcher,
        leaves_out=left_out,
        form_class=PersonChoiceForm,
        consequences=(_("They see the selected use cases, drafts too, and are told what happens to them."),),
    ),
    BulkAction(
        name="retire",
        label=_("Retire"),
        permission="registers.retire_use_case",
        run=retire_use_case,
        leaves_out=left_out,
        danger=True,
        consequences=(
            _("Nothing of them is in force or in review any more, and their keys stop working."),
            _("They stay on the register as retired; nothing about them changes after that."),
        ),
    ),
)
