"""Loading the sample's registers: by the same actions that people use, on the days on which it happened."""

from functools import partial

from access.models import Person
from access.sample.loading import later
from access.sample.reviews import Step
from common.clock import now
from registers.sample import catalogue, filing, playing, policies, reviewing
from registers.sample.stage import Event, Stage


def load() -> None:
    """Load the registers for the people who are there."""
    stage = Stage(now())
    parts = (catalogue, reviewing, playing, filing, policies)
    stage.play([*(event for part in parts for event in part.events(stage)), *_of_access(stage)])


def _of_access(stage: Stage) -> list[Event]:
    """Return who leaves, and the access review that looks at the register's rights as they are on its day."""
    return [Event(step.at, step.by, partial(_do, step)) for step in later(stage.end)]


def _do(step: Step, _by: Person) -> None:
    step.do()
