"""The entries of the trail."""

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from trail.choices import PORTAL, Channel
from trail.querysets import TrailEntryQuerySet
from trail.telling import label_of, value_of
from trail.verbs import sentence, verb_of


class CurrentTransaction(models.Func):
    """The id of the running database transaction."""

    template = "(pg_current_xact_id())::text::bigint"
    output_field = models.BigIntegerField()
    allowed_default = True


class TransactionBegan(models.Func):
    """The moment at which the running database transaction began."""

    template = "transaction_timestamp()"
    output_field = models.DateTimeField()
    allowed_default = True


class TrailEntry(models.Model):
    """One business event: who did what to which object, when, why, from where, and which fields changed.

    Written by `trail.recording.record` only; the database refuses to change, delete or truncate it.
    """

    class Action:
        """The numbers that auditlog's receivers use for what they saw."""

        CREATE, UPDATE, DELETE, ACCESS = range(4)

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("when"), default=now, editable=False)
    verb = models.CharField(_("verb"), max_length=100)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        null=True,
        on_delete=models.PROTECT,
        related_name="deeds",
        db_index=False,
    )
    actor_name = models.CharField(_("person at the time"), max_length=300)
    channel = models.CharField(_("way in"), max_length=20, choices=Channel.choices)
    address = models.GenericIPAddressField(_("address"), null=True)
    request_id = models.CharField(_("request id"), max_length=64, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    subject_type = models.CharField(_("kind of object"), max_length=100)
    subject_id = models.CharField(_("object id"), max_length=64)
    subject_name = models.TextField(_("object"))
    about = ArrayField(models.CharField(max_length=170), verbose_name=_("concerns"))
    details = models.JSONField(_("details"), default=dict, encoder=DjangoJSONEncoder)
    changes = models.JSONField(_("changes"), default=list, encoder=DjangoJSONEncoder)
    transaction_id = models.BigIntegerField(_("transaction"), db_default=CurrentTransaction(), editable=False)
    # Transaction ids begin anew in a restored database; with its beginning a transaction is known for good.
    transaction_began = models.DateTimeField(_("transaction began"), db_default=TransactionBegan(), editable=False)
    search = models.GeneratedField(
        expression=SearchVector("verb", "actor_name", "subject_name", "reason", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = TrailEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        # UUIDv7 keys ascend with time, so the key is the order of events.
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            # The filters of the trail page, each ending in the page's own order.
            models.Index(fields=["verb", "-id"], name="trail_entry_verb"),
            models.Index(fields=["actor", "-id"], name="trail_entry_actor"),
            models.Index(fields=["at"], name="trail_entry_at"),
            # The timeline of any object.
            GinIndex(fields=["about"], name="trail_entry_about"),
            # Search by any word.
            GinIndex(fields=["search"], name="trail_entry_search"),
            # The guard on every trailed table asks: is there an entry of this transaction?
            models.Index(fields=["transaction_id"], name="trail_entry_transaction"),
        ]

    def __str__(self) -> str:
        return self.sentence

    def get_absolute_url(self) -> str:
        """Return the address of the entry's page."""
        return reverse("trail:entry", args=[self.pk])

    @property
    def sentence(self) -> str:
        """Tell the event in the reader's language."""
        values: dict[str, Any] = {**self.details, "by": self.actor_name, "subject": self.subject_name}
        if self.actor_id is not None or self.actor_name != PORTAL:
            return sentence(self.verb, values)
        # Inside a sentence as it is, at its beginning with a capital letter.
        portal = gettext("the portal")
        told = sentence(self.verb, values | {"by": portal})
        return f"{told[0].upper()}{told[1:]}" if told.startswith(portal) else told

    @property
    def when(self) -> datetime:
        """Return when it happened."""
        return self.at

    @property
    def by(self) -> str:
        """Return who did it, by their name at the time."""
        return self.actor_name

    @property
    def icon(self) -> str:
        """Return the icon of its verb."""
        return verb_of(self.verb).icon

    @property
    def tone(self) -> str:
        """Return the tone of its verb."""
        return verb_of(self.verb).tone

    @property
    def diff(self) -> list[tuple[str, Any, Any]]:
        """Return what changed, as (field, before, after), led by the object's name where several changed."""
        several = len(self.changes) > 1
        return [
            (
                f"{change['name']}: {label}" if several else label,
                value_of(change["type"], name, before),
                value_of(change["type"], name, after),
            )
            for change in self.changes
            for name, (before, after) in change["fields"].items()
            for label in [label_of(change["type"], name)]
        ]
