"""The directory of the sample's identity provider (sandbox/identity), and the sample's people bound to it."""

import base64
import hashlib
import json
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from access.models import LOCAL_ISSUER, Person
from access.sample.people import FIRST_ADMINISTRATOR, PEOPLE, SamplePerson
from trail.recording import record

# Quick on purpose: the password stands on the provider's sign-in page.
COST, BLOCK_SIZE, PARALLEL = 2**14, 8, 1


def write_directory(path: Path) -> None:
    """Write who is at the sample organisation, for its provider; readable by the owner only, it holds a secret."""
    digest = _digest(settings.SAMPLE_PASSWORD)
    content = {
        "organisation": settings.SAMPLE_ORGANISATION,
        "offered_password": settings.SAMPLE_PASSWORD,
        "clients": [_portal()],
        "people": [_described(sample, digest) for sample in (FIRST_ADMINISTRATOR, *PEOPLE)],
    }
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    draft.replace(path)


@transaction.atomic
def bind_people() -> int:
    """Bind the sample's people to their provider; return how many were bound to it otherwise.

    A sample that was loaded before there was a provider has local passwords; one on another port has another issuer.
    """
    known = {sample.email: sample for sample in (FIRST_ADMINISTRATOR, *PEOPLE)}
    people = Person.objects.select_for_update(of=("self",)).filter(email__in=known)
    strangers = [
        person
        for person in people.exclude(issuer=settings.SAMPLE_ISSUER)
        if person.issuer == LOCAL_ISSUER or person.issuer.startswith("http://localhost:")
    ]
    for person in strangers:
        link(person, known[person.email])
    return len(strangers)


@transaction.atomic
def link(person: Person, sample: SamplePerson) -> None:
    """Have the provider vouch for a person from now on; a local password opens nothing any more."""
    person.issuer, person.subject = settings.SAMPLE_ISSUER, sample.subject
    # What a sign-in there says, so that the first one changes nothing.
    person.external_id = sample.subject
    person.set_unusable_password()
    person.save(update_fields=["issuer", "subject", "external_id", "password"])
    record("access.person.linked", subject=person, by=None)


def _described(sample: SamplePerson, digest: str) -> dict[str, object]:
    return {
        "sub": sample.subject,
        "name": sample.name,
        "email": sample.email,
        "groups": sample.groups,
        "department": sample.department,
        "title": sample.title,
        "active": sample.left is None,
        "password": digest,
    }


def _portal() -> dict[str, object]:
    """Register the portal under each name it is reached by."""
    names = [host for host in settings.ALLOWED_HOSTS if host and not host.startswith((".", "*"))]
    addresses = list(dict.fromkeys([settings.PUBLIC_ADDRESS, *(f"http://{name}:{settings.PORT}" for name in names)]))
    # Told from this machine, where "localhost" may mean an address that the portal does not listen on.
    itself = f"http://127.0.0.1:{settings.PORT}" if "127.0.0.1" in names else settings.PUBLIC_ADDRESS
    return {
        "client_id": settings.OIDC_RP_CLIENT_ID,
        "client_secret": settings.OIDC_RP_CLIENT_SECRET,
        "client_name": "Compliance portal",
        "client_uri": f"{settings.PUBLIC_ADDRESS}/",
        "redirect_uris": [f"{address}{reverse('access:oidc-callback')}" for address in addresses],
        "post_logout_redirect_uris": [f"{address}{reverse('access:oidc-signed-out')}" for address in addresses],
        "backchannel_logout_uri": f"{itself}{reverse('access:oidc-back-channel-logout')}",
    }


def _digest(password: str) -> str:
    """Return a digest as sandbox/identity/directory.mjs reads it."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=COST, r=BLOCK_SIZE, p=PARALLEL, dklen=32)
    texts = (base64.b64encode(each).decode() for each in (salt, key))
    return "$".join(("scrypt", str(COST), str(BLOCK_SIZE), str(PARALLEL), *texts))
