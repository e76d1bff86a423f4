"""How people like their lists: saved views and chosen columns."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from access.querysets import SavedViewQuerySet
from common.identifiers import new_id


class SavedView(models.Model):
    """A list with search, filters, order and columns under a name; the owner's, or shared with everybody."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list_name = models.CharField(_("list"), max_length=60)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("owner"), on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("query"), blank=True)
    columns = ArrayField(models.CharField(max_length=60), verbose_name=_("columns"), default=list, blank=True)
    shared = models.BooleanField(_("shared with everybody"), default=False)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering: ClassVar = ["shared", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint("owner", "list_name", "name", name="access_savedview_name_is_unique_for_its_owner"),
            models.CheckConstraint(condition=~Q(name=""), name="access_savedview_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ListPreference(models.Model):
    """The columns one person keeps for one list."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="list_preferences"
    )
    list_name = models.CharField(_("list"), max_length=60)
    columns = ArrayField(models.CharField(max_length=60), verbose_name=_("columns"))

    objects = models.Manager["ListPreference"]()

    class Meta:
        verbose_name = _("list preference")
        verbose_name_plural = _("list preferences")
        constraints: ClassVar = [
            models.UniqueConstraint("person", "list_name", name="access_listpreference_is_one_for_each_list"),
        ]

    def __str__(self) -> str:
        return f"{self.list_name}: {self.person}"
