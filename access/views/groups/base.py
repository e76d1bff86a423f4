"""What the pages of groups of the directory share."""

from django.urls import reverse
from django.utils.translation import gettext as _t

from common.presentation import Link

SEE, MAP = "access.view_groups", "access.map_groups"


def crumbs() -> list[Link]:
    """Return the way back to the list."""
    return [Link(_t("Groups"), reverse("access:groups"))]
