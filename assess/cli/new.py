"""`assess new`: a center from one describing file, or like an earlier one."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.front import Arg, Front, Opt, Verb, front, json_option
from assess.words import Id, N, T, Usage

if TYPE_CHECKING:
    from assess.exchange.center_file import Described
    from assess.plan.overview import Overview


def _new(
    file: str | None,
    rubrics: tuple[str, ...],
    like: str | None,
    name: str | None,
    day: datetime | None,
    as_json: bool,
) -> None:
    call = front()
    if (file is None) == (like is None):
        raise Usage(
            T("A center is made from a file (CENTER.yaml) or like an earlier one (--like)."),
            do=T("“{command} --help” shows how it is called.", command="assess new"),
        )
    when = day.date() if day else None
    if file is not None:
        target = call.db or str(Path(file).with_suffix(".assess"))
        described = _read(call, Path(file), rubrics)
    else:
        if call.db is None:
            raise Usage(T("Say which file the new center goes into: --db FILE."))
        target, described = call.db, _like(like or "", call)
    if name is not None or when is not None:
        described = _changed(described, name, when)
    center, made = _make(call, target, described)
    if as_json:
        call.json({"file": target, "id": center, "name": made.name, "day": made.day.isoformat()})
        return
    call.say(T("The center “{name}” on {day}: {file}", name=made.name, day=made.day, file=target))
    stops = sum(gap.stops for gap in made.gaps)
    if stops:
        call.say(
            N(
                "{n} thing is missing before the day can be run: assess center show --db {file}",
                "{n} things are missing before the day can be run: assess center show --db {file}",
                n=stops,
                file=target,
            )
        )


def _read(call: Front, file: Path, rubrics: tuple[str, ...]) -> Described:
    """The file, judged; its faults are printed, and one that is an error ends the command."""
    from assess.exchange.center_file import read_center

    found = read_center(file, [Path(one) for one in rubrics])
    for fault in found.faults:
        click.echo(fault.say(call.words), err=True)
    if found.described is None:
        click.get_current_context().exit(1)
    return found.described


def _like(said: str, call: Front) -> Described:
    """An earlier center without its people, with the rubrics that it used."""
    from assess.cli.front import find_center
    from assess.exchange.center_export import export
    from assess.exchange.center_file import described
    from assess.store.open import open_store
    from assess.store.transaction import Reading

    def read(tx: Reading) -> Described:
        return described(export(tx, find_center(tx, None), people=False))

    with open_store(said, create=False) as store:
        return store.read(read)


def _changed(said: Described, name: str | None, day: date | None) -> Described:
    from assess.rubric.model import Both

    update: dict[str, object] = {} if name is None else {"name": Both(de=name, en=name)}
    if day is not None:
        update["day"] = day
    return said._replace(file=said.file.model_copy(update=update))


def _make(call: Front, target: str, said: Described) -> tuple[Id, Overview]:
    """The center in a store of its own: whole, or not there at all."""
    from assess.exchange.center_file import make_center
    from assess.plan.overview import overview
    from assess.store.fresh import part_of, put, taken
    from assess.store.open import open_store
    from assess.store.transaction import Store

    def fill(store: Store) -> tuple[Id, Overview]:
        today = datetime.now().astimezone().date()
        center = store.write(make_center, said, day=today, language=call.words.language, by=call.person)
        return center, store.read(overview, center)

    if "://" in target:
        with open_store(target, create=True) as store:
            return fill(store)
    path = Path(target)
    if path.exists():
        raise taken(path, T("Say another name with --db FILE."))
    with part_of(path) as part:
        part.unlink()
        with open_store(part, create=True) as store:
            done = fill(store)
        put(part, path)
    return done


NEW = Verb(
    "new",
    _new,
    T("Make a center from one file, into CENTER.assess beside it or --db FILE; or like an earlier center."),
    [
        Arg("file", required=False, metavar="[CENTER.yaml]"),
        Opt(
            "--rubric",
            "rubrics",
            multiple=True,
            metavar="FILE",
            said=T("A rubric file that its roles use; others are looked for beside it, then in the library."),
        ),
        Opt("--like", metavar="OTHER.assess", said=T("Like the newest center of that file, without its people.")),
        Opt("--name", metavar="NAME", said=T("Its name, in place of the one that is said.")),
        Opt(
            "--day",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="2027-01-31",
            said=T("Its day, in place of the one that is said; today where none is."),
        ),
        json_option(),
    ],
)
