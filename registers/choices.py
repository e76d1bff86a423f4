"""States and kinds of the registers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Detector(TextChoices):
    """The built-in detectors a data category may use."""

    EMAIL = "email", _("E-mail address")
    PHONE = "phone", _("Phone number")
    PAYMENT_CARD = "payment-card", _("Payment card number")
    IBAN = "iban", _("IBAN")
    NATIONAL_ID = "national-id", _("National identity number")
    IP_ADDRESS = "ip-address", _("IP address")
    PERSON_NAME = "person-name", _("Name of a person")
    BIRTH_DATE = "birth-date", _("Date of birth")
    MEDICAL_RECORD = "medical-record", _("Medical record number")
    API_KEY = "api-key", _("API key")
    PRIVATE_KEY = "private-key", _("Private key")


class CustomDetectorKind(TextChoices):
    """How an organisation's own detector finds its data."""

    PATTERN = "pattern", _("Pattern")
    KEYWORDS = "keywords", _("List of words")


class Outcome(TextChoices):
    """What may happen to a data category at a destination, from the most to the least open."""

    ALLOW = "allow", _("Allow")
    MASK = "mask", _("Mask")
    REVIEW = "review", _("Needs review")
    DENY = "deny", _("Deny")


class ProviderKind(TextChoices):
    """Whose API it is."""

    OPENAI = "openai", "OpenAI"


class DataRetention(TextChoices):
    """What the provider keeps of requests and answers (OpenAI: “Data controls in the OpenAI platform”)."""

    DEFAULT = "default", _("Default (up to 30 days)")
    MAM = "mam", _("Modified abuse monitoring")
    ZDR = "zdr", _("Zero data retention")


class ProjectRetention(TextChoices):
    """The data retention of a project: its own, or that of its organisation."""

    INHERITED = "inherited", _("As the organisation")
    DEFAULT = DataRetention.DEFAULT.value, DataRetention.DEFAULT.label
    MAM = DataRetention.MAM.value, DataRetention.MAM.label
    ZDR = DataRetention.ZDR.value, DataRetention.ZDR.label


class Region(TextChoices):
    """Where the provider stores, and in some regions processes, a project's content."""

    GLOBAL = "global", pgettext_lazy("region", "Global")
    US = "us", _("United States")
    EU = "eu", _("Europe (EEA and Switzerland)")
    GB = "gb", _("United Kingdom")
    CA = "ca", _("Canada")
    AU = "au", _("Australia")
    JP = "jp", _("Japan")
    KR = "kr", _("South Korea")
    SG = "sg", _("Singapore")
    IN = "in", _("India")
    AE = "ae", _("United Arab Emirates")


class Endpoint(TextChoices):
    """The endpoints of the provider's API, as its own documentation calls them."""

    CHAT_COMPLETIONS = "chat.completions", "chat.completions"
    RESPONSES = "responses", "responses"
    CONVERSATIONS = "conversations", "conversations"
    EMBEDDINGS = "embeddings", "embeddings"
    MODERATIONS = "moderations", "moderations"
    IMAGES = "images", "images"
    SPEECH = "audio.speech", "audio.speech"
    TRANSCRIPTIONS = "audio.transcriptions", "audio.transcriptions"
    TRANSLATIONS = "audio.translations", "audio.translations"
    REALTIME = "realtime", "realtime"
    FILES = "files", "files"
    BATCHES = "batches", "batches"
    VECTOR_STORES = "vector_stores", "vector_stores"
    FINE_TUNING = "fine_tuning", "fine_tuning"
    EVALS = "evals", "evals"
    ASSISTANTS = "assistants", "assistants"
    THREADS = "threads", "threads"
    VIDEOS = "videos", "videos"
    COMPLETIONS = "completions", "completions"


class StateKept(TextChoices):
    """How long an endpoint keeps application state at the provider."""

    NONE = "none", _("Keeps none")
    DAYS = "days", _("For some days")
    UNTIL_DELETED = "until-deleted", _("Until it is deleted")


class Eligibility(TextChoices):
    """Whether an endpoint may be used under zero data retention."""

    YES = "yes", _("Yes")
    LIMITED = "limited", _("With limits")
    NO = "no", _("No")


