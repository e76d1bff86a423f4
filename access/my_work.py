"""The work that people and access give: people without a role, what of one's own runs out, a missing second factor."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.leaver_work import LEAVER_WORK
from access.models import LOCAL_ISSUER, ApiToken, Notification, Person, RoleAssignment
from access.review_work import REVIEW_WORK
from access.service_work import SERVICE_WORK
from access.work import Work, WorkItem
from common.clock import now, today

SOON = timedelta(days=14)
LATELY = timedelta(days=14)


def _without_role(_person: Person) -> QuerySet[Person]:
    return Person.objects.without_role(today()).select_related("department").order_by("-id")


def _own_tokens(person: Person) -> QuerySet[ApiToken]:
    return ApiToken.objects.live(now()).filter(person=person, expires_at__lt=now() + SOON).order_by("expires_at")


def _own_roles_ending(person: Person) -> QuerySet[RoleAssignment]:
    ending = RoleAssignment.objects.in_force_on(today()).filter(person=person, ends_on__lte=today() + SOON)
    return ending.select_related("role", "department").order_by("ends_on")


def _others_roles_ending(person: Person) -> QuerySet[RoleAssignment]:
    ending = RoleAssignment.objects.in_force_on(today()).filter(ends_on__lte=today() + SOON, person__is_active=True)
    return ending.exclude(person=person).select_related("role", "department", "person").order_by("ends_on")


def _no_second_factor(person: Person) -> QuerySet[Person]:
    return Person.objects.filter(pk=person.pk, authenticator=None, issuer=LOCAL_ISSUER)


def _mail_at_rest(person: Person) -> QuerySet[Person]:
    """Return the person themselves while no mail goes out at all."""
    oneself = Person.objects.filter(pk=person.pk)
    return oneself.filter(Exists(Notification.objects.mail_held_up())) if settings.MAIL_IS_SET_UP else oneself


def _mail_at_rest_item(_person: Person) -> WorkItem:
    if not settings.MAIL_IS_SET_UP:
        hint = _t("Messages reach people in the portal only. Whoever runs it sets EMAIL_URL and EMAIL_FROM.")
        return WorkItem(_t("E-mail is not set up"), reverse("access:mail"), hint)
    held = Notification.objects.mail_held_up().order_by("pk").first()
    hint = _t("The mail server said: %(error)s") % {"error": held.mail_error if held else ""}
    return WorkItem(_t("E-mails do not go out"), reverse("access:mail"), hint)


def _refused_addresses(_person: Person) -> QuerySet[Person]:
    """Return the people whose last mail was refused for good."""
    refused = Notification.objects.mail_given_up(now() - LATELY).filter(person=OuterRef("pk"))
    later = Notification.objects.filter(person=OuterRef("person"), mailed_at__gte=OuterRef("created_at"))
    last = refused.filter(~Exists(later)).order_by("-pk")
    return Person.objects.active().filter(Exists(last)).annotate(said=Subquery(last.values("mail_error")[:1]))


WORK = (
    *SERVICE_WORK,
    *REVIEW_WORK,
    *LEAVER_WORK,
    Work(
        name="mail-at-rest",
        label=_("E-mail"),
        permission="access.assign_role",
        icon="mail",
        rows=_mail_at_rest,
        item=_mail_at_rest_item,
    ),
    Work(
        name="mail-refused",
        label=_("People whom e-mail does not reach"),
        permission="access.assign_role",
        icon="mail",
        rows=_refused_addresses,
        item=lambda person: WorkItem(f"{person.name} ({person.email})", person.get_absolute_url(), person.said),
    ),
    Work(
        name="people-without-role",
        label=_("People who wait for a role"),
        permission="access.assign_role",
        icon="user-question",
        rows=_without_role,
        item=lambda person: WorkItem(person.name, person.get_absolute_url(), person.email),
    ),
    Work(
        name="roles-ending",
        label=_("Roles that end soon"),
        permission="access.assign_role",
        icon="hourglass",
        rows=_others_roles_ending,
        item=lambda each: WorkItem(
            f"{each.person}: {each.label}",
            each.person.get_absolute_url(),
            _t("Extend it or let it end."),
            each.ends_on,
        ),
    ),
    Work(
        name="own-roles-ending",
        label=_("Your roles that end soon"),
        permission="",
        icon="hourglass",
        rows=_own_roles_ending,
        item=lambda each: WorkItem(
            each.label, reverse("access:me"), _t("Ask an administrator to extend it."), each.ends_on
        ),
    ),
    Work(
        name="own-tokens",
        label=_("Your API tokens that expire soon"),
        permission="",
        icon="key",
        rows=_own_tokens,
        item=lambda token: WorkItem(
            token.name, reverse("access:tokens"), _t("Issue a new one and replace it."), token.expires_at
        ),
    ),
    Work(
        name="second-factor",
        label=_("Your account"),
        permission="access.assign_role",
        icon="shield-lock",
        rows=_no_second_factor,
        item=lambda _person: WorkItem(
            _t("Set up a second factor"),
            reverse("access:second-factor"),
            _t("Administrators should not rely on a password alone."),
        ),
    ),
)
