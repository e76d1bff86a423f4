"""Addresses below /access/."""

from django.urls import path

from access.scim import settings_views as directory
from access.scim import token_views as directory_tokens
from access.urls import account, groups, reviews, service_identities
from access.views import departments, handing_over, leavers, people, roles
from access.views import person_changes as changes

app_name = "access"

urlpatterns = [
    *account.urlpatterns,
    *service_identities.urlpatterns,
    path("scim/", directory.DirectoryPage.as_view(), name="directory"),
    path("scim/tokens/new/", directory_tokens.NewDirectoryTokenPage.as_view(), name="new-directory-token"),
    path("people/", people.PeoplePage.as_view(), name="people"),
    path("people/invite/", changes.InvitePage.as_view(), name="invite"),
    path("people/<uuid:pk>/", people.PersonPage.as_view(), name="person"),
    path("people/<uuid:pk>/edit/", changes.EditPersonPage.as_view(), name="edit-person"),
    path("people/<uuid:pk>/link/", changes.SignInLinkPage.as_view(), name="sign-in-link"),
    path("people/<uuid:pk>/deactivate/", changes.DeactivatePage.as_view(), name="deactivate"),
    path("people/<uuid:pk>/hand-over/", handing_over.HandOverPage.as_view(), name="hand-over"),
    path("leavers/", leavers.LeaversPage.as_view(), name="leavers"),
    path("people/<uuid:pk>/reactivate/", changes.ReactivatePage.as_view(), name="reactivate"),
    path("people/<uuid:pk>/end-sessions/", changes.EndSessionsPage.as_view(), name="end-sessions"),
    path("people/<uuid:pk>/end-session/<uuid:handle>/", changes.EndSessionPage.as_view(), name="end-session"),
    path("people/<uuid:pk>/reset-second-factor/", changes.ResetSecondFactorPage.as_view(), name="reset-second-factor"),
    path("people/<uuid:pk>/revoke-token/<uuid:token>/", changes.RevokeTokenPage.as_view(), name="revoke-person-token"),
    path("people/<uuid:pk>/assign-role/", roles.AssignRolePage.as_view(), name="assign-role"),
    path("assignments/<uuid:pk>/extend/", roles.ExtendRolePage.as_view(), name="extend-role"),
    path("assignments/<uuid:pk>/withdraw/", roles.WithdrawRolePage.as_view(), name="withdraw-role"),
    path("departments/", departments.DepartmentsPage.as_view(), name="departments"),
    path("departments/new/", departments.NewDepartmentPage.as_view(), name="new-department"),
    path("departments/<uuid:pk>/", departments.DepartmentPage.as_view(), name="department"),
    path("departments/<uuid:pk>/rename/", departments.RenameDepartmentPage.as_view(), name="rename-department"),
    *groups.urlpatterns,
    *reviews.urlpatterns,
    path("roles/", roles.RolesPage.as_view(), name="roles"),
    path("roles/new/", roles.NewRolePage.as_view(), name="new-role"),
    path("roles/<uuid:pk>/", roles.RolePage.as_view(), name="role"),
    path("roles/<uuid:pk>/edit/", roles.EditRolePage.as_view(), name="edit-role"),
    path("roles/<uuid:pk>/retire/", roles.RetireRolePage.as_view(), name="retire-role"),
]
