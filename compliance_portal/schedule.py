"""What runs by the clock: one line each, with the obligation it serves."""

from celery.schedules import crontab

SCHEDULE = {
    # A worker that no longer works must be seen: `manage.py doctor` looks for this sign of life.
    "heartbeat": {"task": "access.tasks.beat", "schedule": 60.0},
    # Nothing that somebody started is lost when the queue was away.
    "send-again": {"task": "access.tasks.send_again", "schedule": 60.0},
    # Storage limitation, GDPR Art. 5(1)(e): ended sessions, old attempts and result files do not stay.
    "sweep": {"task": "access.tasks.sweep", "schedule": crontab(minute=17)},
}
