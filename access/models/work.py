"""Background jobs, the inbox, and signs of life of the processes."""

from typing import ClassVar

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from access.choices import JobState
from access.querysets import JobQuerySet, NotificationQuerySet
from common.clock import now
from common.identifiers import new_id


class Job(models.Model):
    """A piece of work somebody started that a worker does in the background: its progress, and its result file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="jobs"
    )
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    settings = models.JSONField(_("settings"), default=dict, encoder=DjangoJSONEncoder)
    language = models.CharField(_("language"), max_length=10, blank=True)
    state = models.CharField(_("state"), max_length=20, choices=JobState.choices, default=JobState.WAITING)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("of"), null=True)
    message = models.TextField(_("message"), blank=True)
    result = models.FileField(_("result"), upload_to="jobs/%Y/%m/", blank=True)
    result_name = models.CharField(_("file name"), max_length=200, blank=True)
    cancel_requested = models.BooleanField(_("cancel requested"), default=False)
    reached = models.JSONField(_("reached"), default=dict)
    # How often a worker began it since it last kept how far it had come.
    starts = models.PositiveSmallIntegerField(_("starts"), default=0)
    created_at = models.DateTimeField(_("asked"), default=now)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=JobState.values), name="access_job_state_is_known"),
            models.CheckConstraint(
                condition=Q(total=None) | Q(done__lte=F("total")), name="access_job_does_no_more_than_all"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]) | Q(finished_at__isnull=False),
                name="access_job_finished_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the job's page."""
        return reverse("jobs:job", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Tell whether the job still waits or runs."""
        return self.state in {JobState.WAITING, JobState.RUNNING}


class Notification(models.Model):
    """One message in one person's inbox."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="notifications"
    )
    kind = models.CharField(_("kind"), max_length=60)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("text"), blank=True)
    link = models.CharField(_("link"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("when"), default=now)
    read_at = models.DateTimeField(_("read"), null=True)
    # By e-mail: not before when (never, or no more, where empty), tried how often, why not yet, and when it went out.
    # What has one moment to wait for goes in one mail.
    mail_after = models.DateTimeField(_("e-mail from"), null=True)
    mail_tries = models.PositiveSmallIntegerField(_("tries to mail"), default=0)
    mail_error = models.CharField(_("error of the e-mail"), max_length=300, blank=True)
    mailed_at = models.DateTimeField(_("mailed"), null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            # The count in the header of every page.
            models.Index(fields=["person"], condition=Q(read_at=None), name="access_notification_unread"),
            models.Index(fields=["person", "-id"], name="access_notification_inbox"),
            # What is to be mailed, looked at each minute; and what was tried in vain, for those who mend it.
            models.Index(
                fields=["mail_after"],
                condition=Q(mailed_at=None, mail_after__isnull=False),
                name="access_notification_mail_due",
            ),
            models.Index(
                fields=["person"], condition=Q(mailed_at=None, mail_tries__gt=0), name="access_notification_unmailed"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Heartbeat(models.Model):
    """The last sign of life of one kind of process (web, worker, beat)."""

    process = models.CharField(_("process"), max_length=60, primary_key=True)
    seen_at = models.DateTimeField(_("seen"))

    objects = models.Manager["Heartbeat"]()

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")

    def __str__(self) -> str:
        return self.process
