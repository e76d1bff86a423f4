"""Addresses of reviews, decisions and what becomes of an approval."""

from django.urls import path

from registers.views import reviews, use_case_halting

ONE = "use-cases/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}review/", reviews.ReviewPage.as_view(), name="review"),
    path(f"{ONE}suspend/", use_case_halting.SuspendPage.as_view(), name="suspend-use-case"),
    path(f"{ONE}resume/", use_case_halting.ResumePage.as_view(), name="resume-use-case"),
]
