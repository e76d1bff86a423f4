"""Every layout with a form sends files when the form takes one, with and without htmx."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from access.models import Person

HOW = 'enctype="multipart/form-data" hx-encoding="multipart/form-data"'


class WithFile(forms.Form):
    """A form that takes a file."""

    proof = forms.FileField()


class WithoutFile(forms.Form):
    """A form that takes none."""

    reason = forms.CharField()


@pytest.mark.parametrize("layout", ["form", "action", "bulk"])
def test_files_are_sent(layout: str, engineer: Person) -> None:
    request: Any = RequestFactory().get("/")
    request.user, request.htmx, request.session = engineer, None, {}
    shown = {"title": "Test", "cancel_url": "/", "count": 2, "submit_label": "Go", "keys": ["a", "b"]}
    for form, sends in ((WithFile(), True), (WithoutFile(), False)):
        page = render_to_string(f"layouts/{layout}.html", {**shown, "form": form}, request=request)
        assert (HOW in page) is sends
