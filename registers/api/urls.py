"""The resources of the registers; each set of viewsets adds its own."""

from access.api.base import PortalRouter

app_name = "registers-api"

router = PortalRouter()

urlpatterns = router.urls
