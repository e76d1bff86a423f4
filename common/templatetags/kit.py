"""The tags of the page kit: icons, badges, times, people, form fields, list headers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import forms, template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField, BoundWidget
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common import clock, presentation
from common.form_parts import parts_of

register = template.Library()

DASHES = BLANK_CHOICE_DASH[0][1]
LAYOUTS = {
    "panel-body": "layouts/panel.html",
    "dialog-body": "layouts/dialog.html",
}


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """A titled group of a form's fields."""

    title: Any
    help: Any
    fields: list[BoundField]


# A page draws the same few icons many times.
@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, label: str = "") -> SafeString:
    """Draw one icon of the sprite; hidden from screen readers unless it has a label."""
    address = f"{static('vendor/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address)
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}"/></svg>', address)


@register.inclusion_tag("components/badge.html")
def badge(word: Any, tone: str = presentation.Tone.NEUTRAL, title: Any = "") -> dict[str, Any]:
    """Show a status as a word with a shape and a colour."""
    return {"word": word, "tone": tone, "title": title}


@register.inclusion_tag("components/status.html")
def status(word: Any, tone: str = presentation.Tone.NEUTRAL) -> dict[str, Any]:
    """Show a status as a word with a shape only: calmer than a badge, for dense tables."""
    return {"word": word, "tone": tone}


@register.inclusion_tag("components/person.html")
def person(someone: Any, url: str = "", *, detail: bool = False) -> dict[str, Any]:
    """Show a person as initials and name; `detail` adds the e-mail address."""
    return {"person": someone, "url": url, "detail": detail}


@register.filter
def tone_icon(tone: str) -> str:
    """Return the icon that stands for a tone."""
    known = tone in presentation.Tone.__members__.values()
    return presentation.TONE_ICONS[presentation.Tone(tone) if known else presentation.Tone.NEUTRAL]


@register.filter
def initials(name: object) -> str:
    """Return the initials of a name."""
    return presentation.initials_of(str(name))


@register.filter
def avatar_colour(name: object) -> int:
    """Return the number of the colour that goes with a name."""
    return presentation.avatar_colour(str(name))


@register.filter
def number(value: Any) -> str:
    """Write a number with the reader's separators: 2,133 in English, 2.133 in German."""
    return formats.number_format(value, force_grouping=True) if isinstance(value, (int, float, Decimal)) else str(value)


@register.simple_tag
def when(value: datetime | date | None, empty: str = "\u2013", *, exact: bool = False) -> SafeString | str:
    """Show a date, or a moment as "3 hours ago" with the exact time on hover and on paper, or beside it if `exact`."""
    if value is None:
        return empty
    if not isinstance(value, datetime):
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), formats.date_format(value))
    local, utc = timezone.localtime(value), value.astimezone(UTC)
    moment = formats.date_format(local, "DATETIME_FORMAT")
    in_utc = formats.time_format(utc) if utc.date() == local.date() else formats.date_format(utc, "DATETIME_FORMAT")
    with_zone = f"{moment} {local.tzname()}"
    relative = presentation.relative_time(value, clock.now())
    if exact:
        shown = f"{with_zone} ({relative})" if relative else with_zone
    else:
        shown = relative or formats.date_format(local)
    return format_html(
        '<time datetime="{}" title="{} (UTC {})"{}>{}</time>',
        utc.isoformat(timespec="seconds"),
        moment,
        in_utc,
        "" if exact else format_html(' data-exact="{}"', with_zone),
        shown,
    )


@register.filter
def breakable(value: Any) -> Any:
    """Let an e-mail address break after its @ rather than inside a word."""
    if not isinstance(value, str) or isinstance(value, SafeString) or value.count("@") != 1:
        return value
    return format_html("{}@<wbr>{}", *value.split("@"))


@register.filter
def fault_layout(request: HttpRequest | None) -> str:
    """Return the layout of a page that says what went wrong: the portal's own frame for people who are signed in."""
    person = getattr(request, "user", None)
    signed_in = person is not None and person.is_authenticated and not getattr(request, "htmx", None)
    return "layouts/app.html" if signed_in else "layouts/plain.html"


