"""Named questions about people, roles, sessions and tokens."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower

from access.choices import PersonKind
from common.permissions import RoleName
from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import (  # noqa: F401 - named in the bases below
        ApiAnswer,
        ApiToken,
        Department,
        Job,
        Notification,
        Person,
        PortalSession,
        Role,
        RoleAssignment,
        SavedView,
    )


class PersonQuerySet(TrailedQuerySet["Person"]):
    """Questions about people."""

    def active(self) -> Self:
        """Return human beings who are here; a program never is, nor the account for emergencies."""
        return self.people().filter(is_active=True)

    def people(self) -> Self:
        """Return human beings: whoever can own, decide, read and be named; the account for emergencies is nobody."""
        from access.models import BREAK_GLASS_ISSUER

        return self.accounts().exclude(issuer=BREAK_GLASS_ISSUER)

    def accounts(self) -> Self:
        """Return whatever somebody signs in with: human beings, and the account for emergencies."""
        return self.filter(kind=PersonKind.PERSON)

    def signing_in(self) -> Self:
        """Return the accounts that open the portal; that for emergencies only while it is open."""
        return self.accounts().filter(is_active=True)

    def left(self) -> Self:
        """Return the human beings who are deactivated: leavers."""
        return self.people().filter(is_active=False)

    def to_hand_over_by(self, reader: "Person") -> Self:
        """Return those whose things a reader may hand over: by role everybody's, else those of whom they succeed."""
        if reader.may("access.hand_over"):
            return self.people()
        return self.left().filter(successor=reader)

    def services(self) -> Self:
        """Return programs."""
        return self.filter(kind=PersonKind.SERVICE)

    def at_address(self, email: str) -> Self:
        """Return the people with an e-mail address, in the one way of ignoring case that the constraint knows.

        PostgreSQL's UPPER, which `iexact` uses, takes look-alikes such as a dotless i for the same letter.
        """
        return self.alias(lowered=Lower("email")).filter(lowered=email.strip().lower())

    def visible_to(self, reader: "Person") -> Self:
        """Return the people a reader may see: everybody with the permission, else only themselves."""
        return self.accounts() if reader.may("access.view_people") else self.filter(pk=reader.pk)

    def services_visible_to(self, reader: "Person") -> Self:
        """Return the programs a reader may see: all with the permission, else those they answer for."""
        services = self.services()
        return services if reader.may("access.view_services") else services.filter(answerable=reader)

    def named_to(self, reader: "Person") -> Self:
        """Return the people and programs whose names a reader of the trail may read."""
        seen = self.visible_to(reader).values("pk"), self.services_visible_to(reader).values("pk")
        return self.filter(Q(pk__in=seen[0]) | Q(pk__in=seen[1]))

    def named_like(self, words: str) -> Self:
        """Return the people in whose name or address each word occurs."""
        found = self
        for word in words.split():
            found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
        return found

    def holding(self, role_slug: str, on: date) -> Self:
        """Return the people who hold a role on a day."""
        from access.models import RoleAssignment

        held = RoleAssignment.objects.in_force_on(on).filter(person=OuterRef("pk"), role__slug=role_slug)
        return self.filter(Exists(held))

    def in_charge(self, role_slug: str, on: date) -> Self:
        """Return the people who hold a role for the whole organisation on a day; for one department does not count."""
        from access.models import RoleAssignment

        whole = RoleAssignment.objects.in_force_on(on).filter(person=OuterRef("pk"), department=None)
        return self.filter(Exists(whole.filter(role__slug=role_slug)))

    def without_role(self, on: date) -> Self:
        """Return the active people who hold no role at all on a day."""
        from access.models import RoleAssignment

        return self.active().filter(~Exists(RoleAssignment.objects.in_force_on(on).filter(person=OuterRef("pk"))))


class DepartmentQuerySet(TrailedQuerySet["Department"]):
    """Questions about departments."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all departments for those who may see people, otherwise none."""
        return self if reader.may("access.view_people") else self.none()

    def with_members(self) -> Self:
        """Count the active people of each as `members`."""
        from access.models import BREAK_GLASS_ISSUER

        inside = Q(people__is_active=True, people__kind=PersonKind.PERSON)
        inside &= ~Q(people__issuer=BREAK_GLASS_ISSUER)
        return self.annotate(members=Count("people", filter=inside))


class RoleQuerySet(TrailedQuerySet["Role"]):
    """Questions about roles."""

    def visible_to(self, reader: "Person") -> Self:
        """Return all roles for those who may see them, otherwise none."""
        return self if reader.may("access.view_roles") else self.none()

    def changeable(self) -> Self:
        """Return the custom roles in use; the built-in ones are defined by code."""
        return self.in_use().filter(builtin=False)

    def in_use(self) -> Self:
        """Return the roles that can be given."""
        return self.filter(retired_at=None)


