"""Settings of the tests: the PostgreSQL that the run started for itself, nothing written outside its folder."""

import os
import tempfile
from pathlib import Path

from compliance_portal.settings.base import *
from compliance_portal.settings.environment import broker, database
from compliance_portal.supervisor.home import local_database_url

DEBUG = False
SAMPLE = False
KIT = True
SECRET_KEY = "tests-only-abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghijklmnopqrstuvwxyz"  # noqa: S105 (guards nothing)
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

# One folder for each run, named here so that the processes of a parallel run agree on it; tests/servers.py makes it,
# starts PostgreSQL in it and removes it.
HOME = Path(os.environ.setdefault("PORTAL_TEST_HOME", f"{tempfile.gettempdir()}/portal-tests-{os.getpid()}"))

DATABASES = {"default": database(local_database_url(HOME, "portal_app"))}
DATABASE_OWNER = database(local_database_url(HOME, "portal_owner"))
EMBEDDED_POSTGRES = False
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = broker(DATABASES["default"])

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Quick on purpose; the tests of sign-in name Argon2 themselves.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LOGGING = {**LOGGING, "root": {"handlers": ["stderr"], "level": "WARNING"}}
