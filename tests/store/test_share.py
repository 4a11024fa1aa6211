"""Network shares: found in a mount table, refused before a file is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.store import share
from assess.store.open import open_store
from assess.words import Unusable

LINUX = r"""
/dev/sda1 / ext4 rw,relatime 0 0
server:/export /mnt/team nfs4 rw 0 0
//server/share /media/HR\040Laufwerk cifs rw 0 0
/dev/sdb1 /mnt/team/local ext4 rw 0 0
anna@host: /home/anna/far fuse.sshfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""
MAC = """
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@server/HR%20Share on /Volumes/HR Share (smbfs, nodev, nosuid, mounted by anna)
/dev/disk4s1 on /Volumes/Stick (msdos, local, nodev)
"""


@pytest.mark.parametrize(
    ("table", "path", "kind"),
    [
        (LINUX, "/home/a/x.assess", "ext4"),
        (LINUX, "/mnt/team/x.assess", "nfs4"),
        (LINUX, "/mnt/teamwork/x.assess", "ext4"),
        (LINUX, "/media/HR Laufwerk/2026/x.assess", "cifs"),
        (LINUX, "/mnt/team/local/x.assess", "ext4"),
        (LINUX, "/home/anna/far/x.assess", "fuse.sshfs"),
        (MAC, "/Users/a/x.assess", "apfs"),
        (MAC, "/Volumes/HR Share/x.assess", "smbfs"),
        (MAC, "/Volumes/Stick/x.assess", "msdos"),
        ("", "/x.assess", ""),
        ("nonsense", "/x.assess", ""),
    ],
)
def test_the_file_system_of_a_path(table: str, path: str, kind: str) -> None:
    assert share.file_system(Path(path), table) == kind


def test_the_last_mount_on_a_folder_counts() -> None:
    assert share.file_system(Path("/a/x"), "d / ext4 rw 0 0\nd /a ext4 rw 0 0\ns:/ /a nfs rw 0 0") == "nfs"


@pytest.mark.parametrize("create", [True, False])
def test_a_network_share_is_refused_and_nothing_made_on_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, create: bool
) -> None:
    monkeypatch.setattr(share, "mount_table", lambda: f"d / ext4 rw 0 0\ns:/ {tmp_path} nfs4 rw 0 0")
    with pytest.raises(Unusable, match="This folder is a network share") as refused:
        open_store(tmp_path / "a.assess", create=create)
    assert "Copy the file to this laptop, or use PostgreSQL." in str(refused.value)
    assert list(tmp_path.iterdir()) == []


def test_this_machine_can_tell() -> None:
    assert share.mount_table()
    assert not share.is_network_share(Path("/"))
