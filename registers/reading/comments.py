"""Who reads what is said about a use case."""

from django.db.models import Exists, OuterRef, Q

from access.models import Person, Role, RoleAssignment
from access.querysets import PersonQuerySet
from common.clock import today
from registers.models import UseCase, UseCaseMember
from registers.reading.reviewers import SEE_ALL


def who_reads_comments(use_case: UseCase) -> PersonQuerySet:
    """Return the active people who may read the comments on a use case: as `Comment.objects.visible_to` lets them."""
    seeing = [each.pk for each in Role.objects.in_use() if SEE_ALL in each.permission_names]
    counting = RoleAssignment.objects.in_force_on(today()).counting_for(use_case.department_id)
    held = counting.filter(person=OuterRef("pk"), role__in=seeing)
    members = UseCaseMember.objects.order_by().standing()
    on_it = members.filter(content_object=use_case, by_themselves=False, user=OuterRef("pk"))
    shared = Q(department__in=use_case.shares.standing().order_by().values("department"))
    return Person.objects.active().filter(Q(Exists(held)) | Q(Exists(on_it)) | shared | Q(pk=use_case.owner_id))
