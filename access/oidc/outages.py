"""While the provider does not answer, one waits for it: the others go by what was known, or are told at once."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

from access.oidc.problems import ProviderAway

Known = TypeVar("Known")

# So long an address that did not answer is not asked again: short enough for whoever presses the button once more.
SILENT_SECONDS = 5

_silent: dict[str, tuple[float, ProviderAway]] = {}
_turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)


def in_turn(
    address: str,
    *,
    fresh: Callable[[], Known | None],
    last_good: Callable[[], Known | None],
    asked: Callable[[], Known],
) -> Known:
    """Return what is fresh, else ask for it; of several who ask at once one waits for the provider.

    `last_good` is what still counts while it does not answer; whoever has it waits for nobody.

    Raises:
        ProviderAway: it does not answer, or did not a moment ago, and nothing is known.
        ProviderWrong: as `asked` raises it.
    """
    if (found := fresh()) is not None:
        return found
    turn, good = _turns[address], last_good()
    if not turn.acquire(blocking=good is None) and good is not None:
        return good
    try:
        if (found := fresh()) is not None:
            return found
        refuse_while_silent(address)
        return asked()
    except ProviderAway as away:
        note_silence(address, away)
        if (good := last_good()) is None:
            raise
        return good
    finally:
        turn.release()


def refuse_while_silent(address: str) -> None:
    """Say at once that the provider does not answer, where it did not a moment ago.

    Raises:
        ProviderAway: it did not.
    """
    at, away = _silent.get(address, (0.0, None))
    if away is not None and time.monotonic() - at < SILENT_SECONDS:
        raise ProviderAway(away.refusal.code, away.refusal.message, **away.refusal.details)


def note_silence(address: str, away: ProviderAway) -> None:
    """Remember that an address did not answer; a reminder of it does not make it last longer."""
    at, _before = _silent.get(address, (0.0, None))
    if not at or time.monotonic() - at >= SILENT_SECONDS:
        _silent[address] = (time.monotonic(), away)


def forget_silence() -> None:
    """Forget that anything did not answer, so that the next question is asked."""
    _silent.clear()
