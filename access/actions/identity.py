"""People whom the identity provider vouches for: entered, bound, followed; their sessions, begun and ended there."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from access.actions.messages import notify
from access.actions.passwords import LINK_SPENT, link_opens
from access.models import SCIM_ISSUER, Department, Person, PortalSession
from access.oidc.vouched import Vouched
from access.rules.identity import SHUT_OUT, refuse_sign_in
from common.identifiers import new_id
from common.names import one_line
from common.refusals import Refusal, Refused, refuse_if
from common.refusals import marked as _
from common.taken import refused_when_taken
from common.terms import Term
from trail.recording import record

EMAIL_TAKEN = Refusal(
    "email_taken",
    _(
        "Somebody else here has your e-mail address already. Nothing was connected, because an address identifies "
        "nobody. If both are you, ask an administrator for a sign-in link and connect this account with it; if not, "
        "one of the two addresses has to be corrected."
    ),
)
NO_EMAIL = Refusal(
    "no_email",
    _("The identity provider did not tell your e-mail address. Its administrator has to send the claim “email”."),
)
OTHER_SUBJECT = Refusal(
    "other_subject",
    _(
        "The directory's entry for you is connected to another account of the provider. If yours was made anew there, "
        "ask an administrator to have the directory enter you anew, too."
    ),
)
ENTERED_TWICE = Refusal(
    "entered_twice",
    _(
        "The directory has entered you once more, as “%(person)s”, so two accounts would be yours. Ask for that entry "
        "to be deleted in the directory; then sign in here once, and have it entered anew: it takes this account over."
    ),
)
CONNECTED_ALREADY = Refusal(
    "connected_already",
    _("This corporate account belongs to %(person)s already. Sign out at the provider, and in as yourself."),
)
CAUSES = {
    SHUT_OUT.code: gettext_noop("deactivated"),
    EMAIL_TAKEN.code: gettext_noop("somebody else has the e-mail address"),
    OTHER_SUBJECT.code: gettext_noop("connected to another account"),
    ENTERED_TWICE.code: gettext_noop("entered by the directory once more"),
}


def entered_by_directory(vouched: Vouched) -> Person | None:
    """Return whom the directory entered under the id that the sign-in names, if they never signed in yet.

    Raises:
        Refused: they did, under another subject.
    """
    if not vouched.link:
        return None
    person = Person.objects.filter(external_id=vouched.link, provisioned_at__isnull=False).first()
    if person is not None and person.issuer != SCIM_ISSUER:
        raise Refused(OTHER_SUBJECT)
    return person


def refuse_if_shut_out(person: Person) -> None:
    """Keep out whoever was deactivated here, whatever the provider says.

    Raises:
        Refused: they are.
    """
    refuse_if(refuse_sign_in(is_active=person.is_active))


@transaction.atomic
def enter_by_sign_in(vouched: Vouched) -> Person:
    """Enter somebody new whom the provider vouches for; they hold no role and see only their own account.

    Raises:
        Refused: no e-mail address is told, or another active person has it.
    """
    key = new_id()
    _free_link(vouched.link, of=key)
    person = Person(
        pk=key,
        issuer=vouched.issuer,
        subject=vouched.subject,
        # By it the directory finds them, should it enter them later.
        external_id=vouched.link,
        email=_email_of(vouched),
        name=one_line(vouched.name) or _email_of(vouched),
        department=_department_of(vouched),
    )
    person.set_unusable_password()
    with refused_when_taken(EMAIL_TAKEN):
        person.save(force_insert=True)
    record("access.person.entered", subject=person, by=None)
    return person


@transaction.atomic
def bind_to_provider(person: Person, vouched: Vouched) -> Person:
    """Bind somebody whom the directory entered to issuer and subject, at their first sign-in.

    Raises:
        Refused: they are deactivated.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    refuse_if_shut_out(person)
    _bind(person, vouched)
    return person


