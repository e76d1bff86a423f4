"""Input of an import: the file, how it is read, what its columns say, what becomes of duplicates."""

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from registers.actions.files import SPREADSHEETS
from registers.actions.imports import CHOICES, DATED, columns_of
from registers.importing.checking import open_orders
from registers.importing.encodings import DELIMITERS, ENCODINGS
from registers.importing.fields import FIELDS
from registers.importing.tables import Column, Reading
from registers.models import ImportMapping, RegisterImport

LONGEST_SAMPLE = 60
ORDERS = (("mdy", _("12/31/2024 (month first)")), ("dmy", _("31/12/2024 (day first)")))


class UploadForm(forms.Form):
    """A spreadsheet, and where it comes from."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        max_length=1000,
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SPREADSHEETS)}),
        help_text=_(
            "CSV or XLSX, up to 50 MB. One row for each use case, headings above them. Nothing is imported yet."
        ),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        max_length=100,
        help_text=_("Such as “AI register of Sales”. How the columns are read is remembered under this name."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = ", ".join(
            f"“{name}”" for name in ImportMapping.objects.order_by("-kept_at").values_list("source", flat=True)[:5]
        )
        if known:
            self.fields["source"].help_text = format_html(
                "{} {}", self.fields["source"].help_text, _t("Known so far: %(sources)s.") % {"sources": known}
            )


class ColumnsForm(forms.Form):
    """How a file is read, and what each of its columns says."""

    always_required = ()

    def __init__(self, *args: Any, register_import: RegisterImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.columns = columns_of(register_import)
        self.open = open_orders(
            self.columns, {name: [each.letter for each in self.columns] for name in DATED[:1]}, DATED[:1]
        )
        reading = register_import.reading
        self.reading_names = self._add_reading(reading)
        self._add_columns(register_import)
        self._add_options(register_import)

    @property
    def reading_fields(self) -> list[Any]:
        """Return the fields that say how the file is read."""
        return [self[name] for name in self.reading_names]

    @property
    def column_fields(self) -> list[tuple[Column, SafeString, Any, Any]]:
        """Return each column with its samples, the field that says what it holds, and the one for its dates."""
        asked = {each.letter for each in self.open}
        return [
            (
                column,
                _samples(column),
                self[f"column_{column.letter}"],
                self[f"order_{column.letter}"] if column.letter in asked else None,
            )
            for column in self.columns
        ]

    @property
    def option_fields(self) -> list[Any]:
        """Return the fields of what is chosen for the whole file."""
        return [self["unreadable"], self["departments"]]

    def reading(self) -> Reading:
        """Return how the file is to be read."""
        said = self.cleaned_data
        row = said.get("header_row")
        return Reading(said.get("encoding", ""), said.get("delimiter", ""), said.get("sheet", ""), row)

    def mapping(self) -> dict[str, list[str]]:
        """Return for each field the letters of its columns."""
        mapping: dict[str, list[str]] = {}
        for column in self.columns:
            field = self.cleaned_data.get(f"column_{column.letter}")
            if field:
                mapping.setdefault(field, []).append(column.letter)
        return mapping

    def options(self) -> dict[str, Any]:
        """Return what was chosen where the file leaves a choice."""
        orders = {each.letter: self.cleaned_data.get(f"order_{each.letter}") for each in self.open}
        chosen = {name: self.cleaned_data.get(name) for name in ("unreadable", "departments")}
        return {**chosen, "orders": {letter: order for letter, order in orders.items() if order}}

    def _add_reading(self, reading: dict[str, Any]) -> list[str]:
        if reading.get("sheets"):
            choices: Any = [(name, name) for name in reading["sheets"]]
            self.fields["sheet"] = forms.ChoiceField(label=_("Sheet"), choices=choices, initial=reading["sheet"])
            names = ["sheet"]
        else:
            self.fields["encoding"] = forms.ChoiceField(
                label=_("Encoding"), choices=ENCODINGS, initial=reading["encoding"]
            )
            self.fields["delimiter"] = forms.ChoiceField(
                label=_("Columns are parted by"), choices=DELIMITERS, initial=reading["delimiter"]
            )
            names = ["encoding", "delimiter"]
        self.fields["header_row"] = forms.IntegerField(
            label=_("Row of the headings"),
            min_value=0,
            max_value=100_000,
            required=False,
            initial=reading["header_row"],
            help_text=_("0: there are no headings."),
        )
        return [*names, "header_row"]

    def _add_columns(self, register_import: RegisterImport) -> None:
        mapped = {letter: name for name, letters in register_import.mapping.items() for letter in letters}
        choices = [("", _("Only keep with the row")), *((field.name, field.label) for field in FIELDS)]
        for column in self.columns:
            self.fields[f"column_{column.letter}"] = forms.ChoiceField(
                label=f"{column.letter} · {column.heading}",
                choices=choices,
                required=False,
                initial=mapped.get(column.letter, ""),
            )
        orders = register_import.options.get("orders", {})
        for column in self.open:
            self.fields[f"order_{column.letter}"] = forms.ChoiceField(
                label=_t("Dates of column %(column)s") % {"column": column.letter},
                choices=[("", _("Which comes first?")), *ORDERS],
                required=False,
                initial=orders.get(column.letter, ""),
            )

    def _add_options(self, register_import: RegisterImport) -> None:
        options = register_import.options
        self.fields["unreadable"] = forms.ChoiceField(
            label=_("A cell that cannot be read"),
            choices=[
                ("error", _("holds its row back as an error, to be mended")),
                ("empty", _("leaves its field empty; the cell is kept with the row")),
            ],
            widget=forms.RadioSelect,
            initial=options.get("unreadable", CHOICES["unreadable"][0]),
            help_text=_("Dates, people, categories, numbers and choices. A missing title always holds its row back."),
        )
        self.fields["departments"] = forms.ChoiceField(
            label=_("A department that is not here yet"),
            choices=[
                ("keep", _("stays empty; its name is kept with the row")),
                ("create", _("is created under that name")),
            ],
            widget=forms.RadioSelect,
            initial=options.get("departments", CHOICES["departments"][0]),
        )


class CommitForm(forms.Form):
    """What becomes of duplicates."""

    duplicates = forms.ChoiceField(
        label=_("Duplicates"),
        choices=[("leave-out", _("Leave them out")), ("import", _("Import them all the same"))],
        widget=forms.RadioSelect,
        help_text=_(
            "They have the reference, or the title, department and purpose, of another use case or an earlier row."
        ),
    )


class DiscardForm(forms.Form):
    """Nothing more to say."""


def _samples(column: Column) -> SafeString:
    shown = ((each[:LONGEST_SAMPLE] + ("…" if len(each) > LONGEST_SAMPLE else ""),) for each in column.samples)
    return format_html_join("", "<li>{}</li>", shown)
