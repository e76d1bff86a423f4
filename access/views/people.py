"""Pages about people, for those who may see and manage them."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Prefetch
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from access.actions import sessions
from access.bulk import BulkAction
from access.devices import device_in_words
from access.filters import PersonFilter
from access.group_reading import groups_of
from access.group_words import why_not
from access.hand_over_form import DeactivateManyForm
from access.identity import signs_in_by
from access.models import LOCAL_ISSUER, ApiToken, Authenticator, Person, PortalSession, RoleAssignment
from access.owned_counts import counts_of, in_words, waiting
from access.pages import DetailPage, ListPage
from access.permits import may
from access.querysets import PersonQuerySet
from access.reading import note_reading
from access.rules.break_glass import refuse_changing
from access.successors import is_officer
from access.tables import PersonTable
from access.views.bulk_leavers import deactivate_one, refuse_taking_over
from access.views.bulk_roles import AssignRoleToManyForm, assign_role_to_one
from common.cells import badge_cell
from common.clock import now, today
from common.presentation import Action, Badge, Link, Tone
from common.templatetags.kit import when


def with_roles(rows: PersonQuerySet) -> PersonQuerySet:
    """Read people with their roles of today in two queries, whatever their number."""
    return (
        rows.select_related("department")
        .prefetch_related(Prefetch("assignments", queryset=RoleAssignment.objects.counting_on(today())))
        .annotate(has_second_factor=Exists(Authenticator.objects.filter(person=OuterRef("pk"))))
    )


class PeoplePage(ListPage):
    """Everybody in the organisation, what they may do, and when they were last here."""

    permission = "access.view_people"
    title = _("People")
    name = "people"
    filterset_class = PersonFilter
    table_class = PersonTable
    sorts: ClassVar = {
        "name": ("name",),
        "email": ("email",),
        "last_login": ("last_login",),
        "created_at": ("id",),
    }
    default_sort = "name"
    default_columns = ("name", "email", "department", "roles", "standing", "last_login")
    locked_columns = ("name",)
    export_permission = "access.export_people"
    opens_panel = "panel-body"
    empty_title = _("Nobody is here yet")
    empty_text = _("Invite the people who will work with the portal.")
    bulk_actions = (
        BulkAction(
            name="assign-role",
            label=_("Give a role"),
            permission="access.assign_role",
            run=assign_role_to_one,
            form_class=AssignRoleToManyForm,
            consequences=(_("Each selected person gets the role; those who hold it keep it as it is."),),
        ),
        BulkAction(
            name="end-sessions",
            label=_("End sessions"),
            permission="access.end_sessions",
            run=sessions.end_all_sessions,
            consequences=(_("Every selected person is signed out everywhere at once."),),
        ),
        BulkAction(
            name="deactivate",
            label=_("Deactivate"),
            permission="access.deactivate_person",
            run=deactivate_one,
            form_class=DeactivateManyForm,
            refuses=refuse_taking_over,
            danger=True,
            consequences=(
                _("Their sessions end and their API tokens stop working at once."),
                _("Nothing they did or own is deleted: whoever takes over finds it on their work."),
            ),
        ),
    )

    def rows(self) -> PersonQuerySet:
        """Return the people the reader may see."""
        return with_roles(Person.objects.visible_to(self.reader))

    def context(self, listing: Any) -> dict[str, Any]:  # noqa: ARG002 - of the base
        """Return the way to the departments."""
        return {
            "actions": [
                Action(_t("Departments"), reverse("access:departments"), "building"),
                Action(_t("Leavers"), reverse("access:leavers"), "user-off"),
            ]
        }

    def primary_action(self) -> Action | None:
        """Offer to invite somebody."""
        if not may(self.reader, "access.invite_person"):
            return None
        return Action(_t("Invite a person"), reverse("access:invite"), icon="user-plus")


class PersonPage(DetailPage):
    """One person: roles, sessions, tokens, and what happened to them."""

    permission = "access.view_people"
    model = Person
    template_name = "access/person.html"

    def get_object(self) -> Person:
        """Return the person, read with the department."""
        return get_object_or_404(
            Person.objects.visible_to(self.reader).select_related("department", "successor"), pk=self.kwargs["pk"]
        )

    def facts(self) -> Sequence[tuple[Any, Any]]:
        """Return who this is."""
        person = self.object
        enrolled = Authenticator.objects.filter(person=person).exists()
        return (
            (_t("E-mail"), person.email),
            (_t("Department"), person.department),
            (_t("Sign-in by"), signs_in_by(person)),
            (
                _t("Second factor"),
                badge_cell(pgettext("second factor", "Set up"), Tone.SUCCESS)
                if enrolled
                else badge_cell(pgettext("second factor", "None")),
            ),
            (_t("Last sign-in"), when(person.last_login, _t("Never"))),
            (_t("Since"), when(person.created_at)),
            (_t("Deactivated"), when(person.deactivated_at)),
            *self._owned(),
        )

    def context(self) -> dict[str, Any]:
        """Return roles, sessions, tokens, and what may be done."""
        person = self.object
        kept = refuse_changing(is_for_emergencies=person.is_for_emergencies)
        context: dict[str, Any] = {
            "breadcrumbs": [Link(_t("People"), reverse("access:people"))],
            "badge": _badge_of(person),
            "withheld": person.withheld_roles.filter(lifted_at=None).select_related("role"),
            "kept": kept.text if kept else "",
            "assignments": person.assignments.standing().select_related("role", "given_by", "department"),
            "today": today(),
            "primary_action": self._primary_action(),
            "actions": self._actions(),
            "timeline_url": f"{reverse('trail:entries')}?about=access.person:{person.pk}",
        }
        if may(self.reader, "access.view_groups"):
            context["groups"] = groups = groups_of(person)
            context["groups_refused"] = [(role, why_not(cause)) for role, cause in groups.refused]
        if may(self.reader, "access.end_sessions"):
            note_reading(self.request, "access.sessions.read", subject=person, by=self.reader)
            live = PortalSession.objects.filter(person=person, expire_date__gt=now()).order_by("-last_seen_at")
            context["sessions"] = [(each, device_in_words(each.device)) for each in live]
            context["tokens"] = ApiToken.objects.filter(person=person).order_by("-id")[:20]
            context["now"] = now()
        return context

    @cached_property
    def _counts(self) -> dict[str, int]:
        return counts_of(self.object, self.reader)

    def _owned(self) -> list[tuple[Any, Any]]:
        """Return what the person owns, with the way to hand it over, and who takes over from a leaver."""
        person, found = self.object, []
        if words := in_words(self._counts):
            place = self._at("hand-over")
            owned = format_html('<a href="{}">{}</a>', place, words) if is_officer(self.reader) else words
            found.append((_t("Owns"), owned))
        if person.successor and not person.is_active:
            found.append((_t("Who takes over"), person.successor))
        return found

    def _primary_action(self) -> Action | None:
        if not self.object.is_active and is_officer(self.reader) and waiting(self._counts):
            return Action(_t("Hand over"), self._at("hand-over"), icon="user-cog")
        if not self.object.is_active or self.object.pk == self.reader.pk or self.object.is_for_emergencies:
            return None
        if not may(self.reader, "access.assign_role"):
            return None
        return Action(_t("Give a role"), reverse("access:assign-role", args=[self.object.pk]), icon="shield-plus")

    def _actions(self) -> list[Action]:
        person, actions = self.object, []
        kept = person.is_for_emergencies
        for permission, offered, action in (
            ("access.edit_person", not kept, Action(_t("Edit"), self._at("edit-person"), "edit", panel="dialog")),
            (
                "access.invite_person",
                person.is_active and person.issuer == LOCAL_ISSUER,
                Action(_t("New sign-in link"), self._at("sign-in-link"), "link"),
            ),
            (
                "access.end_sessions",
                person.is_active,
                Action(_t("End all sessions"), self._at("end-sessions"), "logout", panel="dialog"),
            ),
            (
                "access.reset_second_factor",
                not kept and Authenticator.objects.filter(person=person).exists(),
                Action(_t("Reset second factor"), self._at("reset-second-factor"), "shield-off", panel="dialog"),
            ),
            (
                "access.deactivate_person",
                not kept and person.is_active and person.pk != self.reader.pk,
                Action(_t("Deactivate"), self._at("deactivate"), "user-off", danger=True, panel="dialog"),
            ),
            (
                "access.deactivate_person",
                not kept and not person.is_active,
                Action(_t("Reactivate"), self._at("reactivate"), "user-check", panel="dialog"),
            ),
        ):
            if offered and may(self.reader, permission):
                actions.append(action)
        return actions

    def _at(self, name: str) -> str:
        return reverse(f"access:{name}", args=[self.object.pk])


def _badge_of(person: Person) -> Badge:
    if not person.is_active:
        return Badge(_t("Deactivated"))
    if person.is_for_emergencies:
        return Badge(_t("For emergencies"), Tone.WARNING)
    return Badge(_t("Active"), Tone.SUCCESS)
