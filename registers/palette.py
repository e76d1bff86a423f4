"""What the palette finds on the registers."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from access.models import Person
from access.searching import SHOWN, Hit, Source
from registers.filters.categories import DataCategoryFilter
from registers.filters.models import ProviderModelFilter
from registers.filters.providers import ProjectFilter, ProviderFilter
from registers.models import DataCategory, Document, Project, Provider, ProviderModel, RegisterException, UseCase

# Nine digits always fit into the number of a use case.
CODE = re.compile(r"\s*uc\W*0*(\d{1,9})\s*", re.IGNORECASE)


def _use_cases(reader: Person, text: str) -> list[Hit]:
    visible, code = UseCase.objects.visible_to(reader), CODE.fullmatch(text)
    rows = visible.filter(number=int(code[1])) if code else visible.searched(text).order_by("-number")
    return [Hit(str(each), each.get_absolute_url(), "briefcase", each.get_state_display()) for each in rows[:SHOWN]]


def _found(filterset: Any, rows: Any, text: str) -> Any:
    return filterset({"q": text}, queryset=rows).qs.order_by("name")[:SHOWN]


def _providers(reader: Person, text: str) -> list[Hit]:
    rows = _found(ProviderFilter, Provider.objects.visible_to(reader), text)
    return [Hit(each.name, each.get_absolute_url(), "cloud", each.get_kind_display()) for each in rows]


def _projects(reader: Person, text: str) -> list[Hit]:
    rows = _found(ProjectFilter, Project.objects.visible_to(reader).select_related("provider"), text)
    return [Hit(each.name, each.get_absolute_url(), "folder", each.provider) for each in rows]


def _models(reader: Person, text: str) -> list[Hit]:
    rows = _found(ProviderModelFilter, ProviderModel.objects.visible_to(reader), text)
    return [Hit(each.name, each.get_absolute_url(), "sparkles", each.get_state_display()) for each in rows]


def _categories(reader: Person, text: str) -> list[Hit]:
    rows = _found(DataCategoryFilter, DataCategory.objects.visible_to(reader).select_related("level"), text)
    return [Hit(each.name, each.get_absolute_url(), "database", each.level) for each in rows]


def _documents(reader: Person, text: str) -> list[Hit]:
    rows = Document.objects.visible_to(reader).searched(text).order_by("title")[:SHOWN]
    return [Hit(each.title, each.get_absolute_url(), "file-text", each.get_kind_display()) for each in rows]


def _exceptions(reader: Person, text: str) -> list[Hit]:
    rows = RegisterException.objects.visible_to(reader).searched(text).order_by("-expires_on")[:SHOWN]
    return [Hit(each.title, each.get_absolute_url(), "shield-exclamation", each.get_state_display()) for each in rows]


SOURCES = (
    Source(_("Use cases"), "registers.view_use_case", _use_cases),
    Source(_("Data categories"), "registers.view_register", _categories),
    Source(_("Providers"), "registers.view_register", _providers),
    Source(_("Projects"), "registers.view_register", _projects),
    Source(_("Models"), "registers.view_register", _models),
    Source(_("Documents"), "registers.view_register", _documents),
    Source(_("Exceptions"), "registers.view_register", _exceptions),
)
