"""Models: said what a row is, guarded by the trail, keys and constraints as the house has them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from tests.architecture.code import APPS, listed
from trail.guards import TRIGGER, ignored_fields
from trail.querysets import TrailedQuerySet

# Tables whose changes are no business events; each with why the trail need not know.
NOT_TRAILED = {
    "trail.TrailEntry": "the record itself; it refuses every change",
    "access.AccessAttempt": "counts failures for a quarter of an hour; refused sign-ins are recorded as events",
    "access.ApiAnswer": "answers kept for a day to be given again",
    "access.ClaimedGroups": "what a sign-in said; what follows from it for roles is recorded",
    "access.Heartbeat": "signs of life, each minute",
    "access.Job": "progress; what a job does is recorded by its actions",
    "access.ListPreference": "a preference",
    "access.MailPreference": "a preference",
    "access.Notification": "tells of what is recorded itself",
    "access.PortalSession": "touched by every request; beginning and ending are recorded as events",
    "access.UsedLogoutToken": "kept until its token is worthless; the ended sessions are recorded",
    "access.SavedView": "one's own until it is shared, which is recorded",
    "registers.ImportMapping": "remembers how a source was read",
    "registers.ImportRow": "a preview; what becomes of it is recorded with the use case",
    "registers.RegisterImport": "progress; handing in, committing and discarding are recorded as events",
    "registers.RegisterLine": "follows from actions, which record what they change",
}
# Rows that belong to another and go with it.
CASCADES = {
    "access.ApiAnswer.person", "access.ApiToken.person", "access.Authenticator.person", "access.ClaimedGroups.person",
    "access.GroupMember.group", "access.GroupMember.person", "access.GroupRole.group", "access.Job.person",
    "access.ListPreference.person", "access.MailPreference.person", "access.Notification.person",
    "access.PortalSession.person", "access.RecoveryCode.person", "access.SavedView.owner",
    "registers.ImportRow.register_import",
}  # fmt: skip
OTHER_KEYS = {
    "access.PortalSession": "the session key is the secret the browser holds",
    "access.ClaimedGroups": "one row for each person, known by them",
    "access.Heartbeat": "one row for each kind of process, named by it",
}


def every_model() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if apps.get_app_config(model._meta.app_label).name in APPS:
            yield model


def label(model: type[models.Model]) -> str:
    return model._meta.label


def test_models_say_what_a_row_is() -> None:
    found = [label(model) for model in every_model() if (model.__doc__ or "").startswith(f"{model.__name__}(")]
    assert not found, listed(found, "Give the model a docstring: what one row is.")


def test_every_model_is_trailed_or_says_why_not() -> None:
    trailed = {label(model) for model in ignored_fields}
    unwatched = [label(model) for model in every_model() if label(model) not in {*trailed, *NOT_TRAILED}]
    assert not unwatched, listed(unwatched, "Mark it @trailed and guard its table in a migration, or say why not.")
    both = sorted(trailed & set(NOT_TRAILED))
    assert not both, listed(both, "It is trailed: take it off the list.")


@pytest.mark.django_db
def test_the_database_guards_what_is_trailed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgargs, tgdeferrable, tginitdeferred, tgenabled FROM pg_trigger"
            " WHERE tgname = %s",
            [TRIGGER],
        )
        guards = {table: (arguments, *flags) for table, arguments, *flags in cursor.fetchall()}
    found = []
    for model, ignored in ignored_fields.items():
        guard = guards.pop(model._meta.db_table, None)
        columns = sorted(str(model._meta.get_field(name).column) for name in ignored)  # type: ignore[union-attr]
        if guard is None:
            found.append(f"{label(model)}: no trigger")
        elif sorted(bytes(guard[0]).decode().split("\0")[:-1]) != columns:
            found.append(f"{label(model)}: the trigger ignores other columns than {columns}")
        elif guard[1:] != (True, True, "O"):
            found.append(f"{label(model)}: the trigger is not deferred or not enabled")
    found += [f"{table}: guarded, but its model is not @trailed" for table in guards]
    assert not found, listed(found, "Write a migration with GuardTable(table, ignoring=…) as @trailed says.")


def test_trailed_models_tell_bulk_writes() -> None:
    found = [label(model) for model in ignored_fields if not isinstance(model._default_manager.all(), TrailedQuerySet)]
    assert not found, listed(found, "Make its query set a TrailedQuerySet: bulk writes are silent otherwise.")


def foreign_keys() -> Iterator[tuple[str, Any]]:
    for model in every_model():
        for field in model._meta.local_fields:
            if isinstance(field, models.ForeignKey):
                yield f"{label(model)}.{field.name}", field


def test_foreign_keys_have_a_way_back_and_protect() -> None:
    nameless = [name for name, field in foreign_keys() if not field.remote_field.related_name]
    assert not nameless, listed(nameless, "Set related_name: what the other side calls these rows.")
    deleting = [
        name
        for name, field in foreign_keys()
        if field.remote_field.on_delete is not models.PROTECT and name not in CASCADES
    ]
    assert not deleting, listed(deleting, "PROTECT is the rule; a row that goes with its owner stands in CASCADES.")
    stale = CASCADES - {name for name, _field in foreign_keys()}
    assert not stale, listed(sorted(stale), "These are gone: take them off the list.")


def test_primary_keys_are_uuids() -> None:
    found = [
        label(model)
        for model in every_model()
        if not isinstance(model._meta.pk, models.UUIDField) and label(model) not in OTHER_KEYS
    ]
    assert not found, listed(found, "Use UUIDv7 keys: models.UUIDField(primary_key=True, default=new_id).")


def test_constraints_are_named_by_their_sentence() -> None:
    found = []
    for model in every_model():
        beginning = f"{model._meta.app_label}_{model._meta.model_name}_"
        found += [each.name for each in model._meta.constraints if not each.name.startswith(beginning)]
    assert not found, listed(found, "Name it <app>_<model>_<what holds>, such as access_person_has_a_name.")
