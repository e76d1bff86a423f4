"""Named questions about files."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from trail.querysets import TrailedQuerySet

if TYPE_CHECKING:
    from access.models import Person
    from registers.models import StoredFile  # noqa: F401 - named in the base below


class StoredFileQuerySet(TrailedQuerySet["StoredFile"]):
    """Questions about files."""

    def visible_to(self, reader: "Person") -> Self:
        """Return the files of what a reader may see: documents, comments, what is attached to use cases and exceptions.

        The file of an import is for those who may import: it holds rows as others wrote them.
        """
        from registers.models import Comment, Document, ReadingDuty, RegisterException, UseCase

        documents = Q(document_version__document__in=Document.objects.visible_to(reader).values("pk"))
        if not reader.may("registers.view_register"):
            # Whoever only has to read a policy takes the version they were asked to read.
            duties = ReadingDuty.objects.order_by().filter(person=reader, lifted_at=None)
            documents = Q(document_version__in=duties.values("document_version"))
        use_cases = UseCase.objects.visible_to(reader).values("pk")
        exceptions = RegisterException.objects.visible_to(reader).values("pk")
        belongs = (
            documents
            | Q(attachment__removed_at=None, attachment__use_case__in=use_cases)
            | Q(attachment__removed_at=None, attachment__exception__in=exceptions)
            | Q(comment__in=Comment.objects.order_by().visible_to(reader).values("pk"))
        )
        if reader.may("registers.import_register"):
            belongs |= Q(register_import__isnull=False)
        return self.filter(belongs)
