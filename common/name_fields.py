"""A name as input of forms."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.names import clean_name
from common.refusals import Refused


class NameField(forms.CharField):
    """One line of text that can be seen; see `common.names`."""

    def to_python(self, value: Any) -> str:
        """Return the name as it is kept.

        Raises:
            ValidationError: it holds what cannot be seen.
        """
        try:
            return clean_name(super().to_python(value) or "")
        except Refused as refused:
            raise ValidationError(str(refused), refused.refusal.code) from refused
