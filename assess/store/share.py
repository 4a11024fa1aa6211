"""Network shares: SQLite's locks don't hold there, so they are refused before anything is lost."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from assess.words import T, Unusable

NETWORK_FILE_SYSTEMS = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb2", "smb3", "smbfs", "afpfs", "afs", "webdav", "ncpfs", "vboxsf"),
        *("ceph", "glusterfs", "fuse.sshfs", "fuse.davfs", "fuse.rclone", "fuse.ceph", "fuse.glusterfs", "macfuse"),
    }
)
WINDOWS_REMOTE_DRIVE = 4
"""What `GetDriveTypeW` answers for a mapped network drive."""


def refuse_network_share(path: Path) -> None:
    """Refuse a file on a network share.

    Raises: Unusable.
    """
    if is_network_share(path):
        raise Unusable(
            T("This folder is a network share, where two laptops can damage the file."),
            where=str(path),
            do=T("Copy the file to this laptop, or use PostgreSQL."),
        )


def is_network_share(path: Path) -> bool:
    """Whether the file lies, or would lie, on another machine."""
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(os.path.realpath(path))[0]
        kind = ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\")
        return drive.startswith("\\\\") or bool(kind == WINDOWS_REMOTE_DRIVE)
    if "\x00" in str(path):
        return False
    return file_system(Path(os.path.realpath(path)), mount_table()) in NETWORK_FILE_SYSTEMS


def mount_table() -> str:
    """The mount table: of /proc/self/mounts, or as `mount` prints it on macOS; empty where there is none to read."""
    try:
        if sys.platform == "darwin":
            import subprocess

            return subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False).stdout
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def file_system(path: Path, mounts: str) -> str:
    """The type of the file system that holds an absolute path: that of the deepest, last mounted folder above it."""
    best, kind = "", ""
    for mount, mounted_kind in _mounted(mounts):
        inside = str(path) == mount or str(path).startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, mounted_kind
    return kind


def _mounted(mounts: str) -> Iterator[tuple[str, str]]:
    r"""Folder and type of each line: `server:/x /mnt/a\040b nfs4 rw 0 0`, or `//s/x on /Volumes/a b (smbfs, nodev)`."""
    for line in mounts.splitlines():
        mac = re.fullmatch(r".+? on (/.*) \(([^,)]+).*\)", line)
        fields = line.split(" ")
        if mac:
            yield mac[1], mac[2]
        elif len(fields) >= 3:
            yield re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[1]), fields[2]
