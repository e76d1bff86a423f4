"""Addresses of access reviews, below those of people and access."""

from django.urls import URLPattern, path

from access.views.reviews import campaigns, changes, comparing

urlpatterns: list[URLPattern] = [
    path("reviews/", campaigns.ReviewsPage.as_view(), name="reviews"),
    path("reviews/new/", changes.NewReviewPage.as_view(), name="new-review"),
    path("reviews/compare/", comparing.ComparePage.as_view(), name="compare-reviews"),
    path("reviews/items/<uuid:pk>/", changes.AnswerPage.as_view(), name="answer-review-item"),
    path("reviews/<uuid:pk>/", campaigns.ReviewPage.as_view(), name="review"),
    path("reviews/<uuid:pk>/history/", campaigns.ReviewHistoryPage.as_view(), name="review-history"),
    path("reviews/<uuid:pk>/evidence/", comparing.EvidencePage.as_view(), name="review-evidence"),
    path("reviews/<uuid:pk>/apply/", changes.ApplyPage.as_view(), name="apply-review"),
    path("reviews/<uuid:pk>/cancel/", changes.CancelPage.as_view(), name="cancel-review"),
    path("withheld-roles/<uuid:pk>/lift/", changes.LiftPage.as_view(), name="lift-withheld-role"),
]
