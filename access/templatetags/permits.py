"""`{% can "access.assign_role" person as allowed %}`: what a template may offer."""

from typing import Any

from django import template
from django.template import Context

from access.permits import may

register = template.Library()


@register.simple_tag(takes_context=True)
def can(context: Context, permission: str, obj: Any = None) -> bool:
    """Tell whether the reader of the page may do something."""
    return may(getattr(context.get("request"), "user", None), permission, obj)
