"""Settings of the server under the browser tests: the tests' own, on the database of the process that runs them."""

import os

from compliance_portal.settings.test import *  # noqa: F403

ALLOWED_HOSTS = ["127.0.0.1"]
DATABASES["default"]["NAME"] = os.environ["PORTAL_TEST_DATABASE"]  # noqa: F405
