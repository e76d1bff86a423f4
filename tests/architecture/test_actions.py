"""One action, one verb: what actions record, and the sentences it is told in."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from tests.architecture.code import called, calls, listed, modules, name_of, text, tree_of
from tests.architecture.events import NO_EVENT, ONE_OF, RECORDING_ELSEWHERE
from trail.verbs import all_verbs, verb_of

WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
# Which argument of a recording call is the verb.
RECORDING = {"record": 0, "record_many": 0, "note_reading": 1}


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
