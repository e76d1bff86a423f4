"""People and the departments they belong to."""

from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from access.choices import PersonKind, Theme
from access.querysets import DepartmentQuerySet, PersonQuerySet
from access.vocabulary import for_people, known
from common.clock import now, today
from common.identifiers import new_id
from common.zones import zone_names
from trail.guards import trailed

LOCAL_ISSUER = "local"
# Who signs in nowhere: programs, known by their row.
SERVICE_ISSUER = "service"
# Who was entered by the directory and has not signed in yet; the first sign-in binds them to the provider's subject.
SCIM_ISSUER = "scim"
# The account for emergencies: an administrator whose password and codes lie in a safe, and open only a door that is
# opened beforehand.
BREAK_GLASS_ISSUER = "break-glass"
# The service identity that the directory's tokens belong to.
SCIM_SUBJECT = "scim"


def validate_time_zone(name: str) -> None:
    """Refuse a name that is no IANA time zone.

    Raises:
        ValidationError: the name is unknown.
    """
    if name not in zone_names():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


@trailed()
class Department(models.Model):
    """One department of the organisation."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("name"), max_length=100)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), name="access_department_name_is_unique"),
            models.CheckConstraint(condition=~Q(name=""), name="access_department_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the department's page."""
        return reverse("access:department", args=[self.pk])


