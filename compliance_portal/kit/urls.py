"""Addresses of the kit; included only where settings.KIT allows it."""

from django.urls import path

from compliance_portal.kit import changes, views

app_name = "kit"
urlpatterns = [
    path("", views.components, name="components"),
    path("list/", views.use_cases, name="list"),
    path("list/empty/", views.empty_list, name="empty-list"),
    path("detail/", views.use_case, name="detail"),
    path("form/", changes.request_form, name="form"),
    path("action/", changes.suspend, name="action"),
    path("bulk/", changes.suspend_many, name="bulk"),
    path("secret/", changes.secret, name="secret"),
    path("inbox/", views.inbox, name="inbox"),
    path("search/", views.search, name="search"),
    path("sign-in/", views.sign_in, name="sign-in"),
    path("job/<str:state>/", views.job, name="job"),
    path("error/<int:status>/", views.error, name="error"),
]
