"""What people want by e-mail."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.identifiers import new_id
from common.notifications import MailChoice


class MailPreference(models.Model):
    """When one person wants the messages of one kind by e-mail; without a row, what is usual for the kind counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="mail_preferences"
    )
    kind = models.CharField(_("kind"), max_length=60)
    choice = models.CharField(_("by e-mail"), max_length=10, choices=MailChoice.choices)

    objects = models.Manager["MailPreference"]()

    class Meta:
        verbose_name = _("mail preference")
        verbose_name_plural = _("mail preferences")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "kind"], name="access_mailpreference_is_one_for_each_kind"),
            models.CheckConstraint(
                condition=Q(choice__in=MailChoice.values), name="access_mailpreference_choice_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.choice}"
