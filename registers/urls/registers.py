"""Addresses below /registers/."""

from registers.urls import (
    acknowledgements,
    boundaries,
    comments,
    conditions,
    documents,
    imports,
    intake,
    providers,
    queue,
    reports,
    reviews,
    routes,
    use_case_lists,
    use_cases,
)

app_name = "registers"

urlpatterns = [
    *use_case_lists.urlpatterns,
    *queue.urlpatterns,
    *reports.urlpatterns,
    *intake.urlpatterns,
    *reviews.urlpatterns,
    *conditions.urlpatterns,
    *comments.urlpatterns,
    *use_cases.urlpatterns,
    *routes.urlpatterns,
    *acknowledgements.urlpatterns,
    *boundaries.urlpatterns,
    *providers.urlpatterns,
    *documents.urlpatterns,
    *imports.urlpatterns,
]
