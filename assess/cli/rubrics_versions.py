"""`assess rubrics versions`, `put` and `use`: rubrics in the database; `ROLE@2` names a version everywhere."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from assess.cli.front import Arg, Front, Verb, center_option, find_center, front, json_option
from assess.words import T, Usage

if TYPE_CHECKING:
    from assess.rubric.diff import Version

NAMED: Final = re.compile(r"([A-Za-z][A-Za-z0-9-]*)@([0-9]{1,6})")


def names_version(said: str) -> bool:
    """Whether this is a version in the database: `strategist@2`, and no file of that name."""
    return NAMED.fullmatch(said) is not None and not Path(said).exists()


def either(call: Front, said: str) -> Version:
    """A role by its version in the database, its file, or its code in the library.

    Raises: Refused, Unusable, Usage.
    """
    from assess.plan.versions import read_version
    from assess.rubric.find import find_role

    if not names_version(said):
        return find_role(said)
    with call.store() as store:
        return store.read(read_version, *parted(said))


def parted(said: str) -> tuple[str, int]:
    """`strategist@2` as role and number. Raises: Usage."""
    found = NAMED.fullmatch(said)
    if found is None:
        raise Usage(T("This is no version."), where=said, do=T("Write the role and its version, like strategist@2."))
    return found[1], int(found[2])


def _versions(role: str | None, as_json: bool) -> None:
    from assess.plan.versions import held_versions
    from assess.report.columns import wrap
    from assess.report.versions_text import AGAINST, used

    call = front()
    with call.store() as store:
        found = store.read(held_versions, role)
    if as_json:
        call.json(
            [
                {
                    "role": one.role,
                    "version": one.number,
                    "created_at": one.created_at.isoformat(),
                    "scale": [one.lo, one.hi],
                    "content_hash": one.content_hash,
                    "structure_hash": one.structure_hash,
                    "against": one.against,
                    "frozen": one.frozen,
                    "centers": [
                        {
                            "id": use.center,
                            "name": use.name,
                            "frozen_at": use.frozen_at.isoformat() if use.frozen_at else None,
                        }
                        for use in one.uses
                    ],
                }
                for one in found
            ]
        )
        return
    words = call.words
    for one in found:
        when = words.moment(one.created_at)
        call.say(
            f"{one.said:<24}{when:<20}{words(AGAINST[one.against]):<12}{one.content_hash[:8]} {one.structure_hash[:8]}"
        )
        call.say(wrap(words(used(one)), 80, "    "))


def _put(files: tuple[str, ...], as_json: bool) -> None:
    from assess.plan.versions import Put, put_role
    from assess.report.versions_text import put_in
    from assess.rubric.ready import ready
    from assess.store.transaction import Writing

    call = front()
    roles = [ready(file) for file in files]

    def put_all(tx: Writing, roles: list[Version]) -> list[Put]:
        return [put_role(tx, role) for role in roles]

    with call.store() as store:
        done = store.write(put_all, roles)
    if as_json:
        call.json([{"role": one.role, "version": one.number, "new": one.new, "against": one.against} for one in done])
        return
    call.say([put_in(one) for one in done])


def _use(versions: tuple[str, ...], center: str | None) -> None:
    from assess.plan.versions import use_versions

    call = front()
    wanted = dict(parted(said) for said in versions)
    with call.store() as store:
        done = store.write(use_versions, store.read(find_center, center), wanted)
    for one in done:
        call.say(T("{role}: version {new} in place of {old}.", role=one.role, new=one.new, old=one.old))
    if not done:
        call.say(T("Nothing to do: the center uses them already."))


VERSIONS = Verb(
    "versions",
    _versions,
    T("The versions in the database: what changed in each, and which centers use it."),
    [Arg("role", required=False, metavar="[ROLE]"), json_option()],
)
PUT = Verb(
    "put",
    _put,
    T("Put roles (files, or codes of the library) into the database; changed ones become their next version."),
    [Arg("files", nargs=-1, required=True, metavar="FILE..."), json_option()],
)
USE = Verb(
    "use",
    _use,
    T("Move a center that is not frozen yet to other versions, like strategist@2."),
    [Arg("versions", nargs=-1, required=True, metavar="ROLE@N..."), center_option()],
)
