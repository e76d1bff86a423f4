"""Pages about who owns a use case, works on it, follows it, or would like to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from access.pages import ActionPage, FormPage, Submit
from access.permits import permit
from registers.actions.use_cases import (
    answer_join,
    ask_to_join,
    hand_over,
    share,
    share_with_department,
    unshare,
    unshare_department,
)
from registers.choices import Membership
from registers.forms.use_cases import AnswerForm, HandOverForm, JoinForm, ShareDepartmentForm, ShareForm
from registers.models import JoinRequest, UseCase, UseCaseMember, UseCaseShare


class HandOverPage(ActionPage):
    """Make somebody else the owner."""

    permission = "registers.share_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Hand over the use case")
    form_class = HandOverForm
    submit_label = _("Hand over")
    success = _("The use case has a new owner.")

    def consequences(self) -> Sequence[Any]:
        """Say what the owner gives away."""
        if self.object.owner is None:
            return ()
        return (_t("%(owner)s no longer answers for it and may no longer submit it.") % {"owner": self.object.owner},)

    def save(self, form: forms.Form) -> Any:
        """Hand it over."""
        entered = form.cleaned_data
        return hand_over(self.object.pk, entered["person"].pk, by=self.reader, reason=entered["reason"])


class SharePage(FormPage):
    """Add somebody to a use case."""

    permission = "registers.share_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Add a person")
    form_class = ShareForm
    submit_label = _("Add")
    success = _("They are on it, and were told.")

    def save(self, form: forms.Form) -> Any:
        """Add them."""
        entered = form.cleaned_data
        until = entered["until"]
        return share(self.object.pk, entered["person"].pk, entered["membership"], by=self.reader, until=until)

    def success_url(self, _result: Any) -> str:
        """Go to the people."""
        return people_url(self.object)


class ShareDepartmentPage(FormPage):
    """Share a use case with a whole department."""

    permission = "registers.share_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Share with a department")
    form_class = ShareDepartmentForm
    submit_label = _("Share")
    success = _("It is shared; the people of the department were told.")

    def save(self, form: forms.Form) -> Any:
        """Share it."""
        entered = form.cleaned_data
        department, until = entered["department"], entered["until"]
        return share_with_department(self.object.pk, department.pk, entered["membership"], by=self.reader, until=until)

    def success_url(self, _result: Any) -> str:
        """Go to the people."""
        return people_url(self.object)


class UnshareDepartmentPage(ActionPage):
    """Share a use case with a department no more."""

    permission = "registers.share_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Stop sharing")
    form_class = forms.Form
    submit_label = _("Stop sharing")
    success = _("It is no longer shared with the department.")

    def prepare(self) -> None:
        """Find the use case and what is shared."""
        super().prepare()
        self.shared = get_object_or_404(UseCaseShare, use_case=self.object, pk=self.kwargs["share"])

    def consequences(self) -> Sequence[Any]:
        """Say who loses what."""
        told = _t("People who see it only through %(department)s no longer see it until it is decided.")
        return (told % {"department": self.shared.department},)

    def save(self, _form: forms.Form) -> Any:
        """End it."""
        return unshare_department(self.shared.pk, by=self.reader)

    def success_url(self, _result: Any) -> str:
        """Go to the people."""
        return people_url(self.object)


class FollowPage(ActionPage):
    """Follow a use case: be told what becomes of it."""

    permission = "registers.view_use_case"
    model = UseCase
    title = _("Follow this use case")
    form_class = forms.Form
    submit_label = _("Follow")
    success = _("You follow it now.")

    def save(self, _form: forms.Form) -> Any:
        """Become a watcher."""
        return share(self.object.pk, self.reader.pk, Membership.WATCHER, by=self.reader)


class UnsharePage(ActionPage):
    """Take somebody off a use case; everybody may take off themselves."""

    permission = "registers.leave_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Take off the use case")
    form_class = forms.Form
    submit_label = _("Take off")
    success = _("They are no longer on it.")

    def prepare(self) -> None:
        """Find the use case and the member; others are taken off by who shares it."""
        super().prepare()
        self.member = get_object_or_404(UseCaseMember, content_object=self.object, pk=self.kwargs["member"])
        if self.member.user_id != self.reader.pk:
            permit(self.reader, "registers.share_use_case", self.object)

    def asked_object(self) -> Any:
        """Ask about the use case."""
        return self.object

    def consequences(self) -> Sequence[Any]:
        """Say who loses what."""
        return (
            _t("%(person)s can no longer change it, nor see what is not decided.") % {"person": self.member.person},
        )

    def save(self, _form: forms.Form) -> Any:
        """Take them off."""
        return unshare(self.member.pk, by=self.reader)


class JoinPage(ActionPage):
    """Ask the owner to let one join."""

    permission = "registers.request_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    title = _("Join this use case")
    form_class = JoinForm
    submit_label = _("Ask to join")
    success = _("The owner is asked; you are told as soon as they answer.")

    def consequences(self) -> Sequence[Any]:
        """Say what joining means."""
        return (
            _t("%(owner)s is asked whether you may work on it.") % {"owner": self.object.owner},
            _t("What is approved for it holds for your work too, with its data and its limits, nothing beyond."),
        )

    def save(self, form: forms.Form) -> Any:
        """Ask."""
        return ask_to_join(self.object.pk, message=form.cleaned_data["message"], by=self.reader)


class AnswerJoinPage(ActionPage):
    """Answer somebody who asks to join."""

    permission = "registers.share_use_case"
    view_permission = "registers.view_use_case"
    model = UseCase
    form_class = AnswerForm
    template_name = "registers/answer_join.html"
    submits = (Submit("accept", _("Accept")), Submit("decline", _("Decline"), kind="secondary"))
    success = _("They are told.")

    def prepare(self) -> None:
        """Find the use case and the request to join it."""
        super().prepare()
        self.asked = get_object_or_404(JoinRequest, use_case=self.object, pk=self.kwargs["asked"])
        if self.asked.answered_at is not None and self.request.method == "GET":
            raise Http404

    def get_title(self) -> Any:
        """Name who asks."""
        return _t("%(person)s asks to join") % {"person": self.asked.person}

    def consequences(self) -> Sequence[Any]:
        """Say what accepting means."""
        return (_t("Accepted, they become a contributor: they see and change drafts of it."),)

    def context(self) -> dict[str, Any]:
        """Return what they say."""
        return {**super().context(), "asked": self.asked}

    def save(self, form: forms.Form) -> Any:
        """Answer."""
        accepted = self.pressed == "accept"
        return answer_join(self.asked.pk, accepted=accepted, by=self.reader, note=form.cleaned_data["note"])

    def success_url(self, _result: Any) -> str:
        """Go to the people."""
        return people_url(self.object)


def people_url(use_case: UseCase) -> str:
    """Return where the people of a use case stand."""
    return f"{use_case.get_absolute_url()}?tab=people"
