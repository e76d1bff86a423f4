"""The Celery application; its broker is the portal's own PostgreSQL unless CELERY_BROKER_URL names another."""

import os

from celery import Celery
from celery.loaders.app import AppLoader
from pgmq.base import PGMQConfig

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "compliance_portal.settings.dev")


def _whole_address(config: PGMQConfig) -> str:
    return config.conn_string or ""


# pgmq takes our address apart and joins five of its parts again, unquoted: a space in the socket's folder or in the
# password breaks it, and sslmode and its like are lost. It gets the address as we wrote it (settings/environment.py).
PGMQConfig.dsn = property(_whole_address)  # type: ignore[method-assign,assignment]


class Loader(AppLoader):
    """Refuses to start a worker or beat on a database that is not fully migrated."""

    def on_worker_init(self) -> None:
        """Called by worker and beat before they connect to the broker; the apps are loaded by then."""
        from compliance_portal.database import refuse_behind  # at import time Django has no apps yet

        super().on_worker_init()
        refuse_behind()


app = Celery("compliance_portal", loader="compliance_portal.celery:Loader")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
