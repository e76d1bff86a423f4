"""The checklist of required documents: of everything that is required, what is there, missing or out of date."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _t

from access.models import Person
from common.presentation import Badge
from registers.actions.required_documents import SHIPPED_REASONS
from registers.choices import DocumentKind, Requirement, RiskTier, UseCaseState
from registers.models import Document, Provider, RequiredDocument, UseCase, UseCaseVersion, VersionCategory
from registers.rules.documents import Held, Standing, answer_to
from registers.tables.documents import STANDINGS

# Use cases that are, or may soon be, in force: a draft is told on its own page what it will need.
COUNTED = (
    UseCaseState.IN_REVIEW,
    UseCaseState.CHANGES_ASKED,
    UseCaseState.CONDITIONAL,
    UseCaseState.APPROVED,
    UseCaseState.SUSPENDED,
)
SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that needs a document: how well it has it, by which, and where to add it."""

    label: Any
    url: str
    kind: str
    standing: Standing
    document: Document | None
    add_url: str

    @property
    def badge(self) -> Badge:
        """Return the standing as a word."""
        return STANDINGS[self.standing]

    @property
    def is_met(self) -> bool:
        """Tell whether nothing is to be done."""
        return self.standing == Standing.CURRENT


@dataclass(frozen=True, slots=True)
class Required:
    """One requirement with its lines; of use cases only those that lack it are lines, the first of them."""

    row: RequiredDocument
    reason: str
    lines: Sequence[Line]
    total: int
    met: int

    @property
    def unmet(self) -> int:
        """Return how many lack it."""
        return self.total - self.met

    @property
    def unseen(self) -> int:
        """Return how many lack it beyond those shown."""
        return self.unmet - sum(not line.is_met for line in self.lines)


def reason_shown(row: RequiredDocument) -> str:
    """Return why it is required, the portal's own reasons in the reader's language."""
    return _t(row.reason) if row.reason in SHIPPED_REASONS else row.reason


def checklist_on(day: date, reader: Person) -> list[Required]:
    """Return everything that is required, with what a reader may see of it."""
    rows = RequiredDocument.objects.standing()
    return [_checked(row, day, reader) for row in sorted(rows, key=lambda row: (_place(row), row.kind))]


def unmet_on(day: date, reader: Person) -> int:
    """Return how many required documents are missing or out of date."""
    return sum(each.unmet for each in checklist_on(day, reader))


def lines_of(use_case: UseCase, day: date, version: UseCaseVersion | None = None) -> list[Line]:
    """Return what is required of one use case, in whatever state it is; of one of its versions where that is named."""
    shown = version or use_case.version
    rows = [row for row in RequiredDocument.objects.standing() if row.required_for in IN_SCOPE]
    asked = {row.kind for row in rows if shown is not None and OF_VERSION[row.required_for](shown)}
    return [_line_of_use_case(use_case, kind, day, _documents(kind, day)) for kind in sorted(asked)]


def in_scope(required_for: str, reader: Person) -> QuerySet[UseCase]:
    """Return the use cases that something is required of, of those a reader may see."""
    return UseCase.objects.visible_to(reader).filter(IN_SCOPE[required_for](), state__in=COUNTED)


def _with_data(**what: bool) -> Q:
    return Q(Exists(VersionCategory.objects.filter(version=OuterRef("version_id"), **what)))


IN_SCOPE: dict[str, Callable[[], Q]] = {
    Requirement.PERSONAL: lambda: _with_data(category__personal=True),
    Requirement.SPECIAL: lambda: _with_data(category__special=True),
    Requirement.HIGH_TIER: lambda: Q(risk_tier=RiskTier.HIGH),
}
# The same asked of one version.
OF_VERSION: dict[str, Callable[[UseCaseVersion], bool]] = {
    Requirement.PERSONAL: lambda version: version.categories.filter(personal=True).exists(),
    Requirement.SPECIAL: lambda version: version.categories.filter(special=True).exists(),
    Requirement.HIGH_TIER: lambda version: version.risk_tier == RiskTier.HIGH,
}


def _place(row: RequiredDocument) -> int:
    return [str(each) for each in Requirement].index(row.required_for)


def _checked(row: RequiredDocument, day: date, reader: Person) -> Required:
    documents = _documents(row.kind, day)
    if row.required_for in IN_SCOPE:
        scope = in_scope(row.required_for, reader)
        meets = documents.filter(document_use_cases__use_case=OuterRef("pk"), standing=Standing.CURRENT)
        lacking = scope.exclude(Exists(meets))
        lines = [_line_of_use_case(each, row.kind, day, documents) for each in lacking.order_by("number")[:SHOWN]]
        total = scope.count()
        return Required(row, reason_shown(row), lines, total, total - lacking.count())
    if row.required_for == Requirement.PROVIDER:
        providers = Provider.objects.filter(retired_at=None)
        lines = [
            _line(each, documents.filter(provider=each), day, {"kind": row.kind, "provider": each.pk})
            for each in providers
        ]
    else:
        general = documents.filter(provider=None).exclude(document_use_cases__isnull=False)
        lines = [_line(None, general, day, {"kind": row.kind})]
    return Required(row, reason_shown(row), lines, len(lines), sum(line.is_met for line in lines))


def _documents(kind: str, day: date) -> Any:
    return Document.objects.in_use().with_standing(day).filter(kind=kind)


def _line_of_use_case(use_case: UseCase, kind: str, day: date, documents: Any) -> Line:
    return _line(use_case, documents.filter(use_cases=use_case), day, {"kind": kind, "use_case": use_case.code})


def _line(thing: Any, documents: Iterable[Any], day: date, asked: dict[str, Any]) -> Line:
    found: dict[UUID, Any] = {each.pk: each for each in documents}
    held = [
        Held(each.pk, each.valid_from, each.valid_until, each.review_on, each.standing != Standing.UNAPPROVED)
        for each in found.values()
    ]
    standing, best = answer_to(held, day)
    return Line(
        thing or _t("The organisation"),
        thing.get_absolute_url() if thing else "",
        str(DocumentKind(asked["kind"]).label),
        standing,
        found[best] if best else None,
        f"{reverse('registers:new-document')}?{urlencode(asked)}",
    )
