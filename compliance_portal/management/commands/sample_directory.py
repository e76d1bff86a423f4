"""`manage.py sample_directory`: what the sample's identity provider needs before it starts."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from access.sample.directory import bind_people, write_directory


class Command(BaseCommand):
    """Write the directory of the sample's identity provider, and bind the sample's people to it."""

    help = "Write the directory of the sample's identity provider (`make up` does it before each start of it)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Write it again at each start: ports and addresses may have changed."""
        if not settings.SAMPLE_IDENTITY:
            raise CommandError(
                "The sample's identity provider is not in use here: it is for development, with SAMPLE=1 and without "
                "OIDC_ISSUER."
            )
        write_directory(settings.IDENTITY_DIRECTORY)
        if bound := bind_people():
            self.stdout.write(f"People of the sample who sign in at {settings.SAMPLE_ISSUER} from now on: {bound}.")
