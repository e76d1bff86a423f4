"""Addresses of data categories and boundary rules."""

from django.urls import path

from registers.views import asking, boundaries, boundary_rules, categories, detectors, levels

urlpatterns = [
    path("data-categories/", categories.DataCategoriesPage.as_view(), name="data-categories"),
    path("data-categories/new/", categories.NewDataCategoryPage.as_view(), name="new-data-category"),
    path("data-categories/<uuid:pk>/", categories.DataCategoryPage.as_view(), name="data-category"),
    path("data-categories/<uuid:pk>/edit/", categories.EditDataCategoryPage.as_view(), name="edit-data-category"),
    path("data-categories/<uuid:pk>/retire/", categories.RetireDataCategoryPage.as_view(), name="retire-data-category"),
    path("data-categories/<uuid:pk>/new-detector/", detectors.NewDetectorPage.as_view(), name="new-detector"),
    path("data-categories/<uuid:pk>/try/", detectors.TryDetectorsPage.as_view(), name="try-detectors"),
    path("detectors/<uuid:pk>/remove/", detectors.RemoveDetectorPage.as_view(), name="remove-detector"),
    path("classification-levels/", levels.ClassificationLevelsPage.as_view(), name="classification-levels"),
    path("classification-levels/new/", levels.NewClassificationLevelPage.as_view(), name="new-classification-level"),
    path(
        "classification-levels/<uuid:pk>/edit/",
        levels.EditClassificationLevelPage.as_view(),
        name="edit-classification-level",
    ),
    path("boundary-rules/", boundaries.BoundaryRulesPage.as_view(), name="boundary-rules"),
    path("boundary-rules/list/", boundary_rules.BoundaryRuleListPage.as_view(), name="boundary-rule-list"),
    path("boundary-rules/ask/", asking.AskPage.as_view(), name="ask"),
    path("boundary-rules/several/", boundaries.ChangeCellsPage.as_view(), name="change-cells"),
    path("boundary-rules/cell/<uuid:pk>/", boundaries.CellPage.as_view(), name="cell"),
    path("boundary-rules/cell/<uuid:pk>/change/", boundaries.ChangeCellPage.as_view(), name="change-cell"),
    path("boundary-rules/<uuid:pk>/", boundary_rules.BoundaryRulePage.as_view(), name="boundary-rule"),
    path(
        "boundary-rules/<uuid:pk>/withdraw/",
        boundary_rules.WithdrawBoundaryRulePage.as_view(),
        name="withdraw-boundary-rule",
    ),
]
