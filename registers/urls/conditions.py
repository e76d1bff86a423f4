"""Addresses of conditions of approvals."""

from django.urls import path

from registers.views import conditions

urlpatterns = [
    path("conditions/", conditions.ConditionsPage.as_view(), name="conditions"),
    path("conditions/<uuid:pk>/", conditions.ConditionPage.as_view(), name="condition"),
    path("conditions/<uuid:pk>/report/", conditions.ReportConditionPage.as_view(), name="report-condition"),
    path("conditions/<uuid:pk>/find-met/", conditions.FindConditionMetPage.as_view(), name="find-condition-met"),
    path("conditions/<uuid:pk>/send-back/", conditions.SendConditionBackPage.as_view(), name="send-condition-back"),
]
