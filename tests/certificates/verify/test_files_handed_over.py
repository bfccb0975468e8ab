from __future__ import annotations

import os
from pathlib import Path

import pytest
from office import Office, codes

from quizapp.certificates.verify.files import verify_path
from quizapp.certificates.verify.handed import read_handed
from quizapp.errors import UserError


def test_a_file_is_read_up_to_its_largest_size(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_bytes(b"12345678")
    assert read_handed(file, at_most=8) == b"12345678"
    file.write_bytes(b"123456789")
    with pytest.raises(UserError, match=r"list\.json has 0 MB; such a file has 0 MB at most"):
        read_handed(file, at_most=8)


def test_two_hundred_megabytes_are_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "bundle.json"
    with file.open("wb") as written:
        written.truncate(200_000_000)
    with pytest.raises(UserError, match="has 200 MB; such a file has 67 MB at most"):
        read_handed(file)


def test_a_folder_or_nothing_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        read_handed(tmp_path)
    with pytest.raises(UserError, match=r"none can't be opened \(No such file"):
        read_handed(tmp_path / "none")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_neither_waited_for_nor_read(office: Office, tmp_path: Path) -> None:
    pipe = tmp_path / "certificate.pdf"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="is not a file"):
        read_handed(pipe)
    assert codes(verify_path(pipe, office.around())) == ["no_file"]
