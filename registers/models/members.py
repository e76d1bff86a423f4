"""What people and departments are to one use case besides its owner, and who would like to join."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from guardian.models import UserObjectPermissionBase

from access.models import Department
from common.clock import now, today
from common.identifiers import new_id
from registers.choices import Membership
from registers.models.use_cases import UseCase
from registers.querysets.members import UseCaseMemberManager, UseCaseShareQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


class Lasting(models.Model):
    """What was given by somebody, from a moment, until a day where set."""

    since = models.DateTimeField(_("since"), default=now)
    until = models.DateField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("given by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="%(class)ss_given",
    )

    class Meta:
        abstract = True

    @property
    def stands(self) -> bool:
        """Tell whether it counts today; the last day does."""
        return self.until is None or self.until >= today()


@trailed(ignoring=("permission",))
class UseCaseMember(Lasting, UserObjectPermissionBase):
    """One person who works on a use case, or follows it, without owning it: guardian's permission of one object.

    `membership` says the same as `permission`, in our words; the database refuses a row where they differ.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # Guardian's names, over the columns of before; `use_case` and `person` read the same.
    content_object = models.ForeignKey(
        UseCase,
        verbose_name=_("use case"),
        on_delete=models.PROTECT,
        related_name="members",
        db_column="use_case_id",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="memberships",
        db_column="person_id",
    )
    permission = models.ForeignKey(Permission, on_delete=models.PROTECT, related_name="use_case_members")
    membership = models.CharField(_("as"), max_length=20, choices=Membership.choices)
    # Whoever follows on their own account is told of what they may see anyway: it opens nothing to them.
    by_themselves = models.BooleanField(_("added themselves"), default=False, editable=False)

    objects: ClassVar[UseCaseMemberManager] = UseCaseMemberManager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering: ClassVar = ["membership", "user__name"]
        constraints: ClassVar = [
            models.UniqueConstraint("content_object", "user", "membership", name="registers_usecasemember_is_one_once"),
            models.CheckConstraint(
                condition=Q(membership__in=Membership.values), name="registers_usecasemember_membership_is_known"
            ),
            models.CheckConstraint(
                condition=Q(by_themselves=False) | Q(membership=Membership.WATCHER),
                name="registers_usecasemember_only_watchers_add_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.get_membership_display()})"

    @property
    def use_case(self) -> UseCase:
        """Return the use case."""
        return self.content_object

    @property
    def person(self) -> Any:
        """Return who it is."""
        return self.user


@trailed()
class UseCaseShare(Lasting):
    """One use case shared with a whole department: with whoever is in it, for as long as they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.ForeignKey(UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="shares")
    department = models.ForeignKey(
        Department, verbose_name=_("department"), on_delete=models.PROTECT, related_name="use_case_shares"
    )
    membership = models.CharField(_("as"), max_length=20, choices=Membership.choices)

    objects = UseCaseShareQuerySet.as_manager()

    class Meta:
        verbose_name = _("share")
        verbose_name_plural = _("shares")
        ordering: ClassVar = ["department__name"]
        constraints: ClassVar = [
            models.UniqueConstraint("use_case", "department", name="registers_usecaseshare_is_one_once"),
            models.CheckConstraint(
                condition=Q(membership__in=(Membership.CONTRIBUTOR, Membership.WATCHER)),
                name="registers_usecaseshare_is_to_read_or_to_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department} ({self.get_membership_display()})"


@trailed()
class JoinRequest(models.Model):
    """One person's wish to join a use case that serves their purpose already, and the owner's answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.ForeignKey(
        UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="join_requests"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="join_requests"
    )
    message = models.TextField(_("what for"))
    asked_at = models.DateTimeField(_("asked"), default=now)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="join_requests_answered",
    )
    accepted = models.BooleanField(_("accepted"), null=True)

    objects = TrailedQuerySet["JoinRequest"].as_manager()

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        ordering: ClassVar = ["asked_at"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "use_case", "person", condition=Q(answered_at=None), name="registers_joinrequest_is_open_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, accepted=None) | Q(answered_at__isnull=False, accepted__isnull=False),
                name="registers_joinrequest_answered_means_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.use_case}"
