"""The sample organisation's people: Halden Mutual, an insurer with four departments."""
