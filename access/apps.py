"""Django's entry for people and access."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    """People, roles, sessions, tokens and the page kit's state."""

    name = "access"

    def ready(self) -> None:
        """Load what every app declares: permissions, inbox kinds, work, palette sources, job kinds."""
        autodiscover_modules("permissions", "my_work", "palette", "jobs")
