"""Django's entry for the common helpers."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Model-free helpers; an app only so that its template tags are found."""

    name = "common"
