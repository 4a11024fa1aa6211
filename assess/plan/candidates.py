"""Candidates: who is assessed, for which roles, with which adjustments. Assessors see their codes alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from sqlalchemy import delete, select
from sqlmodel import col

from assess.people.rights import Right, allow
from assess.plan.amend import change
from assess.store.tables import (
    Candidacy,
    Candidate,
    CandidateAttribute,
    Person,
    Presence,
    Role,
    Rubric,
    Vacancy,
    WashUp,
)
from assess.store.transaction import Reading, Writing
from assess.words import Id, Refused, T, normal, sort_key

EXTRA: Final = 120
"""The most minutes that an adjustment adds to an exercise."""
LONGEST: Final = 12
"""Characters of a code: it stands wherever a name would."""
MOST_TOLD: Final = 50
"""Candidates that an amendment names one by one."""
LONGEST_NAME: Final = 200
"""Characters."""
CODE: Final = re.compile(r"K(\d+)", re.ASCII)


class Applicant(NamedTuple):
    """A candidate as those who plan see them."""

    id: Id
    code: str
    name: str
    email: str | None
    external_id: str | None
    language: str | None
    extra_minutes: int
    adjustment: str | None
    """Another adjustment (material, a person who helps), without a health reason."""
    without_steps: bool
    """Needs a room that is accessible."""
    vacancies: tuple[Id, ...]
    withdrawn_at: datetime | None
    there: tuple[tuple[datetime, datetime], ...]
    """When they can be there; empty for all day."""


def candidates(tx: Reading, center: Id) -> tuple[Applicant, ...]:
    """A center's candidates in the order of their codes, those who withdrew as well."""
    roles: dict[Id, list[Id]] = {}
    pairs = select(col(Candidacy.candidate), col(Candidacy.vacancy)).join(
        Vacancy, col(Vacancy.id) == col(Candidacy.vacancy)
    )
    for candidate, vacancy in tx.session.execute(pairs.where(col(Vacancy.center) == center)):
        roles.setdefault(candidate, []).append(vacancy)
    there = presences(tx, center)
    rows = tx.session.execute(select(Candidate).where(col(Candidate.center) == center)).scalars()
    found = (
        Applicant(
            row.id,
            row.code,
            row.name,
            row.email,
            row.external_id,
            row.language,
            row.extra_minutes,
            row.adjustment,
            row.without_steps,
            tuple(sorted(roles.get(row.id, ()))),
            row.withdrawn_at,
            there.get(row.id, ()),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: sort_key(one.code)))


def applicants(tx: Reading, center: Id) -> tuple[Applicant, ...]:
    """The same for those who plan: with names, which nobody else reads.

    Raises: Refused, for anybody else.
    """
    allow(tx, Right.PLAN, center)
    return candidates(tx, center)


def presences(tx: Reading, center: Id) -> dict[Id, tuple[tuple[datetime, datetime], ...]]:
    """Per person or candidate: when they can be there; who is not in it is there all day."""
    found: dict[Id, list[tuple[datetime, datetime]]] = {}
    rows = tx.session.execute(select(Presence).where(col(Presence.center) == center)).scalars()
    for row in rows:
        whose = row.candidate or row.person
        if whose is not None:
            found.setdefault(whose, []).append((row.starts_at, row.ends_at))
    return {whose: tuple(sorted(times)) for whose, times in found.items()}


def next_code(taken: Iterable[str]) -> str:
    """The next free code: `K7` after `K6`; a code is never given twice, so the highest counts."""
    numbers = [int(found[1]) for code in taken if (found := CODE.fullmatch(code))]
    return f"K{max(numbers, default=0) + 1}"


class Entry(NamedTuple):
    """What is said of a candidate, new or known."""

    name: str
    vacancies: tuple[Id, ...]
    candidate: Id | None = None
    """Who is changed; None for somebody new."""
    code: str | None = None
    email: str | None = None
    external_id: str | None = None
    language: str | None = None
    extra_minutes: int = 0
    adjustment: str | None = None
    without_steps: bool = False


def put_candidate(
    tx: Writing,
    center: Id,
    name: str,
    vacancies: Collection[Id],
    *,
    candidate: Id | None = None,
    code: str | None = None,
    email: str | None = None,
    external_id: str | None = None,
    language: str | None = None,
    extra_minutes: int = 0,
    adjustment: str | None = None,
    without_steps: bool = False,
    reason: str = "",
) -> Id:
    """Add a candidate, or change one; the code is given by the program unless it is said.

    Raises: Refused, as `put_candidates`.
    """
    allow(tx, Right.PLAN, center)
    entry = Entry(
        name,
        tuple(vacancies),
        candidate,
        code,
        email,
        external_id,
        language,
        extra_minutes,
        adjustment,
        without_steps,
    )
    return put_candidates(tx, center, [entry], reason)[0]


