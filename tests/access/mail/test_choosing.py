"""Choosing what one gets by e-mail: the page and the API."""

import pytest
from django.test import Client
from pytest_django import Settings

from access.actions.mail_preferences import choose_mail
from access.actions.mailing import deliver_due
from access.mail_choices import choices_of, open_to
from access.message_kinds import kinds
from access.models import MailPreference, Notification, Person
from common.refusals import Refused
from tests.factories.clients import api_of, client_of
from tests.factories.mail import Mailbox, tell

URL = "/access/me/mail/"
API = "/api/v1/people/me/mail-preferences/"


def entered(person: Person, **changed: str) -> dict[str, str]:
    chosen = {name: str(choice.value) for name, choice in choices_of(person).items()}
    return {**chosen, **{name.replace("_", "-"): choice for name, choice in changed.items()}}


def test_it_works(reader: Person) -> None:
    client = client_of(reader)
    page = client.get(URL).content.decode()
    for kind in kinds().values():
        assert str(kind.label) in page.replace("&#x27;", "'")
    assert reader.email in page
    answer = client.post(URL, entered(reader, mention="daily", comment="never"), follow=True)
    assert "Saved." in answer.content.decode()
    rows = dict(MailPreference.objects.filter(person=reader).values_list("kind", "choice"))
    assert rows == {"mention": "daily", "comment": "never"}, "what was left alone follows what is usual"
    assert tell(reader, kind="comment").mail_after is None


def test_every_kind_says_what_it_is_and_may_be_had() -> None:
    for name, kind in kinds().items():
        assert kind.label, name
        assert str(kind.about).endswith("."), name
        assert kind.usual in open_to(kind), name


def test_changing_ones_mind(reader: Person) -> None:
    choose_mail(reader, {"comment": "never"})
    choose_mail(reader, {"comment": "at-once"})
    assert MailPreference.objects.get().choice == "at-once"
    assert tell(reader, kind="comment").mail_after is not None


def test_others_choose_for_themselves(reader: Person, officer: Person) -> None:
    choose_mail(reader, {"mention": "never"})
    assert choices_of(officer)["mention"] == "at-once"


@pytest.mark.parametrize(
    ("choices", "code"), [({"to-decide": "never"}, "mail_is_duty"), ({"weather": "daily"}, "unknown_kind")]
)
def test_it_is_refused(reader: Person, choices: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        choose_mail(reader, {"comment": "never", **choices})
    assert refused.value.refusal.code == code
    assert not MailPreference.objects.exists()


@pytest.mark.parametrize("wrong", [{"to_decide": "never"}, {"mention": "hourly"}, {"mention": ""}])
def test_the_page_says_what_is_wrong(reader: Person, wrong: dict[str, str]) -> None:
    answer = client_of(reader).post(URL, entered(reader, **wrong))
    assert answer.status_code == 422
    assert "Please mend this first" in answer.content.decode()
    assert not MailPreference.objects.exists()


def test_what_became_a_duty_comes_again(reader: Person) -> None:
    MailPreference.objects.create(person=reader, kind="to-decide", choice="never")
    assert choices_of(reader)["to-decide"] == "at-once"
    assert tell(reader, kind="to-decide").mail_after is not None


def test_it_says_what_keeps_mail_from_arriving(reader: Person, mailbox: Mailbox, settings: Settings) -> None:
    client = client_of(reader)
    mailbox.refused[reader.email] = "550 5.1.1 Nobody <here>"
    tell(reader)
    deliver_due()
    page = client.get(URL).content.decode()
    assert "did not arrive" in page
    assert "550 5.1.1 Nobody &lt;here&gt;" in page
    mailbox.refused.clear()
    tell(reader)
    deliver_due()
    assert "did not arrive" not in client.get(URL).content.decode()
    settings.MAIL_IS_SET_UP = False
    assert "E-mail is not set up here yet." in client.get(URL).content.decode()


def test_nobody_chooses_signed_out() -> None:
    assert Client().get(URL).headers["Location"].startswith("/access/sign-in/")


def test_the_api(reader: Person) -> None:
    program = api_of(reader)
    shown = {each["kind"]: each for each in program.get(API).json()["preferences"]}
    assert shown["comment"]["choice"] == "daily"
    assert shown["to-decide"]["open_to"] == ["at-once", "daily"]
    assert shown["to-decide"]["duty"] is True
    answer = program.patch(API, {"choices": {"comment": "never"}})
    assert answer.status_code == 200
    assert {each["kind"]: each["choice"] for each in answer.json()["preferences"]}["comment"] == "never"
    assert MailPreference.objects.get(person=reader).kind == "comment"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"choices": {"comment": "hourly"}}, 422),
        ({"choices": "comment"}, 422),
        ({"choices": {"to-decide": "never"}}, 409),
        ({"choices": {"weather": "never"}}, 409),
        ({}, 200),
    ],
)
def test_the_api_says_what_is_wrong(reader: Person, body: object, status: int) -> None:
    assert api_of(reader).patch(API, body).status_code == status
    assert not MailPreference.objects.exists()


def test_reading_alone_changes_nothing(reader: Person) -> None:
    assert api_of(reader, ["read"]).patch(API, {"choices": {"comment": "never"}}).status_code == 403
    assert api_of(None).get(API).status_code == 401
    assert Notification.objects.filter(person=reader).count() == 0
