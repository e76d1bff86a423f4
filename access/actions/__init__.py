"""Every change of people and access that means something, as a verb."""
