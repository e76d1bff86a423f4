"""One action, one verb: what actions record, and the sentences it is told in."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from tests.architecture.code import called, calls, listed, modules, name_of, text, tree_of
from trail.verbs import all_verbs, verb_of

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
# Which argument of a recording call is the verb.
RECORDING = {"record": 0, "record_many": 0, "note_reading": 1}

# Writers that are no business event; each with why nothing need be on record.
NO_EVENT = {
    "reviews/closing.py:close_step": "a part of the actions that decide, which record",
    "reviews/closing.py:close_review": "a part of the actions that decide, which record",
    "reviews/starting.py:start_review": "a part of submitting, which records",
    "reviews/starting.py:open_next": "a part of submitting and deciding, which record",
    "reviews/telling.py:tell_reviewers": "tells of an event that is recorded itself",
    "reviews/telling.py:tell_asker": "tells of an event that is recorded itself",
    "reviews/telling.py:tell_who_sees_to_conditions": "tells of an event that is recorded itself",
    "use_cases/force.py:come_into_force": "a part of the actions that approve, which record",
    "reviews/sitting.py:write_decision": "a part of the actions that decide, which record",
    "actions/document_reviews.py:end_document_review": "a part of the actions that end it, which record",
    "actions/registering.py:enter_line": "what the register says follows from the action that calls it, which records",
    "actions/registering.py:enter_lines": "what the register says follows from the action that calls it, which records",
    "use_cases/content.py:write_links": "a part of the actions that write a version, which record",
    "use_cases/content.py:stand": "a part of the actions that move a use case, which record",
    "actions/entering.py:check_import": "what a file would change; nothing of the register does",
    "actions/files.py:keeping_files": "takes away what never became part of the register",
    "actions/imports.py:map_columns": "how a file is read; what is entered is recorded row by row",
    "actions/imports.py:read_again": "how a file is read; what is entered is recorded row by row",
    "actions/imports.py:start_commit": "the job records what it enters",
    "actions/imports.py:start_preview": "the job only looks",
    "actions/files.py:keep_file": "whatever the file belongs to records it",
    "actions/files.py:keep_attachable": "whatever the file belongs to records it",
    "handing_over/many.py:start_handing_over": "each thing's action records",
    "actions/leavers.py:tell_of_leaver": "tells of an event that is recorded itself",
    "actions/jobs.py:start_job": "what the job does is recorded by the action it calls",
    "actions/jobs.py:run": "progress of a job; its work records",
    "actions/jobs.py:cancel": "a wish to stop one's own job; what was done so far is recorded",
    "actions/lists.py:keep_columns": "a preference",
    "actions/lists.py:start_bulk_job": "each row's action records",
    "actions/lists.py:start_export_job": "the export records once it is written",
    "actions/messages.py:notify": "tells of an event that is recorded itself",
    "actions/groups.py:tell_of_refused": "tells of an event that is recorded itself",
    "actions/alarms.py:raise_alarm": "tells of an event that is recorded itself",
    "break_glass/telling.py:tell_everybody": "tells of an event that is recorded itself",
    "service_identities/answering.py:tell_of_service": "tells of an event that is recorded itself",
    "access_reviews/opening.py:tell_reviewer": "tells of an event that is recorded itself",
    "actions/messages.py:mark_read": "a preference",
    "actions/mail_preferences.py:choose_mail": "a preference",
    "actions/mail_preferences.py:unsubscribe": "a preference",
    "actions/mailing.py:deliver_due": "tells of events that are recorded themselves",
    "actions/telling_of_exceptions.py:tell": "tells of an event that is recorded itself",
    "actions/people.py:shut_out": "a part of the actions that deactivate, which record",
    "actions/people.py:save_appearance": "a preference",
    "actions/provider_sessions.py:renew_session": "the session that the sign-in began goes on",
    "actions/token_reminders.py:remind_of_tokens": "tells ahead; the token itself does not change",
    "actions/sweeping.py:delete_what_has_served": "nobody did it; what is deleted has served and decides nothing",
}
# With the last agreement a request is approved, or waits for its conditions; before that it is agreed to.
APPROVING = {
    "registers.use_case.agreed",
    "registers.use_case.approved",
    "registers.use_case.conditionally_approved",
}
# Carrying out a campaign tells its beginning, each decision, and its end; what is taken away tells its own event.
APPLYING = {"access.review.begun", "access.review.carried_out", "access.review.applied"}
# Actions that end in one of several events.
ONE_OF = {
    "actions/document_reviews.py:approve_document": {"registers.document.agreed", "registers.document.approved"},
    "actions/acknowledging.py:ask_readers": {
        "registers.document.readers_asked",
        "registers.document.readers_released",
    },
    "actions/entering.py:enter_import": {"registers.import.committed", "registers.use_case.imported"},
    "actions/sessions.py:sign_in": {"access.session.started", "access.session.refused"},
    "actions/sessions.py:finish_sign_in": {"access.session.started", "access.session.refused"},
    "actions/sessions.py:confirm": {"access.session.confirmed", "access.confirmation.refused"},
    "actions/sessions.py:confirm_session": {"access.session.confirmed", "access.confirmation.refused"},
    "actions/provider_sessions.py:confirm_by_provider": {"access.session.confirmed", "access.confirmation.refused"},
    "break_glass/signing_in.py:sign_in_for_emergency": {"access.session.started", "access.session.refused"},
    "actions/lists.py:save_view": {"access.view.shared", "access.view.unshared"},
    "access_reviews/opening.py:open_access_review": {"access.review.opened", "access.review.frozen"},
    "access_reviews/opening.py:open_quarterly_review": {"access.review.opened", "access.review.frozen"},
    "access_reviews/opening.py:start_opening": {"access.review.opened", "access.review.frozen"},
    "access_reviews/applying.py:apply_access_review": APPLYING,
    "access_reviews/applying.py:carry_out": APPLYING - {"access.review.begun"},
    "reviews/bulk.py:approve_together": APPROVING,
    "reviews/deciding.py:approve_use_case": APPROVING,
    "reviews/conditions.py:find_condition_met": {"registers.condition.met", "registers.condition.last_met"},
    "use_cases/submitting.py:submit_use_case": {
        "registers.use_case.submitted",
        "registers.use_case.resubmitted",
        "registers.use_case.amended",
    },
    "actions/mapping.py:map_group": {"access.group.mapped", "access.groups.applied"},
    "actions/mapping.py:edit_mapping": {"access.group.edited", "access.groups.applied"},
    "actions/mapping.py:unmap_group": {"access.group.unmapped", "access.groups.applied"},
    # An account that had the same id in the directory before no longer does.
    "actions/identity.py:enter_by_sign_in": {"access.person.entered", "access.person.followed"},
    # Whoever is put into a department nobody knew enters that, too.
    "actions/provisioning.py:provision_person": {"access.person.provisioned", "access.department.created"},
    "actions/provisioning.py:adopt_person": {"access.person.adopted", "access.department.created"},
    "actions/provisioning.py:synchronise_person": {"access.person.synchronised", "access.department.created"},
    # Whoever leaves a group, or is put into one, loses or gains what it gives.
    "actions/provisioning.py:release_person": {"access.person.released", "access.groups.applied"},
    "actions/provisioning_groups.py:remove_group": {"access.group.removed", "access.groups.applied"},
    "actions/provisioning_groups.py:change_members": {
        "access.groups.applied",
        "access.group.members_added",
        "access.group.members_removed",
    },
    "actions/models.py:edit_model": {"registers.model.assessed", "registers.model.edited"},
}
# Who records outside of actions, and why there is no action to do it.
RECORDING_ELSEWHERE = {
    "access/api/viewsets/trail_entries.py": "reading is the event; nothing changes",
    "access/exports.py": "taking rows away is the event; nothing changes",
    "access/reading.py": "reading is the event; nothing changes",
    "access/sample/loading.py": "plays what browsers would have done, on its day",
    "access/sample/directory.py": "binds the sample's people to its own provider at each start",
    "access/views/account/jobs.py": "taking rows away is the event; nothing changes",
    "access/views/people.py": "reading is the event; nothing changes",
    "access/views/trail_entries.py": "reading is the event; nothing changes",
    "registers/views/approval_report.py": "taking rows away is the event; nothing changes",
}


def action_modules() -> list[Path]:
    return [path for path in modules() if "actions" in path.parts or path.stem == "actions"]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    yield from (node for node in tree_of(path).body if isinstance(node, ast.FunctionDef))


def key_of(path: Path, function: ast.FunctionDef) -> str:
    return f"{'/'.join(path.parts[-2:])}:{function.name}"


def every_function() -> dict[str, ast.FunctionDef]:
    """The functions of all action modules by name; names are unique but for private ones, which are looked up first."""
    return {function.name: function for path in action_modules() for function in functions(path)}


def reachable(path: Path, function: ast.FunctionDef) -> list[ast.FunctionDef]:
    """The function and whatever of the actions it calls, directly or not."""
    here = {each.name: each for each in functions(path)}
    known, found, waiting = every_function(), [], [function]
    while waiting:
        one = waiting.pop()
        found.append(one)
        names = {
            called(node) for node in ast.walk(one) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        new = [here.get(name, known.get(name)) for name in names]
        waiting += [each for each in new if each is not None and each not in found and each not in waiting]
    return found


def verbs_of(node: ast.AST) -> set[str]:
    found = set()
    for name, place in RECORDING.items():
        found |= {text(call.args[place]) or "?" for call in calls(node, name) if len(call.args) > place}
    return found


def writes(node: ast.AST) -> bool:
    return any(isinstance(each, ast.Call) and called(each) in WRITES for each in ast.walk(node))


def test_every_action_records_one_verb() -> None:
    found = []
    for path in action_modules():
        for function in functions(path):
            key = key_of(path, function)
            if function.name.startswith("_") or key in NO_EVENT:
                continue
            bodies = reachable(path, function)
            verbs = {verb for body in bodies for verb in verbs_of(body)}
            wanted = ONE_OF.get(key)
            if wanted is not None and verbs != wanted:
                found.append(f"{key} ends in {sorted(verbs)}, listed are {sorted(wanted)}")
            elif wanted is None and (verbs or any(writes(body) for body in bodies)) and len(verbs) != 1:
                found.append(f"{key} records {sorted(verbs) or 'nothing'}")
    assert not found, listed(found, "Each action records its one verb; a writer that is no event stands in NO_EVENT.")


def test_the_lists_of_exceptions_are_current() -> None:
    there = {key_of(path, function) for path in action_modules() for function in functions(path)}
    stale = sorted({*NO_EVENT, *ONE_OF} - there)
    assert not stale, listed(stale, "These functions are gone: take them off the list.")


def recordings() -> Iterator[tuple[str, ast.Call, str | None]]:
    for path in modules():
        if name_of(path) in {"trail/recording.py", "access/reading.py"}:
            continue
        for name, place in RECORDING.items():
            for call in calls(tree_of(path), name):
                if len(call.args) > place:
                    yield f"{name_of(path)}:{call.lineno}", call, text(call.args[place])


def recording_elsewhere() -> set[str]:
    elsewhere = set(modules()) - set(action_modules())
    found = {name_of(path) for path in elsewhere for name in RECORDING if any(calls(tree_of(path), name))}
    return found - {"trail/recording.py"}


def test_recording_is_done_by_actions() -> None:
    found = sorted(recording_elsewhere() - set(RECORDING_ELSEWHERE))
    assert not found, listed(found, "Let an action record what it changes; what reads or exports stands in the list.")
    stale = sorted(set(RECORDING_ELSEWHERE) - recording_elsewhere())
    assert not stale, listed(stale, "These record nothing any more: take them off the list.")


def test_every_recorded_verb_has_a_sentence() -> None:
    found = [f"{where}: {verb}" for where, _call, verb in recordings() if verb is not None and verb not in all_verbs()]
    assert not found, listed(found, "Declare the verb with its sentence in the app's verbs.py.")


def test_every_verb_is_recorded_somewhere() -> None:
    said = {verb for _where, _call, verb in recordings()}
    unsaid = sorted(set(all_verbs()) - said)
    assert not unsaid, listed(unsaid, "Nothing records these verbs: remove them, or record them in their action.")


def test_verbs_are_literal_and_well_named() -> None:
    found = [where for where, _call, verb in recordings() if verb is None]
    assert not found, listed(found, "Write the verb as a plain text, so that it can be found.")
    badly = [
        verb
        for verb in all_verbs()
        if len(verb.split(".")) != 3 or not verb.replace(".", "").replace("_", "").isalpha()
    ]
    assert not badly, listed(badly, "A verb is app.noun.past, such as access.role.assigned.")


def test_sentences_get_what_they_name() -> None:
    found = []
    for where, call, verb in recordings():
        given = {keyword.arg for keyword in call.keywords}
        if verb is None or None in given or "details_of" in given:
            continue
        sentence = str(verb_of(verb).sentence)
        wanted = {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name}
        missing = wanted - given - {"by", "subject"}
        found += [f"{where}: {verb} wants {name}" for name in sorted(missing)]
    assert not found, listed(found, "Give record() the detail that the sentence names.")
