"""What a column may say of a use case, and by which headings it is known in English and German."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """How the cells of a field are read."""

    TITLE = "title"
    LINE = "line"
    TEXT = "text"
    PERSON = "person"
    PEOPLE = "people"
    DEPARTMENT = "department"
    STATE = "state"
    CATEGORIES = "categories"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a column may say; what is written at length may come from several columns."""

    name: str
    label: Any
    kind: Kind
    headings: tuple[str, ...]

    @property
    def several(self) -> bool:
        """Tell whether several columns may be read into it."""
        return self.kind in {Kind.TEXT, Kind.PEOPLE, Kind.CATEGORIES}


FIELDS = (
    Field(
        "title",
        _("Title"),
        Kind.TITLE,
        ("use case name", "use case title", "title", "name", "use case", "system name", "application", "anwendungsfall",
         "titel", "bezeichnung", "name des anwendungsfalls", "anwendung", "ki system"),
    ),
    Field(
        "reference",
        _("Reference"),
        Kind.LINE,
        ("reference", "id", "use case id", "identifier", "number", "no", "ref", "ticket", "record id", "inventory id",
         "referenz", "kennung", "nummer", "nr", "aktenzeichen", "vorgangsnummer"),
    ),
    Field(
        "purpose",
        _("Purpose"),
        Kind.TEXT,
        ("purpose", "intended purpose", "description", "summary", "objective", "goal", "benefits",
         "use case description", "zweck", "beschreibung", "ziel", "verwendungszweck", "nutzen", "einsatzzweck"),
    ),
    Field(
        "outputs",
        _("What comes out, and who uses it"),
        Kind.TEXT,
        ("outputs", "output", "system s outputs", "results", "ausgaben", "ergebnisse", "ergebnis"),
    ),
    Field(
        "oversight",
        _("Human oversight"),
        Kind.TEXT,
        ("human oversight", "oversight", "human in the loop", "menschliche aufsicht", "aufsicht", "kontrolle"),
    ),
    Field(
        "owner",
        _("Owner (e-mail)"),
        Kind.PERSON,
        ("owner", "owner e mail", "owner email", "responsible", "responsible person", "accountable", "contact",
         "business owner", "point of contact", "email", "e mail", "verantwortlich", "verantwortliche", "besitzer",
         "eigentümer", "inhaber", "ansprechpartner", "verantwortliche person"),
    ),
    Field(
        "contributors",
        _("Contributors (e-mails)"),
        Kind.PEOPLE,
        ("contributors", "contributor", "team", "members", "participants", "developers", "mitwirkende", "beteiligte",
         "mitglieder", "bearbeiter"),
    ),
    Field(
        "department",
        _("Department"),
        Kind.DEPARTMENT,
        ("department", "agency", "division", "business unit", "unit", "organisation", "organization", "team name",
         "abteilung", "bereich", "fachbereich", "behörde", "referat", "organisationseinheit"),
    ),
    Field(
        "state",
        _("State (draft or retired)"),
        Kind.STATE,
        ("state", "status", "stage", "stage of development", "phase", "lifecycle", "life cycle", "zustand", "stand"),
    ),
    Field(
        "categories",
        _("Data categories"),
        Kind.CATEGORIES,
        ("data categories", "data category", "categories of data", "data types", "data type", "personal data",
         "datenkategorien", "datenkategorie", "datenarten", "daten"),
    ),
    Field(
        "affected",
        _("Who is affected"),
        Kind.CHOICES,
        ("affected", "who is affected", "affected people", "affected persons", "data subjects", "betroffene",
         "betroffene personen", "personenkreis"),
    ),
    Field(
        "lawful_basis",
        _("Lawful basis"),
        Kind.CHOICE,
        ("lawful basis", "legal basis", "rechtsgrundlage"),
    ),
    Field(
        "retention_days",
        _("Retention in days"),
        Kind.NUMBER,
        ("retention", "retention days", "retention in days", "retention period", "aufbewahrung",
         "aufbewahrung in tagen", "aufbewahrungsfrist", "löschfrist"),
    ),
    Field(
        "monthly_budget",
        _("Monthly budget (US dollars)"),
        Kind.MONEY,
        ("monthly budget", "budget", "monthly cost", "costs per month", "monatsbudget", "kosten pro monat"),
    ),
    Field(
        "created_on",
        _("Created on"),
        Kind.DATE,
        ("created", "created on", "date created", "created at", "date initiated", "start date", "begun", "registered",
         "entered", "erstellt", "erstellt am", "angelegt", "angelegt am", "beginn", "startdatum", "erfasst am"),
    ),
    Field(
        "retired_on",
        _("Retired on"),
        Kind.DATE,
        ("retired", "retired on", "date retired", "end date", "decommissioned", "ended", "beendet", "beendet am",
         "stillgelegt", "stillgelegt am", "ende", "enddatum"),
    ),
)  # fmt: skip
BY_NAME = {field.name: field for field in FIELDS}
