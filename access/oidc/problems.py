"""What can be wrong with the identity provider or with what it says, in sentences that say what to do."""

from typing import Any

from common.refusals import Refusal


class ProviderProblem(Exception):  # noqa: N818 - names what there is
    """Something is wrong at the identity provider; `refusal` says what, and what to do."""

    def __init__(self, code: str, message: str, **details: Any) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, message, details=details)

    def __str__(self) -> str:
        return self.refusal.text


class ProviderAway(ProviderProblem):
    """The identity provider does not answer, or says that it cannot at the moment."""


class ProviderWrong(ProviderProblem):
    """The identity provider answers what does not fit: the settings here or there have to change."""


class TokenRefused(ProviderProblem):
    """A token of the identity provider proves nothing."""
