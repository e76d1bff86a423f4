"""Sessions, second factors, and attempts to prove who one is."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.choices import AttemptKind
from access.querysets import PortalSessionQuerySet
from access.sign_in_methods import methods_in_words
from common.clock import now
from common.identifiers import new_id
from trail.guards import trailed
from trail.querysets import TrailedQuerySet

SessionManager = BaseSessionManager.from_queryset(PortalSessionQuerySet)


class PortalSession(AbstractBaseSession):
    """One browser in which somebody is signed in (or about to be); deleting the row ends it at once."""

    handle = models.UUIDField(_("id"), default=new_id, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.CASCADE,
        related_name="sessions",
    )
    address = models.GenericIPAddressField(_("address"), null=True)
    device = models.CharField(_("device"), max_length=300, blank=True)
    started_at = models.DateTimeField(_("since"), default=now)
    last_seen_at = models.DateTimeField(_("last seen"), default=now)
    # What the identity provider said of this sign-in (OpenID Connect Core §2); empty for a local one.
    provider_sid = models.CharField(_("session at the provider"), max_length=255, blank=True)
    acr = models.CharField(_("assurance"), max_length=255, blank=True)
    amr = ArrayField(models.CharField(max_length=50), verbose_name=_("methods"), default=list, blank=True)

    objects: ClassVar[Any] = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]
        indexes: ClassVar = [
            # The hourly sweep of sessions nobody uses.
            models.Index(fields=["last_seen_at"], name="access_session_last_seen"),
            # Back-channel logout names the provider's session.
            models.Index(fields=["provider_sid"], condition=~Q(provider_sid=""), name="access_session_provider_sid"),
        ]

    @property
    def methods(self) -> str:
        """Return in words how the person showed the provider who they are."""
        return methods_in_words(self.amr)

    @classmethod
    def get_session_store_class(cls) -> type[Any]:
        """Return the store that reads and writes these rows."""
        from access.session_store import SessionStore

        return SessionStore


@trailed(ignoring=("last_step",), masking=("sealed_seed",))
class Authenticator(models.Model):
    """A person's second factor: the seed of time-based codes (RFC 6238), encrypted, and the last code's time step."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="authenticator"
    )
    sealed_seed = models.TextField(_("seed"))
    enrolled_at = models.DateTimeField(_("since"), default=now)
    # RFC 6238 §5.2: a code is accepted once; the step of the last one is kept.
    last_step = models.BigIntegerField(_("last time step"), default=0)

    objects = TrailedQuerySet["Authenticator"].as_manager()

    class Meta:
        verbose_name = _("second factor")
        verbose_name_plural = _("second factors")

    def __str__(self) -> str:
        return str(_("second factor of %(person)s") % {"person": self.person})


@trailed(masking=("digest",))
class RecoveryCode(models.Model):
    """One unused recovery code, hashed; using it deletes it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="recovery_codes"
    )
    digest = models.CharField(_("digest"), max_length=64)

    objects = TrailedQuerySet["RecoveryCode"].as_manager()

    class Meta:
        verbose_name = _("recovery code")
        verbose_name_plural = _("recovery codes")
        constraints: ClassVar = [
            models.UniqueConstraint("person", "digest", name="access_recoverycode_stands_once"),
        ]

    def __str__(self) -> str:
        return str(_("recovery code of %(person)s") % {"person": self.person})


class AccessAttempt(models.Model):
    """One failed try to prove who one is; enough of them make further tries wait.

    `target` is a keyed digest of what was tried (a name, a person), so that unknown names count like known ones and the
    table holds nobody's typing.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=AttemptKind.choices)
    target = models.CharField(_("target"), max_length=64)
    address = models.GenericIPAddressField(_("address"), null=True)
    at = models.DateTimeField(_("when"))

    objects = models.Manager["AccessAttempt"]()

    class Meta:
        verbose_name = _("failed attempt")
        verbose_name_plural = _("failed attempts")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=AttemptKind.values), name="access_accessattempt_kind_is_known"),
        ]
        indexes: ClassVar = [
            # Counting the failures of the last minutes, by target and by address.
            models.Index(fields=["target", "at"], name="access_attempt_target"),
            models.Index(fields=["address", "at"], name="access_attempt_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"
