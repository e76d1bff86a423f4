"""What every app declares under one name in a module of one name: permissions, verbs, work, what can be found."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def declared(module: str, name: str) -> Iterator[Any]:
    """Yield `name` of each installed app's `module`, of those that have both, in the order of the apps."""
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, module):
            found = getattr(import_module(f"{config.name}.{module}"), name, None)
            if found is not None:
                yield found
