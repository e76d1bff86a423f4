"""The import contracts cover every app there is."""

import tomllib
from typing import Any

from tests.architecture.code import APPS, ROOT, STACK, listed, modules, name_of


def contracts() -> dict[str, Any]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = settings["tool"]["importlinter"]
    return found


def test_every_app_is_a_root_package() -> None:
    linted = set(contracts()["root_packages"])
    missing = [name for name in APPS if name not in linted]
    assert not missing, listed(missing, "Add the folder to root_packages of [tool.importlinter] in pyproject.toml.")


def test_the_stack_is_whole_and_in_order() -> None:
    layers = next(each["layers"] for each in contracts()["contracts"] if each["type"] == "layers")
    assert [layer.strip("()") for layer in layers] == list(STACK)
    optional = [layer.strip("()") for layer in layers if layer.startswith("(")]
    there = [name for name in optional if name in APPS]
    assert not there, listed(there, "The folder is there now: take its brackets away, so that the contract counts.")


def test_contracts_name_every_app() -> None:
    for each in contracts()["contracts"]:
        if each["type"] != "forbidden":
            continue
        sources = set(each["source_modules"])
        if "sandbox" in each["forbidden_modules"]:
            assert sources >= set(APPS) - {"sandbox"}, "No app may import the sandbox or the tests: name it."
        if "django" in each["forbidden_modules"]:
            rules = {name_of(path)[:-3].replace("/", ".") for path in modules() if path.stem == "rules"}
            assert sources >= rules, f"Add the rules to the contract: {sorted(rules - sources)}"


def test_every_app_is_installed() -> None:
    from django.apps import apps

    installed = {config.name for config in apps.get_app_configs()}
    missing = [name for name in APPS if name not in {*installed, "sandbox"}]
    assert not missing, listed(missing, "Add the app to INSTALLED_APPS in compliance_portal/settings/base.py.")
