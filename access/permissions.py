"""Who may do what with people, roles, sessions and tokens."""

from django.utils.translation import gettext_lazy as _

from common.permissions import ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER, Permission

PERMISSIONS = {
    "access.view_people": Permission(
        _("See people, their roles and departments"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "access.export_people": Permission(
        _("Export the list of people"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "access.invite_person": Permission(
        _("Invite people and set them up"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.edit_person": Permission(_("Change a person's name and department"), roles=(ADMINISTRATOR,)),
    "access.deactivate_person": Permission(
        _("Deactivate and reactivate people"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.reset_second_factor": Permission(
        _("Reset a person's second factor"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.view_roles": Permission(
        _("See roles and what they may do"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "access.assign_role": Permission(
        _("Give and take away roles"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.edit_role": Permission(
        _("Create, change and retire custom roles"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.end_sessions": Permission(_("See and end anyone's sessions"), roles=(ADMINISTRATOR,)),
    "access.view_groups": Permission(
        _("See which groups of the directory give which roles"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "access.map_groups": Permission(
        _("Say which groups of the directory give which roles"), roles=(ADMINISTRATOR,), step_up=True, grantable=False
    ),
    "access.view_identity": Permission(
        _("See how people sign in, and test the connection to the identity provider"), roles=(ADMINISTRATOR, AUDITOR)
    ),
    "access.view_services": Permission(
        _("See service identities, their roles and tokens"),
        roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER),
        relations=("answerable",),
    ),
    "access.edit_services": Permission(
        _("Enter and change service identities and issue their tokens"),
        roles=(ADMINISTRATOR,),
        step_up=True,
        grantable=False,
    ),
    "access.renew_service_tokens": Permission(
        _("Renew and revoke tokens of service identities"),
        roles=(ADMINISTRATOR,),
        step_up=True,
        grantable=False,
        relations=("answerable",),
    ),
    "access.hand_over": Permission(
        _("Hand over what leavers owned"), roles=(COMPLIANCE_OFFICER,), relations=("successor",)
    ),
    "access.view_reviews": Permission(
        _("See access reviews"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER), relations=("reviewer",)
    ),
    # Whoever is asked about some of its rights sees those only, and takes none of it.
    "access.take_review_evidence": Permission(
        _("Take the evidence of access reviews"), roles=(ADMINISTRATOR, AUDITOR, COMPLIANCE_OFFICER)
    ),
    "access.run_reviews": Permission(
        _("Open, apply and cancel access reviews"), roles=(COMPLIANCE_OFFICER,), step_up=True, grantable=False
    ),
    "access.answer_review": Permission(
        _("Answer for rights in an access review"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("reviewer",),
        for_people=True,
    ),
    "access.share_views": Permission(_("Share saved views with everybody"), roles=(ADMINISTRATOR, COMPLIANCE_OFFICER)),
}
