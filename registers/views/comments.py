"""Writing and settling comments: in place on the page of the use case, on pages of their own without script."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import ActionPage, FormPage, Page
from common.identifiers import as_id
from registers.actions.comments import reopen_comment, resolve_comment, write_comment
from registers.forms.comments import AnswerForm, CommentForm
from registers.models import Comment, UseCase
from registers.presenting.comments import conversation_of
from registers.presenting.use_case_tabs import tabs_of
from registers.reading.comments import who_reads_comments

# What htmx swaps on the page of the use case.
PART = "comments"
SHOWN_PEOPLE = 6


class _InPlace(FormPage):
    """What changes comments answers with all of them where their page asked for that, else as any form does."""

    use_case: UseCase

    @property
    def is_in_place(self) -> bool:
        """Tell whether the comments are swapped where they stand."""
        htmx = getattr(self.request, "htmx", None)
        return htmx is not None and bool(htmx) and htmx.target == PART

    def finish(self, result: Any) -> HttpResponse:
        """Show the comments as they are now, or go to the one that was written or settled."""
        return self.as_part(fresh=result) if self.is_in_place else super().finish(result)

    def success_url(self, result: Any) -> str:
        """Go to the comment."""
        return str(result.get_absolute_url())

    def cancel_url(self) -> str:
        """Return the comments of the use case."""
        return f"{self.use_case.get_absolute_url()}?tab=comments"

    def as_part(
        self, *, bound: forms.Form | None = None, fresh: Comment | None = None, status: int = 200
    ) -> HttpResponse:
        """Answer with the comments, and the tabs that count them."""
        said = conversation_of(self.reader, self.use_case, bound=bound, fresh=fresh and fresh.pk)
        context = {"said": said, "tabs": tabs_of(self.reader, self.use_case, "comments")}
        return self.respond(context, status=status, template="registers/comments.html")


class WriteCommentPage(_InPlace):
    """Comment on a use case, or answer a comment."""

    permission = "registers.comment_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Write a comment")
    submit_label = _("Comment")

    def prepare(self) -> None:
        """Find the use case."""
        super().prepare()
        self.use_case = self.object

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form of a comment, or of an answer where it says what it answers."""
        if data is None:
            return CommentForm(initial={"field": self.request.GET.get("about", "")})
        answered = as_id(data.get("answers") or "")
        if answered is None:
            return CommentForm(data, files)
        return AnswerForm(data, files, auto_id=f"id_{answered}_%s")

    def save(self, form: forms.Form) -> Comment:
        """Write it."""
        said = form.cleaned_data
        return write_comment(
            self.object.pk,
            by=self.reader,
            text=said["text"],
            field=said.get("field", ""),
            answers_id=said["answers"],
            upload=said["file"],
        )

    def show(self, form: forms.Form, confirmation: Any, *, status: int = 200) -> HttpResponse:
        """Show the form, with what is wrong where it was written."""
        if self.is_in_place and form.is_bound:
            return self.as_part(bound=form, status=status)
        return super().show(form, confirmation, status=status)


class _SettlePage(ActionPage, _InPlace):
    """What settles a comment, or takes it up again."""

    permission = "registers.resolve_comment"
    view_permission = "registers.view_use_case"
    model = Comment
    form_class = forms.Form

    def prepare(self) -> None:
        """Find the comment, and what it is about."""
        super().prepare()
        self.use_case = self.object.use_case

    def show(self, form: forms.Form, confirmation: Any, *, status: int = 200) -> HttpResponse:
        """Show the confirmation; in place, a refusal means that somebody was faster, so the comments as they are."""
        return self.as_part() if self.is_in_place else super().show(form, confirmation, status=status)


class ResolveCommentPage(_SettlePage):
    """Settle a thread."""

    title = _("Resolve the comment")
    submit_label = _("Resolve")
    success = _("The comment is resolved.")

    def consequences(self) -> tuple[str, ...]:
        """Say what becomes of it."""
        return (_t("It is folded away with its answers and counts as open no more. It can be taken up again."),)

    def save(self, _form: forms.Form) -> Comment:
        """Resolve it."""
        return resolve_comment(self.object.pk, by=self.reader)


class ReopenCommentPage(_SettlePage):
    """Take up a settled thread again."""

    permission = "registers.comment_use_case"
    title = _("Take up the comment again")
    submit_label = _("Take it up again")
    success = _("The comment is open again.")

    def asked_object(self) -> Any:
        """Ask about the use case: whoever may write there takes up again what was settled."""
        return self.use_case

    def save(self, _form: forms.Form) -> Comment:
        """Reopen it."""
        return reopen_comment(self.object.pk, by=self.reader)


class MentionablePage(Page):
    """Whom a comment may call, by the letters typed so far; the chooser beside the text asks for it."""

    permission = "registers.comment_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Whom a comment may call")
    template_name = "registers/mentionable.html"

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """List the people, those whose name begins so first."""
        words = request.GET.get("q", "").replace("\x00", "").strip()[:80].lstrip('@"\u201c\u201e')
        found = list(who_reads_comments(self.object).named_like(words).order_by("name")[: SHOWN_PEOPLE * 4])
        found.sort(key=lambda each: (not each.name.casefold().startswith(words.casefold()), each.name.casefold()))
        names = [each.name for each in found]
        # Of two of one name, the address tells whom it means.
        people = [(each, each.email if names.count(each.name) > 1 else each.name) for each in found[:SHOWN_PEOPLE]]
        return self.respond({"people": people, "object": self.object})
