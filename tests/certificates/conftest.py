"""One issuer for all certificate tests: unlocking real keys costs a second."""

from __future__ import annotations

from pathlib import Path

import pytest
from office import Office, found

from quizapp.certificates.issue import IssuedCertificate


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Found an organisation with a trust bundle and a status list."""
    return found(tmp_path_factory.mktemp("office") / "issuer")


@pytest.fixture
def own(tmp_path: Path) -> Office:
    """Found an organisation for one test, which may do to it what it likes."""
    return found(tmp_path / "issuer")


@pytest.fixture(scope="session")
def rival(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Found another organisation, unknown to the receivers of the first."""
    return found(tmp_path_factory.mktemp("rival") / "issuer", "Distant Shores Academy")


@pytest.fixture(scope="session")
def certificate(office: Office) -> IssuedCertificate:
    """Issue one genuine certificate."""
    return office.issue()
