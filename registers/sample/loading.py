"""Loading the sample's registers: by the same actions that people use, on the days on which it happened."""

from common.clock import now
from registers.sample import catalogue, filing, playing, policies, reviewing
from registers.sample.stage import Stage


def load() -> None:
    """Load the registers for the people who are there."""
    stage = Stage(now())
    parts = (catalogue, reviewing, playing, filing, policies)
    stage.play([event for part in parts for event in part.events(stage)])
