"""The engine: how the program talks to SQLite and to PostgreSQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from assess.words import T, Unusable, Usage

NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs", "fuse.davfs", "ncpfs"}

PRAGMAS = (
    "PRAGMA foreign_keys=ON",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=10000",
    "PRAGMA secure_delete=ON",
)


def url_of(address: str | Path) -> URL:
    """The database's URL: of a path, or of `postgresql+psycopg://...` as it is."""
    if "://" not in str(address):
        return URL.create("sqlite", database=str(Path(address).expanduser().absolute()))
    try:
        url = make_url(str(address))
    except ArgumentError:
        raise Usage(
            T("This is no database address."), where=str(address), do=T("Give a file, or postgresql+psycopg://…")
        ) from None
    if url.get_backend_name() not in ("sqlite", "postgresql"):
        raise Usage(
            T("Only SQLite files and PostgreSQL are supported."),
            where=str(address),
            do=T("Give a file, or postgresql+psycopg://…"),
        )
    return url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url


def file_of(url: URL) -> Path | None:
    """The file of a SQLite database."""
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def open_engine(url: URL, *, read_only: bool) -> Engine:
    """An engine whose transactions read one snapshot (`read_only`), or write alone."""
    if url.get_backend_name() == "postgresql":
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ" if read_only else "SERIALIZABLE"}
        if read_only:
            options["execution_options"] = {"postgresql_readonly": True}
        return create_engine(url, pool_pre_ping=True, **options)
    path = file_of(url)
    if path is not None:
        refuse_network_share(path)
    engine = create_engine(url)
    begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

    @event.listens_for(engine, "connect")
    def connected(connection: Any, record: Any) -> None:
        connection.isolation_level = None  # the driver opens no transactions of its own; `begin` below does
        for pragma in (*PRAGMAS, "PRAGMA query_only=ON" if read_only else "PRAGMA journal_mode=WAL"):
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def refuse_network_share(path: Path) -> None:
    """SQLite's locks don't hold on network shares: say so before anything is lost."""
    if file_system(path) in NETWORK_FILE_SYSTEMS or str(path).startswith("\\\\"):
        raise Unusable(
            T("This folder is a network share, where two laptops can damage the file."),
            where=str(path),
            do=T("Copy the file to this laptop, or use PostgreSQL."),
        )


def file_system(path: Path) -> str:
    """The file system's type, from the mount table; empty where there is none to read."""
    if not sys.platform.startswith("linux"):
        return ""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    real = os.path.realpath(path)
    best, kind = "", ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        mount = fields[1].replace("\\040", " ")
        inside = real == mount or real.startswith(mount.rstrip("/") + "/")
        if inside and len(mount) >= len(best):
            best, kind = mount, fields[2]
    return kind