@register.simple_tag
def carry(query: str, form: forms.BaseForm | None = None, *without: str) -> SafeString:
    """Write hidden fields for the parameters of a query that a GET form would otherwise lose."""
    names = {*without, *(part.name for name in form.fields for part in parts_of(form, name))} if form else set(without)
    kept = presentation.other_parameters(query, names)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', kept)


@register.filter
def layout(request: HttpRequest | None) -> str:
    """Return the layout that fits who asks: the whole page, or the part htmx will swap."""
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.history_restore_request or htmx.boosted:
        return "layouts/app.html"
    return LAYOUTS.get(htmx.target or "", "layouts/partial.html")


@register.filter
def widget_kind(field: BoundField) -> str:
    """Return how a field is laid out: checkbox, choices (a group of radios or checkboxes), file, or plain."""
    widget = field.field.widget
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "file" if isinstance(widget, forms.FileInput) else "plain"


@register.filter
def choices(field: BoundField) -> list[BoundWidget]:
    """Return the single radios or checkboxes of a field, with their look."""
    field.field.widget.attrs["class"] = "form-check-input"
    return field.subwidgets


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw a field's input with its look, its type and the ids of its help and errors."""
    widget = field.field.widget
    _name_the_empty_choice(field.field)
    attributes: dict[str, Any] = {"class": _control_class(widget, str(widget.attrs.get("class", "")))}
    described = [f"{field.auto_id}_help"] if field.help_text else []
    if field.errors:
        described.append(f"{field.auto_id}_error")
        attributes["aria-invalid"] = "true"
        attributes["class"] += " is-invalid"
    # A group of choices is described by its fieldset.
    if described and not field.use_fieldset:
        attributes["aria-describedby"] = " ".join(described)
    # The browser's own pickers take ISO values only.
    if isinstance(widget, forms.DateTimeInput):
        widget.input_type, widget.format = "datetime-local", "%Y-%m-%dT%H:%M"
    elif isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    return field.as_widget(attrs=attributes)


def _name_the_empty_choice(field: forms.Field) -> None:
    """Put a word in place of the dashes that Django offers first."""
    word = _("Choose…") if field.required else _("Not said")
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == DASHES:
            field.empty_label = word
    elif isinstance(field, forms.ChoiceField) and isinstance(field.widget, forms.Select):
        field.widget.choices = [(key, word if text == DASHES else text) for key, text in field.widget.choices]


def _control_class(widget: forms.Widget, own: str) -> str:
    if isinstance(widget, (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)):
        look = "form-check-input"
    elif isinstance(widget, forms.Select):
        look = "form-select"
    else:
        look = "form-control"
    return f"{look} {own}".strip()


@register.simple_tag
def field_groups(form: forms.BaseForm) -> list[FieldGroup]:
    """Return a form's visible fields by its `fieldsets` [(title, help, names)]; the rest comes last, untitled."""
    groups = []
    rest = {field.name: field for field in form.visible_fields()}
    for title, help_text, names in getattr(form, "fieldsets", ()):
        fields = [rest.pop(name) for name in names if name in rest]
        if fields:
            groups.append(FieldGroup(title, help_text, fields))
    if rest:
        groups.append(FieldGroup("", "", list(rest.values())))
    return groups


@register.simple_tag
def sort_for(column: Any, sorts: Iterable[Any] | None) -> Any:
    """Return the sort that belongs to a table's column: the one of its name, else of its heading."""
    for each in sorts or ():
        if getattr(each, "name", None) == column.name or str(each.label) == str(column.header):
            return each
    return None


@register.simple_tag
def sparkline(values: Sequence[float]) -> SafeString | str:
    """Draw a small line without axes; the number beside it says what it means."""
    points = presentation.sparkline_points(values)
    if not points:
        return ""
    return format_html(
        '<svg class="sparkline" viewBox="0 0 96 24" aria-hidden="true"><polyline points="{}"/></svg>', points
    )
