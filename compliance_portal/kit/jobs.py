"""A background job in every state it can be in, as access.views.account.jobs shows one."""

from common.presentation import Tone
from compliance_portal.kit.samples import Thing

ROWS = 2_133

# State: its word and tone, how many rows are done, what is said about it.
JOBS = {
    "waiting": ("Waiting", Tone.NEUTRAL, 0, "Waiting for a free worker."),
    "running": ("Running", Tone.INFO, 1_240, "Reading row 1,240; about 20 seconds left."),
    "stopping": ("Stopping", Tone.INFO, 1_240, "It stops after the row it is at."),
    "done": ("Done", Tone.SUCCESS, ROWS, "2,120 use cases imported, 13 rows need mending."),
    "failed": ("Failed", Tone.DANGER, 812, "The file broke off in row 812. Nothing was imported; upload it again."),
    "cancelled": ("Cancelled", Tone.NEUTRAL, 1_240, "Cancelled by Ada Whitfield. Nothing was imported."),
}
OPEN = {"waiting", "running", "stopping"}


def job(state: str) -> Thing:
    """Return a background job in one of its states."""
    word, tone, done, message = JOBS[state]
    return Thing(
        title="Import of federal-ai-use-cases-2024.csv",
        state=state,
        state_word=word,
        tone=tone,
        done=done,
        total=0 if state == "waiting" else ROWS,
        message=message,
        url=f"/kit/job/{state}/",
        cancel_url="/kit/job/stopping/" if state in OPEN - {"stopping"} else "",
        finished=state not in OPEN,
        result_url="/kit/job/done/" if state == "done" else "",
        result_label="Rows to mend (CSV)",
    )
