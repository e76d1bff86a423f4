"""Settings of build steps (collectstatic): no database, no secret, nothing written to a home."""

from compliance_portal.settings.base import *

SECRET_KEY = "only-for-build-steps-" + "x" * 50
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "none"}}
DATABASE_OWNER = DATABASES["default"]
CELERY_BROKER_URL = "memory://"
