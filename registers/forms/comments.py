"""Input of comments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from registers.forms.documents import file_field
from registers.presenting.use_cases import label_of
from registers.rules.content import CONTENT_FIELDS


def _fields() -> list[tuple[str, Any]]:
    return [("", _("The use case as a whole")), *((name, label_of(name)) for name in CONTENT_FIELDS)]


class AnswerForm(forms.Form):
    """A word in a thread."""

    # How long it may be, and what may not stand in it, is for the rule to say.
    text = forms.CharField(label=_("Reply"), strip=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = file_field(_("File"))
    answers = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False


class CommentForm(AnswerForm):
    """A comment, at a field or on the whole."""

    field = forms.ChoiceField(label=_("About"), choices=_fields, required=False)
    field_order = ("text", "field", "file", "answers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("Comment")
        self.fields["text"].help_text = _(
            "Write @ and somebody's name or e-mail address to call them: they get a message. Everybody on it is told."
        )
        self.fields["text"].widget.attrs["rows"] = 3
