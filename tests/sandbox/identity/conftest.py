"""A provider of one's own, a program that people sign in to, and a browser without pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compliance_portal.running import free_port
from tests.identity_provider import IdentityProvider, running
from tests.sandbox.identity.program import Program


@pytest.fixture(scope="module")
def program() -> Iterator[Program]:
    program = Program()
    yield program
    program.close()


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory, program: Program) -> Iterator[IdentityProvider]:
    folder: Path = tmp_path_factory.mktemp("identity")
    provider = IdentityProvider(folder, free_port(), clients=[program.registration])
    provider.enter("nora", "Nora Novak", groups=["staff", "portal-engineers"], department="Engineering")
    program.issuer = provider.issuer
    yield from running(provider)


@pytest.fixture(autouse=True)
def _as_it_was(provider: IdentityProvider, program: Program) -> None:
    provider.enter("nora", groups=["staff", "portal-engineers"], active=True)
    program.told.clear()
