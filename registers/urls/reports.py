"""Addresses of reports about approvals."""

from django.urls import path

from registers.views.approval_report import ApprovalReportPage

urlpatterns = [
    path("approvals/report/", ApprovalReportPage.as_view(), name="approval-report"),
]
