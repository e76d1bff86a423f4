"""Pages that change one person: invite, edit, link, deactivate, sessions, second factor, tokens."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from access.actions import people, sessions, tokens
from access.forms import InvitationForm, PersonForm, ReasonForm
from access.hand_over_form import DeactivateForm
from access.identity import provider_is_on
from access.models import LOCAL_ISSUER, ApiToken, Person, PortalSession
from access.owned_counts import counts_of, in_words, waiting
from access.pages import ActionPage, FormPage

ALARM = gettext_noop("%(person)s and the other administrators are told at once that you did this.")


class InvitePage(FormPage):
    """Enter a new person and get the link with which they choose their password."""

    permission = "access.invite_person"
    view_permission = "access.view_people"
    title = _("Invite a person")
    form_class = InvitationForm
    submit_label = _("Invite")
    help = _("They get a link to come in with. Give them roles afterwards: without a role they see nothing.")

    def save(self, form: forms.Form) -> Person:
        """Enter the person."""
        entered = form.cleaned_data
        department = entered["department"]
        return people.invite_person(
            email=entered["email"], name=entered["name"], department_id=department and department.pk, by=self.reader
        )

    def success_url(self, result: Any) -> str:
        """Go on to the link."""
        return reverse("access:sign-in-link", args=[result.pk])

    def cancel_url(self) -> str:
        """Return the list of people."""
        return reverse("access:people")


class SignInLinkPage(ActionPage):
    """Make a link with which a person chooses a new password; it works once, for three days."""

    permission = "access.invite_person"
    view_permission = "access.view_people"
    model = Person
    title = _("New sign-in link")
    form_class = forms.Form
    submit_label = _("Make the link")

    def prepare(self) -> None:
        """Find the person; links are for active people with a local sign-in."""
        super().prepare()
        if not self.object.is_active or self.object.issuer != LOCAL_ISSUER:
            raise Http404

    def consequences(self) -> Sequence[Any]:
        """Say what the link does."""
        use = (
            _t("%(person)s can connect their corporate account with it, once, within three days.")
            if provider_is_on()
            else _t("%(person)s can choose a new password with it, once, within three days.")
        )
        return (
            use % {"person": self.object},
            _t("Hand it over on a way you trust; whoever has it can sign in as them."),
            *([_t(ALARM) % {"person": self.object}] if self.object.has_usable_password() else []),
        )

    def save(self, _form: forms.Form) -> str:
        """Make the link."""
        return people.sign_in_link(self.object.pk, by=self.reader)

    def post(self, request: Any, **kwargs: Any) -> HttpResponse:
        """Show the link once, on the answer itself."""
        self.link = ""
        answer = super().post(request, **kwargs)
        if not self.link:
            return answer
        return self.respond({"person": self.object, "link": self.link}, template="access/sign_in_link.html")

    def success_url(self, result: Any) -> str:
        """Keep the link for the answer."""
        self.link = self.request.build_absolute_uri(result)
        return super().success_url(result)


class EditPersonPage(FormPage):
    """Change a person's name and department."""

    permission = "access.edit_person"
    view_permission = "access.view_people"
    model = Person
    title = _("Edit person")
    form_class = PersonForm
    submit_label = _("Save")
    success = _("Saved.")

    def initial(self) -> dict[str, Any]:
        """Start with what is there."""
        return {"name": self.object.name, "department": self.object.department_id}

    def save(self, form: forms.Form) -> Person:
        """Save the details."""
        department = form.cleaned_data["department"]
        return people.edit_person(
            self.object.pk, name=form.cleaned_data["name"], department_id=department and department.pk, by=self.reader
        )


