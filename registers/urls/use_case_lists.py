"""Addresses of the register as a list, and of another day's register."""

from django.urls import path

from registers.views.use_case_list import UseCasesPage
from registers.views.use_cases_as_of import RegisterAsOfPage, UseCaseAsOfPage

urlpatterns = [
    path("use-cases/", UseCasesPage.as_view(), name="use-cases"),
    path("use-cases/as-of/", RegisterAsOfPage.as_view(), name="use-cases-as-of"),
    path("use-cases/<uuid:pk>/as-of/", UseCaseAsOfPage.as_view(), name="use-case-as-of"),
]
