"""What `manage.py doctor` looks at: one function for each question, each answers with findings."""

from compliance_portal.doctor.data import DATA_CHECKS
from compliance_portal.doctor.finding import Check, Finding, Level
from compliance_portal.doctor.provider import PROVIDER_CHECKS
from compliance_portal.doctor.surroundings import SURROUNDING_CHECKS

CHECKS: tuple[Check, ...] = (*SURROUNDING_CHECKS, *PROVIDER_CHECKS, *DATA_CHECKS)

__all__ = ["CHECKS", "Check", "Finding", "Level"]
