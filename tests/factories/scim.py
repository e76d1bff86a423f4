"""The directory for tests: its token, and a client that speaks SCIM to the portal."""

import json
from typing import Any

from django.test import Client

from access.actions.service_identities.directory import ensure_scim_service
from access.actions.tokens import issue_token
from access.models import Person
from access.scim.resources import ENTERPRISE_SCHEMA, GROUP_SCHEMA, PERSON_SCHEMA

PATCH_SCHEMA = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
ADDRESS = "/scim/v2"


def directory_token(days: int = 30) -> str:
    """Issue a token of the directory and return its secret."""
    _token, secret = issue_token(ensure_scim_service(), name="directory", scopes=["scim"], days=days, by=None)
    return secret


class Directory:
    """What an identity provider does: requests with its token, and their answers as JSON."""

    def __init__(self, token: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.token = token or directory_token()

    def ask(self, method: str, path: str, said: Any = None, **headers: str) -> Any:
        """Send a request; `said` becomes its body."""
        sent = {"Authorization": f"Bearer {self.token}", **{k.replace("_", "-"): v for k, v in headers.items()}}
        body = said if isinstance(said, bytes) else b"" if said is None else json.dumps(said).encode()
        kind = sent.pop("Content-Type", "application/scim+json")
        return self.client.generic(method, f"{ADDRESS}{path}", body, kind, headers=sent)

    def get(self, path: str, **query: str) -> Any:
        """Return the JSON of what is there."""
        answer = self.client.get(f"{ADDRESS}{path}", query, headers={"Authorization": f"Bearer {self.token}"})
        assert answer.status_code == 200, answer.content
        return answer.json()

    def names(self, **query: str) -> list[str]:
        """Return the user names of those who match."""
        return [each["userName"] for each in self.get("/Users", **query).get("Resources", [])]

    def enter(self, user_name: str, **attributes: Any) -> dict[str, Any]:
        """Enter a person and return how the directory reads them."""
        answer = self.ask("POST", "/Users", person(user_name, **attributes))
        assert answer.status_code == 201, answer.content
        return json.loads(answer.content)  # type: ignore[no-any-return]

    def enter_group(self, name: str, *members: dict[str, Any]) -> dict[str, Any]:
        """Enter a group of people and return how the directory reads it."""
        said = {"schemas": [GROUP_SCHEMA], "displayName": name, "members": [{"value": each["id"]} for each in members]}
        answer = self.ask("POST", "/Groups", said)
        assert answer.status_code == 201, answer.content
        return json.loads(answer.content)  # type: ignore[no-any-return]

    def patch(self, path: str, *operations: dict[str, Any], **headers: str) -> Any:
        """Change something in parts."""
        return self.ask("PATCH", path, {"schemas": [PATCH_SCHEMA], "Operations": list(operations)}, **headers)


def person(user_name: str, **attributes: Any) -> dict[str, Any]:
    """Return a user as a provider sends it; `enterprise` holds what organisations add."""
    enterprise = attributes.pop("enterprise", None)
    schemas = [PERSON_SCHEMA, *([ENTERPRISE_SCHEMA] if enterprise else [])]
    said = {"schemas": schemas, "userName": user_name, **attributes}
    return {**said, ENTERPRISE_SCHEMA: enterprise} if enterprise else said


def row_of(said: dict[str, Any]) -> Person:
    """Return the row of what the directory entered."""
    return Person.objects.get(pk=said["id"])