def change_candidate(tx: Writing, center: Id, candidate: Id, what: Mapping[str, Any], reason: str = "") -> Id:
    """Change what is said of a candidate, by the fields of `Entry`; the rest stays as it is in the database now.

    Raises: Refused, as `put_candidates`.
    """
    allow(tx, Right.PLAN, center)
    one = next((each for each in candidates(tx, center) if each.id == candidate), None)
    if one is None:
        raise Refused(T("This candidate is not in this center."), where=candidate)
    kept = {name: getattr(one, name) for name in Entry._fields if name != "candidate"}
    return put_candidates(tx, center, [Entry(**{**kept, **what}, candidate=candidate)], reason)[0]


def put_candidates(tx: Writing, center: Id, entries: Sequence[Entry], reason: str = "") -> tuple[Id, ...]:
    """Add candidates or change them, all or none; after the freeze that is one amendment.

    Raises: Refused, for no name or one that is too long, a code that is taken, a role that is not here, after the
    freeze without a reason.
    """
    allow(tx, Right.PLAN, center)
    everybody = {one.id: one for one in candidates(tx, center)}
    openings = _openings(tx, center)
    ready = _coded(entries, everybody)
    for one in ready:
        _check(one, openings)
    old, new = _amended(ready, everybody, openings)
    change(tx, center, "candidate", old, new, reason)
    rows = [_row(tx, center, one) for one in ready]
    tx.session.add_all(rows)
    tx.session.flush()
    for row, one in zip(rows, ready, strict=True):
        before = set(everybody[one.candidate].vacancies) if one.candidate else set()
        tx.session.add_all(Candidacy(candidate=row.id, vacancy=each) for each in set(one.vacancies) - before)
        gone = before - set(one.vacancies)
        if gone:
            mine = (col(Candidacy.candidate) == row.id, col(Candidacy.vacancy).in_(gone))
            tx.session.execute(delete(Candidacy).where(*mine))
        tx.journal("candidate set", row.id, code=row.code)
    tx.session.flush()
    return tuple(row.id for row in rows)


def _coded(entries: Sequence[Entry], everybody: Mapping[Id, Applicant]) -> list[Entry]:
    """The entries with their codes: those said, those they have, else the next free ones."""
    taken = {one.code.casefold(): one.id for one in everybody.values()}
    number = _number(next_code(one.code for one in everybody.values()))
    ready = []
    for one in entries:
        if one.candidate is not None and one.candidate not in everybody:
            raise Refused(T("This candidate is not in this center."), where=one.candidate)
        code = normal(one.code or "") or (everybody[one.candidate].code if one.candidate else "")
        if not code:
            while f"k{number}" in taken:
                number += 1
            code, number = f"K{number}", number + 1
        elif taken.get(code.casefold(), one.candidate) != one.candidate:
            raise Refused(T("Another candidate has this code."), where=code)
        taken[code.casefold()] = one.candidate or Id("")
        ready.append(one._replace(name=normal(one.name), code=code))
    return ready


def _check(one: Entry, openings: Mapping[Id, str]) -> None:
    code = one.code or ""
    if len(code) > LONGEST:
        raise Refused(T("A code has at most {n} characters.", n=LONGEST), where=code[:40])
    if not one.name:
        raise Refused(T("A candidate needs a name."), where=code)
    if len(one.name) > LONGEST_NAME:
        raise Refused(T("A name has at most {n} characters.", n=LONGEST_NAME), where=f"{one.name[:40]} …")
    if not 0 <= one.extra_minutes <= EXTRA:
        raise Refused(T("Additional minutes lie between 0 and {n}.", n=EXTRA), where=str(one.extra_minutes))
    if not one.vacancies or not openings.keys() >= set(one.vacancies):
        raise Refused(T("A candidate is considered for at least one role of this center."), where=code)


def _row(tx: Writing, center: Id, one: Entry) -> Candidate:
    code = one.code or ""
    row = (
        tx.session.get_one(Candidate, one.candidate) if one.candidate else Candidate(center=center, code=code, name="")
    )
    row.code, row.name, row.language = code, one.name, one.language
    row.email, row.external_id = normal(one.email or "") or None, normal(one.external_id or "") or None
    row.extra_minutes, row.adjustment = one.extra_minutes, normal(one.adjustment or "") or None
    row.without_steps = one.without_steps
    return row


def withdraw(tx: Writing, candidate: Id, *, back: bool = False) -> None:
    """Somebody no longer takes part (or does again): nothing is deleted, and nothing of theirs is planned any more.

    On the day itself this needs no reason: it is the candidate's right.

    Raises: Refused, when somebody should come back after the wash-up has opened.
    """
    row = tx.session.get_one(Candidate, candidate)
    allow(tx, Right.PLAN, row.center)
    opened = select(col(WashUp.id)).where(col(WashUp.center) == row.center)
    if back and row.withdrawn_at is not None and tx.session.execute(opened).first() is not None:
        raise Refused(T("The wash-up is open: nobody comes back any more."), where=row.code)
    row.withdrawn_at = None if back else row.withdrawn_at or tx.at
    tx.session.add(row)
    tx.session.flush()
    tx.journal("candidate back" if back else "candidate withdrew", candidate, code=row.code)