class DeactivatePage(ActionPage):
    """Shut a person out."""

    permission = "access.deactivate_person"
    view_permission = "access.view_people"
    model = Person
    title = _("Deactivate person")
    form_class = DeactivateForm
    submit_label = _("Deactivate")
    success = _("Deactivated. Their sessions have ended and their tokens open nothing.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what ends and what stays."""
        return (
            _t("%(person)s is signed out everywhere and cannot sign in again.") % {"person": self.object},
            _t("Their API tokens stop working at once."),
            _t("Nothing they did or own is deleted; you can reactivate them later."),
            *self._left(),
        )

    def make_form(self, data: Any = None, files: Any = None) -> forms.Form:
        """Return the form with those who may take over."""
        return DeactivateForm(data, files, person=self.object, by=self.reader)

    def save(self, form: forms.Form) -> Person:
        """Deactivate."""
        given = form.cleaned_data
        successor = given["successor"]
        return people.deactivate_person(
            self.object.pk, by=self.reader, reason=given["reason"], successor_id=successor and successor.pk
        )

    def _left(self) -> list[Any]:
        left = in_words(waiting(counts_of(self.object, self.reader)))
        if not left:
            return []
        return [_t("They own %(what)s: whoever takes over finds it on their work.") % {"what": left}]


class ReactivatePage(ActionPage):
    """Let a person back in."""

    permission = "access.deactivate_person"
    view_permission = "access.view_people"
    model = Person
    title = _("Reactivate person")
    form_class = ReasonForm
    submit_label = _("Reactivate")
    success = _("Reactivated.")

    def consequences(self) -> Sequence[Any]:
        """Say what counts again."""
        return (
            _t("%(person)s can sign in again, with the roles they still hold.") % {"person": self.object},
            _t("Ended sessions and revoked tokens stay ended."),
        )

    def save(self, form: forms.Form) -> Person:
        """Reactivate."""
        return people.reactivate_person(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class EndSessionsPage(ActionPage):
    """Sign a person out everywhere."""

    permission = "access.end_sessions"
    view_permission = "access.view_people"
    model = Person
    title = _("End all sessions")
    form_class = ReasonForm
    submit_label = _("End all sessions")
    success = _("All sessions have ended.")

    def consequences(self) -> Sequence[Any]:
        """Say who is signed out."""
        return (_t("%(person)s is signed out everywhere at once and has to sign in again.") % {"person": self.object},)

    def save(self, form: forms.Form) -> int:
        """End them."""
        return sessions.end_all_sessions(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class EndSessionPage(EndSessionsPage):
    """End one session of a person."""

    title = _("End this session")
    submit_label = _("End this session")
    success = _("The session has ended.")

    def consequences(self) -> Sequence[Any]:
        """Say what ends."""
        return (_t("%(person)s is signed out on that device at once.") % {"person": self.object},)

    def save(self, form: forms.Form) -> int:
        """End it."""
        handle: UUID = self.kwargs["handle"]
        get_object_or_404(PortalSession.objects.filter(person=self.object), handle=handle)
        sessions.end_session(handle, by=self.reader, reason=form.cleaned_data["reason"])
        return 1


class ResetSecondFactorPage(ActionPage):
    """Remove a second factor that its owner lost."""

    permission = "access.reset_second_factor"
    view_permission = "access.view_people"
    model = Person
    title = _("Reset second factor")
    form_class = ReasonForm
    submit_label = _("Reset second factor")
    success = _("The second factor is removed.")
    danger = True

    def consequences(self) -> Sequence[Any]:
        """Say what is weaker from then on."""
        return (
            _t("%(person)s signs in with the password alone until they set up a new one.") % {"person": self.object},
            _t("Their recovery codes stop working."),
            _t(ALARM) % {"person": self.object},
        )

    def save(self, form: forms.Form) -> None:
        """Remove it."""
        sessions.remove_second_factor(self.object.pk, by=self.reader, reason=form.cleaned_data["reason"])


class RevokeTokenPage(ActionPage):
    """Revoke a person's API token."""

    permission = "access.end_sessions"
    view_permission = "access.view_people"
    model = Person
    title = _("Revoke token")
    form_class = ReasonForm
    submit_label = _("Revoke token")
    success = _("The token is revoked.")
    danger = True

    def prepare(self) -> None:
        """Find the person's token."""
        super().prepare()
        self.token = get_object_or_404(ApiToken.objects.filter(person=self.object), pk=self.kwargs["token"])

    def consequences(self) -> Sequence[Any]:
        """Say which token and from when."""
        return (_t("The token %(token)s opens nothing from now on.") % {"token": self.token},)

    def save(self, form: forms.Form) -> ApiToken:
        """Revoke it."""
        return tokens.revoke_token(self.token.pk, by=self.reader, reason=form.cleaned_data["reason"])
