"""`assess rubrics drill`: rate a short performance, and hear how far off it was."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assess.cli.front import Arg, Front, Opt, Verb, front, json_option
from assess.words import Message, Refused, T, Usage

if TYPE_CHECKING:
    from assess.rubric.drill import Drill, Verdict
    from assess.rubric.library import Library

WIDTH = 80


def _drill(code: str | None, level: int | None, evidence: str | None, history: bool, as_json: bool) -> None:
    from assess.rubric.drill import drill, judge

    call = front()
    if history:
        _history(call, as_json)
        return
    library, code = _library(call, code)
    asks = not as_json and sys.stdin.isatty() and sys.stdout.isatty()
    if code is None:
        if level is not None or evidence is not None:
            raise Usage(T("Which calibration is rated?"), do=T("Put its code behind “drill”."))
        _list(call, library, as_json)
        if not asks:
            return
        codes = library.codes("calibration")
        code = codes[_number(call, T("Which one?"), 1, len(codes)) - 1]
        call.say("")
    found = drill(code, library)
    if level is None and evidence is None:
        _show(call, found, as_json)
        if asks:
            _told(call, found, _asked(call, found, library), as_json)
        return
    if level is None or evidence is None:
        raise Usage(T("A rating is a level and the lines that it rests on."), do=T("Give both --level and --evidence."))
    _told(call, found, judge(library.calibration(code), level, _lines(evidence, found)), as_json)


def _library(call: Front, said: str | None) -> tuple[Library, str | None]:
    """The calibrations of the current folder and the library; a file that is named is read beside its neighbours."""
    from assess.rubric.drill import own_calibration, shelf
    from assess.rubric.judge import around
    from assess.rubric.library import Library

    if said is not None and (Path(said).suffix == ".yaml" or Path(said).is_file()):
        own = own_calibration(Path(said))
        return Library(around(Path(said)), [own]), own.code
    found = shelf(Path.cwd())
    for no in found.refused:
        click.echo(no.say(call.words), err=True)
    return found.library, said


def _told(call: Front, found: Drill, verdict: Verdict, as_json: bool) -> None:
    """The verdict; kept, where somebody is named who acts."""
    from assess.people.training import keep_drill

    if call.person is None:
        _verdict(call, verdict, as_json, kept=False)
        return
    with call.store() as store:
        store.write(keep_drill, found.code, found.name, verdict)
    _verdict(call, verdict, as_json, kept=True)


def _history(call: Front, as_json: bool) -> None:
    """The acting person's drills, the last one first."""
    from assess.people.training import own_drills
    from assess.report.drill_text import kept

    if call.person is None:
        raise Usage(T("Whose drills?"), do=T("Say who acts with --as PERSON."))
    with call.store() as store:
        found = store.read(own_drills)
    if as_json:
        call.json(
            [
                {
                    "day": one.day.isoformat(),
                    "calibration": one.calibration,
                    "level": one.level,
                    "gold": one.gold,
                    "off": one.off,
                    "hit": list(one.hit),
                    "missed": list(one.missed),
                    "added": list(one.added),
                    "hit_rate": round(one.hit_rate, 4),
                }
                for one in found
            ]
        )
        return
    call.say([kept(call.words, one) for one in found] or T("No drill is kept yet."))


def _list(call: Front, library: Library, as_json: bool) -> None:
    files = [library.calibration(code) for code in library.codes("calibration")]
    if as_json:
        call.json(
            [
                {
                    "code": file.code,
                    "name": {"de": file.name.de, "en": file.name.en},
                    "role": file.role,
                    "exercise": file.exercise,
                    "competency": file.competency,
                }
                for file in files
            ]
        )
        return
    for place, file in enumerate(files, 1):
        call.say(f"{place}  {file.code:<28}{call.words(file.name.text)}")


