"""What the kit's pages show: a use case, its people, its history, its numbers. Plain values, no database."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from common.clock import now
from common.presentation import Action, Badge, Link, Tone

Thing = SimpleNamespace

STATES = {
    "Approved": Tone.SUCCESS,
    "In review": Tone.INFO,
    "Changes asked": Tone.WARNING,
    "Suspended": Tone.DANGER,
    "Draft": Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class Someone:
    """A person as templates see one: a name with an e-mail address."""

    name: str
    is_authenticated: bool = True

    @property
    def email(self) -> str:
        """Return the address, made out of the name."""
        plain = unicodedata.normalize("NFKD", self.name).encode("ascii", "ignore").decode()
        return f"{plain.lower().replace(' ', '.')}@meridian.example"

    def __str__(self) -> str:
        """Return the name."""
        return self.name


ADA, TOMAS, PRIYA, GRETA, MALIK = (
    Someone(name) for name in ("Ada Whitfield", "Tomás Rivera", "Priya Raman", "Greta Lindström", "Malik Osei")
)

USE_CASES = [
    ("Triage of customer support e-mail", "Approved", ADA, "High", 184_220, 5),
    ("Drafting of release notes", "Approved", TOMAS, "Limited", 3_118, 42),
    ("Contract clause comparison", "In review", PRIYA, "High", 0, 190),
    ("Code review suggestions", "Approved", MALIK, "Limited", 91_877, 12),
    ("Clinical note summaries", "Suspended", GRETA, "High", 12_406, 1_470),
    ("Translation of product manuals", "Approved", TOMAS, "Minimal", 27_340, 3_000),
    ("Sanctions screening explanations", "Changes asked", PRIYA, "High", 0, 4_300),
    ("Meeting transcript search", "Draft", MALIK, "Limited", 0, 9_000),
    ("Invoice field extraction", "Approved", ADA, "Limited", 640_112, 14_400),
    ("Candidate CV ranking", "Suspended", GRETA, "High", 208, 43_000),
    ("Internal policy questions", "Approved", ADA, "Minimal", 8_930, 86_000),
    ("Fraud alert narratives", "In review", PRIYA, "High", 0, 130_000),
]


def use_cases() -> list[dict[str, Any]]:
    """Return the rows of the kit's list."""
    return [
        {
            "pk": UUID(int=index + 1),
            "name": name,
            "state": state,
            "tone": STATES[state],
            "owner": owner,
            "risk": risk,
            "calls": calls,
            "changed": now() - timedelta(minutes=minutes),
        }
        for index, (name, state, owner, risk, calls, minutes) in enumerate(USE_CASES)
    ]


def _entry(sentence: str, minutes: int, icon: str, tone: str, **more: Any) -> Thing:
    shared = {
        "reason": "",
        "diff": [],
        "address": "10.20.4.17",
        "request_id": "6f1c2e9a7b3d4f58",
        "actor_name": " ".join(sentence.split()[:2]),
    }
    return Thing(sentence=sentence, at=now() - timedelta(minutes=minutes), icon=icon, tone=tone, **{**shared, **more})


def timeline() -> list[Thing]:
    """Return a history with every kind of entry."""
    scope = [
        ("Models", "gpt-5-mini", "gpt-5-mini, text-embedding-4-small"),
        ("Daily budget", "40.00 USD", "65.00 USD"),
        ("Retention", "", "90 days"),
    ]
    return [
        _entry(
            "Priya Raman approved version 4 with conditions",
            50,
            "circle-check",
            "success",
            reason="Masking of phone numbers must stay on; review again after the Q1 audit.",
        ),
        _entry("Ada Whitfield changed the access scope", 1_500, "edit", "info", diff=scope),
        _entry(
            "Greta Lindström asked for changes",
            4_400,
            "message-circle",
            "warning",
            reason="Say who reads the drafts before they are sent.",
        ),
        _entry(
            "The portal flagged 3 calls above the hourly limit",
            9_000,
            "alert-triangle",
            "danger",
            address="",
            request_id="",
        ),
        _entry("Ada Whitfield submitted version 4", 20_000, "send", "neutral"),
    ]


def facts() -> list[tuple[str, Any]]:
    """Return the summary of the kit's use case."""
    return [
        ("Owner", ADA),
        ("Department", "Customer operations"),
        ("Risk tier", "High"),
        ("Lawful basis", "Legitimate interest (Art. 6(1)(f) GDPR)"),
        ("Data categories", "E-mail address, person name, order number"),
        ("In force until", "31 March 2027"),
        ("Ticket", None),
    ]


def notifications() -> list[Thing]:
    """Return an inbox."""
    return [
        Thing(
            text="Tomás Rivera asks you to decide on “Contract clause comparison”",
            url="#",
            when=now() - timedelta(minutes=4),
            read=False,
            icon="gavel",
            tone="info",
            from_whom=TOMAS,
            read_url="#",
        ),
        Thing(
            text="The key of “Invoice field extraction” is rotated in 2 days",
            url="#",
            when=now() - timedelta(hours=3),
            read=False,
            icon="key",
            tone="warning",
            from_whom="",
            read_url="#",
        ),
        Thing(
            text="Evidence pack SOC 2 · Q3 is ready",
            url="#",
            when=now() - timedelta(days=2),
            read=True,
            icon="file-zip",
            tone="success",
            from_whom="",
            read_url="",
        ),
    ]


def chart_rows(days: int = 14) -> list[list[Any]]:
    """Return calls by day: allowed, masked, refused."""
    start: datetime = now() - timedelta(days=days)
    return [
        [
            f"{start + timedelta(days=day):%d %b}",
            4200 + (day * 733) % 1900,
            610 + (day * 271) % 420,
            40 + (day * 97) % 160,
        ]
        for day in range(days)
    ]


def actions() -> list[Action]:
    """Return the further actions of a page."""
    return [
        Action("Edit", "/kit/form/", icon="edit", panel="panel"),
        Action("Compare versions", "/kit/detail/", icon="git-compare"),
        Action("Suspend", "/kit/action/", icon="ban", danger=True, panel="dialog"),
    ]


def tabs() -> list[Link]:
    """Return the tabs of a page."""
    return [
        Link("Overview", "/kit/detail/", active=True),
        Link("Versions", "/kit/detail/", count=4),
        Link("Credentials", "/kit/detail/", count=2),
        Link("Calls", "/kit/detail/", count=184220),
        Link("Documents", "/kit/detail/"),
    ]


SNIPPET = """from openai import OpenAI

client = OpenAI(
    base_url="http://localhost:8001/v1",
    api_key=os.environ["PORTAL_CREDENTIAL"],
)"""

APPROVED = Badge("Approved", Tone.SUCCESS)
