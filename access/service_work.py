"""The work that programs give: tokens that expire, programs nobody answers for; and emergency access that is open."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import ApiToken, BreakGlassOpening, Person
from access.querysets import PersonQuerySet
from access.service_rows import orphaned
from access.work import Work, WorkItem
from common.clock import now

SOON = timedelta(days=14)


def _tokens_of_services(person: Person) -> QuerySet[ApiToken]:
    ending = ApiToken.objects.live(now()).filter(person__answerable=person, expires_at__lt=now() + SOON)
    # What was renewed ends as it should.
    return ending.exclude(reminded_for=0).select_related("person").order_by("expires_at")


def _orphaned(_person: Person) -> PersonQuerySet:
    return Person.objects.services().filter(orphaned()).order_by("name", "pk")


def _open_now(_person: Person) -> QuerySet[BreakGlassOpening]:
    return BreakGlassOpening.objects.in_force(now()).select_related("person").order_by("until")


SERVICE_WORK = (
    Work(
        name="emergency",
        label=_("Emergency access"),
        permission="access.view_people",
        icon="alert-octagon",
        rows=_open_now,
        item=lambda opening: WorkItem(
            _t("Emergency access is open until %(until)s")
            % {"until": date_format(localtime(opening.until), "DATETIME_FORMAT")},
            opening.person.get_absolute_url(),
            opening.reason,
        ),
    ),
    Work(
        name="services-orphaned",
        label=_("Programs that nobody answers for"),
        permission="access.edit_services",
        icon="plug",
        rows=_orphaned,
        item=lambda service: WorkItem(
            service.name, service.get_absolute_url(), _t("Hand it over to somebody who knows what it does.")
        ),
    ),
    Work(
        name="service-tokens",
        label=_("Tokens of your programs that expire soon"),
        permission="",
        icon="key",
        rows=_tokens_of_services,
        item=lambda token: WorkItem(
            f"{token.person.name}: {token.name}",
            token.person.get_absolute_url(),
            _t("Renew it and replace it where it is used."),
            token.expires_at,
        ),
    ),
)
