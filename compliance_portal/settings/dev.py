"""Settings of `make up`: one machine, the embedded PostgreSQL, the sample organisation."""

from csp.constants import SELF

from compliance_portal.settings import base
from compliance_portal.settings.base import *
from compliance_portal.settings.environment import broker, database, env
from compliance_portal.supervisor.home import local_database_url, local_secret

SAMPLE = env.bool("SAMPLE", default=True)
KIT = True
SECRET_KEY = env.str("SECRET_KEY", default="") or local_secret(HOME)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])

# The sample's people sign in at a provider of their own, unless another one is named.
SAMPLE_IDENTITY = SAMPLE and not base.OIDC_ISSUER
if SAMPLE_IDENTITY:
    OIDC_ISSUER, OIDC_NAME = SAMPLE_ISSUER, SAMPLE_ORGANISATION
    OIDC_RP_CLIENT_ID, OIDC_RP_CLIENT_SECRET = "compliance-portal", local_secret(HOME, "identity_secret")
    OIDC_RP_SCOPES = "openid email profile groups"
    OIDC_DEPARTMENT_CLAIM = "department"
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] = [SELF, OIDC_ISSUER]

# An existing PostgreSQL when DATABASE_URL names one; otherwise the one that `manage.py up` runs.
_given = env.str("DATABASE_URL", default="")
EMBEDDED_POSTGRES = not _given
DATABASES = {"default": database(_given or local_database_url(HOME, "portal_app"))}
DATABASE_OWNER = database(
    env.str("DATABASE_OWNER_URL", default="") or _given or local_database_url(HOME, "portal_owner"),
)
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(DATABASES["default"])

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = HOME / "mail"
