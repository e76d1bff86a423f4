"""Public intake: what people without a role may ask for, who sees it through, and what a steward is for. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from common.refusals import Refusal
from common.refusals import marked as _

# As many wishes as one person may have open, so that nobody floods the register.
MOST_OPEN = 5
LONGEST_WISH = 4_000
LONGEST_LINKS = 2_000

NO_STEWARD = Refusal(
    "no_steward", _("Nobody could see your request through at the moment. Tell an administrator of this portal.")
)
LAST_STEWARD = Refusal(
    "last_steward",
    _("The owner's roles do not let them ask for use cases, so somebody sees it through. Name another steward first."),
    "person",
)
RETIRED = Refusal("use_case_retired", _("This use case is retired; nothing about it changes any more."))


@dataclass(frozen=True, slots=True)
class Candidate:
    """An officer who could see a request through: their department, and how many they see through already."""

    key: str
    department: str | None = None
    stewardships: int = 0


def chosen_steward(candidates: Sequence[Candidate], *, department: str | None, asker: str) -> str | None:
    """Return who sees a request through: an officer of the asker's department, else any; of those the least busy.

    Nobody sees their own request through; among equals the id decides, so that the answer is the same everywhere.
    """
    free = [each for each in candidates if each.key != asker]
    near = [each for each in free if department is not None and each.department == department]
    best = min(near or free, key=lambda each: (each.stewardships, each.key), default=None)
    return best.key if best else None


def refuse_asking(*, open_wishes: int) -> Refusal | None:
    """Say why somebody cannot ask for one more."""
    if open_wishes < MOST_OPEN:
        return None
    message = _("You have asked for %(most)d things that nobody has answered yet. Wait for an answer, or add to one.")
    return Refusal("too_many_open", message, None, {"most": MOST_OPEN})


def refuse_wish(*, wish: str, data: str, for_whom: str, links: str) -> Refusal | None:
    """Say what of a wish is missing or too long."""
    for name, text in (("wish", wish), ("data", data), ("for_whom", for_whom)):
        if not text.strip():
            return Refusal(f"{name}_missing", _("Say something here, in your own words."), name)
    for name, text, most in (("wish", wish, LONGEST_WISH), ("data", data, LONGEST_WISH), ("for_whom", for_whom, 300),
                             ("links", links, LONGEST_LINKS)):  # fmt: skip
        if len(text) > most:
            message = _("This text is too long; at most %(most)d characters are kept.")
            return Refusal("text_too_long", message, name, {"most": most})
    return refuse_links(links)


def refuse_links(links: str) -> Refusal | None:
    """Say which of the links is none: each stands on a line of its own and begins with https:// or http://."""
    for line in filter(None, (each.strip() for each in links.splitlines())):
        if not line.startswith(("https://", "http://")) or line.split() != [line]:
            message = _("“%(link)s” is no link. Write one a line, each beginning with https://.")
            return Refusal("no_link", message, "links", {"link": line[:80]})
    return None


def refuse_steward(
    *, state: str, active: bool, may_be: bool, is_owner: bool, relations: Collection[str]
) -> Refusal | None:
    """Say why somebody cannot become the steward; `may_be` is whether their roles let them ask for use cases."""
    if state == "retired":
        return RETIRED
    if not active:
        return Refusal("person_inactive", _("This person is deactivated. Choose somebody who is here."), "person")
    if is_owner:
        return Refusal("steward_of_own", _("This person owns it. Choose somebody else to see it through."), "person")
    if "steward" in relations:
        return Refusal("steward_already", _("This person is its steward already."), "person")
    if may_be:
        return None
    message = _("This person's roles do not let them ask for use cases, so they cannot see one through.")
    return Refusal("may_not_steward", message, "person")


def refuse_taking_off(*, is_steward: bool, stewards: int, owner_may_own: bool) -> Refusal | None:
    """Say why somebody cannot be taken off: an owner without the right to own keeps a steward."""
    return LAST_STEWARD if is_steward and stewards <= 1 and not owner_may_own else None
