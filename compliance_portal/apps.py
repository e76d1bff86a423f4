"""Django's entry for the composition package."""

from django.apps import AppConfig


class CompliancePortalConfig(AppConfig):
    """The project package as an app, so that its management commands are found."""

    name = "compliance_portal"
    label = "portal"
