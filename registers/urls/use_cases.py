"""Addresses of use cases."""

from django.urls import path

from registers.views import requests, use_case_changes, use_case_pages, use_case_people, use_case_versions

ONE = "use-cases/<uuid:pk>/"

urlpatterns = [
    path("use-cases/new/", requests.NewRequestPage.as_view(), name="new-use-case"),
    path("use-cases/material-fields/", use_case_versions.MaterialFieldsPage.as_view(), name="material-fields"),
    path(ONE, use_case_pages.UseCasePage.as_view(), name="use-case"),
    path(f"{ONE}request/check/", requests.RequestCheckPage.as_view(), name="request-check"),
    path(f"{ONE}request/<slug:step>/", requests.RequestStepPage.as_view(), name="request-step"),
    path(f"{ONE}begin-version/", use_case_changes.BeginVersionPage.as_view(), name="begin-version"),
    path(f"{ONE}discard/", use_case_changes.DiscardVersionPage.as_view(), name="discard-version"),
    path(f"{ONE}withdraw/", use_case_changes.WithdrawPage.as_view(), name="withdraw-use-case"),
    path(f"{ONE}retire/", use_case_changes.RetirePage.as_view(), name="retire-use-case"),
    path(f"{ONE}take-over/", use_case_changes.TakeOverApprovalPage.as_view(), name="take-over-approval"),
    path(f"{ONE}hand-over/", use_case_people.HandOverPage.as_view(), name="hand-over-use-case"),
    path(f"{ONE}share/", use_case_people.SharePage.as_view(), name="share-use-case"),
    path(f"{ONE}follow/", use_case_people.FollowPage.as_view(), name="follow-use-case"),
    path(
        f"{ONE}share-with-department/",
        use_case_people.ShareDepartmentPage.as_view(),
        name="share-use-case-with-department",
    ),
    path(
        f"{ONE}shares/<uuid:share>/remove/",
        use_case_people.UnshareDepartmentPage.as_view(),
        name="unshare-use-case-with-department",
    ),
    path(f"{ONE}members/<uuid:member>/remove/", use_case_people.UnsharePage.as_view(), name="unshare-use-case"),
    path(f"{ONE}join/", use_case_people.JoinPage.as_view(), name="join-use-case"),
    path(f"{ONE}join/<uuid:asked>/", use_case_people.AnswerJoinPage.as_view(), name="answer-join"),
    path(f"{ONE}versions/compare/", use_case_versions.CompareVersionsPage.as_view(), name="compare-versions"),
    path(f"{ONE}versions/<int:number>/", use_case_versions.VersionPage.as_view(), name="use-case-version"),
    path(f"{ONE}versions/<int:number>/export/", use_case_versions.VersionExportPage.as_view(), name="version-export"),
]
