"""scim2-tester against the running server, over real HTTP."""

from typing import Any

import pytest
import requests
from pytest_django.live_server_helper import LiveServer
from scim2_client import BaseSyncSCIMClient
from scim2_models import ScimProvider
from scim2_tester import Status, check_server

from tests.factories.scim import ADDRESS, directory_token

TIMEOUT = 30


class HttpClient(BaseSyncSCIMClient):
    """The tester's client over a socket; the one it brings needs a library that nothing else here does."""

    def __init__(self, base: str, token: str) -> None:
        super().__init__(provider=ScimProvider())
        self.base, self.session = base, requests.Session()
        self.session.headers["Authorization"] = f"Bearer {token}"

    def _stays_under_base_url(self, endpoint: str) -> bool:
        return not endpoint.startswith("http") or endpoint.startswith(self.base)

    def _parse_json(self, response: Any) -> Any:
        return response.json()

    def request(self, method: str, url: str, **kwargs: Any) -> requests.Response:
        """Send a request to the portal."""
        address = url if url.startswith("http") else f"{self.base}{url}"
        return self.session.request(method, address, timeout=TIMEOUT, **kwargs)


@pytest.mark.django_db(transaction=True)
def test_every_check_passes(live_server: LiveServer) -> None:
    client = HttpClient(f"{live_server.url}{ADDRESS}", directory_token())
    results = check_server(client)
    failed = [f"{each.status.name} {each.title}: {each.reason}" for each in results if each.status != Status.SUCCESS]
    assert not failed, "\n".join(failed)
    assert len(results) > 100, "The tester found less to try than it should."
