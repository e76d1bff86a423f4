"""Addresses of comments on use cases."""

from django.urls import path

from registers.views import comments

urlpatterns = [
    path("use-cases/<uuid:pk>/comments/", comments.WriteCommentPage.as_view(), name="write-comment"),
    path("use-cases/<uuid:pk>/mentionable/", comments.MentionablePage.as_view(), name="mentionable"),
    path("comments/<uuid:pk>/resolve/", comments.ResolveCommentPage.as_view(), name="resolve-comment"),
    path("comments/<uuid:pk>/reopen/", comments.ReopenCommentPage.as_view(), name="reopen-comment"),
]
