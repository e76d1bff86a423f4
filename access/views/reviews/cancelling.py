"""Giving an access review up."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.actions.access_reviews.answering import cancel_access_review
from access.forms import ReasonForm
from access.models import AccessReview
from access.pages import ActionPage
from access.views.reviews.base import RUN, VIEW


class CancelPage(ActionPage):
    """Give an access review up."""

    permission = RUN
    view_permission = VIEW
    model = AccessReview
    title = _("Cancel the access review")
    form_class = ReasonForm
    submit_label = _("Cancel the review")
    success = _("The review is cancelled; nothing of it was carried out.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what stays."""
        return (
            _t("Nobody is asked any more, and nothing that was answered is carried out."),
            _t("What was frozen and answered stays readable, with your reason."),
        )

    def save(self, form: forms.Form) -> AccessReview:
        """Cancel it."""
        return cancel_access_review(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])
