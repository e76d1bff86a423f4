"""`manage.py up`: the whole portal in the foreground, under one supervisor."""

import sys
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from compliance_portal import database, health
from compliance_portal.supervisor import portal
from compliance_portal.supervisor.account import AccountError
from compliance_portal.supervisor.home import data_folder, local_database_url, socket_folder
from compliance_portal.supervisor.lock import HomeError, HomeLock, prepare_home
from compliance_portal.supervisor.log import Log
from compliance_portal.supervisor.loop import StepError, Stopped, Supervisor
from compliance_portal.supervisor.node import NodeError
from compliance_portal.supervisor.postgres import Cluster, PostgresError
from compliance_portal.supervisor.roles import make_database, make_roles

READY_SECONDS = 60


class Command(BaseCommand):
    """Start everything, keep it running, stop it on Ctrl-C."""

    help = (
        "Runs the portal in the foreground: PostgreSQL (unless DATABASE_URL names one), web, worker and beat, and with "
        "the sample its identity provider. Ctrl-C stops all of it. PORTAL_HOME, PORTAL_PORT, PORTAL_BIND, "
        "IDENTITY_PORT and SAMPLE=0 are honoured."
    )
    requires_system_checks = ()

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run until stopped."""
        try:
            prepare_home(settings.HOME)
            lock = HomeLock(settings.HOME)
            self._refuse_taken_ports()
            supervisor = Supervisor(lock, Log(sys.stdout, settings.HOME / "log"))
        except HomeError as error:
            raise CommandError(str(error)) from error
        try:
            self._start(supervisor)
            supervisor.keep()
        except Stopped:
            supervisor.stop()
            supervisor.log.say("Stopped.")
        except (AccountError, NodeError, PostgresError, StepError, database.DatabaseError) as error:
            supervisor.stop()
            raise CommandError(str(error)) from error
        except BaseException:
            supervisor.stop()
            raise
        finally:
            settings.ADDRESS_FILE.unlink(missing_ok=True)
            lock.release()

    def _start(self, supervisor: Supervisor) -> None:
        if settings.EMBEDDED_POSTGRES:
            self._start_postgres(supervisor)
        database.refuse_unusable()
        if database.pending_migrations():
            supervisor.log.say("Bringing the database up to date …")
            supervisor.run(portal.manage("migrate", "migrate", "--no-input", "--verbosity", "0"))
        else:
            # Cheap, and mends a start that was killed between the last migration and its grants.
            database.settle()
        if settings.SAMPLE and database.is_empty():
            supervisor.log.say("Loading the sample organisation …")
            supervisor.run(portal.manage("sample", "load_sample"))
        connection.close()
        if settings.SAMPLE_IDENTITY:
            self._start_identity(supervisor)
        supervisor.start(portal.web(settings.BIND, settings.PORT, settings.WEB_THREADS))
        supervisor.start(portal.worker(before=self._hand_back))
        supervisor.start(portal.beat())
        if not supervisor.wait_for(lambda: health.web_answers("/readyz"), READY_SECONDS):
            raise StepError("The web process did not answer; its messages are above.")
        if settings.SAMPLE_IDENTITY and not supervisor.wait_for(health.identity_answers, READY_SECONDS):
            raise StepError("The sample's identity provider did not answer; its messages are above.")
        settings.ADDRESS_FILE.write_text(f"{settings.PUBLIC_ADDRESS}\n", encoding="utf-8")
        where = f"data in {settings.HOME}"
        if settings.SAMPLE_IDENTITY:
            where = f"people sign in at {settings.SAMPLE_ISSUER}/; {where}"
        supervisor.log.say(f"Ready: {settings.PUBLIC_ADDRESS}/   ({where}; Ctrl-C stops it)")

    def _start_postgres(self, supervisor: Supervisor) -> None:
        cluster = Cluster(data_folder(settings.HOME), socket_folder(settings.HOME))
        if not cluster.is_made():
            supervisor.log.say("Making a database …")
        cluster.prepare()
        running = supervisor.start(portal.postgres(cluster))
        cluster.process = running.process
        cluster.wait_until_ready(while_waiting=lambda: supervisor.turn(0.05))
        with psycopg.connect(cluster.dsn(), autocommit=True) as superuser:
            make_roles(superuser)
            make_database(superuser, "portal")

    def _start_identity(self, supervisor: Supervisor) -> None:
        """Have the sample's people bound to their provider, and start it: before the first of them comes."""
        child = portal.identity(settings.IDENTITY_DIRECTORY, settings.IDENTITY_PORT)
        supervisor.run(portal.manage("sample", "sample_directory"))
        supervisor.start(child)

    def _hand_back(self) -> None:
        """Give tasks of a killed worker to the new one: ours is the only worker of an embedded database."""
        if settings.EMBEDDED_POSTGRES and settings.CELERY_BROKER_URL.startswith("pgmq"):
            with psycopg.connect(local_database_url(settings.HOME, "portal_app"), autocommit=True) as connected:
                database.release_claimed_tasks(connected)

    def _refuse_taken_ports(self) -> None:
        if (why := portal.port_refusal(settings.BIND, settings.PORT)) is not None:
            raise HomeError(
                f"Port {settings.PORT} on {settings.BIND} cannot be used: {why}. Stop what listens there, "
                f"or choose another: PORTAL_PORT={settings.PORT + 10} make up"
            )
        if not settings.SAMPLE_IDENTITY:
            return
        if (why := portal.port_refusal("127.0.0.1", settings.IDENTITY_PORT)) is not None:
            raise HomeError(
                f"Port {settings.IDENTITY_PORT} of the sample's identity provider cannot be used: {why}. Stop what "
                f"listens there, or choose another: IDENTITY_PORT={settings.IDENTITY_PORT + 10} make up"
            )
