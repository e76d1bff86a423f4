"""The content of a version: the fields that are asked for and decided on, and the one way of writing them down.

Two people, or a program that never saw the portal, come to the same SHA-256 from the same content: the line that
does it stands in docs/registers.md and on the page of every version.
"""

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

# Every field of the content with what it is while nobody has answered. `categories` maps a category's id to its volume,
# `projects` and `models` are ids. What the rules make of a content (tier, class) is not part of it.
EMPTY: dict[str, Any] = {
    "title": "",
    "purpose": "",
    "outputs": "",
    "lawful_basis": "",
    "special_basis": "",
    "affected": (),
    "autonomy": "",
    "oversight": "",
    "ai_act_answers": None,
    "categories": {},
    "retention_days": None,
    "projects": (),
    "models": (),
    "endpoints": (),
    "environments": (),
    "networks": (),
    "calls_per_minute": None,
    "tokens_per_minute": None,
    "monthly_budget": None,
    "stores_at_provider": False,
}
CONTENT_FIELDS = tuple(EMPTY)


def complete(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return every field of a content, those not given as nobody answered them.

    Raises:
        KeyError: a key is no field of the content.
    """
    unknown = sorted(set(content) - set(EMPTY))
    if unknown:
        raise KeyError(f"No field of a use case: {', '.join(unknown)}. There are: {', '.join(CONTENT_FIELDS)}.")
    return {**EMPTY, **content}


def exported(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the content as it is exported and hashed: text in NFC, ids as text, choices sorted, amounts with cents."""
    return {name: _plain(name, value) for name, value in sorted(complete(content).items())}


def canonical(content: Mapping[str, Any]) -> bytes:
    """Return the canonical JSON: keys sorted, no spaces, UTF-8 without escapes."""
    return json.dumps(exported(content), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def content_hash(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the canonical JSON, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def _plain(name: str, value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if name == "monthly_budget":
        return str(Decimal(str(value)).quantize(Decimal("0.01")))
    if isinstance(value, Mapping):
        return {str(key): _text(each) for key, each in sorted(value.items(), key=lambda pair: str(pair[0]))}
    if isinstance(value, str):
        return _text(value)
    return sorted(_text(each) for each in value)


def _text(value: Any) -> str:
    # Browsers send line breaks as CR LF, programs as LF: the same text either way.
    return unicodedata.normalize("NFC", str(value)).replace("\r\n", "\n").replace("\r", "\n")
