"""What one gets by e-mail."""

from typing import Any

from django import forms
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from access.actions.mail_preferences import choose_mail
from access.gate import SIGNED_IN
from access.mail_choices import choices_of
from access.models import Notification
from access.pages import FormPage
from access.rules.people import DIGEST_HOUR
from access.views.account.base import AccountPage
from access.views.account.forms import MailForm
from common.notifications import MailChoice


class MailPage(AccountPage, FormPage):
    """Choose, kind by kind, whether messages come by e-mail at once, once a day, or never."""

    permission = SIGNED_IN
    section = "mail"
    title = _("E-mail")
    form_class = MailForm
    template_name = "access/account/mail.html"
    success = _("Saved.")

    def initial(self) -> dict[str, Any]:
        """Start with what counts."""
        return dict(choices_of(self.reader))

    def save(self, form: forms.Form) -> dict[str, MailChoice]:
        """Keep it."""
        return choose_mail(self.reader, form.cleaned_data)

    def success_url(self, _result: Any) -> str:
        """Stay on the page."""
        return reverse("access:mail")

    def cancel_url(self) -> str:
        """Return the profile."""
        return reverse("access:me")

    def context(self) -> dict[str, Any]:
        """Return where mail goes, when the one of the day does, and what keeps it from going anywhere."""
        last = Notification.objects.visible_to(self.reader).filter(mail_tries__gt=0).order_by("-pk").first()
        return {
            "address": self.reader.email,
            "hour": DIGEST_HOUR,
            "zone": self.reader.time_zone or timezone.get_default_timezone_name(),
            "choices": MailChoice.labels,
            "set_up": settings.MAIL_IS_SET_UP,
            "failed": last if last and last.mail_error else None,
        }
