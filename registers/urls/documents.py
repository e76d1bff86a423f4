"""Addresses of documents, exceptions and files."""

from django.urls import path

from registers.views import (
    attachments,
    document_changes,
    documents,
    exception_decisions,
    exceptions,
    files,
    required_documents,
)

urlpatterns = [
    path("documents/", documents.DocumentsPage.as_view(), name="documents"),
    path("documents/new/", document_changes.NewDocumentPage.as_view(), name="new-document"),
    path("documents/required/", required_documents.RequiredDocumentsPage.as_view(), name="required-documents"),
    path("documents/required/new/", required_documents.RequireDocumentPage.as_view(), name="require-document"),
    path(
        "documents/required/<uuid:pk>/drop/",
        required_documents.DropRequirementPage.as_view(),
        name="drop-requirement",
    ),
    path("documents/<uuid:pk>/", documents.DocumentPage.as_view(), name="document"),
    path("documents/<uuid:pk>/edit/", document_changes.EditDocumentPage.as_view(), name="edit-document"),
    path("documents/<uuid:pk>/new-version/", document_changes.NewVersionPage.as_view(), name="new-document-version"),
    path("documents/<uuid:pk>/reviewed/", document_changes.ReviewDocumentPage.as_view(), name="review-document"),
    path("documents/<uuid:pk>/retire/", document_changes.RetireDocumentPage.as_view(), name="retire-document"),
    path("exceptions/", exceptions.ExceptionsPage.as_view(), name="exceptions"),
    path("exceptions/new/", exceptions.NewExceptionPage.as_view(), name="new-exception"),
    path("exceptions/<uuid:pk>/", exceptions.ExceptionPage.as_view(), name="exception"),
    path("exceptions/<uuid:pk>/grant/", exception_decisions.GrantExceptionPage.as_view(), name="grant-exception"),
    path("exceptions/<uuid:pk>/refuse/", exception_decisions.RefuseExceptionPage.as_view(), name="refuse-exception"),
    path("exceptions/<uuid:pk>/end/", exception_decisions.EndExceptionPage.as_view(), name="end-exception"),
    path("exceptions/<uuid:pk>/attach/", attachments.AttachToExceptionPage.as_view(), name="attach-to-exception"),
    path("use-cases/<uuid:pk>/attach/", attachments.AttachToUseCasePage.as_view(), name="attach-to-use-case"),
    path("attachments/<uuid:pk>/remove/", attachments.RemoveAttachmentPage.as_view(), name="remove-attachment"),
    path("files/<uuid:pk>/", files.FilePage.as_view(), name="file"),
]
