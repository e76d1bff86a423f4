"""Django's entry for the registers."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """What data may go where, and which use cases exist."""

    name = "registers"
