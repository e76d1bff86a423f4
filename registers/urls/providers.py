"""Addresses of providers, projects and models, and of what is known of endpoints and regions."""

from django.urls import path

from registers.views import facts, projects, providers
from registers.views import provider_models as models

urlpatterns = [
    path("providers/", providers.ProvidersPage.as_view(), name="providers"),
    path("providers/new/", providers.NewProviderPage.as_view(), name="new-provider"),
    path("providers/endpoints/", facts.EndpointFactsPage.as_view(), name="endpoint-facts"),
    path("providers/endpoints/<uuid:pk>/", facts.EndpointFactPage.as_view(), name="endpoint-fact"),
    path("providers/endpoints/<uuid:pk>/newer/", facts.NewerEndpointFactPage.as_view(), name="newer-endpoint-fact"),
    path("providers/regions/", facts.RegionFactsPage.as_view(), name="region-facts"),
    path("providers/regions/<uuid:pk>/", facts.RegionFactPage.as_view(), name="region-fact"),
    path("providers/regions/<uuid:pk>/newer/", facts.NewerRegionFactPage.as_view(), name="newer-region-fact"),
    path("providers/<uuid:pk>/", providers.ProviderPage.as_view(), name="provider"),
    path("providers/<uuid:pk>/edit/", providers.EditProviderPage.as_view(), name="edit-provider"),
    path("providers/<uuid:pk>/retire/", providers.RetireProviderPage.as_view(), name="retire-provider"),
    path("providers/<uuid:pk>/new-project/", projects.NewProjectPage.as_view(), name="new-project"),
    path("providers/projects/", projects.ProjectsPage.as_view(), name="projects"),
    path("providers/projects/<uuid:pk>/", projects.ProjectPage.as_view(), name="project"),
    path("providers/projects/<uuid:pk>/edit/", projects.EditProjectPage.as_view(), name="edit-project"),
    path("providers/projects/<uuid:pk>/retire/", projects.RetireProjectPage.as_view(), name="retire-project"),
    path("models/", models.ModelsPage.as_view(), name="models"),
    path("models/new/", models.NewModelPage.as_view(), name="new-model"),
    path("models/<uuid:pk>/", models.ModelPage.as_view(), name="model"),
    path("models/<uuid:pk>/edit/", models.EditModelPage.as_view(), name="edit-model"),
    path("models/<uuid:pk>/assess/", models.AssessModelPage.as_view(), name="assess-model"),
    path("models/<uuid:pk>/deprecate/", models.DeprecateModelPage.as_view(), name="deprecate-model"),
]