def set_presence(
    tx: Writing,
    center: Id,
    times: Collection[tuple[datetime, datetime]],
    *,
    person: Id | None = None,
    candidate: Id | None = None,
) -> None:
    """When somebody can be there; no times for all day.

    Raises: Refused, when a time ends before it begins, or nobody is named.
    """
    allow(tx, Right.PLAN, center)
    if (person is None) == (candidate is None):
        raise Refused(T("Times are those of one person or of one candidate."))
    found = tx.session.get(Candidate, candidate) if candidate else None
    if candidate is not None and (found is None or found.center != center):
        raise Refused(T("This candidate is not in this center."), where=candidate)
    if person is not None and tx.session.get(Person, person) is None:
        raise Refused(T("There is no such person."), where=person)
    for starts, ends in times:
        if ends <= starts:
            raise Refused(T("A time ends after it begins."), where=f"{starts:%H:%M} - {ends:%H:%M}")
    times = joined(times)
    whose = col(Presence.person) == person if person else col(Presence.candidate) == candidate
    tx.session.execute(delete(Presence).where(col(Presence.center) == center, whose))
    for starts, ends in times:
        tx.session.add(Presence(center=center, person=person, candidate=candidate, starts_at=starts, ends_at=ends))
    tx.session.flush()
    tx.journal("presence set", candidate, center=center, person=person, times=len(times))


def joined(times: Iterable[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """The same times in their order, those that touch or overlap as one."""
    found: list[tuple[datetime, datetime]] = []
    for starts, ends in sorted(times):
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return tuple(found)


def keep_attribute(tx: Writing, candidate: Id, name: str, value: str) -> None:
    """Keep what an import was asked to keep beside a candidate; ratings and ranks never see it."""
    row = tx.session.get_one(Candidate, candidate)
    allow(tx, Right.PLAN, row.center)
    kept = tx.session.get(CandidateAttribute, (candidate, name))
    if kept is None:
        kept = CandidateAttribute(candidate=candidate, name=name, value=value)
    kept.value = normal(value)
    tx.session.add(kept)
    tx.session.flush()
    tx.journal("attribute kept", candidate, name=name)


def _openings(tx: Reading, center: Id) -> dict[Id, str]:
    """A center's vacancies with their roles' codes."""
    rows = tx.session.execute(
        select(col(Vacancy.id), col(Role.code))
        .join(Rubric, col(Rubric.id) == col(Vacancy.rubric))
        .join(Role, col(Role.id) == col(Rubric.role))
        .where(col(Vacancy.center) == center)
    )
    return dict(rows.all())


def kept_attributes(tx: Reading, center: Id) -> dict[tuple[Id, str], str]:
    """What imports were asked to keep, per candidate and name. For those who plan; no screen of assessors reads it."""
    rows = tx.session.execute(
        select(col(CandidateAttribute.candidate), col(CandidateAttribute.name), col(CandidateAttribute.value))
        .join(Candidate, col(Candidate.id) == col(CandidateAttribute.candidate))
        .where(col(Candidate.center) == center)
    )
    return {(candidate, name): value for candidate, name, value in rows.all()}


def find_applicant(tx: Reading, center: Id, said: str) -> Applicant:
    """The candidate with this code, or this full name, as typed.

    Raises: Refused, when there is none, or more than one has the name.
    """
    allow(tx, Right.PLAN, center)
    wanted = normal(said).casefold()
    everybody = candidates(tx, center)
    fits = [one for one in everybody if one.code.casefold() == wanted]
    fits = fits or [one for one in everybody if one.name.casefold() == wanted]
    if len(fits) != 1:
        codes = ", ".join(one.code for one in everybody)
        raise Refused(
            T("No candidate, or more than one, is called so."),
            where=said,
            do=T("The codes are: {codes}", codes=codes) if codes else None,
        )
    return fits[0]


def _amended(ready: Sequence[Entry], everybody: Mapping[Id, Applicant], openings: Mapping[Id, str]) -> tuple[str, str]:
    """What an amendment says of candidates, before and after: codes and numbers, no names, no adjustment's words."""
    known = [everybody[one.candidate] for one in ready if one.candidate]
    if len(ready) > MOST_TOLD:
        return f"{len(known)} candidates", f"{len(ready)} candidates, {ready[0].code} to {ready[-1].code}"
    old = [_told(one, openings, "adjusted") for one in known]
    new = []
    for one in ready:
        before = everybody[one.candidate].adjustment if one.candidate else None
        anew = before is not None and before != (normal(one.adjustment or "") or None)
        new.append(_told(one, openings, "adjusted anew" if anew else "adjusted"))
    return "; ".join(old), "; ".join(new)


def _told(one: Applicant | Entry, openings: Mapping[Id, str], adjusted: str) -> str:
    parts = [", ".join(sorted(openings.get(each, "?") for each in one.vacancies))]
    if one.extra_minutes:
        parts.append(f"+{one.extra_minutes} min")
    if normal(one.adjustment or ""):
        parts.append(adjusted)
    if one.without_steps:
        parts.append("no steps")
    return f"{one.code}: {', '.join(parts)}"


def _number(code: str) -> int:
    return int(code[1:])
