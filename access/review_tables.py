"""Columns of the lists of access reviews and of the rights in one."""

from functools import cached_property
from typing import Any, ClassVar

import django_tables2 as tables
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from access.actions.access_reviews.answering import is_changeable
from access.actions.access_reviews.opening import concerned_by
from access.choices import ReviewFlag, ReviewOutcome, ReviewStage
from access.models import AccessReview, AccessReviewItem
from access.permits import may
from access.review_standing import Standing, as_it_is
from access.review_words import details_of, reasons_of, value_in_words, words_of
from access.reviewing import kind_label
from access.tables import CountColumn, PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.clock import today
from common.presentation import Tone
from common.templatetags.kit import icon, number, when

STAGE_TONES = {
    ReviewStage.OPEN: Tone.INFO,
    ReviewStage.APPLYING: Tone.WARNING,
    ReviewStage.APPLIED: Tone.SUCCESS,
    ReviewStage.CANCELLED: Tone.NEUTRAL,
}
OUTCOME_TONES = {
    ReviewOutcome.KEPT: Tone.NEUTRAL,
    ReviewOutcome.DONE: Tone.SUCCESS,
    ReviewOutcome.GONE: Tone.NEUTRAL,
    ReviewOutcome.REFUSED: Tone.DANGER,
}
ANSWER_TONES = {"keep": Tone.SUCCESS, "change": Tone.INFO, "remove": Tone.WARNING}
GRAVE = frozenset({"deactivated", "owner_left", "group_gone", "conflict"})
FLAGS = dict(ReviewFlag.choices)


def flag_tone(name: str) -> str:
    """Return how grave a flag is."""
    return Tone.DANGER if name in GRAVE else Tone.WARNING


class AccessReviewTable(PortalTable):
    """Campaigns."""

    name = tables.Column(verbose_name=_("Name"), accessor="label", linkify=True)
    state = tables.Column(verbose_name=_("State"))
    progress = tables.Column(
        verbose_name=_("Answered"), accessor="answered", attrs={"td": {"class": "review-bar-cell"}}
    )
    rights = CountColumn(verbose_name=_("Rights"))
    flagged = CountColumn(verbose_name=_("With remarks"))
    due_on = tables.Column(verbose_name=_("Due"), attrs={"td": {"class": "tight"}})
    opened_at = WhenColumn(verbose_name=_("Opened"), attrs={"td": {"class": "tight"}})
    opened_by = tables.Column(verbose_name=_("Opened by"), empty_values=())
    removed = CountColumn(verbose_name=_("Removed"))
    closed_at = WhenColumn(verbose_name=_("Closed"), attrs={"td": {"class": "tight"}})

    class Meta(PortalTable.Meta):
        model = AccessReview
        fields: ClassVar = ()

    def render_state(self, record: AccessReview) -> Any:
        """Show where it stands."""
        stage = ReviewStage(record.state)
        return badge_cell(stage.label, STAGE_TONES[stage])

    def value_state(self, record: AccessReview) -> str:
        """Return the state as a word."""
        return str(ReviewStage(record.state).label)

    def render_progress(self, record: Any) -> Any:
        """Show how far it is."""
        said = _t("%(done)s of %(all)s") % {"done": number(record.answered), "all": number(record.rights)}
        return format_html(
            '<progress class="job-bar" max="{}" value="{}" aria-label="{}"></progress><small class="number">{}</small>',
            max(1, record.rights),
            record.answered,
            _t("Answered"),
            said,
        )

    def value_progress(self, record: Any) -> int:
        """Return how many are answered."""
        return int(record.answered)

    def render_due_on(self, record: AccessReview) -> Any:
        """Show the last day, and that it has passed."""
        if record.state == ReviewStage.OPEN and record.due_on < today():
            return format_html(
                '<span class="late">{}{}</span>', icon("alert-triangle", _t("Overdue")), when(record.due_on)
            )
        return when(record.due_on)

    def render_opened_by(self, record: AccessReview) -> str:
        """Show who opened it; the schedule has no name."""
        return record.opened_by.name if record.opened_by else _t("The portal")


