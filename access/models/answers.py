"""Answers of the API that a client may ask for again."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.querysets import ApiAnswerQuerySet
from common.identifiers import new_id


class ApiAnswer(models.Model):
    """The answer to one request that carried an Idempotency-Key, kept for a day to be given again.

    `fingerprint` is a digest of the request; `sealed_body` is encrypted, since an answer may hold a secret shown once.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="api_answers"
    )
    key = models.CharField(_("key"), max_length=255)
    fingerprint = models.CharField(_("fingerprint of the request"), max_length=64)
    status = models.PositiveSmallIntegerField(_("status"))
    sealed_body = models.TextField(_("body"))
    location = models.CharField(_("address of what was made"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("when"))

    objects = ApiAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer of the API")
        verbose_name_plural = _("answers of the API")
        constraints: ClassVar = [
            models.UniqueConstraint("person", "key", name="access_apianswer_is_one_for_each_key"),
            models.CheckConstraint(condition=~Q(key=""), name="access_apianswer_has_a_key"),
        ]
        indexes: ClassVar = [
            # The sweep of answers older than a day.
            models.Index(fields=["created_at"], name="access_apianswer_created"),
        ]

    def __str__(self) -> str:
        return self.key
