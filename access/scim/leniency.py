"""What identity providers send otherwise than the RFCs say, made as they mean it; each with who sends it."""

import json
from typing import Any

TRUTHS = {"true": True, "false": False}
MANAGER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:user:manager"


def as_meant(method: str, body: bytes) -> bytes:
    """Return the body of a request as its sender means it; what is no JSON is left for the protocol to refuse."""
    if method not in {"POST", "PUT", "PATCH"}:
        return body
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return body
    if not isinstance(said, dict):
        return body
    operations = next((value for name, value in said.items() if name.lower() == "operations"), None)
    if isinstance(operations, list):
        for operation in operations:
            _mend_operation(operation)
    else:
        _mend_truths(said)
    return json.dumps(said).encode()


def _mend_operation(operation: Any) -> None:
    """Entra (without its flag for SCIM 2.0): "active" as the text "False", a manager as the bare id."""
    if not isinstance(operation, dict):
        return
    path, value = str(operation.get("path") or "").lower(), operation.get("value")
    if isinstance(value, dict):
        _mend_truths(value)
    elif path.endswith(("active", ".primary")) and isinstance(value, str) and value.lower() in TRUTHS:
        operation["value"] = TRUTHS[value.lower()]
    elif path == MANAGER and isinstance(value, str) and value:
        operation["value"] = {"value": value}


def _mend_truths(said: dict[str, Any]) -> None:
    """Entra: truths as texts with a capital."""
    for name, value in said.items():
        if name.lower().endswith(("active", ".primary")) and isinstance(value, str) and value.lower() in TRUTHS:
            said[name] = TRUTHS[value.lower()]