class ReviewItemTable(PortalTable):
    """The rights of one campaign, person by person."""

    person = tables.Column(verbose_name=_("Person"), accessor="facts", attrs={"td": {"class": "review-holder"}})
    right = tables.Column(verbose_name=_("Right"), accessor="facts", attrs={"td": {"class": "review-right"}})
    remarks = tables.Column(
        verbose_name=_("Remarks"), accessor="flags", empty_values=(), attrs={"td": {"class": "review-remarks"}}
    )
    since = tables.Column(verbose_name=_("Since"), accessor="facts__since", attrs={"td": {"class": "tight"}})
    last_used = tables.Column(
        verbose_name=_("Last used"), accessor="facts__last_used_on", attrs={"td": {"class": "tight"}}
    )
    reviewer = tables.Column(verbose_name=_("Reviewer"), accessor="reviewer__name", attrs={"td": {"class": "tight"}})
    answer = tables.Column(verbose_name=_("Answer"), empty_values=(), attrs={"td": {"class": "review-answer-cell"}})
    kind = tables.Column(verbose_name=_("Kind"))
    email = tables.Column(verbose_name=_("E-mail"), accessor="facts__email")
    department = tables.Column(verbose_name=_("Department"), accessor="facts__department")
    given_by = tables.Column(verbose_name=_("Given by"), accessor="facts__given_by")
    note = tables.Column(verbose_name=_("Note"))
    change = tables.Column(verbose_name=_("Change"))
    answered_by = tables.Column(verbose_name=_("Answered by"), accessor="answered_by__name")
    answered_at = WhenColumn(verbose_name=_("Answered"))
    outcome = tables.Column(verbose_name=_("Outcome"))
    outcome_note = tables.Column(verbose_name=_("What came of it"))

    class Meta(PortalTable.Meta):
        model = AccessReviewItem
        fields: ClassVar = ()
        row_attrs: ClassVar = {"data-review-row": ""}

    _last: Any = None

    @cached_property
    def standing(self) -> dict[Any, Standing]:
        """Return whether each right of the page still stands as it was frozen."""
        return as_it_is(row for row in self.data if not row.outcome)

    def render_person(self, record: AccessReviewItem) -> Any:
        """Show whose it is: once for everything that stands together."""
        again, self._last = self._last == record.person_id, record.person_id
        shown = person_cell(record.facts["holder"], "")
        more = ", ".join(part for part in (record.facts["department"], record.facts["answers_for_it"]) if part)
        again_class = " review-again" if again else ""
        return format_html(
            '<span class="review-who{}">{}<small class="muted">{}</small></span>', again_class, shown, more
        )

    def value_person(self, record: AccessReviewItem) -> str:
        """Return the holder's name as it was."""
        return str(record.facts["holder"])

    def render_right(self, record: AccessReviewItem) -> Any:
        """Show what it is, what it says of itself, and what changed since."""
        lines = [
            (_t("%(label)s: %(value)s") % {"label": label, "value": value},)
            for label, value in details_of(record.facts)
        ]
        standing = self.standing.get(record.pk)
        changed = []
        if standing is not None and not standing.stands:
            changed = [(badge_cell(_t("Gone since"), Tone.NEUTRAL), "")]
        elif standing is not None and standing.differences:
            changed = [(badge_cell(_t("Changed since"), Tone.INFO), each) for each in standing.in_words]
        return format_html(
            '<a class="row-link" href="{}">{}</a>{}{}',
            record.get_absolute_url(),
            words_of(record.facts),
            format_html_join("", '<small class="muted">{}</small>', lines),
            format_html_join("", "<small>{} {}</small>", changed),
        )

    def value_right(self, record: AccessReviewItem) -> str:
        """Return what it is."""
        return words_of(record.facts)

    def render_remarks(self, record: AccessReviewItem) -> Any:
        """Show each remark with its reason."""
        if not record.flags:
            return self.default
        rows = [(badge_cell(FLAGS.get(name, name), flag_tone(name)), why) for name, why in reasons_of(record.facts)]
        return format_html(
            '<ul class="review-flags">{}</ul>', format_html_join("", "<li>{} <small>{}</small></li>", rows)
        )

    def value_remarks(self, record: AccessReviewItem) -> str:
        """Return the reasons as one text."""
        return " ".join(why for _name, why in reasons_of(record.facts))

    def render_since(self, value: str) -> str:
        """Show the day."""
        return value_in_words(value)

    def value_since(self, value: str) -> str:
        """Return the day in ISO 8601."""
        return value

    def render_last_used(self, value: str) -> str:
        """Show the day."""
        return value_in_words(value)

    def value_last_used(self, value: str) -> str:
        """Return the day in ISO 8601."""
        return value

    def render_kind(self, value: str) -> str:
        """Show the kind by its name."""
        return kind_label(value)

    def value_kind(self, value: str) -> str:
        """Return the kind as programs know it."""
        return value

    def render_answer(self, record: AccessReviewItem) -> Any:
        """Show the answer, with buttons for whoever may give it."""
        return answer_cell(self.request, record)

    def value_answer(self, record: AccessReviewItem) -> str:
        """Return the answer as programs know it."""
        return record.answer

    def render_outcome(self, record: AccessReviewItem) -> Any:
        """Show what came of it."""
        outcome = ReviewOutcome(record.outcome)
        return badge_cell(outcome.label, OUTCOME_TONES[outcome])

    def value_outcome(self, record: AccessReviewItem) -> str:
        """Return what came of it as programs know it."""
        return record.outcome

    def render_outcome_note(self, value: str) -> str:
        """Show the remark in the reader's language."""
        return _t(value)

    def render_change(self, value: dict[str, Any]) -> str:
        """Show the new end."""
        return _t("Until %(day)s") % {"day": value_in_words(value.get("ends_on"))}

    def value_change(self, value: dict[str, Any]) -> str:
        """Return the new end in ISO 8601."""
        return str(value.get("ends_on", ""))


