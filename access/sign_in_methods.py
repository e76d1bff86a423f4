"""How somebody showed the identity provider who they are: the words of RFC 8176, in ours."""

from collections.abc import Iterable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

METHODS = {
    "face": _("face"),
    "fpt": _("fingerprint"),
    "hwk": _("hardware key"),
    "iris": _("iris"),
    "kba": _("questions"),
    "mfa": _("several factors"),
    "otp": _("one-time code"),
    "pin": _("PIN"),
    "pop": _("key"),
    "pwd": _("password"),
    "sc": _("smart card"),
    "sms": _("text message"),
    "swk": _("software key"),
    "tel": _("telephone"),
    "user": _("touch"),
    "wia": _("Windows sign-in"),
}


def methods_in_words(methods: Iterable[str]) -> str:
    """Return the methods of a sign-in for people to read; what RFC 8176 does not know stays as the provider says it."""
    return ", ".join(gettext(METHODS[each]) if each in METHODS else each for each in methods)
