"""Addresses below /access/."""

from django.urls import path

from access.urls import account
from access.views import people, person_changes, roles

app_name = "access"

urlpatterns = [
    *account.urlpatterns,
    path("people/", people.PeoplePage.as_view(), name="people"),
    path("people/invite/", person_changes.InvitePage.as_view(), name="invite"),
    path("people/<uuid:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<uuid:pk>/edit/", person_changes.EditPersonPage.as_view(), name="edit-person"),
    path("people/<uuid:pk>/link/", person_changes.SignInLinkPage.as_view(), name="sign-in-link"),
    path("people/<uuid:pk>/deactivate/", person_changes.DeactivatePage.as_view(), name="deactivate"),
    path("people/<uuid:pk>/reactivate/", person_changes.ReactivatePage.as_view(), name="reactivate"),
    path("people/<uuid:pk>/end-sessions/", person_changes.EndSessionsPage.as_view(), name="end-sessions"),
    path("people/<uuid:pk>/end-session/<uuid:handle>/", person_changes.EndSessionPage.as_view(), name="end-session"),
    path("people/<uuid:pk>/reset-second-factor/", person_changes.ResetSecondFactorPage.as_view(), name="reset-second-factor"),
    path("people/<uuid:pk>/revoke-token/<uuid:token>/", person_changes.RevokeTokenPage.as_view(), name="revoke-person-token"),
    path("people/<uuid:pk>/assign-role/", roles.AssignRolePage.as_view(), name="assign-role"),
    path("assignments/<uuid:pk>/withdraw/", roles.WithdrawRolePage.as_view(), name="withdraw-role"),
    path("roles/", roles.RolesPage.as_view(), name="roles"),
    path("roles/new/", roles.NewRolePage.as_view(), name="new-role"),
    path("roles/<uuid:pk>/", roles.RolePage.as_view(), name="role"),
    path("roles/<uuid:pk>/edit/", roles.EditRolePage.as_view(), name="edit-role"),
    path("roles/<uuid:pk>/retire/", roles.RetireRolePage.as_view(), name="retire-role"),
]
