"""Settings of a real installation; nothing starts until all that it must be told is told."""

import sys

from compliance_portal.settings.base import *
from compliance_portal.settings.environment import broker, database, env
from compliance_portal.settings.refusals import Told, problems

_told = Told(
    secret_key=env.str("SECRET_KEY", default=""),
    debug=env.bool("DEBUG", default=False),
    allowed_hosts=tuple(env.list("ALLOWED_HOSTS", default=[])),
    public_address=env.str("PORTAL_URL", default=""),
    database_url=env.str("DATABASE_URL", default=""),
    oidc_issuer=OIDC_ISSUER,
    oidc_client_id=OIDC_RP_CLIENT_ID,
    oidc_client_secret=OIDC_RP_CLIENT_SECRET,
    oidc_algorithms=tuple(OIDC_ALGORITHMS),
)
REFUSALS = problems(_told)
# `doctor` shows them among its findings; everything else stops here.
if REFUSALS and sys.argv[1:2] != ["doctor"]:
    raise SystemExit("The portal does not start:\n" + "\n".join(f"  - {problem}" for problem in REFUSALS))

SECRET_KEY = _told.secret_key or "missing"
ALLOWED_HOSTS = list(_told.allowed_hosts)
DATABASES = {"default": database(_told.database_url)}
DATABASE_OWNER = database(env.str("DATABASE_OWNER_URL", default="") or _told.database_url)
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(DATABASES["default"])
START_ONLY_MIGRATED = True

# Everything over HTTPS. The proxy in front says so in X-Forwarded-Proto and must remove that header from outside;
# set TLS_PROXY=0 where the portal itself is reached directly.
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]
if env.bool("TLS_PROXY", default=True):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
# The prefix makes browsers refuse these cookies from any other host or without HTTPS (RFC 6265bis).
SESSION_COOKIE_NAME = "__Host-portal_session"
CSRF_COOKIE_NAME = "__Host-portal_csrf"
CSRF_TRUSTED_ORIGINS = [PUBLIC_ADDRESS]

MAIL_IS_SET_UP = bool(env.str("EMAIL_URL", default=""))
_mail = env.email_url("EMAIL_URL", default="smtp://localhost:25")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"] or "", _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.get("EMAIL_USE_TLS", False), _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20

LOGGING = {
    **LOGGING,
    "handlers": {"stderr": {"class": "logging.StreamHandler", "filters": ["request_id"], "formatter": "json"}},
}
