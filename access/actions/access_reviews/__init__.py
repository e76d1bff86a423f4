"""Access reviews: opened, answered, applied; each a campaign over frozen rights."""
