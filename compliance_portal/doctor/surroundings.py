"""Questions about settings, the home, static files, mail, proxies and the broker."""

import ipaddress
import shutil
import socket
import uuid

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import OperationalError
from django.db import connection as database

from compliance_portal.celery import app
from compliance_portal.doctor.finding import Check, Finding, Level, ok, problem, warning
from compliance_portal.settings.refusals import Told, problems

ENOUGH_DISK = 2 * 1024**3
LITTLE_DISK = 256 * 1024**2
SECONDS = 3


def check_settings() -> list[Finding]:
    """Ask whether a real installation could start with these settings."""
    refusals: list[str] | None = getattr(settings, "REFUSALS", None)
    if refusals is not None:
        return [Finding("settings", Level.PROBLEM, text) for text in refusals] or ok("settings", "production")
    hosts = tuple(settings.ALLOWED_HOSTS)
    told = Told(settings.SECRET_KEY, settings.DEBUG, hosts, f"https://{(*hosts, 'unknown')[0]}", "set")
    found = [Finding("settings", Level.PROBLEM, text) for text in problems(told)]
    return found or warning(
        "settings",
        f"{settings.SETTINGS_MODULE or 'these'}: for trying out, not for a real installation",
        "For a real one set DJANGO_SETTINGS_MODULE=compliance_portal.settings.production (docs/operating.md).",
    )


def check_home() -> list[Finding]:
    """Ask whether the home can be written, has room, and keeps its secrets to itself."""
    home = settings.HOME
    trial = home / f".doctor-{uuid.uuid4().hex}"
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return problem("home", f"{home} cannot be written: {error.strerror}", "Make it writable or set PORTAL_HOME.")
    free = shutil.disk_usage(home).free
    text = f"{home}, {free / 1024**3:.1f} GiB free"
    if free < LITTLE_DISK:
        return problem("home", text, "Make room: writes will fail soon.")
    secret = home / "secret_key"
    if secret.exists() and secret.stat().st_mode & 0o077:
        return problem("home", f"{secret} can be read by others", f"chmod 600 {secret}")
    return ok("home", text) if free >= ENOUGH_DISK else warning("home", text, "Make room, or move PORTAL_HOME.")


def check_static() -> list[Finding]:
    """Ask whether the static files were built."""
    try:
        address = staticfiles_storage.url("vendor/tabler.min.css")
    except (ValueError, OSError):
        return problem("static files", "not built, pages would fail", "make static")
    return ok("static files", f"{settings.STATIC_ROOT} (e.g. {address})")


def check_mail() -> list[Finding]:
    """Ask whether mail goes anywhere."""
    if not settings.MAIL_IS_SET_UP:
        return warning("mail", "not set up: messages stay in the inbox only", "Set EMAIL_URL and EMAIL_FROM.")
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        where = getattr(settings, "EMAIL_FILE_PATH", None) or backend
        return warning("mail", f"not sent, kept in {where}", "For a real installation set EMAIL_URL and EMAIL_FROM.")
    place = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=SECONDS).close()
    except OSError as error:
        return problem("mail", f"{place} does not answer: {error}", "Set EMAIL_URL=smtp+tls://user:password@host:587")
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        return warning("mail", f"{place}, from {settings.DEFAULT_FROM_EMAIL}", "Set EMAIL_FROM to a real address.")
    return ok("mail", f"{place}, from {settings.DEFAULT_FROM_EMAIL}")


def check_broker() -> list[Finding]:
    """Ask whether jobs can be handed on; a queue in the database is as away as the database."""
    connection = app.connection_for_write()
    where = connection.as_uri()
    if where.startswith("pgmq:") and not _database_answers():
        text = "the queue is in the database, which does not answer"
        return problem("broker", text, "Start the portal (`make up`), or the database that DATABASE_URL names.")
    try:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=SECONDS)
    except Exception as error:  # noqa: BLE001 (each broker's client raises its own)
        return problem("broker", f"{where} does not answer: {error}", "Check CELERY_BROKER_URL, or leave it out.")
    finally:
        connection.release()
    return ok("broker", where)


def check_proxies() -> list[Finding]:
    """Ask whether the portal would know where its readers come from."""
    trusted = settings.TRUSTED_PROXIES
    try:
        named = [str(ipaddress.ip_network(each, strict=False)) for each in trusted]
    except ValueError as error:
        return problem("proxies", f"TRUSTED_PROXIES: {error}", "Name addresses or networks, such as 10.0.0.0/8.")
    if named:
        return ok("proxies", f"X-Forwarded-For counts from {', '.join(named)}")
    if settings.SECURE_PROXY_SSL_HEADER is None:
        return ok("proxies", "none; readers reach the portal itself")
    return warning(
        "proxies",
        "TRUSTED_PROXIES is not set, and a proxy is in front: everybody seems to come from its address, so the trail "
        "and the list of sessions name it, and wrong passwords of one keep all the others out",
        "Set TRUSTED_PROXIES to the proxy's address; where none is in front, TLS_PROXY=0.",
    )


def _database_answers() -> bool:
    try:
        database.ensure_connection()
    except OperationalError:
        return False
    return True


SURROUNDING_CHECKS: tuple[Check, ...] = (
    check_settings,
    check_home,
    check_static,
    check_mail,
    check_proxies,
    check_broker,
)
