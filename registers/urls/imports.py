"""Addresses of imports."""

from django.urls import path

from registers.views import import_rows, imports

urlpatterns = [
    path("imports/", imports.ImportsPage.as_view(), name="imports"),
    path("imports/new/", imports.NewImportPage.as_view(), name="new-import"),
    path("imports/<uuid:pk>/", import_rows.ImportPage.as_view(), name="import"),
    path("imports/<uuid:pk>/columns/", imports.ColumnsPage.as_view(), name="import-columns"),
    path("imports/<uuid:pk>/rows/<int:number>/", import_rows.ImportRowPage.as_view(), name="import-row"),
    path("imports/<uuid:pk>/rows-to-mend/", imports.rejected, name="import-rejected"),
    path("imports/<uuid:pk>/commit/", imports.CommitPage.as_view(), name="commit-import"),
    path("imports/<uuid:pk>/discard/", imports.DiscardPage.as_view(), name="discard-import"),
]