def answer_context(request: Any, item: AccessReviewItem) -> dict[str, Any]:
    """Return what the cell of an answer shows to its reader."""
    own = request.user.pk in concerned_by(item)
    open_still = item.review.state == ReviewStage.OPEN and not item.outcome
    return {
        "item": item,
        "title": str(item),
        "said": item.get_answer_display() if item.answer else "",
        "tone": ANSWER_TONES.get(item.answer, Tone.NEUTRAL),
        "until": value_in_words(item.change["ends_on"]) if item.change.get("ends_on") else "",
        "by": item.answered_by.name if item.answered_by else "",
        "outcome": item.get_outcome_display() if item.outcome else "",
        "outcome_tone": OUTCOME_TONES.get(ReviewOutcome(item.outcome), Tone.NEUTRAL) if item.outcome else "",
        "outcome_note": _t(item.outcome_note) if item.outcome_note else "",
        "may_answer": open_still and not own and may(request.user, "access.answer_review", item),
        "own": own and open_still,
        "changeable": is_changeable(item),
        "back": request.get_full_path() if request.method == "GET" else request.POST.get("next", ""),
        "csrf_token": get_token(request),
    }


def answer_cell(request: Any, item: AccessReviewItem, **more: Any) -> Any:
    """Return the cell in which a right is answered for; `more` are what was typed and what is wrong with it."""
    context = {"note": item.note, "error": "", **answer_context(request, item), **more}
    return render_to_string("access/reviews/answer_cell.html", context)


def rights_in_words(count: int) -> str:
    """Return a number of rights in words."""
    return ngettext("%(n)s right", "%(n)s rights", count) % {"n": number(count)}
