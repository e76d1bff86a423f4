"""Addresses of reviews, decisions and what becomes of an approval."""

from django.urls import path

from registers.views import reviews, use_case_halting

ONE = "use-cases/<uuid:pk>/"

urlpatterns = [
    path(f"{ONE}review/", reviews.ReviewPage.as_view(), name="review"),
    path(f"{ONE}decide/", reviews.DecidePage.as_view(), name="decide"),
    path(f"{ONE}name-reviewer/", reviews.NameReviewerPage.as_view(), name="name-reviewer"),
    path(f"{ONE}suspend/", use_case_halting.SuspendPage.as_view(), name="suspend-use-case"),
    path(f"{ONE}resume/", use_case_halting.ResumePage.as_view(), name="resume-use-case"),
    path(f"{ONE}renew/", use_case_halting.RenewPage.as_view(), name="renew-use-case"),
]
