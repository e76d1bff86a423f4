"""The tables of the registers."""

from registers.models.boundaries import BoundaryRule
from registers.models.categories import ClassificationLevel, CustomDetector, DataCategory
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
from registers.models.providers import EndpointFact, Project, ProjectModel, Provider, ProviderModel, RegionFact
from registers.models.use_cases import JoinRequest, RegisterLine, UseCase, UseCaseMember
from registers.models.versions import UseCaseVersion, VersionCategory, VersionModel, VersionProject

__all__ = [
    "Attachment",
    "BoundaryRule",
    "ClassificationLevel",
    "CustomDetector",
    "DataCategory",
    "Document",
    "DocumentUseCase",
    "DocumentVersion",
    "EndpointFact",
    "ImportMapping",
    "ImportRow",
    "JoinRequest",
    "Project",
    "ProjectModel",
    "Provider",
    "ProviderModel",
    "RegionFact",
    "RegisterException",
    "RegisterImport",
    "RegisterLine",
    "RequiredDocument",
    "StoredFile",
    "UseCase",
    "UseCaseMember",
    "UseCaseVersion",
    "VersionCategory",
    "VersionModel",
    "VersionProject",
]
