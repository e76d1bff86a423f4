"""Comments on use cases: written, answered, resolved."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.models import Person
from access.permits import permit
from common.clock import now
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from registers.actions.files import keep_attachable, keeping_files
from registers.choices import UseCaseState
from registers.models import Comment, CommentMention, UseCase
from registers.reading.comments import who_reads_comments
from registers.rules.comments import calls_in, chosen, refuse_comment, refuse_mentions
from registers.rules.content import CONTENT_FIELDS
from registers.rules.use_cases import RETIRED as OVER
from trail.recording import record

NO_THREAD = Refusal("comment_unknown", _("The comment that this answers is not there."), "answers")
FIELD_UNKNOWN = Refusal("field_unknown", _("There is no such field in a request."), "field")
RESOLVED = Refusal("resolved_already", _("This comment is resolved already."))
NOT_RESOLVED = Refusal("not_resolved", _("This comment is not resolved."))


@keeping_files()
def write_comment(
    use_case_id: UUID, *, by: Person, text: str, field: str = "", answers_id: UUID | None = None, upload: Any = None
) -> Comment:
    """Comment on a use case, or answer a comment; whoever is called by @name is told, and those who take part in it.

    Raises:
        PermissionRefused, Refused: not allowed; retired; empty, too long, holding a secret; calls somebody who may not
            read it; a file that cannot be taken.
    """
    use_case = UseCase.objects.select_related("proposed", "in_force").get(pk=use_case_id)
    permit(by, "registers.comment_use_case", use_case)
    refuse_if(OVER if use_case.state == UseCaseState.RETIRED else None)
    refuse_if(refuse_comment(text))
    refuse_if(FIELD_UNKNOWN if field and field not in CONTENT_FIELDS else None)
    thread = _thread(use_case, answers_id)
    called = _called(text, use_case)
    comment = Comment.objects.create(
        use_case=use_case,
        version=use_case.proposed or use_case.in_force,
        field=field,
        answers=thread,
        author=by,
        text=text.strip(),
        file=keep_attachable(upload, by=by) if upload else None,
    )
    for person in called:
        CommentMention.objects.create(comment=comment, person=person)
    record("registers.comment.written", subject=use_case, also=called, by=by, text=comment.text[:200])
    _tell(comment, called)
    return comment


@transaction.atomic
def resolve_comment(comment_id: UUID, *, by: Person) -> Comment:
    """Settle a thread.

    Raises:
        PermissionRefused, Refused: not allowed; an answer, or resolved already.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("use_case").get(pk=comment_id)
    permit(by, "registers.resolve_comment", comment)
    refuse_if(RESOLVED if comment.resolved_at else NO_THREAD if comment.answers_id else None)
    comment.resolved_at, comment.resolved_by = now(), by
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record("registers.comment.resolved", subject=comment.use_case, by=by, text=comment.text[:200])
    return comment


@transaction.atomic
def reopen_comment(comment_id: UUID, *, by: Person) -> Comment:
    """Take up a settled thread again.

    Raises:
        PermissionRefused, Refused: not allowed; it is not resolved.
    """
    comment = Comment.objects.select_for_update(of=("self",)).select_related("use_case").get(pk=comment_id)
    permit(by, "registers.comment_use_case", comment.use_case)
    refuse_if(None if comment.resolved_at else NOT_RESOLVED)
    comment.resolved_at = comment.resolved_by = None
    comment.save(update_fields=["resolved_at", "resolved_by"])
    record("registers.comment.reopened", subject=comment.use_case, by=by, text=comment.text[:200])
    return comment


def _thread(use_case: UseCase, answers_id: UUID | None) -> Comment | None:
    if answers_id is None:
        return None
    found = Comment.objects.filter(pk=answers_id, use_case=use_case).first()
    if found is None:
        raise Refused(NO_THREAD)
    # One level deep: an answer to an answer stands in the same thread.
    return found.answers or found


def _called(text: str, use_case: UseCase) -> list[Person]:
    calls = calls_in(text)
    forms = {each for call in calls for each in call.candidates}
    if not forms:
        return []
    people = Person.objects.active().alias(named=Lower("name"), address=Lower("email"))
    by_form: dict[str, list[Person]] = {}
    for person in people.filter(Q(named__in=forms) | Q(address__in=forms)):
        for form in {person.name.casefold(), person.email.casefold()} & forms:
            by_form.setdefault(form, []).append(person)
    keys = {form: [str(each.pk) for each in there] for form, there in by_form.items()}
    picked = [chosen(call, keys) for call in calls]
    by_key = {str(each.pk): each for there in by_form.values() for each in there}
    found = [by_key[key] for key in dict.fromkeys(each[0] for each in picked if len(each) == 1)]
    readers = set(who_reads_comments(use_case).values_list("pk", flat=True)) if found else set()
    refuse_if(
        refuse_mentions(
            ambiguous=[str(by_key[each[0]].name) for each in picked if len(each) > 1],
            blind=[each.name for each in found if each.pk not in readers],
            count=len(found),
        )
    )
    return found


def _tell(comment: Comment, called: list[Person]) -> None:
    values = {"who": str(comment.author), "what": str(comment.use_case), "text": comment.text[:500]}
    shared: dict[str, Any] = {"text": "%(text)s", "values": values, "link": comment.get_absolute_url()}
    for person in called:
        notify(person, kind="mention", title=gettext_noop("%(who)s mentions you on %(what)s"), **shared)
    for person in _taking_part(comment).exclude(pk__in=[comment.author_id, *(each.pk for each in called)]):
        notify(person, kind="comment", title=gettext_noop("%(who)s comments on %(what)s"), **shared)


def _taking_part(comment: Comment) -> Any:
    """Return whom a comment concerns, of those who may read it: the team, watchers, who wrote in the same thread."""
    thread = comment.answers
    wrote = {thread.author_id, *thread.answered_by.values_list("author_id", flat=True)} if thread else set()
    members = set(comment.use_case.members.standing().values_list("user_id", flat=True))
    return who_reads_comments(comment.use_case).filter(pk__in=wrote | members | {comment.use_case.owner_id})
