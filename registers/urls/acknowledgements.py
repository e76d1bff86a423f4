"""Addresses of the approval and acknowledgement of documents."""

from django.urls import path

from registers.views import acknowledgements, document_reviews

ONE = "documents/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}submit/", document_reviews.SubmitDocumentPage.as_view(), name="submit-document"),
    path(f"{ONE}review/", document_reviews.DocumentReviewPage.as_view(), name="document-review"),
    path(f"{ONE}readers/", acknowledgements.ReadersPage.as_view(), name="document-readers"),
    path(f"{ONE}acknowledge/", acknowledgements.AcknowledgePage.as_view(), name="acknowledge-document"),
    path(f"{ONE}acknowledgements/", acknowledgements.AcknowledgementsPage.as_view(), name="acknowledgements"),
]
