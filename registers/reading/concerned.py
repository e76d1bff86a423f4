"""Who stands so near to an exception that somebody else decides on it."""

from django.db.models import Q

from access.models import Person
from registers.choices import Membership
from registers.models import RegisterException
from registers.rules.exceptions import Concerned


def concerned_with(exception: RegisterException) -> Concerned:
    """Return who stands near an exception; handing the use case over, for as long as it is decided, changes nothing."""
    use_case = exception.use_case
    if use_case is None:
        return Concerned(exception.owner_id, exception.requested_by_id)
    since = Q(until=None) | Q(until__gte=exception.requested_at)
    owners = use_case.lines.filter(since, owner__isnull=False).order_by().values_list("owner_id", flat=True)
    workers = use_case.members.standing().filter(membership=Membership.CONTRIBUTOR).order_by()
    sharing = use_case.shares.standing().to_work().order_by().values("department")
    colleagues = Person.objects.active().filter(department__in=sharing).order_by().values_list("pk", flat=True)
    near = frozenset(owners.union(workers.values_list("user_id", flat=True), colleagues))
    return Concerned(exception.owner_id, exception.requested_by_id, near)
