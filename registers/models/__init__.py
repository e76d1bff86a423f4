"""The tables of the registers."""

from registers.models.boundaries import BoundaryRule
from registers.models.categories import ClassificationLevel, CustomDetector, DataCategory
from registers.models.comments import Acknowledgement, Comment, CommentMention
from registers.models.documents import (
    Attachment,
    Document,
    DocumentUseCase,
    DocumentVersion,
    RegisterException,
    RequiredDocument,
)
from registers.models.files import StoredFile
from registers.models.imports import ImportMapping, ImportRow, RegisterImport
from registers.models.intake import Intake
from registers.models.members import JoinRequest, UseCaseMember, UseCaseShare
from registers.models.providers import EndpointFact, Project, ProjectModel, Provider, ProviderModel, RegionFact
from registers.models.readers import Readership, ReadershipParty, ReadingDuty
from registers.models.reviews import ChangeAsked, Condition, Decision, NamedReviewer, Review, ReviewStep
from registers.models.routes import ApprovalRoute, Delegation, RouteParty, RouteStep
from registers.models.use_cases import RegisterLine, UseCase
from registers.models.versions import UseCaseVersion, VersionCategory, VersionModel, VersionProject

__all__ = [
    "Acknowledgement",
    "ApprovalRoute",
    "Attachment",
    "BoundaryRule",
    "ChangeAsked",
    "ClassificationLevel",
    "Comment",
    "CommentMention",
    "Condition",
    "CustomDetector",
    "DataCategory",
    "Decision",
    "Delegation",
    "Document",
    "DocumentUseCase",
    "DocumentVersion",
    "EndpointFact",
    "ImportMapping",
    "ImportRow",
    "Intake",
    "JoinRequest",
    "NamedReviewer",
    "Project",
    "ProjectModel",
    "Provider",
    "ProviderModel",
    "Readership",
    "ReadershipParty",
    "ReadingDuty",
    "RegionFact",
    "RegisterException",
    "RegisterImport",
    "RegisterLine",
    "RequiredDocument",
    "Review",
    "ReviewStep",
    "RouteParty",
    "RouteStep",
    "StoredFile",
    "UseCase",
    "UseCaseMember",
    "UseCaseShare",
    "UseCaseVersion",
    "VersionCategory",
    "VersionModel",
    "VersionProject",
]
