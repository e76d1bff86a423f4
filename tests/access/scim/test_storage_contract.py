"""The storage keeps every rule that the SCIM server's own suite knows."""

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract

from access.actions.service_identities.directory import ensure_scim_service
from access.scim.description import SERVED
from access.scim.storage import DirectoryStorage


@pytest.mark.django_db
class TestDirectoryStorage(ScimStorageContract):
    """Its rules, with a storage of the portal."""

    @pytest.fixture
    def provider(self) -> ScimProvider:
        return SERVED

    @pytest.fixture
    def storage(self) -> DirectoryStorage:
        return DirectoryStorage(ensure_scim_service(), writes=False)
