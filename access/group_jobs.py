"""The kind of job that saving what a group gives has, where many people are in it."""

from uuid import UUID

from django.utils.translation import ngettext

from access.actions.jobs import Progress, job_kind
from access.actions.mapping import follow_some, people_to_follow
from common.templatetags.kit import number

# So many people at a time hold up whoever signs in.
PEOPLE_AT_ONCE = 50


@job_kind("follow-groups")
def follow_groups(progress: Progress) -> str:
    """Give and take the roles of everybody in a group whose mapping was saved, some people at a time."""
    asked = progress.settings
    people = people_to_follow(asked["names"], UUID(asked["group"]))
    progress.step(0, len(people))
    changed = 0
    for first in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[first : first + PEOPLE_AT_ONCE]
        changed += follow_some(some, by=progress.person, reason=asked["reason"])
        progress.step(first + len(some), len(people))
    sentence = ngettext("%(n)s person has other roles now.", "%(n)s people have other roles now.", changed)
    return sentence % {"n": number(changed)}
