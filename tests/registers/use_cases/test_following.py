"""Following a use case on one's own account opens nothing; being made a watcher of it opens its drafts."""

from typing import Any

import pytest

from access.models import Person
from access.permits import PermissionRefused
from common.refusals import Refused
from registers.actions.attachments import attach_to_use_case
from registers.actions.use_cases import begin_version, save_draft, share, unshare
from registers.models import RegisterLine, UseCase
from registers.presenting.use_case_page import is_concerned
from tests.factories.clients import api_of, client_of
from tests.factories.files import upload
from tests.factories.people import fresh
from tests.factories.use_cases import make_approved, make_draft, requester
from trail.models import TrailEntry

API = "/api/v1/use-cases/"


@pytest.fixture
def changing() -> UseCase:
    """Return an approved use case of Rita's with a draft of its second version."""
    use_case = make_approved()
    begin_version(use_case.pk, by=requester())
    return save_draft(use_case.pk, {"purpose": "Something nobody else knows yet"}, by=requester())


def sees_drafts(person: Person, use_case: UseCase) -> bool:
    """Tell whether somebody sees the second version: on its page, in the comparison, over the API; all or none."""
    client, api = client_of(person), api_of(person)
    address, told = use_case.get_absolute_url(), api.get(f"{API}{use_case.pk}/").json()
    found = {
        client.get(f"{address}versions/2/").status_code == 200,
        "Something nobody else knows yet" in client.get(f"{address}?tab=versions").content.decode(),
        api.get(f"{API}{use_case.pk}/versions/2/").status_code == 200,
        len(api.get(f"{API}{use_case.pk}/versions/").json()["results"]) == 2,
        told["proposed_version"] == 2,
        is_concerned(person, UseCase.objects.get(pk=use_case.pk)),
    }
    assert len(found) == 1
    return bool(found.pop())


def test_followers_see_no_drafts(changing: UseCase, engineer: Person) -> None:
    assert client_of(engineer).post(f"{changing.get_absolute_url()}follow/").status_code == 302
    assert UseCase.objects.get(pk=changing.pk).relations_of(engineer) == {"follower"}
    assert not sees_drafts(engineer, changing)
    assert changing in UseCase.objects.of(engineer)
    assert TrailEntry.objects.about(changing)[0].verb == "registers.use_case.shared"


def test_who_is_made_a_watcher_sees_them(changing: UseCase, engineer: Person) -> None:
    share(changing.pk, engineer.pk, "watcher", by=requester())
    assert sees_drafts(engineer, changing)


def test_a_follower_is_made_a_watcher_and_follows_again(changing: UseCase, engineer: Person) -> None:
    share(changing.pk, engineer.pk, "watcher", by=engineer)
    with pytest.raises(Refused):
        share(changing.pk, engineer.pk, "watcher", by=engineer)
    member = share(changing.pk, engineer.pk, "watcher", by=requester())
    assert sees_drafts(engineer, changing)
    with pytest.raises(Refused):
        share(changing.pk, engineer.pk, "watcher", by=engineer)
    assert sees_drafts(engineer, changing)
    unshare(member.pk, by=engineer)
    share(changing.pk, engineer.pk, "watcher", by=engineer)
    assert not sees_drafts(engineer, changing)


def test_following_keeps_nothing_open_that_closes(engineer: Person) -> None:
    use_case = make_approved()
    attached = attach_to_use_case(use_case.pk, file=upload(), by=requester())
    share(use_case.pk, engineer.pk, "watcher", by=engineer)
    # Nothing that people do closes an approved use case again; an approval that ends one day may.
    UseCase.objects.filter(pk=use_case.pk).update(state="in-review")
    RegisterLine.objects.filter(use_case=use_case, until=None).update(state="in-review")
    assert use_case not in UseCase.objects.visible_to(fresh(engineer))
    assert not RegisterLine.objects.visible_to(fresh(engineer)).filter(until=None, use_case=use_case).exists()
    assert client_of(engineer).get(use_case.get_absolute_url()).status_code == 404
    assert client_of(engineer).get(attached.file.get_absolute_url()).status_code == 404


def body(person: Person, membership: str = "watcher") -> dict[str, Any]:
    return {"person": str(person.pk), "membership": membership}


def test_following_and_leaving_over_the_api(engineer: Person) -> None:
    use_case, api = make_approved(), api_of(engineer)
    assert api.post(f"{API}{use_case.pk}/share/", body(engineer)).status_code == 200
    assert use_case.members.get().by_themselves
    assert api.post(f"{API}{use_case.pk}/unshare/", body(engineer)).status_code == 200
    assert not use_case.members.exists()
    assert TrailEntry.objects.about(use_case)[0].verb == "registers.use_case.unshared"


def test_who_was_added_leaves_over_the_api(engineer: Person) -> None:
    draft = make_draft()
    share(draft.pk, engineer.pk, "contributor", by=requester())
    assert api_of(engineer).post(f"{API}{draft.pk}/unshare/", body(engineer, "contributor")).status_code == 200
    assert not draft.members.exists()


def test_nobody_adds_or_takes_off_others_over_the_api(engineer: Person, data_owner: Person) -> None:
    use_case = make_approved()
    for person in (engineer, data_owner):
        share(use_case.pk, person.pk, "watcher", by=requester())
    api = api_of(engineer)
    assert api.post(f"{API}{use_case.pk}/unshare/", body(data_owner)).status_code == 403
    assert api.post(f"{API}{use_case.pk}/share/", body(data_owner, "contributor")).status_code == 403
    assert api.post(f"{API}{use_case.pk}/share/", body(engineer, "contributor")).status_code == 403
    assert use_case.members.count() == 2


def test_who_is_off_already_is_not_taken_off_twice(engineer: Person) -> None:
    use_case = make_approved()
    member = share(use_case.pk, engineer.pk, "watcher", by=requester())
    unshare(member.pk, by=engineer)
    with pytest.raises(Refused) as refused:
        unshare(member.pk, by=engineer)
    assert refused.value.refusal.code == "not_a_member"


def test_strangers_do_not_take_off(engineer: Person, data_owner: Person) -> None:
    member = share(make_approved().pk, engineer.pk, "watcher", by=requester())
    with pytest.raises(PermissionRefused):
        unshare(member.pk, by=data_owner)
