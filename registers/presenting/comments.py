"""How comments look: threads with their answers, text with marked names and safe links, what the reader may do."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from access.models import Person
from access.permits import may
from registers.choices import UseCaseState
from registers.forms.comments import AnswerForm, CommentForm
from registers.models import Comment, UseCase
from registers.presenting.use_cases import label_of
from registers.rules.content import CONTENT_FIELDS

# Only what begins like an address of a page becomes a link, whatever else browsers may follow.
LINK = r"(?P<link>https?://[^\s<>\"'\u201c\u201d\u00ab\u00bb]+)"
AFTER_A_LINK = ".,;:!?)]}*_"
SHOWN_IN_LINE = 90


@dataclass(frozen=True, slots=True)
class ShownComment:
    """One comment as a reader sees it."""

    row: Comment
    text: SafeString
    about: str = ""


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, and the form to add one."""

    first: ShownComment
    answers: Sequence[ShownComment]
    begins: str
    form: forms.Form | None
    resolve_url: str = ""
    reopen_url: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Everything that is said about a use case: threads that are open, those resolved, and the form of a new one."""

    opened: Sequence[Thread]
    resolved: Sequence[Thread]
    form: forms.Form | None
    write_url: str
    people_url: str
    fresh: Any = None

    @property
    def count(self) -> int:
        """Return how many threads are open."""
        return len(self.opened)


def conversation_of(
    reader: Person, use_case: UseCase, *, bound: forms.Form | None = None, about: str = "", fresh: Any = None
) -> Conversation:
    """Return what registers/parts/comments.html takes; `bound` is a form that was refused, with what was typed."""
    rows = list(Comment.objects.visible_to(reader).filter(use_case=use_case).for_list())
    writes = may(reader, "registers.comment_use_case", use_case) and use_case.state != UseCaseState.RETIRED
    answers: dict[Any, list[Comment]] = {}
    for row in rows:
        answers.setdefault(row.answers_id, []).append(row)
    threads = [_thread(reader, row, answers.get(row.pk, ()), bound, writes=writes) for row in answers.get(None, ())]
    answered = str(bound["answers"].value() or "") if bound is not None else ""
    return Conversation(
        opened=[each for each in reversed(threads) if each.first.row.resolved_at is None],
        resolved=[each for each in reversed(threads) if each.first.row.resolved_at is not None],
        form=(bound if bound is not None and not answered else new_form(about)) if writes else None,
        write_url=reverse("registers:write-comment", args=[use_case.pk]),
        people_url=reverse("registers:mentionable", args=[use_case.pk]),
        fresh=fresh,
    )


def new_form(about: str = "") -> CommentForm:
    """Return the form of a new comment, about a field where one is named."""
    return CommentForm(initial={"field": about if about in CONTENT_FIELDS else ""})


def told(text: str, called: Iterable[Person]) -> SafeString:
    """Return a text as it is shown: escaped, addresses of pages as links, the names of those called marked."""
    names = sorted({form for each in called for form in (each.name, each.email) if form}, key=len, reverse=True)
    quotes = '["\u201c\u201d\u201e\u00ab\u00bb]?'
    calls = rf"(?P<call>@{quotes}(?:{'|'.join(map(re.escape, names))}){quotes})" if names else r"(?P<call>(?!))"
    parts: list[tuple[Any]] = []
    done = 0
    for found in re.finditer(f"{LINK}|{calls}", text, re.IGNORECASE):
        parts += [(text[done : found.start()],), (_marked(found),)]
        done = found.end()
    return format_html_join("", "{}", [*parts, (text[done:],)])


def _marked(found: re.Match[str]) -> SafeString:
    if found["call"]:
        return format_html('<span class="called">{}</span>', found["call"])
    address = found["link"].rstrip(AFTER_A_LINK)
    link = format_html('<a href="{}" rel="nofollow noopener noreferrer">{}</a>', address, address)
    return format_html("{}{}", link, found["link"][len(address) :])


def _thread(
    reader: Person, row: Comment, answers: Sequence[Comment], bound: forms.Form | None, *, writes: bool
) -> Thread:
    resolves = row.resolved_at is None and may(reader, "registers.resolve_comment", row)
    mine = bound if bound is not None and str(bound["answers"].value() or "") == str(row.pk) else None
    empty = AnswerForm(initial={"answers": row.pk}, auto_id=f"id_{row.pk}_%s")
    first_line = row.text.strip().split("\n", 1)[0]
    return Thread(
        first=_shown(row),
        answers=[_shown(each) for each in answers],
        begins=first_line[:SHOWN_IN_LINE] + ("\u2026" if len(first_line) > SHOWN_IN_LINE else ""),
        form=(mine or empty) if writes else None,
        resolve_url=reverse("registers:resolve-comment", args=[row.pk]) if resolves else "",
        reopen_url=reverse("registers:reopen-comment", args=[row.pk]) if writes and row.resolved_at else "",
    )


def _shown(row: Comment) -> ShownComment:
    called = [each.person for each in row.mentions.all()]
    return ShownComment(row, told(row.text, called), str(label_of(row.field)) if row.field else "")
