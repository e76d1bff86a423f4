"""The WSGI callable that the web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.dev")

application = get_wsgi_application()

from compliance_portal.database import limit_statements, refuse_behind  # noqa: E402 (needs the apps, which the line above loads)

refuse_behind()
limit_statements()
