"""Addresses below /jobs/."""

from django.urls import path

from access.views.account import jobs

urlpatterns = [
    path("", jobs.jobs, name="list"),
    path("<uuid:pk>/", jobs.JobPage.as_view(), name="job"),
    path("<uuid:pk>/cancel/", jobs.cancel_job, name="cancel"),
    path("<uuid:pk>/result/", jobs.result, name="result"),
]
