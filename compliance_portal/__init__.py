"""Composition of the portal: settings, addresses, schedules, navigation and the supervisor."""

from compliance_portal.celery import app as celery_app

__all__ = ["celery_app"]
