"""Addresses below /registers/."""

from registers.urls import boundaries, documents, imports, providers, reviews, use_case_lists, use_cases

app_name = "registers"

urlpatterns = [
    *use_case_lists.urlpatterns,
    *reviews.urlpatterns,
    *use_cases.urlpatterns,
    *boundaries.urlpatterns,
    *providers.urlpatterns,
    *documents.urlpatterns,
    *imports.urlpatterns,
]