class ModelState(TextChoices):
    """Whether a model may be used."""

    PROPOSED = "proposed", pgettext_lazy("model", "Not assessed")
    APPROVED = "approved", pgettext_lazy("model", "Approved")
    RESTRICTED = "restricted", pgettext_lazy("model", "Restricted")
    DEPRECATED = "deprecated", pgettext_lazy("model", "Deprecated")
    REFUSED = "refused", pgettext_lazy("model", "Not to be used")


class ModelAccess(TextChoices):
    """Which models a project may call."""

    ALL = "all", _("Every model")
    LISTED = "listed", _("Only those listed")


class Environment(TextChoices):
    """Where an application runs."""

    PRODUCTION = "production", _("Production")
    STAGING = "staging", _("Staging")
    DEVELOPMENT = "development", _("Development")


class UseCaseState(TextChoices):
    """Where a use case stands on the register."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    CONDITIONAL = "conditional", _("Approved, conditions open")
    APPROVED = "approved", _("Approved")
    SUSPENDED = "suspended", _("Suspended")
    LAPSED = "lapsed", _("Lapsed")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    RETIRED = "retired", _("Retired")


class VersionState(TextChoices):
    """Where one version of a use case stands."""

    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in-review", _("In review")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    CONDITIONAL = "conditional", _("Approved, conditions open")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REPLACED = "replaced", _("Replaced")


class Origin(TextChoices):
    """How a use case came onto the register."""

    ENTERED = "entered", _("Requested here")
    IMPORTED = "imported", _("Imported")
    INTAKE = "intake", _("Asked for in plain words")


class Membership(TextChoices):
    """What a person may be to a use case besides its owner."""

    CONTRIBUTOR = "contributor", _("Contributor")
    WATCHER = "watcher", _("Watcher")
    STEWARD = "steward", _("Steward")

    @property
    def permission(self) -> str:
        """Return the codename of guardian's permission that stands for it."""
        return PERMISSION_OF[self]


# The permissions of a use case that guardian keeps for people (`UseCase.Meta.permissions`).
PERMISSION_OF = {
    Membership.CONTRIBUTOR: "contribute_usecase",
    Membership.WATCHER: "watch_usecase",
    Membership.STEWARD: "steward_usecase",
}
MEMBERSHIP_OF = {codename: membership for membership, codename in PERMISSION_OF.items()}


class LawfulBasis(TextChoices):
    """Why personal data may be processed (GDPR Article 6(1))."""

    NOT_PERSONAL = "not-personal", _("No personal data")
    CONSENT = "consent", _("Consent (a)")
    CONTRACT = "contract", _("Contract (b)")
    LEGAL_OBLIGATION = "legal-obligation", _("Legal obligation (c)")
    VITAL_INTERESTS = "vital-interests", _("Vital interests (d)")
    PUBLIC_TASK = "public-task", _("Public task (e)")
    LEGITIMATE_INTERESTS = "legitimate-interests", _("Legitimate interests (f)")


class SpecialBasis(TextChoices):
    """Why special categories of data may be processed (GDPR Article 9(2))."""

    EXPLICIT_CONSENT = "explicit-consent", _("Explicit consent (a)")
    EMPLOYMENT = "employment", _("Employment and social security law (b)")
    VITAL_INTERESTS = "vital-interests", _("Vital interests (c)")
    MEMBERS = "members", _("Members of a non-profit body (d)")
    MADE_PUBLIC = "made-public", _("Made public by the person (e)")
    LEGAL_CLAIMS = "legal-claims", _("Legal claims (f)")
    PUBLIC_INTEREST = "public-interest", _("Substantial public interest (g)")
    HEALTH_CARE = "health-care", _("Health or social care (h)")
    PUBLIC_HEALTH = "public-health", _("Public health (i)")
    RESEARCH = "research", _("Archiving, research or statistics (j)")


class Affected(TextChoices):
    """Whom the outcome concerns."""

    EMPLOYEES = "employees", _("Employees")
    APPLICANTS = "applicants", _("Applicants")
    CUSTOMERS = "customers", _("Customers")
    PATIENTS = "patients", _("Patients")
    CHILDREN = "children", _("Children")
    PUBLIC = "public", _("The public")
    PARTNERS = "partners", _("Suppliers and partners")
    NOBODY = "nobody", _("Nobody outside the team")


class Autonomy(TextChoices):
    """How much the system does by itself, from the least to the most."""

    INFORMS = "informs", _("It informs; a person decides and acts")
    DRAFTS = "drafts", _("It drafts; a person checks before anything takes effect")
    ACTS_WITH_VETO = "acts-with-veto", _("It acts; a person can stop or undo it")
    ACTS_ALONE = "acts-alone", _("It acts alone")


