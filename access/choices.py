"""States and kinds of the access app."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """How a reader wants the pages to look."""

    AUTO = "auto", _("As my device")
    LIGHT = "light", _("Light")
    DARK = "dark", _("Dark")


class TokenScope(TextChoices):
    """What an API token may do."""

    READ = "read", _("Read")
    WRITE = "write", _("Read and write")
    SCIM = "scim", _("Keep people and groups (SCIM)")


class JobState(TextChoices):
    """Where a background job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Proof(TextChoices):
    """What showed that it is the person; stands in the trail."""

    PASSWORD = "password", _("password")
    CODE = "code", _("code")
    RECOVERY_CODE = "recovery code", _("recovery code")
    PROVIDER = "identity provider", _("identity provider")


class AttemptKind(TextChoices):
    """What somebody tried to prove."""

    PASSWORD = "password", _("Password")
    CODE = "code", _("Second factor")
    STEP_UP = "step_up", _("Confirmation")
    EMERGENCY = "emergency", _("Emergency sign-in")
    LEAKED_TOKEN = "leaked_token", _("Report of a leaked token")


class PersonKind(TextChoices):
    """Whether an account is a human being's or a program's."""

    PERSON = "person", _("Person")
    SERVICE = "service", _("Service")


class ReviewStage(TextChoices):
    """Where an access review stands."""

    OPEN = "open", _("Open")
    APPLYING = "applying", _("Being applied")
    APPLIED = "applied", _("Applied")
    CANCELLED = "cancelled", _("Cancelled")


class ReviewFlag(TextChoices):
    """What is remarkable about a right, the gravest first; the sentences stand in `rules/review_flags.py`."""

    DEACTIVATED = "deactivated", _("Holder deactivated")
    OWNER_LEFT = "owner_left", _("Orphaned: nobody answers for it")
    NO_DEPARTMENT = "no_department", _("Orphaned: no department")
    GROUP_GONE = "group_gone", _("Orphaned: its group is gone")
    CONFLICT = "conflict", _("Conflict of duties")
    DORMANT = "dormant", _("Dormant")
    NEVER_USED = "never_used", _("Never used")
    NO_SECOND_FACTOR = "no_second_factor", _("No second factor")
    TOO_MANY_ROLES = "too_many_roles", _("Too many roles")
    NO_END = "no_end", _("Without an end")
    ENDS_SOON = "ends_soon", _("Ends soon")
    LONG_HELD = "long_held", _("Held over a year")


class ReviewAnswer(TextChoices):
    """What a reviewer says of a right."""

    KEEP = "keep", _("Keep")
    CHANGE = "change", _("Keep until a day")
    REMOVE = "remove", _("Remove")


class ReviewOutcome(TextChoices):
    """What came of an answer when the campaign was applied."""

    KEPT = "kept", _("Kept")
    DONE = "done", _("Done")
    GONE = "gone", _("Was gone already")
    REFUSED = "refused", _("Could not be done")