@transaction.atomic
def connect_account(person_id: UUID, vouched: Vouched, *, token: str) -> Person:
    """Bind a local person to issuer and subject; the link they were given is the key, and is spent by it.

    Raises:
        Refused: the link is spent, the corporate account is somebody else's, or the directory keeps an entry for it.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    if not link_opens(person, token):
        raise Refused(LINK_SPENT)
    other = Person.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if other is not None:
        refusal = CONNECTED_ALREADY
        raise Refused(Refusal(refusal.code, refusal.message, details={"person": other.name}))
    PortalSession.objects.filter(person=person).delete()
    _bind(person, vouched)
    notify(
        person,
        kind="account",
        title=gettext_noop("Your account was connected to the identity provider"),
        text=gettext_noop("From now on you sign in there. If this was not you, tell your security team at once."),
        link=reverse("access:sessions"),
    )
    return person


@transaction.atomic
def follow_provider(person: Person, vouched: Vouched) -> Person:
    """Take over name, e-mail address, department and id as the provider has them; the directory's own people follow it.

    Raises:
        Refused: another active person has the new address, or the directory keeps another entry for the same human.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if person.provisioned_at is not None:
        return person
    if vouched.link != person.external_id:
        _free_link(vouched.link, of=person.pk)
    said = {
        "external_id": vouched.link or person.external_id,
        "name": one_line(vouched.name) or person.name,
        "email": _email_of(vouched, otherwise=person.email),
        "department_id": getattr(_department_of(vouched), "pk", person.department_id),
    }
    changed = [name for name, value in said.items() if getattr(person, name) != value]
    if not changed:
        return person
    for name in changed:
        setattr(person, name, said[name])
    with refused_when_taken(EMAIL_TAKEN):
        person.save(update_fields=changed)
    record("access.person.followed", subject=person, by=None)
    return person


@transaction.atomic
def note_refused(vouched: Vouched, refusal: Refusal) -> None:
    """Keep that somebody known was refused at the sign-in, and why."""
    known = Person.objects.filter(issuer=vouched.issuer, subject=vouched.subject).first()
    if known is None and vouched.link:
        known = Person.objects.filter(external_id=vouched.link).first()
    known = known or Person.objects.active().at_address(vouched.email or "-").first()
    if known is not None:
        cause = Term(CAUSES.get(refusal.code, gettext_noop("not allowed")))
        record("access.session.refused", subject=known, by=None, cause=cause)


def _free_link(link: str, *, of: UUID) -> None:
    """Make the id in the directory that a sign-in names theirs alone: an account that had it before no longer does.

    Raises:
        Refused: the directory keeps somebody under it; one human would be two people here.
    """
    if not link:
        return
    other = Person.objects.select_for_update(of=("self",)).filter(external_id=link).exclude(pk=of).first()
    if other is None:
        return
    if other.provisioned_at is not None:
        raise Refused(Refusal(ENTERED_TWICE.code, ENTERED_TWICE.message, details={"person": other.name}))
    other.external_id = ""
    other.save(update_fields=["external_id"])
    record("access.person.followed", subject=other, by=None)


def _bind(person: Person, vouched: Vouched) -> None:
    if vouched.link != person.external_id:
        _free_link(vouched.link, of=person.pk)
    person.issuer, person.subject = vouched.issuer, vouched.subject
    person.external_id = vouched.link or person.external_id
    person.set_unusable_password()
    person.save(update_fields=["issuer", "subject", "external_id", "password"])
    record("access.person.linked", subject=person, by=None)


def _email_of(vouched: Vouched, otherwise: str = "") -> str:
    try:
        validate_email(vouched.email)
    except ValidationError as error:
        if otherwise:
            return otherwise
        raise Refused(NO_EMAIL) from error
    return vouched.email


def _department_of(vouched: Vouched) -> Department | None:
    return Department.objects.filter(name__iexact=vouched.department).first() if vouched.department else None
