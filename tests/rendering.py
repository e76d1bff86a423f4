"""Django's test client records the context of the page, not of each of the hundred templates the page includes.

Copying them all takes a third of a test that asks for pages.
"""

from contextvars import ContextVar

import pytest
from django.template.base import Template
from django.template.context import Context
from django.test.signals import template_rendered
from django.utils.safestring import SafeString

_inside: ContextVar[bool] = ContextVar("inside_a_template", default=False)


def _render(template: Template, context: Context) -> SafeString:
    if _inside.get():
        return template.nodelist.render(context)
    template_rendered.send(sender=template, template=template, context=context)
    token = _inside.set(True)
    try:
        return template.nodelist.render(context)
    finally:
        _inside.reset(token)


@pytest.fixture(autouse=True)
def _pages_are_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Template, "_render", _render)
