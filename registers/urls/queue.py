"""Addresses of what waits for decisions."""

from django.urls import path

from registers.views.review_queue import ReviewsPage

urlpatterns = [
    path("reviews/", ReviewsPage.as_view(), name="reviews"),
]
