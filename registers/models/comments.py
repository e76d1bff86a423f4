"""What people say to each other about a use case."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from common.clock import now
from common.identifiers import new_id
from registers.models.files import StoredFile
from registers.models.use_cases import UseCase
from registers.models.versions import UseCaseVersion
from registers.querysets.reviews import CommentQuerySet
from trail.guards import trailed
from trail.querysets import TrailedQuerySet


@trailed()
class Comment(models.Model):
    """One comment on a use case, or an answer to one; resolved when what it asks is settled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    use_case = models.ForeignKey(UseCase, verbose_name=_("use case"), on_delete=models.PROTECT, related_name="comments")
    version = models.ForeignKey(
        UseCaseVersion, verbose_name=_("version"), null=True, on_delete=models.PROTECT, related_name="comments"
    )
    field = models.CharField(_("field"), max_length=40, blank=True)
    answers = models.ForeignKey(
        "self", verbose_name=_("answer to"), null=True, on_delete=models.PROTECT, related_name="answered_by"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("author"), on_delete=models.PROTECT, related_name="comments"
    )
    text = models.TextField(_("comment"))
    written_at = models.DateTimeField(_("written"), default=now)
    resolved_at = models.DateTimeField(_("resolved"), null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="comments_resolved",
    )
    file = models.OneToOneField(
        StoredFile, verbose_name=_("file"), null=True, on_delete=models.PROTECT, related_name="comment"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering: ClassVar = ["written_at", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(text=""), name="registers_comment_says_something"),
            models.CheckConstraint(
                condition=Q(resolved_at=None, resolved_by=None)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                name="registers_comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        """Return where the comment stands on the page of its use case."""
        return f"{self.use_case.get_absolute_url()}?tab=comments#comment-{self.pk}"

    @property
    def scope_department_id(self) -> Any:
        """Return the department of its use case."""
        return self.use_case.department_id

    def relations_of(self, person: object) -> frozenset[str]:
        """Return what a person is to the comment: its author, and what they are to the use case."""
        mine = {"author"} if self.author_id == getattr(person, "pk", None) else set()
        return frozenset(mine) | self.use_case.relations_of(person)


@trailed()
class CommentMention(models.Model):
    """One person whom a comment calls by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions")

    objects = TrailedQuerySet["CommentMention"].as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints: ClassVar = [
            models.UniqueConstraint("comment", "person", name="registers_commentmention_is_one_once"),
        ]

    def __str__(self) -> str:
        return str(self.person)


@trailed()
class Acknowledgement(models.Model):
    """One person's word that they have read one version of a document."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document_version = models.ForeignKey(
        "registers.DocumentVersion",
        verbose_name=_("version of a document"),
        on_delete=models.PROTECT,
        related_name="acknowledgements",
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.PROTECT, related_name="acknowledgements"
    )
    at = models.DateTimeField(_("when"), default=now)

    objects = TrailedQuerySet["Acknowledgement"].as_manager()

    class Meta:
        verbose_name = _("acknowledgement")
        verbose_name_plural = _("acknowledgements")
        ordering: ClassVar = ["-at"]
        constraints: ClassVar = [
            models.UniqueConstraint("document_version", "person", name="registers_acknowledgement_is_given_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.document_version}"
