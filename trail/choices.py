"""Ways in which something reaches the portal."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# The name that stands where nobody acted but the portal itself.
PORTAL = "portal"


class Channel(TextChoices):
    """The way in of an event."""

    WEB = "web", _("Pages")
    API = "api", _("API")
    COMMAND = "command", _("Command line")
    JOB = "job", _("Background job")
    SYSTEM = "system", _("The portal")
