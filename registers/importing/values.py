"""What the cells of one row say of a use case, and what is wrong with them."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from common.names import clean_name
from common.refusals import Refused
from common.refusals import marked as _
from registers.choices import Affected, LawfulBasis
from registers.importing.blanks import gives_none, is_nothing, normal
from registers.importing.dates import Order, read_date
from registers.importing.fields import BY_NAME, Field, Kind
from registers.importing.known import Known
from registers.importing.tables import Problem, Row

LONGEST = {Kind.TITLE: 300, Kind.LINE: 200, Kind.TEXT: 20_000, Kind.DEPARTMENT: 100}
MOST_DAYS = 36_500
MOST_MONEY = Decimal(9_999_999_999)
EARLIEST = date(1950, 1, 1)
PARTED = re.compile(r"[;,\n\r]+")
ADDRESS = re.compile(r"(?:.*<)?([^<>\s]+@[^<>\s]+?)>?")
# Spoken of as ended in the registers of others; everything else comes as a draft, since approvals are taken over apart.
RETIRED = frozenset(
    {
        "retired", "inactive", "decommissioned", "discontinued", "ended", "closed", "terminated", "obsolete",
        "archived", "stillgelegt", "beendet", "eingestellt", "außer betrieb", "inaktiv", "abgelöst", "archiviert",
        "abgeschaltet",
    }
)  # fmt: skip

MISSING = _("There is no title. Every use case needs one.")
TOO_LONG = _("The text has %(count)d characters; at most %(most)d are kept here.")
UNSEEN = _("The text holds a character that cannot be seen (%(character)s). Take it out.")
NO_ADDRESS = _("“%(text)s” is no e-mail address.")
NOBODY = _("Nobody here has the e-mail address %(address)s. Invite them first, or take the address out.")
LEFT = _("The person with the e-mail address %(address)s is deactivated. Name somebody else.")
NO_OWNER = _(
    "None of the roles of %(address)s lets them ask for use cases, so they cannot own one. Give them a role first, or "
    "name somebody else."
)
ONE_OWNER = _("There are %(count)d addresses; a use case has one owner. Put the others into another column.")
NO_CATEGORY = _("There is no data category “%(name)s”. Enter it first, or mend the name.")
NO_CHOICE = _("“%(text)s” is none of: %(choices)s.")
NO_DATE = _("“%(text)s” is no date. Dates are read as 2024-12-31, 31.12.2024, 12/31/2024 or 31/12/2024.")
ORDER_OPEN = _("“%(text)s” may be read with the day or the month first. Say which in the step “Columns”.")
FAR_DATE = _("%(day)s cannot be: a use case was created between 1950 and today.")
BACKWARDS = _("It was retired on %(retired)s, before it was created on %(created)s.")
NO_NUMBER = _("“%(text)s” is no whole number from 1 to %(most)d.")
NO_MONEY = _("“%(text)s” is no amount of money.")


class Unreadable(Exception):  # noqa: N818 - names what is wrong with a cell
    """A cell that does not say what its column promises: a code, a sentence, and what fills it."""

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(code)
        self.code, self.message, self.details = code, message, details


@dataclass(frozen=True, slots=True)
class Plan:
    """How rows are read: which columns of which place each field has, their headings, and what was chosen.

    `orders` says by letter which of day and month comes first; with `lenient`, a cell that cannot be read leaves its
    field empty instead of holding the row back.
    """

    places: Mapping[str, Sequence[int]]
    letters: Sequence[str]
    headings: Sequence[str]
    orders: Mapping[str, str] = field(default_factory=dict)
    lenient: bool = False


def values_of(row: Row, plan: Plan, known: Known) -> tuple[dict[str, Any], list[Problem]]:
    """Return what a row says, and what is wrong with it; a value that is wrong is not among the first."""
    values: dict[str, Any] = {}
    problems = list(row.problems)
    for name, places in plan.places.items():
        try:
            value = _value(BY_NAME[name], row, places, plan, known)
        except Unreadable as wrong:
            if plan.lenient and name != "title":
                continue
            letter = plan.letters[places[0]] if places else ""
            problems.append(Problem(row.number, letter, wrong.code, wrong.message, wrong.details))
            continue
        if value not in (None, "", []):
            values[name] = value
    _weigh_dates(values, problems, row.number, plan, known.day)
    return values, problems


def addresses_in(cell: str) -> list[str]:
    """Return what stands for people in a cell: addresses, with or without a name before them."""
    parts = (part.strip() for part in PARTED.split(cell))
    found = ((ADDRESS.fullmatch(part), part) for part in parts if part and not is_nothing(part))
    return [match[1] if match else part for match, part in found]


def _value(field_: Field, row: Row, places: Sequence[int], plan: Plan, known: Known) -> Any:
    cells = [row.cells[place] for place in places]
    if field_.kind == Kind.TEXT:
        return _short(_joined(cells, [plan.headings[place] for place in places]), field_.kind)
    if field_.kind == Kind.DATE:
        return _date(cells[0], plan.orders.get(plan.letters[places[0]], Order.UNKNOWN))
    return READERS[field_.kind](cells, known, field_.name)


def _joined(cells: Sequence[str], headings: Sequence[str]) -> str:
    """Return one text; of several columns each part is led by its heading."""
    if len(cells) == 1:
        return cells[0].strip()
    filled = [(heading, cell.strip()) for heading, cell in zip(headings, cells, strict=True) if not is_nothing(cell)]
    return "\n\n".join(f"{heading}\n{cell}" for heading, cell in filled)


def _short(text: str, kind: Kind) -> str:
    if len(text) > LONGEST[kind]:
        raise Unreadable("text_too_long", TOO_LONG, count=len(text), most=LONGEST[kind])
    return text


def _line(cells: Sequence[str], _known: Known, name: str) -> str:
    text = _seen(cells[0])
    if name == "title" and not text:
        raise Unreadable("title_missing", MISSING)
    if name != "title" and is_nothing(text):
        return ""
    return _short(text, BY_NAME[name].kind)


def _department(cells: Sequence[str], _known: Known, _name: str) -> str:
    return "" if is_nothing(cells[0]) else _short(_seen(cells[0]), Kind.DEPARTMENT)


def _seen(cell: str) -> str:
    """Return a cell as one line of which all can be seen."""
    try:
        return clean_name(cell)
    except Refused as refused:
        raise Unreadable("unseen_character", UNSEEN, **refused.refusal.details) from refused


def _people(cells: Sequence[str], known: Known, name: str) -> list[str] | str:
    found = [_person(address, known) for cell in cells for address in addresses_in(cell)]
    people = list(dict.fromkeys(found))
    if name == "contributors":
        return people
    if len(people) > 1:
        raise Unreadable("one_owner", ONE_OWNER, count=len(people))
    if people and people[0] not in known.owners:
        address = next(address for cell in cells for address in addresses_in(cell))
        raise Unreadable("may_not_own", NO_OWNER, address=address[:254])
    return people[0] if people else ""


def _person(address: str, known: Known) -> str:
    if "@" not in address:
        raise Unreadable("no_address", NO_ADDRESS, text=address[:100])
    key, active = known.people.get(address.lower(), ("", False))
    if not key:
        raise Unreadable("person_unknown", NOBODY, address=address[:254])
    if not active:
        raise Unreadable("person_left", LEFT, address=address[:254])
    return key


def _state(cells: Sequence[str], _known: Known, _name: str) -> str:
    return "retired" if normal(cells[0]).strip(".") in RETIRED else "draft"


def _categories(cells: Sequence[str], known: Known, _name: str) -> list[str]:
    found = []
    for part in _parts(cells):
        key = known.categories.get(normal(part))
        if key is None:
            raise Unreadable("category_unknown", NO_CATEGORY, name=part[:100])
        found.append(key)
    return list(dict.fromkeys(found))


def _choices(cells: Sequence[str], _known: Known, name: str) -> list[str]:
    return list(dict.fromkeys(_chosen(part, Affected if name == "affected" else LawfulBasis) for part in _parts(cells)))


def _choice(cells: Sequence[str], _known: Known, name: str) -> str:
    text = cells[0].strip()
    # A label may hold a comma; it is one choice all the same.
    return "" if is_nothing(text) else _chosen(text, Affected if name == "affected" else LawfulBasis)


def _chosen(text: str, choices: Any) -> str:
    for value, label in choices.choices:
        plain = str(label).partition("(")[0]
        if normal(text) in {value, value.replace("-", " "), normal(str(label)), normal(plain)}:
            return str(value)
    named = ", ".join(str(label) for label in choices.labels)
    raise Unreadable("choice_unknown", NO_CHOICE, text=text[:100], choices=named)


def _number(cells: Sequence[str], _known: Known, _name: str) -> int | None:
    if gives_none(cells[0]):
        return None
    found = re.fullmatch(r"(\d{1,6})(?:[.,]0+)?(?:\s*(?:days?|tage?))?", cells[0].strip(), re.IGNORECASE)
    if not found or not 1 <= int(found[1]) <= MOST_DAYS:
        raise Unreadable("no_number", NO_NUMBER, text=cells[0].strip()[:100], most=MOST_DAYS)
    return int(found[1])


def _money(cells: Sequence[str], _known: Known, _name: str) -> str | None:
    if gives_none(cells[0]):
        return None
    text = re.sub(r"[\s$\u20ac']|USD|EUR", "", cells[0])
    # 1.234,50 and 1,234.50: whatever stands last and has no three digits behind it parts off the cents.
    if re.fullmatch(r".*,\d{1,2}", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    try:
        amount = Decimal(text.replace(",", ""))
    except InvalidOperation as error:
        raise Unreadable("no_money", NO_MONEY, text=cells[0].strip()[:100]) from error
    if not amount.is_finite() or not 0 <= amount <= MOST_MONEY:
        raise Unreadable("no_money", NO_MONEY, text=cells[0].strip()[:100])
    return str(amount.quantize(Decimal("0.01")))


def _date(cell: str, order: str) -> str | None:
    if gives_none(cell):
        return None
    day = read_date(cell, order)
    if day is None:
        raise Unreadable("no_date", NO_DATE, text=cell.strip()[:100])
    if order in {Order.UNKNOWN, Order.MIXED} and day != read_date(cell, Order.DAY_FIRST) is not None:
        raise Unreadable("date_order_open", ORDER_OPEN, text=cell.strip()[:100])
    return day.isoformat()


def _parts(cells: Sequence[str]) -> Iterable[str]:
    for cell in cells:
        yield from (part.strip() for part in PARTED.split(cell) if not is_nothing(part))


def _weigh_dates(values: dict[str, Any], problems: list[Problem], number: int, plan: Plan, day: date) -> None:
    """Refuse what no calendar allows; a day of retirement that is past tells the state."""
    created, retired = (
        date.fromisoformat(values[name]) if name in values else None for name in ("created_on", "retired_on")
    )

    def wrong(name: str, code: str, message: str, **details: Any) -> None:
        del values[name]
        if not plan.lenient:
            problems.append(Problem(number, plan.letters[plan.places[name][0]], code, message, details))

    if created and not EARLIEST <= created <= day:
        wrong("created_on", "date_impossible", FAR_DATE, day=created.isoformat())
    elif created and retired and retired < created:
        details = {"retired": retired.isoformat(), "created": created.isoformat()}
        wrong("retired_on", "dates_backwards", BACKWARDS, **details)
    elif retired and retired <= day:
        values["state"] = "retired"


READERS: dict[Kind, Callable[[Sequence[str], Known, str], Any]] = {
    Kind.TITLE: _line,
    Kind.LINE: _line,
    Kind.PERSON: _people,
    Kind.PEOPLE: _people,
    Kind.DEPARTMENT: _department,
    Kind.STATE: _state,
    Kind.CATEGORIES: _categories,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
}
