"""The work that the registers give."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.work import Work, WorkItem
from common.clock import today
from registers.filters.models import SOON
from registers.models import ProviderModel


def _going_models(_person: Person) -> QuerySet[ProviderModel]:
    models = ProviderModel.objects.going_by(today() + SOON).select_related("replacement")
    return models.order_by(F("shut_down_on").asc(nulls_last=True), "name")


def _going_model(model: ProviderModel) -> WorkItem:
    hint = _t("Use cases still name it.")
    if model.replacement:
        hint = _t("Use cases still name it; %(replacement)s replaces it.") % {"replacement": model.replacement}
    return WorkItem(model.name, model.get_absolute_url(), hint, model.shut_down_on)


WORK = (
    Work(
        name="models-going",
        label=_("Models that go while use cases name them"),
        permission="registers.edit_models",
        icon="hourglass",
        rows=_going_models,
        item=_going_model,
    ),
)
