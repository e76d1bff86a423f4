"""Addresses of access reviews, below those of people and access."""

from django.urls import URLPattern, path

from access.views.reviews import answering, applying, campaign, cancelling, comparing, history, lists, opening, withheld

urlpatterns: list[URLPattern] = [
    path("reviews/", lists.ReviewsPage.as_view(), name="reviews"),
    path("reviews/new/", opening.NewReviewPage.as_view(), name="new-review"),
    path("reviews/compare/", comparing.ComparePage.as_view(), name="compare-reviews"),
    path("reviews/items/<uuid:pk>/", answering.AnswerPage.as_view(), name="answer-review-item"),
    path("reviews/<uuid:pk>/", campaign.ReviewPage.as_view(), name="review"),
    path("reviews/<uuid:pk>/history/", history.ReviewHistoryPage.as_view(), name="review-history"),
    path("reviews/<uuid:pk>/evidence/", comparing.EvidencePage.as_view(), name="review-evidence"),
    path("reviews/<uuid:pk>/apply/", applying.ApplyPage.as_view(), name="apply-review"),
    path("reviews/<uuid:pk>/cancel/", cancelling.CancelPage.as_view(), name="cancel-review"),
    path("withheld-roles/<uuid:pk>/lift/", withheld.LiftPage.as_view(), name="lift-withheld-role"),
]