def _show(call: Front, found: Drill, as_json: bool) -> None:
    """The transcript and the anchors; nothing of the gold rating."""
    from assess.report.columns import wrap
    from assess.report.drill_text import SPEAKERS

    if as_json:
        call.json(
            {
                "code": found.code,
                "competency": found.competency,
                "transcript": [
                    {"id": line.id, "at": line.at, "who": line.who, "text": {"de": line.text.de, "en": line.text.en}}
                    for line in found.lines
                ],
                "anchors": {str(level): {"de": text.de, "en": text.en} for level, text in found.anchors},
            }
        )
        return
    words = call.words
    call.say(words(found.name))
    call.say(wrap(words(found.intro), WIDTH))
    call.say("")
    for line in found.lines:
        head = f"{line.id:<4}{line.at}  {words(SPEAKERS[line.who])}: "
        call.say(wrap(words(line.text), WIDTH, head, " " * 11))
    call.say("")
    call.say(f"{found.competency}  {words(found.competency_name)}")
    for level, text in found.anchors:
        call.say(wrap(words(text), WIDTH, f"{level:>2}  ", " " * 4))


def _asked(call: Front, found: Drill, library: Library) -> Verdict:
    """Ask for the level and the lines until they are a rating."""
    from assess.rubric.drill import judge

    levels = [level for level, _ in found.anchors]
    call.say("")
    while True:
        level = _number(call, T("Which anchor fits? {lo} to {hi}", lo=levels[-1], hi=levels[0]), levels[-1], levels[0])
        said = click.prompt(call.words(T("Which lines show it? For example {line}", line="L4, L9")), prompt_suffix=": ")
        try:
            return judge(library.calibration(found.code), level, _lines(str(said), found))
        except Refused as no:
            call.say(no.say(call.words))


def _number(call: Front, question: Message, least: int, most: int) -> int:
    while True:
        said = str(click.prompt(call.words(question), prompt_suffix=": ")).strip()
        if said.isascii() and said.isdigit() and least <= int(said) <= most:
            return int(said)
        call.say(T("A number from {least} to {most}, please.", least=least, most=most))


def _lines(said: str, found: Drill) -> list[str]:
    """Line ids as people type them: `L4, l9` or `4 9`."""
    known = {line.id.casefold(): line.id for line in found.lines}
    return [
        known.get(one.casefold()) or known.get(f"l{one}") or one for one in re.split(r"[\s,;]+", said.strip()) if one
    ]


def _verdict(call: Front, found: Verdict, as_json: bool, *, kept: bool) -> None:
    from assess.report.columns import wrap
    from assess.report.drill_text import distance, on_evidence, reasons

    words = call.words
    if as_json:
        call.json(
            {
                "level": found.level,
                "gold": found.gold,
                "off": found.off,
                "evidence": list(found.evidence),
                "hit": list(found.hit),
                "missed": list(found.missed),
                "added": list(found.added),
                "own_reason": {"de": found.own_reason.de, "en": found.own_reason.en},
                "gold_reason": {"de": found.gold_reason.de, "en": found.gold_reason.en} if found.gold_reason else None,
                "other_reasons": {str(level): {"de": text.de, "en": text.en} for level, text in found.others},
                "kept": kept,
            }
        )
        return
    call.say(distance(found))
    call.say(on_evidence(found))
    for reason in reasons(found):
        call.say("")
        call.say(reason.head)
        call.say(wrap(words(reason.text), WIDTH, "  "))
    if kept:
        call.say("")
        call.say(T("Kept among your drills: assess rubrics drill --history"))


DRILL = Verb(
    "drill",
    _drill,
    T("The calibration drill: rate a transcript and hear how far off it is, and on which evidence."),
    [
        Arg("code", required=False, metavar="[CODE|FILE]"),
        Opt("--level", type=int, metavar="N", said=T("Your rating.")),
        Opt("--evidence", metavar="L4,L9", said=T("The lines of the transcript that it rests on.")),
        Opt("--history", is_flag=True, said=T("Your drills so far (with --as PERSON); with it, new ones are kept.")),
        json_option(),
    ],
)