class Volume(TextChoices):
    """How many records of a data category a month."""

    SOME = "some", _("Up to 1,000 a month")
    MANY = "many", _("Up to 100,000 a month")
    MASS = "mass", _("More than 100,000 a month")


class RiskTier(TextChoices):
    """How closely a use case is looked at."""

    LOW = "low", pgettext_lazy("risk", "Low")
    MEDIUM = "medium", pgettext_lazy("risk", "Medium")
    HIGH = "high", pgettext_lazy("risk", "High")


class AiActClass(TextChoices):
    """The class of a use under the EU AI Act (Regulation (EU) 2024/1689)."""

    MINIMAL = "minimal", _("Minimal risk")
    TRANSPARENCY = "transparency", _("Transparency duties (Article 50)")
    HIGH_RISK = "high-risk", _("High risk (Article 6)")
    PROHIBITED = "prohibited", _("Prohibited (Article 5)")


class DocumentKind(TextChoices):
    """What a document is."""

    POLICY = "policy", _("Policy")
    DPIA = "dpia", _("Data protection impact assessment")
    DPA = "dpa", _("Data processing agreement")
    BAA = "baa", _("Business associate agreement")
    VENDOR_REPORT = "vendor-report", _("Vendor's audit report")
    RUNBOOK = "runbook", _("Runbook")
    OTHER = "other", _("Other document")


class Requirement(TextChoices):
    """For what a kind of document is required."""

    ORGANISATION = "organisation", _("The organisation")
    PROVIDER = "provider", _("Every provider")
    PERSONAL = "personal", _("Use cases with personal data")
    SPECIAL = "special", _("Use cases with special categories of data")
    HIGH_TIER = "high-tier", _("Use cases of the high tier")


class ExceptionState(TextChoices):
    """Where an exception stands; whether it is over is told by its dates."""

    REQUESTED = "requested", _("Requested")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", pgettext_lazy("exception", "Refused")
    ENDED = "ended", pgettext_lazy("exception", "Ended early")


class ImportState(TextChoices):
    """Where an import stands."""

    UPLOADED = "uploaded", _("Uploaded")
    READING = "reading", _("Being read")
    PREVIEWED = "previewed", _("Ready to commit")
    COMMITTING = "committing", _("Being committed")
    COMMITTED = "committed", pgettext_lazy("import", "Committed")
    DISCARDED = "discarded", _("Discarded")
    FAILED = "failed", _("Failed")


class ImportRowState(TextChoices):
    """What became of one row of a spreadsheet."""

    GOOD = "good", _("Ready")
    DUPLICATE = "duplicate", _("Duplicate")
    FAULTY = "faulty", _("With errors")
    LEFT_OUT = "left-out", _("Left out")
    ENTERED = "entered", _("On the register")


class RouteFor(TextChoices):
    """What a route is for: requests of a tier, or policy documents."""

    LOW = "low", _("Requests of low risk")
    MEDIUM = "medium", _("Requests of medium risk")
    HIGH = "high", _("Requests of high risk")
    POLICY = "policy", _("Policy documents")


class Agreement(TextChoices):
    """How many have to agree at a step."""

    ANY = "any", _("Any one of them")
    ALL = "all", _("One of each")
    QUORUM = "quorum", _("A number of them")


class ReviewState(TextChoices):
    """Where the review of one version stands."""

    OPEN = "open", pgettext_lazy("review", "Under way")
    APPROVED = "approved", pgettext_lazy("review", "Approved")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    REJECTED = "rejected", pgettext_lazy("review", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("review", "Withdrawn")
    SET_ASIDE = "set-aside", _("Set aside for a new version")


class StepOutcome(TextChoices):
    """How a step of a review ended."""

    AGREED = "agreed", _("Agreed")
    CARRIED = "carried", _("Carried over: nothing material changed since")
    CHANGES_ASKED = "changes-asked", _("Changes asked")
    REJECTED = "rejected", pgettext_lazy("step", "Rejected")
    LEFT = "left", _("Not needed any more")


class Answer(TextChoices):
    """What a reviewer answers."""

    APPROVE = "approve", _("Approve")
    ASK_FOR_CHANGES = "ask-for-changes", _("Ask for changes")
    REJECT = "reject", _("Reject")
