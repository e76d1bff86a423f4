"""The tags of the page kit."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.http import HttpRequest
from django.template import engines
from django.utils import timezone, translation

from access.models import Department
from common import clock
from common.templatetags import kit


def rendered(template: str, **context: Any) -> str:
    request = context.pop("request", None)
    return engines["django"].from_string(template).render(context, request)


class AskForm(forms.Form):
    name = forms.CharField(help_text="As in the contract.")
    day = forms.DateField(required=False)
    moment = forms.DateTimeField(required=False)
    kind = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Choose.")
    agreed = forms.BooleanField()
    file = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)

    fieldsets = [("First", "Read this.", ["name", "day", "unknown"]), ("None left", "", ["unknown"])]


def field_html(name: str, form: forms.Form) -> str:
    return rendered('{% include "components/field.html" with field=field only %}', field=form[name])


def test_an_icon_is_decoration_unless_it_has_a_label():
    assert 'aria-hidden="true"' in kit.icon("check")
    assert 'role="img" aria-label="Done"' in kit.icon("check", "Done")
    assert "&quot;" in kit.icon("check", '"')


def test_a_badge_is_a_word_and_a_shape():
    html = rendered('{% badge word "success" %}', word="<Live>")
    assert "&lt;Live&gt;" in html
    assert "#circle-check" in html
    assert "#circle-dashed" in rendered('{% badge "Odd" "no-such-tone" %}')


def test_a_moment_has_both_times():
    moment = datetime(2026, 7, 1, 22, 30, 5, tzinfo=UTC)
    with timezone.override("Europe/Berlin"), translation.override("en"):
        html = str(kit.when(moment))
    assert 'datetime="2026-07-01T22:30:05+00:00"' in html
    assert 'title="2 Jul 2026, 00:30 (UTC 1 Jul 2026, 22:30)"' in html
    assert 'data-exact="2 Jul 2026, 00:30 CEST"' in html


def test_an_exact_moment_says_both_and_an_old_one_only_its_date():
    moment = clock.now() - timedelta(minutes=3, seconds=5)
    with timezone.override("UTC"), translation.override("en"):
        assert "UTC (3 minutes ago)</time>" in kit.when(moment, exact=True)
        assert "ago" not in kit.when(moment - timedelta(days=60))


def test_an_address_breaks_after_its_at_sign():
    assert kit.breakable("a<b@example.org") == "a&lt;b@<wbr>example.org"
    assert kit.breakable("no address") == "no address"


def test_a_date_is_a_date_and_nothing_is_a_dash():
    with translation.override("en"):
        assert kit.when(date(2026, 7, 1)) == '<time datetime="2026-07-01">1 Jul 2026</time>'
    assert kit.when(None) == "\u2013"
    assert kit.when(None, "never") == "never"


@pytest.mark.parametrize(("language", "written"), [("en", "2,133"), ("de", "2.133")])
def test_numbers_follow_the_language(language: str, written: str):
    with translation.override(language):
        assert kit.number(2133) == written
    assert kit.number("many") == "many"


def test_the_rest_of_a_query_is_carried_along_escaped():
    html = kit.carry('sort=name&name="><b>&q=x&other="><b>', AskForm(), "q")
    assert 'name="sort" value="name"' in html
    assert "<b>" not in html
    assert 'name="q"' not in html
    assert 'name="name"' not in html


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("panel-body", "layouts/panel.html"),
        ("dialog-body", "layouts/dialog.html"),
        ("listing", "layouts/partial.html"),
        (None, "layouts/partial.html"),
    ],
)
def test_htmx_gets_the_part_it_asked_for(target: str | None, expected: str):
    htmx = SimpleNamespace(target=target, history_restore_request=False, boosted=False)
    assert kit.layout(cast("HttpRequest", SimpleNamespace(htmx=htmx))) == expected


def test_everybody_else_gets_the_page():
    assert kit.layout(None) == "layouts/app.html"
    assert kit.layout(cast("HttpRequest", SimpleNamespace(htmx=None))) == "layouts/app.html"
    restored = SimpleNamespace(target="listing", history_restore_request=True, boosted=False)
    assert kit.layout(cast("HttpRequest", SimpleNamespace(htmx=restored))) == "layouts/app.html"


def test_a_field_names_its_help_and_its_errors():
    html = field_html("name", AskForm({}))
    assert 'aria-describedby="id_name_help id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_help"' in html
    assert 'id="id_name_error"' in html
    assert html.count("aria-describedby") == 1


def test_a_group_of_choices_is_described_once():
    html = field_html("kind", AskForm({}))
    assert "<fieldset" in html
    assert html.count("aria-describedby") == 1
    assert html.count('class="form-check-input"') == 2


@pytest.mark.parametrize(("required", "word"), [(True, "Choose…"), (False, "Not said")])
def test_an_empty_choice_is_a_word(required: bool, word: str):
    colours = [*BLANK_CHOICE_DASH, ("red", "Red")]

    class Form(forms.Form):
        plain = forms.ChoiceField(choices=colours, required=required)
        own = forms.ChoiceField(choices=[("", "None"), ("red", "Red")], required=required)
        row = forms.ModelChoiceField(queryset=Department.objects.none(), required=required)

    form = Form()
    for name in ("plain", "row"):
        html = kit.control(form[name])
        assert f'<option value="" selected>{word}</option>' in html
        assert "---" not in html
    assert ">None</option>" in kit.control(form["own"])


def test_dates_are_written_as_browsers_want_them():
    initial = {"day": date(2026, 7, 1), "moment": datetime(2026, 7, 1, 9, 5, tzinfo=UTC)}
    form = AskForm(initial=initial)
    with translation.override("de"), timezone.override("UTC"):
        assert 'type="date"' in field_html("day", form)
        assert 'value="2026-07-01"' in field_html("day", form)
        assert 'type="datetime-local"' in field_html("moment", form)
        assert 'value="2026-07-01T09:05"' in field_html("moment", form)


def test_fields_stand_in_their_groups_and_none_is_lost():
    groups = kit.field_groups(AskForm())
    assert [(str(group.title), [field.name for field in group.fields]) for group in groups] == [
        ("First", ["name", "day"]),
        ("", ["moment", "kind", "agreed", "file"]),
    ]


def test_the_kinds_of_widgets():
    form = AskForm()
    kinds = {field.name: kit.widget_kind(field) for field in form.visible_fields()}
    assert kinds == {
        "name": "plain",
        "day": "plain",
        "moment": "plain",
        "kind": "choices",
        "agreed": "checkbox",
        "file": "file",
    }


def test_a_heading_finds_its_sort():
    sorts = [SimpleNamespace(name="name", label="Name"), SimpleNamespace(label="Changed")]
    assert kit.sort_for(SimpleNamespace(name="name", header="Whatever"), sorts) is sorts[0]
    assert kit.sort_for(SimpleNamespace(name="changed_at", header="Changed"), sorts) is sorts[1]
    assert kit.sort_for(SimpleNamespace(name="owner", header="Owner"), sorts) is None
    assert kit.sort_for(SimpleNamespace(name="owner", header="Owner"), None) is None


def test_a_sparkline_without_values_is_nothing():
    assert kit.sparkline([]) == ""
    assert "<polyline" in kit.sparkline([1, 2])
