"""Addresses of groups of the directory, below those of people and access."""

from django.urls import path

from access.views.groups import detail, entering, lists, seen, unmapping

urlpatterns = [
    path("groups/", lists.GroupsPage.as_view(), name="groups"),
    path("groups/seen/", seen.SeenGroupsPage.as_view(), name="seen-groups"),
    path("groups/new/", entering.NewGroupPage.as_view(), name="new-group"),
    path("groups/<uuid:pk>/", detail.GroupPage.as_view(), name="group"),
    path("groups/<uuid:pk>/edit/", entering.EditGroupPage.as_view(), name="edit-group"),
    path("groups/<uuid:pk>/unmap/", unmapping.UnmapGroupPage.as_view(), name="unmap-group"),
]
