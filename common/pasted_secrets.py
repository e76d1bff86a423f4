"""Secrets pasted where they do not belong: known by their form, so that they are refused before anything keeps them."""

import re

# Prefixes that their services document, each with at least as many characters as a real one has.
FORMS = re.compile(
    r"\bsk-(?:proj-|svcacct-|admin-|ant-)?[A-Za-z0-9_-]{20,}"  # OpenAI, Anthropic
    r"|\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"  # Amazon Web Services
    r"|\bgh[pousr]_[A-Za-z0-9]{36,}"  # GitHub
    r"|\bgithub_pat_[A-Za-z0-9_]{50,}"
    r"|\bglpat-[A-Za-z0-9_-]{20,}"  # GitLab
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"  # Slack
    r"|\bAIza[0-9A-Za-z_-]{35}"  # Google
    r"|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}"  # JSON Web Tokens
    r"|-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----"
)


def holds_secret(text: str) -> bool:
    """Tell whether a text holds what looks like a key, a token or a private key."""
    return FORMS.search(text) is not None
