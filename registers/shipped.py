"""What the portal brings along: levels, required documents, routes, and what providers keep and where."""

from access.actions.roles import ship_role
from registers.actions.facts import ship_endpoint_facts, ship_region_facts
from registers.actions.levels import install_levels
from registers.actions.required_documents import install_required_documents
from registers.actions.reviews.starting import start_missing_reviews
from registers.actions.routes import EXECUTIVE, install_routes
from registers.choices import ProviderKind
from registers.facts import openai

_EXECUTIVE_FOR = "Decides last on requests of high risk."
_EXECUTIVE_MAY = (
    "registers.decide_use_case",
    "registers.view_all_use_cases",
    "registers.view_use_case",
    "registers.view_register",
)


def install() -> None:
    """Enter what is missing; called after every migration."""
    ship_role(EXECUTIVE, name="Executive", description=_EXECUTIVE_FOR, permissions=_EXECUTIVE_MAY)
    install_routes()
    start_missing_reviews()
    install_levels()
    install_required_documents()
    ship_endpoint_facts(ProviderKind.OPENAI, openai.ENDPOINTS)
    ship_region_facts(ProviderKind.OPENAI, openai.REGIONS)
