"""Settings of the server under the browser tests: the tests' own, on the database of the process that runs them."""

import os

from compliance_portal.settings.test import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES["default"]["NAME"] = os.environ["PORTAL_TEST_DATABASE"]  # noqa: F405
# No worker runs beside it: a test that starts jobs does them itself.
CELERY_BROKER_URL, CELERY_BROKER_TRANSPORT_OPTIONS = "memory://", {}
# On the disk, so that a test finds what its browser handed in (`shared_files` in conftest).
STORAGES["default"] = {  # noqa: F405
    "BACKEND": "django.core.files.storage.FileSystemStorage",
    "OPTIONS": {"location": HOME / "browser-files"},  # noqa: F405
}