@trailed(
    ignoring=("last_login", "language", "time_zone", "theme", "attributes", "revision", "changed_at"),
    masking=("password",),
)
class Person(AbstractBaseUser):
    """Somebody who signs in, known by the issuer that vouches for them and their subject there.

    OpenID Connect Core §5.7: only issuer and subject together identify; an e-mail address does not.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    issuer = models.CharField(_("identity provider"), max_length=255, default=LOCAL_ISSUER)
    subject = models.CharField(_("subject at the provider"), max_length=255)
    # A program has none, and a directory may know none; nobody signs in by it where a provider vouches for them.
    email = models.EmailField(_("e-mail"), max_length=254, blank=True)
    name = models.CharField(_("name"), max_length=200)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.PROTECT, related_name="people"
    )
    is_active = models.BooleanField(_("active"), default=True)
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)
    created_at = models.DateTimeField(_("since"), default=now)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    theme = models.CharField(_("appearance"), max_length=10, choices=Theme.choices, default=Theme.AUTO)
    # A program has somebody who answers for it, and says what it is for.
    kind = models.CharField(_("kind"), max_length=10, choices=PersonKind.choices, default=PersonKind.PERSON)
    answerable = models.ForeignKey(
        "self",
        verbose_name=_("who answers for it"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="services",
    )
    purpose = models.TextField(_("what it is for"), blank=True)
    # Who takes over what a leaver owned.
    successor = models.ForeignKey(
        "self", verbose_name=_("successor"), null=True, blank=True, on_delete=models.PROTECT, related_name="succeeds"
    )
    # What the directory says by SCIM (RFC 7643 §4.1); `provisioned_at` since it keeps this person.
    user_name = models.CharField(_("user name"), max_length=255, blank=True)
    external_id = models.CharField(_("id at the provider"), max_length=255, blank=True)
    provisioned_at = models.DateTimeField(_("entered by the directory"), null=True, editable=False)
    attributes = models.JSONField(_("attributes"), default=dict, editable=False)
    revision = models.PositiveIntegerField(_("revision"), default=1, editable=False)
    changed_at = models.DateTimeField(_("last change"), default=now, editable=False)

    # Until when the account for emergencies is open; whoever finds the person of a session says so.
    emergency_until: datetime | None = None

    USERNAME_FIELD = "id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["email", "name"]

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering: ClassVar = ["name", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint("issuer", "subject", name="access_person_issuer_and_subject_are_unique"),
            # A leaver's address may be given to somebody new; two active people never share one.
            models.UniqueConstraint(
                Lower("email"), condition=Q(is_active=True) & ~Q(email=""), name="access_person_active_email_is_unique"
            ),
            models.CheckConstraint(
                condition=~Q(issuer__in=[LOCAL_ISSUER, BREAK_GLASS_ISSUER]) | ~Q(email=""),
                name="access_person_local_has_an_email",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="access_person_has_a_name"),
            models.CheckConstraint(condition=Q(theme__in=Theme.values), name="access_person_theme_is_known"),
            models.CheckConstraint(
                condition=Q(is_active=True, deactivated_at=None) | Q(is_active=False, deactivated_at__isnull=False),
                name="access_person_inactive_since_a_moment",
            ),
            models.CheckConstraint(condition=Q(kind__in=PersonKind.values), name="access_person_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=PersonKind.SERVICE, issuer=SERVICE_ISSUER)
                | (~Q(kind=PersonKind.SERVICE) & ~Q(issuer=SERVICE_ISSUER)),
                name="access_person_service_signs_in_nowhere",
            ),
            # The directory may enter the first people before anybody is there to answer for it.
            models.CheckConstraint(
                condition=~Q(kind=PersonKind.SERVICE)
                | (Q(password__startswith="!", email="") & (Q(answerable__isnull=False) | Q(subject=SCIM_SUBJECT))),  # noqa: S106
                name="access_person_service_has_somebody_and_no_password",
            ),
            # RFC 7643 §4.1.1 compares user names without regard to case.
            models.UniqueConstraint(
                Lower("user_name"), condition=~Q(user_name=""), name="access_person_user_name_is_unique"
            ),
            models.UniqueConstraint(
                "external_id", condition=~Q(external_id=""), name="access_person_external_id_is_unique"
            ),
        ]
        indexes: ClassVar = [
            # The list of people by name, by address, and by last sign-in from either end, those who never did last.
            models.Index(fields=["name", "id"], name="access_person_name"),
            models.Index(fields=["email", "id"], name="access_person_email"),
            models.Index(fields=["last_login", "id"], name="access_person_last_login"),
            models.Index(F("last_login").desc(nulls_last=True), F("id").desc(), name="access_person_latest_login"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the person's page, or the program's."""
        return reverse("access:service" if self.is_service else "access:person", args=[self.pk])

    @property
    def is_service(self) -> bool:
        """Tell whether this is a program."""
        return self.kind == PersonKind.SERVICE

    @property
    def is_for_emergencies(self) -> bool:
        """Tell whether this is the account for emergencies, which is nobody."""
        return self.issuer == BREAK_GLASS_ISSUER

    @property
    def keeps_directory(self) -> bool:
        """Tell whether this is the program by which the corporate directory writes here (SCIM)."""
        return self.is_service and self.subject == SCIM_SUBJECT

    @property
    def accountable(self) -> "Person":
        """Return whose is what this person or program enters: a program's is of whoever answers for it."""
        return self.answerable or self if self.is_service else self

    def relations_of(self, person: "Person") -> frozenset[str]:
        """Return what somebody is to this person or program: who answers for it, who takes over what they owned."""
        # A successor takes over once they have left.
        named = {"answerable": self.answerable_id, "successor": None if self.is_active else self.successor_id}
        return frozenset(relation for relation, key in named.items() if key == person.pk)

    @property
    def zone(self) -> ZoneInfo | None:
        """Return the time zone the person chose, if any."""
        return ZoneInfo(self.time_zone) if self.time_zone else None

    @cached_property
    def assignments_today(self) -> list[Any]:
        """Return the role assignments that count today, read once for each request."""
        if not self.is_active:
            return []
        if "assignments" in getattr(self, "_prefetched_objects_cache", {}):
            # `with_roles` of the list of people read them for all rows at once.
            return list(self.assignments.all())
        return list(self.assignments.counting_on(today()))

    @cached_property
    def permissions(self) -> frozenset[str]:
        """Return the names of everything the person may do today by role, whatever it is about."""
        whole = [each for each in self.assignments_today if each.department_id is None]
        held = frozenset(name for each in whole for name in each.role.permission_names)
        # Whatever a role may be one day, a program decides on nothing.
        return held - for_people() if self.is_service else held

    @cached_property
    def scopes(self) -> dict[UUID, frozenset[str]]:
        """Return by department what the person may do today for what belongs to it, by roles held for it only."""
        found: dict[UUID, frozenset[str]] = {}
        for each in self.assignments_today:
            if each.department_id is not None:
                granted = {name for name in each.role.permission_names if known(name).by_department}
                granted -= for_people() if self.is_service else set()
                found[each.department_id] = found.get(each.department_id, frozenset()) | granted
        return found

    def may(self, permission: str) -> bool:
        """Tell whether one of the person's roles holds a permission today."""
        return self.is_active and permission in self.permissions

    def may_for(self, permission: str, department_id: UUID | None) -> bool:
        """Tell whether a role holds a permission today for what belongs to a department; None is of no department."""
        if self.may(permission):
            return True
        return department_id is not None and permission in self.scopes.get(department_id, ())

    def departments_for(self, permission: str) -> frozenset[UUID]:
        """Return for which departments only a role holds a permission today."""
        return frozenset(key for key, granted in self.scopes.items() if permission in granted)

    def has_role(self, slug: str) -> bool:
        """Tell whether the person holds a role today."""
        return any(each.role.slug == slug for each in self.assignments_today)

    @property
    def record_windows(self) -> list[tuple[date | None, date | None]] | None:
        """Return the periods of records the person may read, or None when nothing limits them.

        Whoever holds a limited reading role (an auditor's engagement) is limited to it, whatever else they hold.
        """
        whole = [each for each in self.assignments_today if each.department_id is None]
        reading = [each for each in whole if "trail.view_entries" in each.role.permission_names]
        windows = [(each.records_from, each.records_until) for each in reading]
        return [window for window in windows if window != (None, None)] or None
