"""What the portal brings along: classification levels, required documents, and what providers keep and where."""

from registers.actions.facts import ship_endpoint_facts, ship_region_facts
from registers.actions.levels import install_levels
from registers.actions.required_documents import install_required_documents
from registers.choices import ProviderKind
from registers.facts import openai


def install() -> None:
    """Enter what is missing; called after every migration."""
    install_levels()
    install_required_documents()
    ship_endpoint_facts(ProviderKind.OPENAI, openai.ENDPOINTS)
    ship_region_facts(ProviderKind.OPENAI, openai.REGIONS)
