"""`manage.py load_sample`: the sample organisation, app by app from the bottom of the stack."""

from argparse import ArgumentParser
from importlib import import_module
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.module_loading import module_has_submodule

from access.models import Person


class Command(BaseCommand):
    """Load the sample organisation into an empty portal; every app adds its part in `sample/loading.py`.

    What can only come after everything else, such as what is read by now, it does in `settle`.
    """

    help = "Load the sample organisation into an empty portal (development only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a word for callers that start often."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing when somebody is there already")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Load all of it or nothing."""
        if not settings.SAMPLE:
            raise CommandError(
                "This installation holds no sample: it is for development (SAMPLE=1, development settings)."
            )
        with transaction.atomic():
            if Person.objects.exists():
                if options["if_empty"]:
                    return
                raise CommandError("The portal is not empty; the sample organisation is for an empty one.")
            loaders = []
            for config in apps.get_app_configs():
                if config.module and module_has_submodule(config.module, "sample"):
                    self.stdout.write(f"Loading the sample: {config.name} …")
                    loaders.append(import_module(f"{config.name}.sample.loading"))
                    loaders[-1].load()
            for loader in loaders:
                if hasattr(loader, "settle"):
                    loader.settle()
        self.stdout.write("The sample organisation is loaded.")
