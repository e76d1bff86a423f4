"""What runs by the clock: one line each, with the obligation it serves."""

from celery.schedules import crontab

SCHEDULE = {
    # A worker that no longer works must be seen: `manage.py doctor` looks for this sign of life.
    "heartbeat": {"task": "access.tasks.beat", "schedule": 60.0},
    # Nothing that somebody started is lost when the queue was away.
    "send-again": {"task": "access.tasks.send_again", "schedule": 60.0},
    # What people must decide or know reaches them where they are, soon (SOC 2 CC2.2, ISO/IEC 42001:2023 7.4).
    "mail": {"task": "access.tasks.deliver_mail", "schedule": 60.0},
    # Credentials are changed before they end (ISO/IEC 27001:2022 A.5.17): whoever keeps a token going hears in time.
    "tokens": {"task": "access.tasks.remind_of_tokens", "schedule": crontab(minute=43)},
    # Emergency access is for a time (NIST SP 800-53 AC-2(2)): its end is entered, and told everybody in charge.
    "break-glass": {"task": "access.tasks.close_break_glass", "schedule": 60.0},
    # A departure from a rule ends when it was said to (ISO/IEC 27001:2022 A.5.36), and nobody is taken by surprise.
    "exceptions": {"task": "registers.tasks.remind_of_exceptions", "schedule": crontab(minute=23)},
    # Storage limitation, GDPR Art. 5(1)(e): ended sessions, old attempts and result files do not stay.
    "sweep": {"task": "access.tasks.sweep", "schedule": crontab(minute=17)},
    # An approval is for a time (ISO/IEC 42001:2023 A.6.2.6, SOC 2 CC8.1): its end is entered, and announced ahead.
    "lapse": {"task": "registers.tasks.lapse", "schedule": crontab(minute=7)},
    # Whoever a policy concerns has read it (ISO/IEC 27001:2022 A.6.3, SOC 2 CC1.4): joiners are asked, others reminded.
    "readers": {"task": "registers.tasks.follow_readers", "schedule": crontab(minute=37)},
    # Requests do not wait unseen: reviewers are reminded, then others are asked (SOC 2 CC1.5).
    "chase": {"task": "registers.tasks.chase", "schedule": crontab(minute="*/15")},
    # Rights are looked at anew every quarter (ISO/IEC 27001:2022 A.5.18, SOC 2 CC6.2, CC6.3), and nobody is left asked.
    "access-reviews": {"task": "access.tasks.review_access", "schedule": crontab(minute=47)},
}