class RoleAssignmentQuerySet(TrailedQuerySet["RoleAssignment"]):
    """Questions about who holds what."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the assignments that stand, with person and role, for those who may see people; otherwise none."""
        standing = self.standing().select_related("person", "role", "department")
        return standing if reader.may("access.view_people") else standing.none()

    def in_force_on(self, day: date) -> Self:
        """Return the assignments that count on a day."""
        return self.filter(
            Q(starts_on=None) | Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day), withdrawn_at=None
        )

    def counting_on(self, day: date) -> Self:
        """Return the assignments that grant something on a day, with their roles."""
        return self.in_force_on(day).filter(role__retired_at=None).select_related("role", "department")

    def counting_for(self, department_id: object) -> Self:
        """Return the assignments that count for what belongs to a department; None is what belongs to none."""
        whole = Q(department=None)
        return self.filter(whole | Q(department=department_id) if department_id else whole)

    def administrators_on(self, day: date) -> Self:
        """Return the assignments by which somebody runs identity on a day.

        Those of the account for emergencies do not count: its door is closed.
        """
        from access.models import BREAK_GLASS_ISSUER

        held = self.in_force_on(day).filter(role__slug=RoleName.ADMINISTRATOR, person__is_active=True)
        return held.exclude(person__issuer=BREAK_GLASS_ISSUER)

    def of_who_get_in(self) -> Self:
        """Leave out whose account opens nothing: a local one beside a provider, one of a provider where none is named.

        Whoever the directory entered gets in with their first sign-in at the provider.
        """
        from access.models import LOCAL_ISSUER, SCIM_ISSUER

        issuers = [settings.OIDC_ISSUER, SCIM_ISSUER] if settings.OIDC_ISSUER else [LOCAL_ISSUER]
        return self.filter(person__issuer__in=issuers)

    def over_on(self, day: date) -> Self:
        """Return the assignments whose last day was before a day."""
        return self.filter(ends_on__lt=day)

    def not_over_on(self, day: date) -> Self:
        """Return the assignments that count on a day or on a later one."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=day))

    def standing(self) -> Self:
        """Return the assignments not withdrawn, whatever their dates."""
        return self.filter(withdrawn_at=None)


class PortalSessionQuerySet(models.QuerySet["PortalSession"]):
    """Questions about sessions."""

    def live(self, at: datetime, idle_since: datetime) -> Self:
        """Return the sessions that still open the portal."""
        return self.filter(expire_date__gt=at, last_seen_at__gt=idle_since, person__isnull=False)

    def dead(self, at: datetime, idle_since: datetime) -> Self:
        """Return the sessions that no longer open anything."""
        return self.filter(Q(expire_date__lte=at) | Q(last_seen_at__lte=idle_since))


class ApiTokenQuerySet(TrailedQuerySet["ApiToken"]):
    """Questions about API tokens."""

    def live(self, at: datetime) -> Self:
        """Return the tokens that open the API."""
        return self.filter(revoked_at=None, expires_at__gt=at, person__is_active=True)

    def watched_by(self, person: "Person") -> Self:
        """Return the tokens that a person keeps going: their own, and those of programs they answer for."""
        return self.filter(Q(person=person) | Q(person__answerable=person))


class ApiAnswerQuerySet(models.QuerySet["ApiAnswer"]):
    """Questions about kept answers of the API."""

    def kept_since(self, moment: datetime) -> Self:
        """Return the answers that are still given again."""
        return self.filter(created_at__gt=moment)

    def older_than(self, moment: datetime) -> Self:
        """Return the answers whose key may be used afresh."""
        return self.filter(created_at__lte=moment)


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Questions about saved views of lists."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the reader's own views and those shared with everybody."""
        return self.filter(Q(owner=reader) | Q(shared=True))


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about background jobs."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the reader's own jobs."""
        return self.filter(person=reader)


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Questions about the inbox."""

    def visible_to(self, reader: "Person") -> Self:
        """Return what was sent to the reader."""
        return self.filter(person=reader)

    def unread(self) -> Self:
        """Return what has not been opened."""
        return self.filter(read_at=None)

    def awaiting_mail(self) -> Self:
        """Return what is still to be mailed, now or later."""
        return self.filter(mailed_at=None, mail_after__isnull=False)

    def mail_due(self, at: datetime) -> Self:
        """Return what is to be mailed by a moment."""
        return self.awaiting_mail().filter(mail_after__lte=at)

    def in_one_mail_with(self, message: "Notification") -> Self:
        """Return what goes in the same mail as a message: what waits for the same person for the same moment."""
        return self.awaiting_mail().filter(person=message.person_id, mail_after=message.mail_after)

    def first_of_their_mail(self) -> Self:
        """Return the first message of each mail: whoever holds it holds the mail."""
        earlier = self.model._base_manager.filter(
            person=OuterRef("person"), mail_after=OuterRef("mail_after"), mailed_at=None, pk__lt=OuterRef("pk")
        )
        return self.filter(~Exists(earlier))

    def mail_held_up(self) -> Self:
        """Return what was tried several times and is tried again: the mail server is away or refuses."""
        return self.awaiting_mail().filter(mail_tries__gte=3)

    def mail_given_up(self, since: datetime) -> Self:
        """Return what was tried and is not tried again, of those sent since a moment."""
        return self.filter(mailed_at=None, mail_after=None, mail_tries__gt=0, created_at__gte=since)
