"""What happens in the registers, in sentences."""

from django.utils.translation import gettext_lazy as _

from common.presentation import Tone
from trail.verbs import Verb

VERBS = {
    "registers.classification_level.shipped": Verb(_("The portal entered the classification level {subject}"), "world"),
    "registers.classification_level.created": Verb(
        _("{by} entered the classification level {subject}"), "plus", Tone.INFO
    ),
    "registers.classification_level.edited": Verb(_("{by} changed the classification level {subject}"), "edit"),
    "registers.data_category.created": Verb(_("{by} entered the data category {subject}"), "plus", Tone.INFO),
    "registers.data_category.edited": Verb(_("{by} changed the data category {subject}"), "edit"),
    "registers.data_category.retired": Verb(_("{by} retired the data category {subject}"), "archive", Tone.WARNING),
    "registers.data_category.handed_over": Verb(
        _("{by} handed over the data category {subject} to {to}"), "user-cog", Tone.INFO
    ),
    "registers.custom_detector.created": Verb(_("{by} gave {category} the detector {subject}"), "plus", Tone.INFO),
    "registers.custom_detector.removed": Verb(
        _("{by} took the detector {subject} from {category}"), "trash", Tone.WARNING
    ),
    "registers.boundary_rule.entered": Verb(
        _("{by} ruled on {category} to {destination}: {outcome} from {starts_on}"), "plus", Tone.INFO
    ),
    "registers.boundary_rule.withdrawn": Verb(
        _("{by} took back the rule {subject} before it began"), "rotate-clockwise-2", Tone.WARNING
    ),
    "registers.provider.created": Verb(_("{by} entered the provider {subject}"), "plus", Tone.INFO),
    "registers.provider.edited": Verb(_("{by} changed the provider {subject}"), "edit"),
    "registers.provider.retired": Verb(_("{by} retired the provider {subject}"), "archive", Tone.WARNING),
    "registers.project.created": Verb(_("{by} entered the project {subject}"), "plus", Tone.INFO),
    "registers.project.edited": Verb(_("{by} changed the project {subject}"), "edit"),
    "registers.project.retired": Verb(_("{by} retired the project {subject}"), "archive", Tone.WARNING),
    "registers.project.handed_over": Verb(_("{by} handed over the project {subject} to {to}"), "user-cog", Tone.INFO),
    "registers.model.created": Verb(_("{by} entered the model {subject}"), "plus", Tone.INFO),
    "registers.model.edited": Verb(_("{by} changed the model {subject}"), "edit"),
    "registers.model.assessed": Verb(_("{by} set the model {subject} to: {state}"), "scale", Tone.INFO),
    "registers.endpoint_fact.shipped": Verb(_("The portal entered what is known of the endpoint {subject}"), "world"),
    "registers.endpoint_fact.entered": Verb(
        _("{by} entered what the endpoint {endpoint} keeps, version {version}"), "plus", Tone.INFO
    ),
    "registers.region_fact.shipped": Verb(_("The portal entered what is known of the region {subject}"), "world"),
    "registers.region_fact.entered": Verb(
        _("{by} entered what happens in the region {region}, version {version}"), "plus", Tone.INFO
    ),
    "registers.use_case.drafted": Verb(_("{by} began the use case {subject}"), "file-description", Tone.INFO),
    "registers.use_case.asked_for": Verb(
        _("{by} asked for {subject}; {steward} sees it through"), "message-circle", Tone.INFO
    ),
    "registers.use_case.steward_changed": Verb(_("{by} made {person} the steward of {subject}"), "user-cog", Tone.INFO),
    "registers.use_case.edited": Verb(_("{by} changed {subject}"), "edit"),
    "registers.use_case.revised": Verb(_("{by} began version {version} of {subject}"), "versions", Tone.INFO),
    "registers.use_case.discarded": Verb(_("{by} gave up version {version} of {subject}"), "trash"),
    "registers.use_case.submitted": Verb(_("{by} submitted version {version} of {subject}"), "send", Tone.INFO),
    "registers.use_case.resubmitted": Verb(
        _("{by} submitted version {version} of {subject}; what was agreed to on version {earlier} no longer counts"),
        "send",
        Tone.WARNING,
    ),
    "registers.use_case.review_started": Verb(
        _("The portal sent {subject}, submitted before there were routes, on the route {route}"), "route", Tone.INFO
    ),
    "registers.use_case.withdrawn": Verb(
        _("{by} withdrew version {version} of {subject}"), "rotate-clockwise-2", Tone.WARNING
    ),
    "registers.use_case.taken_over": Verb(
        _("{by} took over an earlier approval of {subject}, until {until}"), "certificate", Tone.SUCCESS
    ),
    "registers.use_case.amended": Verb(
        _("{by} changed nothing material in {subject}: version {version} is in force"), "edit", Tone.SUCCESS
    ),
    "registers.use_case.agreed": Verb(
        _("{by} agreed to version {version} of {subject} at the step “{step}”"), "circle-check", Tone.INFO
    ),
    "registers.use_case.approved": Verb(
        _("{by} approved version {version} of {subject} until {until}"), "circle-check", Tone.SUCCESS
    ),
    "registers.use_case.conditionally_approved": Verb(
        _("{by} approved version {version} of {subject} once its conditions are met"), "circle-check", Tone.INFO
    ),
    "registers.use_case.changes_asked": Verb(
        _("{by} asked for changes to version {version} of {subject}"), "message-circle", Tone.WARNING
    ),
    "registers.use_case.rejected": Verb(_("{by} rejected version {version} of {subject}"), "circle-x", Tone.DANGER),
    "registers.use_case.reviewer_named": Verb(
        _("{by} named {person} for the step “{step}” of {subject}"), "user-plus", Tone.INFO
    ),
    "registers.use_case.reviewer_replaced": Verb(
        _("{by} named {person} in place of {former} for the step “{step}” of {subject}"), "user-cog", Tone.INFO
    ),
    "registers.use_case.escalated": Verb(
        _("The step “{step}” of {subject} went on to others, since nobody answered"), "alert-octagon", Tone.WARNING
    ),
    "registers.use_case.suspended": Verb(_("{by} suspended {subject}"), "alert-octagon", Tone.DANGER),
    "registers.use_case.resumed": Verb(_("{by} resumed {subject}"), "refresh", Tone.SUCCESS),
    "registers.use_case.lapsed": Verb(_("The approval of {subject} ended on {until}"), "hourglass", Tone.WARNING),
    "registers.use_case.end_reminded": Verb(
        _("The owner of {subject} was reminded that its approval ends on {until}"), "hourglass"
    ),
    "registers.condition.reported": Verb(_("{by} reported the condition “{subject}” as met"), "send", Tone.INFO),
    "registers.condition.met": Verb(_("{by} found the condition “{subject}” met"), "circle-check", Tone.SUCCESS),
    "registers.condition.last_met": Verb(
        _("{by} found the condition “{subject}” met; with it version {version} is in force, until {until}"),
        "circle-check",
        Tone.SUCCESS,
    ),
    "registers.condition.sent_back": Verb(
        _("{by} found the condition “{subject}” not met yet"), "rotate-clockwise-2", Tone.WARNING
    ),
    "registers.condition.handed_over": Verb(
        _("{by} handed over the condition “{subject}” to {to}"), "user-cog", Tone.INFO
    ),
    "registers.comment.written": Verb(_("{by} commented on {subject}: {text}"), "message-circle"),
    "registers.comment.resolved": Verb(_("{by} resolved a comment on {subject}: {text}"), "circle-check"),
    "registers.comment.reopened": Verb(_("{by} took up a comment on {subject} again: {text}"), "message-circle"),
    "registers.route.shipped": Verb(_("The portal entered the approval route {subject}"), "world"),
    "registers.route.entered": Verb(_("{by} changed the approval route: {subject}"), "edit", Tone.WARNING),
    "registers.delegation.given": Verb(_("{by} entered who decides meanwhile: {subject}"), "user-check", Tone.INFO),
    "registers.delegation.ended": Verb(_("{by} ended the delegation {subject}"), "user-minus"),
    "registers.use_case.retired": Verb(_("{by} retired {subject}"), "archive", Tone.WARNING),
    "registers.use_case.handed_over": Verb(_("{by} made {owner} the owner of {subject}"), "user-cog", Tone.INFO),
    "registers.use_case.placed": Verb(_("{by} put {subject} under {department}"), "building"),
    "registers.use_case.imported": Verb(_("{by} imported {subject} from {source}, row {row}"), "upload", Tone.INFO),
    "registers.use_case.shared": Verb(_("{by} added {person} to {subject} ({membership})"), "user-plus", Tone.INFO),
    "registers.use_case.unshared": Verb(
        _("{by} took {person} off {subject} ({membership})"), "user-minus", Tone.WARNING
    ),
    "registers.use_case.shared_with_department": Verb(
        _("{by} shared {subject} with {department} ({membership})"), "users", Tone.INFO
    ),
    "registers.use_case.department_unshared": Verb(
        _("{by} shares {subject} with {department} no more ({membership})"), "user-minus", Tone.WARNING
    ),
    "registers.use_case.join_asked": Verb(_("{by} asked to join {subject}"), "user-question"),
    "registers.use_case.join_answered": Verb(
        _("{by} answered {person} who asked to join {subject}: {answer}"), "user-check"
    ),
    "registers.document.created": Verb(_("{by} entered the document {subject}"), "plus", Tone.INFO),
    "registers.document.edited": Verb(_("{by} changed the document {subject}"), "edit"),
    "registers.document.renewed": Verb(_("{by} added version {version} of {subject}"), "refresh", Tone.INFO),
    "registers.document.reviewed": Verb(_("{by} reviewed {subject}; next by {review_on}"), "checklist", Tone.SUCCESS),
    "registers.document.submitted": Verb(
        _("{by} submitted version {version} of {subject} for approval"), "send", Tone.INFO
    ),
    "registers.document.agreed": Verb(
        _("{by} agreed to version {version} of {subject} at the step “{step}”"), "circle-check", Tone.INFO
    ),
    "registers.document.approved": Verb(
        _("{by} approved version {version} of {subject}; next review by {review_on}"), "circle-check", Tone.SUCCESS
    ),
    "registers.document.changes_asked": Verb(
        _("{by} asked for changes to version {version} of {subject}"), "message-circle", Tone.WARNING
    ),
    "registers.document.rejected": Verb(_("{by} rejected version {version} of {subject}"), "circle-x", Tone.DANGER),
    "registers.document.readership_set": Verb(
        _("{by} said whom {subject} concerns: {whom}, to read within {days} days"), "users", Tone.INFO
    ),
    "registers.document.readers_asked": Verb(
        _("The portal asked {asked} people to read version {version} of {subject}"), "mail", Tone.INFO
    ),
    "registers.document.readers_released": Verb(
        _("The portal took people off those who have to read {subject}: {no_longer}"), "user-minus"
    ),
    "registers.document.readers_reminded": Verb(
        _("The portal reminded {reminded} people to read version {version} of {subject}"), "hourglass"
    ),
    "registers.document.acknowledged": Verb(_("{by} has read and understood {subject}"), "checkbox", Tone.SUCCESS),
    "registers.document.retired": Verb(_("{by} retired the document {subject}"), "archive", Tone.WARNING),
    "registers.document.handed_over": Verb(_("{by} handed over the document {subject} to {to}"), "user-cog", Tone.INFO),
    "registers.file.downloaded": Verb(_("{by} downloaded {subject}"), "download", Tone.WARNING),
    "registers.file.found_damaged": Verb(
        _("{by} asked for {subject}, which is not in storage as it was handed in"), "alert-octagon", Tone.DANGER
    ),
    "registers.required_document.shipped": Verb(_("The portal required {subject}"), "world"),
    "registers.required_document.created": Verb(_("{by} required {subject}"), "plus", Tone.INFO),
    "registers.required_document.removed": Verb(_("{by} no longer requires {subject}"), "trash", Tone.WARNING),
    "registers.attachment.added": Verb(_("{by} attached {file} to {subject}"), "paperclip", Tone.INFO),
    "registers.attachment.removed": Verb(_("{by} took the attachment {file} off {subject}"), "trash"),
    "registers.exception.requested": Verb(_("{by} asked for the exception {subject}"), "message-circle", Tone.INFO),
    "registers.exception.granted": Verb(
        _("{by} granted the exception {subject} until {until}"), "circle-check", Tone.SUCCESS
    ),
    "registers.exception.refused": Verb(_("{by} refused the exception {subject}"), "circle-x", Tone.DANGER),
    "registers.exception.handed_over": Verb(
        _("{by} handed over the exception {subject} to {to}"), "user-cog", Tone.INFO
    ),
    "registers.exception.ended": Verb(_("{by} ended the exception {subject}"), "circle-x", Tone.WARNING),
    "registers.exception.reminded": Verb(
        _("The portal reminded {owner} that the exception {subject} ends on {until}"), "hourglass"
    ),
    "registers.exception.expired": Verb(
        _("The last day of the exception {subject} passed ({until})"), "hourglass", Tone.WARNING
    ),
    "registers.import.uploaded": Verb(_("{by} uploaded {file} to import it as {source}"), "upload"),
    "registers.import.committed": Verb(_("{by} imported {entered} of {total} rows of {source}"), "database", Tone.INFO),
    "registers.import.discarded": Verb(_("{by} discarded the import of {file}"), "trash"),
}
