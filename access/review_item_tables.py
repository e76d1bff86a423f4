"""Columns of the rights in an access review."""

from functools import cached_property
from typing import Any, ClassVar

import django_tables2 as tables
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.choices import ReviewOutcome
from access.models import AccessReviewItem
from access.review_answer_cells import answer_cell
from access.review_standing import Standing, as_it_is
from access.review_tones import FLAGS, OUTCOME_TONES, flag_tone
from access.review_words import details_of, reasons_of, value_in_words, words_of
from access.reviewing import kind_label
from access.tables import PortalTable, WhenColumn
from common.cells import badge_cell, person_cell
from common.presentation import Tone


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
    change = tables.Column(verbose_name=_("Keep until"))
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
