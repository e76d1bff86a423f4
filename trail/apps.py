"""Django's entry for the trail."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TrailConfig(AppConfig):
    """The append-only record."""

    name = "trail"

    def ready(self) -> None:
        """Load the verbs of every app, so that each has its sentence."""
        autodiscover_modules("verbs")
