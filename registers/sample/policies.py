"""Playing policies and wishes: approved by another officer, read by those they concern; what somebody new asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from access.models import Department, Person
from access.sample.people import OPERATIONS, PEOPLE
from registers.actions.acknowledging import acknowledge_document, set_readership
from registers.actions.document_reviews import approve_document, submit_document
from registers.actions.intake import ask_for_use
from registers.models import Document, DocumentVersion
from registers.sample.stage import Event, Stage
from registers.sample.telling import OFFICER

OTHER_OFFICER = "Renate Vogel"


@dataclass(frozen=True, slots=True)
class SamplePolicy:
    """One policy by its title: on which days (ago) each version was submitted, whom it concerns, the next review."""

    title: str
    submitted: Sequence[int]
    review_in: int
    readers: int
    department: str = ""


POLICIES = (
    SamplePolicy("Policy on the use of generative AI", (81, 30), 142, readers=78),
    SamplePolicy(
        "Rules of conduct for assistants that talk to customers", (79,), -6, readers=76, department=OPERATIONS
    ),
)
# Somebody in so many who was asked to read a policy has not done it yet.
READS_LATER = 4


def events(stage: Stage) -> Iterator[Event]:
    """Return how policies were approved and read, and what was asked for in plain words."""
    for policy in POLICIES:
        for ago in policy.submitted:
            yield Event(stage.moment(ago, 340), OFFICER, partial(_submitted, policy))
            yield Event(stage.moment(ago - 2, 150), OTHER_OFFICER, partial(_approved, stage, policy))
        yield Event(stage.moment(policy.readers, 90), OFFICER, partial(_concerns, policy))
        yield from _reading(stage, policy)
    yield Event(stage.moment(3, 290), "Yuki Tanaka", _asked)


def _reading(stage: Stage, policy: SamplePolicy) -> Iterator[Event]:
    since = policy.submitted[-1] - 3
    for number, sample in enumerate(PEOPLE):
        days = [day for day in sample.seen if day < min(since, sample.came)]
        concerned = policy.department in {"", sample.department} and sample.left is None
        if days and concerned and number % READS_LATER:
            yield Event(stage.moment(max(days), 410 + 3 * number), sample.name, partial(_read, policy))


def _submitted(policy: SamplePolicy, by: Person) -> None:
    submit_document(_document(policy).pk, by=by)


def _approved(stage: Stage, policy: SamplePolicy, by: Person) -> None:
    document = _document(policy)
    shown, review_on = _newest(document).file.sha256, stage.day(policy.review_in)
    approve_document(document.pk, by=by, content_hash=shown, review_on=review_on, reason="Read and agreed to.")


def _concerns(policy: SamplePolicy, by: Person) -> None:
    departments = [Department.objects.get(name=policy.department).pk] if policy.department else ()
    set_readership(_document(policy).pk, by=by, everybody=not departments, departments=departments)


def _read(policy: SamplePolicy, by: Person) -> None:
    document = _document(policy)
    acknowledge_document(document.pk, by=by, sha256=_newest(document).file.sha256)


def _asked(by: Person) -> None:
    ask_for_use(
        by=by,
        title="Minutes of our team meetings",
        wish="We meet every Monday and nobody likes to write the minutes. Could a machine listen, or read my notes, "
        "and write them in our form?",
        data="What colleagues say in the meeting; sometimes names of customers.",
        for_whom="My team, eleven people",
        links="",
    )


def _document(policy: SamplePolicy) -> Document:
    return Document.objects.get(title=policy.title)


def _newest(document: Document) -> DocumentVersion:
    return document.versions.select_related("file").latest("number")
