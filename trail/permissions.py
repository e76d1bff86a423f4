"""Who may read the record."""

from django.utils.translation import gettext_lazy as _

from common.permissions import ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER, Permission

PERMISSIONS = {
    "trail.view_entries": Permission(
        _("Read and search the trail"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "trail.export_entries": Permission(_("Export the trail"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)),
}
