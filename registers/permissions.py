"""Who may do what with the registers."""

from django.utils.translation import gettext_lazy as _

from common.permissions import (
    ADMINISTRATOR,
    AUDITOR,
    COMPLIANCE_OFFICER,
    DATA_OWNER,
    ENGINEER,
    LEGAL_REVIEWER,
    REVIEWERS,
    SECURITY_REVIEWER,
    Permission,
)

EVERYBODY = (ENGINEER, DATA_OWNER, *REVIEWERS, COMPLIANCE_OFFICER, AUDITOR, ADMINISTRATOR)
OVERSIGHT = (*REVIEWERS, COMPLIANCE_OFFICER, AUDITOR, ADMINISTRATOR)
# Whoever gives out roles decides nothing on the register: else they could make whoever they like decide, or themselves.
RUNS_ACCESS = ("access.assign_role", "access.edit_role")

PERMISSIONS = {
    "registers.view_register": Permission(
        _("See the registers: categories, rules, providers, models, documents"), roles=EVERYBODY
    ),
    "registers.view_use_case": Permission(
        _("See decided use cases; whoever has a part in one, that one"),
        roles=EVERYBODY,
        relations=("owner", "contributor", "steward", "watcher", "named", "condition-owner"),
        by_department=True,
    ),
    "registers.view_all_use_cases": Permission(
        _("See every use case, drafts of others too"), roles=OVERSIGHT, by_department=True
    ),
    "registers.export_register": Permission(_("Export lists of the registers"), roles=OVERSIGHT),
    "registers.edit_categories": Permission(
        _("Enter, change and retire data categories"), roles=(COMPLIANCE_OFFICER,), relations=("owner",)
    ),
    "registers.edit_levels": Permission(_("Change the classification levels"), roles=(COMPLIANCE_OFFICER,)),
    "registers.edit_boundary_rules": Permission(
        _("Enter boundary rules"), roles=(COMPLIANCE_OFFICER,), grantable=False, apart_from=RUNS_ACCESS
    ),
    "registers.edit_providers": Permission(
        _("Enter and change providers, projects and facts about endpoints"), roles=(COMPLIANCE_OFFICER, ADMINISTRATOR)
    ),
    "registers.edit_models": Permission(
        _("Enter models and say which may be used"), roles=(COMPLIANCE_OFFICER, SECURITY_REVIEWER)
    ),
    "registers.request_use_case": Permission(
        _("Ask for a use case"), roles=(ENGINEER, DATA_OWNER, COMPLIANCE_OFFICER), by_department=True
    ),
    "registers.edit_use_case": Permission(
        _("Change drafts of use cases"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner", "contributor", "steward"),
        by_department=True,
    ),
    "registers.submit_use_case": Permission(
        _("Submit and withdraw use cases"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner", "steward"),
        by_department=True,
    ),
    "registers.share_use_case": Permission(
        _("Name who works on a use case and hand it over"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner",),
        by_department=True,
    ),
    "registers.leave_use_case": Permission(
        _("Take somebody off a use case; whoever is on it, themselves"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner", "contributor", "steward", "watcher", "follower", "named"),
        by_department=True,
    ),
    "registers.view_department_requests": Permission(
        _("Follow the requests of one's own department"), roles=(DATA_OWNER, COMPLIANCE_OFFICER)
    ),
    "registers.decide_use_case": Permission(
        _("Decide on requests, at the steps of a route that name them"),
        roles=(*REVIEWERS, COMPLIANCE_OFFICER),
        apart_from=RUNS_ACCESS,
        by_department=True,
    ),
    "registers.suspend_use_case": Permission(
        _("Suspend use cases at once, and resume them"),
        roles=(COMPLIANCE_OFFICER,),
        grantable=False,
        apart_from=RUNS_ACCESS,
        by_department=True,
    ),
    "registers.report_condition": Permission(
        _("Report that a condition is met"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("condition-owner", "owner", "contributor"),
        by_department=True,
    ),
    "registers.comment_use_case": Permission(
        _("Comment on requests"),
        roles=(*REVIEWERS, COMPLIANCE_OFFICER),
        relations=("owner", "contributor", "steward", "watcher", "asker"),
        by_department=True,
    ),
    "registers.resolve_comment": Permission(
        _("Resolve comments"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("author", "owner", "contributor", "steward"),
        by_department=True,
    ),
    "registers.edit_routes": Permission(_("Change approval routes"), roles=(ADMINISTRATOR,), step_up=True),
    "registers.name_reviewer": Permission(
        _("Name somebody for a step of one request"),
        roles=(COMPLIANCE_OFFICER, ADMINISTRATOR),
        by_department=True,
        for_people=True,
    ),
    "registers.delegate_decisions": Permission(
        _("Name who decides while somebody else is away"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner",),
        for_people=True,
    ),
    "registers.retire_use_case": Permission(
        _("Retire use cases"), roles=(COMPLIANCE_OFFICER,), relations=("owner",), by_department=True
    ),
    "registers.take_over_approval": Permission(
        _("Take over approvals given before the portal"),
        roles=(COMPLIANCE_OFFICER,),
        grantable=False,
        apart_from=RUNS_ACCESS,
        by_department=True,
    ),
    "registers.import_register": Permission(
        _("Import a register from a spreadsheet, with the departments it names"), roles=(COMPLIANCE_OFFICER,)
    ),
    "registers.edit_documents": Permission(
        _("Enter documents and their versions"), roles=(COMPLIANCE_OFFICER, LEGAL_REVIEWER), relations=("owner",)
    ),
    "registers.submit_document": Permission(
        _("Submit policy documents for approval"), roles=(COMPLIANCE_OFFICER, LEGAL_REVIEWER), relations=("owner",)
    ),
    "registers.ask_readers": Permission(
        _("Say whom a policy concerns and by when it has to be read"), roles=(COMPLIANCE_OFFICER,)
    ),
    "registers.acknowledge_document": Permission(
        _("Say that one has read a policy that concerns one"),
        roles=(),
        grantable=False,
        relations=("reader",),
        for_people=True,
    ),
    "registers.view_acknowledgements": Permission(
        _("See who has read a policy and who has not"), roles=OVERSIGHT, relations=("owner",)
    ),
    "registers.hand_over": Permission(
        _("Hand over data categories, projects, documents, exceptions and conditions"), roles=(COMPLIANCE_OFFICER,)
    ),
    "registers.hand_on_stewardship": Permission(
        _("Name another steward of a use case"), roles=(COMPLIANCE_OFFICER,), relations=("steward",), by_department=True
    ),
    "registers.edit_required_documents": Permission(_("Say which documents are required"), roles=(COMPLIANCE_OFFICER,)),
    "registers.view_exceptions": Permission(
        _("See every exception"), roles=OVERSIGHT, relations=("owner", "requester")
    ),
    "registers.request_exception": Permission(
        _("Ask for an exception"), roles=(ENGINEER, DATA_OWNER, *REVIEWERS, COMPLIANCE_OFFICER)
    ),
    "registers.decide_exception": Permission(
        _("Grant and refuse exceptions"), roles=(COMPLIANCE_OFFICER,), grantable=False, apart_from=RUNS_ACCESS
    ),
    "registers.edit_exception": Permission(
        _("Attach files to exceptions and end them early"),
        roles=(COMPLIANCE_OFFICER,),
        relations=("owner", "requester"),
    ),
}
