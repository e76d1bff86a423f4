"""Loading the sample's registers: by the same actions that people use, on the days on which it happened."""

from common.clock import now
from registers.sample import catalogue, filing, playing, reviewing
from registers.sample.stage import Stage


def load() -> None:
    """Load the registers for the people who are there."""
    stage = Stage(now())
    stage.play([*catalogue.events(stage), *reviewing.events(stage), *playing.events(stage), *filing.events(stage)])
