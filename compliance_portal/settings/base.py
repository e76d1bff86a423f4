"""What every installation shares."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from pythonjsonlogger.core import RESERVED_ATTRS

from compliance_portal.schedule import SCHEDULE
from compliance_portal.settings.environment import env, port, portal_home
from compliance_portal.settings.files import file_storage
from compliance_portal.settings.origins import origins

ROOT = Path(__file__).resolve().parents[2]
HOME = portal_home(ROOT)

SAMPLE = False
# `manage.py up` runs the identity provider of the sample organisation (development only).
SAMPLE_IDENTITY = False
SAMPLE_ORGANISATION = "Halden Mutual"
# The password of everybody in the sample organisation, at that provider; production settings load no sample.
SAMPLE_PASSWORD = "sample-portal-2026"  # noqa: S105
# The page that shows every component (development and tests).
KIT = False
DEBUG = False

# Earlier values of SECRET_KEY, newest first: what they signed or encrypted still opens while the key is changed.
SECRET_KEY_FALLBACKS = [key.strip() for key in env.list("SECRET_KEY_FALLBACKS", default=[])]

# Serving: what `manage.py up` listens on, and the address that people use.
BIND = env.str("PORTAL_BIND", default="127.0.0.1")
PORT = port("PORTAL_PORT", default=8000)
WEB_THREADS = env.int("WEB_THREADS", default=8)
IDENTITY_PORT = port("IDENTITY_PORT", default=min(PORT + 2, 65535))
IDENTITY_DIRECTORY = HOME / "identity" / "directory.json"
# The provider that vouches for the sample's people.
SAMPLE_ISSUER = f"http://localhost:{IDENTITY_PORT}"
# How long one statement of a page may take in the database; jobs and migrations take the time they need.
DB_STATEMENT_SECONDS = env.int("DB_STATEMENT_SECONDS", default=30)
PUBLIC_ADDRESS = env.str("PORTAL_URL", default=f"http://localhost:{PORT}").rstrip("/")
# Where `manage.py up` leaves its address while it runs, for commands beside it that are told neither port nor address.
ADDRESS_FILE = HOME / "address"
ADDRESS_IS_TOLD = bool(env.str("PORTAL_URL", default=""))
EMBEDDED_POSTGRES = False
# Web, worker and beat refuse to start on a database that is not fully migrated.
START_ONLY_MIGRATED = False

INSTALLED_APPS = [
    # First, so that its commands stand in front of Django's and auditlog's of the same name.
    "compliance_portal",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "auditlog",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "guardian",
    "rest_framework",
    "common",
    "trail",
    "access",
    "registers",
]

MIDDLEWARE = [
    "common.requests.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "compliance_portal.middleware.HealthMiddleware",
    "compliance_portal.middleware.LengthRequiredMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "access.middleware.ReaderMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "trail.middleware.TrailMiddleware",
    "access.middleware.RefusalMiddleware",
    "access.oidc.renewal.RenewalMiddleware",
]

ROOT_URLCONF = "compliance_portal.urls"
WSGI_APPLICATION = "compliance_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "compliance_portal.navigation.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_htmx.templatetags.django_htmx",
                "common.templatetags.kit",
                "access.templatetags.permits",
            ],
        },
    },
]

# People: Argon2 as OWASP's password storage sheet asks; sessions in our own table, so that each can be seen and ended.
AUTH_USER_MODEL = "access.Person"
# Guardian keeps what people are to one use case, in a table of ours (docs/registers.md). Nobody is anonymous here, and
# `access.permits` asks, not a sign-in backend: its check W001 asks for one.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_MONKEY_PATCH_GROUP = False
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
AUTHENTICATION_BACKENDS = ["access.authentication.PasswordBackend", "access.oidc.backend.ProviderBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "access:sign-in"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "access.session_store"
SESSION_COOKIE_NAME = "portal_session"
SESSION_COOKIE_AGE = env.int("SESSION_HOURS", default=12) * 3600
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=60)
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "portal_csrf"
CSRF_FAILURE_VIEW = "compliance_portal.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
STEP_UP_MINUTES = env.int("STEP_UP_MINUTES", default=5)
# Fetch the addresses of proxies in front of the portal from here; X-Forwarded-For counts from nobody else.
TRUSTED_PROXIES = env.list("TRUSTED_PROXIES", default=[])

# Corporate sign-in (docs/access.md): the issuer's address turns it on; all else is discovered there.
OIDC_ISSUER = env.str("OIDC_ISSUER", default="").strip()
# What the sign-in page calls the provider.
OIDC_NAME = env.str("OIDC_NAME", default="")
OIDC_RP_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_RP_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_RP_SCOPES = env.str("OIDC_SCOPES", default="openid email profile")
OIDC_ALGORITHMS = env.list("OIDC_ALGORITHMS", default=["RS256", "PS256", "ES256", "EdDSA"])
# The claims that hold the groups, the department, and what equals the directory's externalId (SCIM).
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
OIDC_DEPARTMENT_CLAIM = env.str("OIDC_DEPARTMENT_CLAIM", default="")
OIDC_LINK_CLAIM = env.str("OIDC_LINK_CLAIM", default="sub")
# What a confirmation at the provider asks for beyond a fresh sign-in; the first that was reached counts.
OIDC_ACR_VALUES = env.str("OIDC_ACR_VALUES", default="")
# How old a sign-in may get before the provider is asked again whether the person is still theirs.
OIDC_RENEW_MINUTES = env.int("OIDC_RENEW_MINUTES", default=15)
OIDC_TIMEOUT = env.int("OIDC_TIMEOUT_SECONDS", default=5)
OIDC_USE_PKCE = True
# How far the provider's clock may be off.
OIDC_LEEWAY_SECONDS = 60
# Open an access review in the first month of every quarter; the compliance officers answer.
ACCESS_REVIEW_QUARTERLY = env.bool("ACCESS_REVIEW_QUARTERLY", default=True)

# Trail
AUDITLOG_LOGENTRY_MODEL = "trail.TrailEntry"
AUDITLOG_MASK_CALLABLE = "trail.masking.mask"
AUDITLOG_STORE_JSON_CHANGES = True
AUDITLOG_USE_BASE_MANAGER = True
AUDITLOG_USE_FK_STRING_REPRESENTATION = True

# Languages and times
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LANGUAGE_COOKIE_NAME = "portal_language"
LOCALE_PATHS = [ROOT / "locale"]
FORMAT_MODULE_PATH = "compliance_portal.formats"
FILTERS_EMPTY_CHOICE_LABEL = _("Any")
TIME_ZONE = env.str("PORTAL_TIME_ZONE", default="UTC")
# Whose public holidays are no working days: a country, or a part of one such as DE-BE; none where empty.
HOLIDAYS = env.str("PORTAL_HOLIDAYS", default="")
USE_TZ = True

# Static files: hashed names, compressed once at build time, served by WhiteNoise from the web process itself.
STATIC_URL = "static/"
STATIC_ROOT = ROOT / "build" / "static"
STATICFILES_DIRS = [ROOT / "static", ROOT / "build" / "assets"]
STORAGES = {
    "default": file_storage(HOME),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DJANGO_TABLES2_TEMPLATE = "components/table.html"

# A strict policy: no inline script or style, nothing from elsewhere (https://www.w3.org/TR/CSP3/). Tabler's style sheet
# carries its small pictures as data: addresses.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        # Signing out leads on to the provider; browsers ask where a form's answer redirects to, too.
        "form-action": [SELF, *origins(OIDC_ISSUER)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"

# What one request may hold; more is answered with 413 before it is read.
# A form or a JSON body is kept in memory by each of the web threads: the longest (reasons, notes, a role) are a few KB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20
# The largest form is a page of ticked rows (50) beside every permission there is; each field costs time to take apart.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# The largest document or attachment.
ATTACHMENT_MAX_MB = env.int("ATTACHMENT_MAX_MB", default=25)
# Files do not count above; anybody may send some, so there is an end to what fills the disk.
UPLOAD_MAX_SIZE = max(50, ATTACHMENT_MAX_MB + 1) * 2**20
FILE_UPLOAD_HANDLERS = [
    "common.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
# Beyond this a file waits on disk instead of in memory.
FILE_UPLOAD_MAX_MEMORY_SIZE = 2**20
# Uploads and results hold what not everybody with an account on the machine may read.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Jobs: the same PostgreSQL is the queue (pgmq) unless CELERY_BROKER_URL names Redis or RabbitMQ.
CELERY_TIMEZONE = "UTC"
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
# A worker holds only what it works on: what it merely reserved would wait for the visibility timeout if it were killed.
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_CONCURRENCY = env.int("WORKER_PROCESSES", default=2)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
CELERY_BEAT_SCHEDULE = SCHEDULE

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("EMAIL_FROM", default="portal@localhost")
# Whether mail goes anywhere; while it does not, messages stay in the inbox only.
MAIL_IS_SET_UP = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {
        "request_id": {"()": "common.logs.RequestIdFilter"},
        "refusals": {"()": "common.logs.RefusalFilter"},
    },
    "formatters": {
        "plain": {"format": "%(levelname)s %(name)s [%(request_id)s] %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s",
            "rename_fields": {"asctime": "time", "levelname": "level", "name": "logger"},
            # Django hands over the whole request, whose text shows the query and what was searched for in it.
            "reserved_attrs": [*RESERVED_ATTRS, "request"],
        },
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "filters": ["request_id", "refusals"], "formatter": "plain"},
    },
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", default="INFO")},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "access.api.authentication.BearerAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["access.api.permissions.NamedPermission"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "access.api.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "access.api.schema.PortalSchema",
    "EXCEPTION_HANDLER": "access.api.problems.answer_problem",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Compliance portal",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENFORCE_NON_BLANK_FIELDS": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices.
    "ENUM_NAME_OVERRIDES": {
        "AccessReviewAnswerEnum": "access.choices.ReviewAnswer",
        "AccessReviewOutcomeEnum": "access.choices.ReviewOutcome",
        "BoundaryOutcomeEnum": "registers.choices.Outcome",
        "CustomDetectorKindEnum": "registers.choices.CustomDetectorKind",
        "DataRetentionEnum": "registers.choices.DataRetention",
        "DecisionAnswerEnum": "registers.choices.Answer",
        "DocumentKindEnum": "registers.choices.DocumentKind",
        "DocumentStandingEnum": "registers.api.serializers.documents.STANDINGS",
        "EndpointEnum": "registers.choices.Endpoint",
        "EnvironmentEnum": "registers.choices.Environment",
        "ExceptionStandingEnum": "registers.api.serializers.exceptions.STANDINGS",
        "ExceptionStateEnum": "registers.choices.ExceptionState",
        "ImportRowStateEnum": "registers.choices.ImportRowState",
        "ImportStateEnum": "registers.choices.ImportState",
        "MailChoiceEnum": "common.notifications.MailChoice",
        "MappingEffectEnum": "access.api.serializers.group_previews.EFFECT_KINDS",
        "ModelStateEnum": "registers.choices.ModelState",
        "ProjectRetentionEnum": "registers.choices.ProjectRetention",
        "ProviderKindEnum": "registers.choices.ProviderKind",
        "ReviewStateEnum": "registers.choices.ReviewState",
        "RouteForEnum": "registers.choices.RouteFor",
        "UseCaseStateEnum": "registers.choices.UseCaseState",
        "VersionStateEnum": "registers.choices.VersionState",
    },
}
