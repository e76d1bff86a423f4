"""The resources of the registers; each set of viewsets adds its own."""

from django.urls import path

from access.api.base import PortalRouter
from registers.api.viewsets.approval_report import ApprovalReportViewSet
from registers.api.viewsets.boundaries import BoundaryRulesViewSet
from registers.api.viewsets.categories import DataCategoriesViewSet
from registers.api.viewsets.comments import CommentsViewSet
from registers.api.viewsets.conditions import ConditionsViewSet
from registers.api.viewsets.delegations import DelegationsViewSet
from registers.api.viewsets.documents import DocumentsViewSet
from registers.api.viewsets.exceptions import ExceptionsViewSet
from registers.api.viewsets.facts import EndpointFactsViewSet, RegionFactsViewSet
from registers.api.viewsets.import_rows import ImportRowsViewSet
from registers.api.viewsets.imports import ImportsViewSet
from registers.api.viewsets.intake import IntakeViewSet
from registers.api.viewsets.levels import ClassificationLevelsViewSet
from registers.api.viewsets.models import ModelsViewSet
from registers.api.viewsets.policies import AcknowledgementsViewSet
from registers.api.viewsets.projects import ProjectsViewSet
from registers.api.viewsets.providers import ProvidersViewSet
from registers.api.viewsets.required_documents import RequiredDocumentsViewSet
from registers.api.viewsets.reviews import ReviewsViewSet
from registers.api.viewsets.routes import ApprovalRoutesViewSet
from registers.api.viewsets.use_cases import UseCasesViewSet

app_name = "registers-api"

router = PortalRouter()
router.register("use-cases", UseCasesViewSet, basename="use-case")
router.register("reviews", ReviewsViewSet, basename="review")
router.register("classification-levels", ClassificationLevelsViewSet, basename="classification-level")
router.register("data-categories", DataCategoriesViewSet, basename="data-category")
router.register("boundary-rules", BoundaryRulesViewSet, basename="boundary-rule")
router.register("providers", ProvidersViewSet, basename="provider")
router.register("projects", ProjectsViewSet, basename="project")
router.register("models", ModelsViewSet, basename="model")
router.register("endpoint-facts", EndpointFactsViewSet, basename="endpoint-fact")
router.register("region-facts", RegionFactsViewSet, basename="region-fact")
router.register("imports", ImportsViewSet, basename="import")
router.register("import-rows", ImportRowsViewSet, basename="import-row")
router.register("documents", DocumentsViewSet, basename="document")
router.register("acknowledgements", AcknowledgementsViewSet, basename="acknowledgement")
router.register("intake", IntakeViewSet, basename="intake")
router.register("required-documents", RequiredDocumentsViewSet, basename="required-document")
router.register("approval-routes", ApprovalRoutesViewSet, basename="approval-route")
router.register("delegations", DelegationsViewSet, basename="delegation")
router.register("exceptions", ExceptionsViewSet, basename="exception")
router.register("comments", CommentsViewSet, basename="comment")
router.register("conditions", ConditionsViewSet, basename="condition")

urlpatterns = [
    *router.urls,
    path("approval-report/", ApprovalReportViewSet.as_view({"get": "list"}), name="approval-report-list"),
]
