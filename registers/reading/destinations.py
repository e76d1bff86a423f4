"""What the rules about destinations are asked with: rows of the register as values."""

from datetime import date

from registers.models import EndpointFact, Project, ProviderModel, RegionFact
from registers.rules.destinations import Destination, Knowledge, OfferedModel


def knowledge_on(day: date) -> Knowledge:
    """Return what is known of endpoints and regions on a day, in two queries."""
    return Knowledge(
        endpoints={fact.endpoint: fact for fact in EndpointFact.objects.in_force_on(day)},
        regions={fact.region: fact for fact in RegionFact.objects.in_force_on(day)},
    )


def destination_of(project: Project) -> Destination:
    """Return a project as a value; read it with `provider`, and `permitted` prefetched where there are many."""
    return Destination(
        provider=project.provider_id,
        name=project.name,
        retention=project.effective_retention,
        region=project.region,
        model_access=project.model_access,
        permitted=frozenset(each.model_id for each in project.permitted.all()),
    )


def offered(model: ProviderModel) -> OfferedModel:
    """Return a model as a value; read it with `replacement`."""
    return OfferedModel(
        id=model.pk,
        provider=model.provider_id,
        name=model.name,
        state=model.state,
        restriction=model.restriction,
        endpoints=frozenset(model.endpoints),
        shut_down_on=model.shut_down_on,
        replacement=model.replacement.name if model.replacement else "",
    )
