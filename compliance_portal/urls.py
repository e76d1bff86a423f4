"""Every address of the portal, by app."""

from django.conf import settings
from django.urls import include, path, re_path

from access.api.views import unknown_address
from compliance_portal import errors, health, pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("my-work/", pages.my_work, name="my-work"),
    path("favicon.ico", pages.favicon, name="favicon"),
    path("search/", pages.search, name="search"),
    path("inbox/", include(("access.urls.inbox", "inbox"))),
    path("jobs/", include(("access.urls.jobs", "jobs"))),
    path("access/", include("access.urls.access")),
    path("registers/", include("registers.urls.registers")),
    path("trail/", include("access.urls.trail")),
    path("api/v1/", include("access.api.urls")),
    path("api/v1/", include("registers.api.urls")),
    path("scim/v2/", include("access.scim.urls")),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
]

if settings.KIT:
    urlpatterns.append(path("kit/", include("compliance_portal.kit.urls")))

# Last: what no app's API knows is told as a problem, not as a page.
urlpatterns.append(re_path("^api/", unknown_address))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
