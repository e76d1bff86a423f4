"""Who gets in, and where the sign-in leads back to."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "headers", "back"),
    [
        ("get", {}, "/access/people/?q=a"),
        ("post", {"Referer": "http://testserver/trail/?q=b"}, "http://testserver/trail/?q=b"),
        ("post", {"Referer": "http://elsewhere.example/"}, "/"),
        ("post", {}, "/"),
        ("get", {"HX-Request": "true", "HX-Current-URL": "http://testserver/trail/"}, "http://testserver/trail/"),
        ("get", {"HX-Request": "true", "HX-Current-URL": "http://elsewhere.example/"}, "/"),
    ],
)
def test_the_sign_in_leads_back_to_the_page_one_was_on(
    client: Client, method: str, headers: dict[str, str], back: str
) -> None:
    response = getattr(client, method)("/access/people/?q=a", headers=headers)
    address = response.headers.get("HX-Redirect") or response.headers["Location"]
    assert urlsplit(address).path == "/access/sign-in/"
    assert parse_qs(urlsplit(address).query)["next"] == [back]
