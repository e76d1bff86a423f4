"""Groups of the directory for tests."""

from access.models import Person


def slugs_of(person: Person) -> dict[str, list[str]]:
    """Return the roles somebody holds, each with the groups that give it."""
    standing = person.assignments.standing().select_related("role")
    return {each.role.slug: each.from_groups for each in standing}
