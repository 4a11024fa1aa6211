"""The ranking as text: the table in bands, and the sentences on how sure it is. The screen shows the same ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Literal, NamedTuple
from zoneinfo import ZoneInfo

from assess.fit.bands import ahead, reach
from assess.fit.ranking import Ranked, RoleRanking, Terms
from assess.integrate.names import LATE, LATE_SAID
from assess.report.bar import Bar, axis, interval_bar
from assess.report.columns import cells, column, one_line, wrap
from assess.words import Message, N, Sayable, T, Words

WIDTH: Final = 80
NONE: Final = "–"
LONGEST_CODE: Final = 12
LEAST_BAR: Final = 8
GOOD_BAR: Final = 16
"""Cells from which on a bar and its interval are read at a glance."""
INSUFFICIENT: Final = "!"
IMPORTED: Final = "°"
SIGNED: Final = 3
"""Cells of the signs behind a row: a space and two of them; a third gets one more."""
RULES: Final = {"plain": T("Plain weighted mean"), "corrected": T("Severity-corrected mean")}

Style = Literal["plain", "strong", "dim", "solid", "line", "dot", "warn"]


class Columns(NamedTuple):
    """The widths of the table, in cells."""

    band: int
    code: int
    fit: int
    bar: int
    role: int
    gap: int
    values: int
    coverage: int
    gap_between: int = 2
    """Cells between two columns; one, where the bar needs the room."""
    signs: int = SIGNED

    @property
    def width(self) -> int:
        """Of a whole row: the mark, eight columns, the signs."""
        return 2 + sum(self[:8]) + 7 * self.gap_between + self.signs

    @property
    def between(self) -> str:
        """What stands between two columns."""
        return " " * self.gap_between


class Titles(NamedTuple):
    """The words over the columns."""

    band: str
    code: str
    fit: str
    role: str
    gap: str
    values: str
    coverage: str


class Piece(NamedTuple):
    """A piece of a row, with how it is to look where there are looks."""

    text: str
    style: Style


def titles(words: Words) -> Titles:
    """The words over the columns, in a language."""
    said = (T("Band"), T("Code"), T("Team fit"), T("Role"), T("Gaps"), T("Values"), T("Coverage"))
    return Titles(*(words(one) for one in said))


def columns_for(words: Words, width: int, ranking: RoleRanking) -> Columns:
    """The widths for a ranking: the bar gets what is left."""
    said = titles(words)
    longest = max((cells(one_line(one.code)) for one in ranking.candidates), default=0)
    found = Columns(
        max(2, cells(said.band)),
        max(cells(said.code), min(LONGEST_CODE, longest)),
        max(3, cells(said.fit)),
        0,
        max(3, cells(said.role)),
        max(3, cells(said.gap)),
        max(3, cells(said.values)),
        max(5, cells(said.coverage)),
        signs=max([SIGNED, *(1 + len(_signs(one)) for one in ranking.candidates)]),
    )
    if width - found.width < GOOD_BAR:
        found = found._replace(gap_between=1)
    return found._replace(bar=max(LEAST_BAR, width - found.width))


def header(words: Words, columns: Columns) -> str:
    """The line over the rows."""
    said = titles(words)
    return "  " + columns.between.join(
        (
            column(said.band, columns.band, right=True),
            column(said.code, columns.code),
            column(said.fit, columns.fit, right=True),
            axis(columns.bar),
            column(said.role, columns.role, right=True),
            column(said.gap, columns.gap, right=True),
            column(said.values, columns.values, right=True),
            column(said.coverage, columns.coverage, right=True),
        )
    )


def row(words: Words, ranked: Ranked, columns: Columns, *, marked: bool = False) -> tuple[Piece, ...]:
    """A candidate's line."""
    bar: Bar = interval_bar(ranked.team_fit, ranked.se, columns.bar)
    between = columns.between
    return (
        Piece("▸ " if marked else "  ", "dot"),
        Piece(column(str(ranked.band) if ranked.band else NONE, columns.band, right=True), "dim"),
        Piece(between + column(ranked.code, columns.code), "strong"),
        Piece(between + column(whole(ranked.team_fit), columns.fit, right=True) + between, "strong"),
        Piece(bar.solid, "solid"),
        Piece(bar.before, "line"),
        Piece(bar.dot, "dot"),
        Piece(bar.after, "line"),
        Piece(bar.rest, "plain"),
        Piece(between + column(whole(ranked.role_fit), columns.role, right=True), "dim"),
        Piece(between + column(whole(ranked.gap_fit), columns.gap, right=True), "dim"),
        Piece(between + column(whole(ranked.values_fit), columns.values, right=True), "dim"),
        Piece(between + column(words.percent(ranked.coverage), columns.coverage, right=True), "dim"),
        Piece(column(f" {_signs(ranked)}", columns.signs), "warn"),
    )


def _signs(ranked: Ranked) -> str:
    return "".join(
        sign
        for sign, holds in ((INSUFFICIENT, ranked.insufficient), (IMPORTED, ranked.imported), (LATE, ranked.late))
        if holds
    )


def whole(fit: float | None) -> str:
    """A fit in whole points: its error is several of them."""
    return NONE if fit is None else f"{fit:.0f}"


def rule_said(terms: Terms) -> Message:
    """Which rule the order rests on, and since when nobody can change it."""
    rule = RULES[terms.rule]
    if terms.frozen_at is None:
        return T("{rule}, not frozen", rule=rule)
    return T("{rule}, frozen {when}", rule=rule, when=local_day(terms, terms.frozen_at))


def local_day(terms: Terms, moment: datetime) -> date:
    """The day on which something happened where the center is."""
    return moment.astimezone(ZoneInfo(terms.zone)).date()


def parts_said(words: Words, ranking: RoleRanking) -> list[Sayable]:
    """Which parts the team fit has, with their weights; what is left out and why."""
    terms = ranking.terms
    exist = [True, terms.team, terms.charter]
    whole_weight = sum(weight for weight, there in zip(terms.weights, exist, strict=True) if there)
    if not terms.team and not terms.charter:
        return [T("Team fit is role fit alone: no team with needs and no charter of values is entered.")]
    names = (T("role"), T("gaps"), T("values"))
    weighed = ", ".join(
        f"{words(name)} {words.percent(weight / whole_weight)}"
        for name, weight, there in zip(names, terms.weights, exist, strict=True)
        if there and whole_weight
    )
    said: list[Sayable] = [T("Team fit: {parts}.", parts=weighed)]
    if not terms.team:
        said.append(T("Gaps are left out: no team with needs is entered."))
    if not terms.charter:
        said.append(T("Values are left out: no charter is written."))
    return said


def unsure_said(first: Ranked, second: Ranked) -> Message | None:
    """How sure it is that one candidate is before the next; None without errors."""
    if first.team_fit is None or second.team_fit is None or first.se is None or second.se is None:
        return None
    sure = min(99, round(100 * ahead(first.team_fit, first.se, second.team_fit, second.se)))
    names = {"first": one_line(first.code), "second": one_line(second.code), "sure": sure}
    if first.team_fit - second.team_fit < reach(first.se, second.se):
        return T("{first} before {second}: {sure} of 100. Neither is clearly ahead.", **names)
    return T("{first} before {second}: {sure} of 100. {first} is clearly ahead.", **names)


def band_said(members: Sequence[Ranked]) -> Message | None:
    """What is not sure within a band, of which these are all candidates; None where there is nobody to compare."""
    if len(members) < 2:
        return None
    said = unsure_said(members[0], members[1])
    if said is None or len(members) == 2:
        return said
    return T(
        "{said} None of these {n} is clearly behind {first}.",
        said=said,
        n=len(members),
        first=one_line(members[0].code),
    )


def candidate_said(words: Words, ranked: Ranked) -> list[Sayable]:
    """What is to be known about one candidate's place, each with its sign."""
    said: list[Sayable] = []
    if ranked.team_fit is None:
        said.append(T("No rating counts for this role: no place, no band."))
    elif ranked.insufficient:
        said.append(
            N(
                "! {names}: evidence insufficient, fewer than two exercises or two assessors.",
                "! {names}: evidence insufficient, each in fewer than two exercises or by fewer than two assessors.",
                n=len(ranked.insufficient),
                names=", ".join(ranked.insufficient),
            )
        )
    said += [
        T(
            "{name}: the floor of {floor} is reached with {sure} of 100; to be talked about.",
            name=floor.competency,
            floor=level(words, floor.floor),
            sure=round(100 * floor.probability),
        )
        for floor in ranked.floors
        if floor.probability < FLOOR_MET
    ]
    if ranked.imported:
        said.append(T("° imported, without observations"))
    if ranked.late:
        said.append(LATE_SAID)
    return said


FLOOR_MET: Final = 0.8
"""Probability from which on a floor counts as met (scoring.md 4)."""


def level(words: Words, value: float) -> str:
    """A level of the scale, with decimals where it has some."""
    return words.number(value, 0 if value == int(value) else 1)


def legend_said(ranking: RoleRanking) -> list[Message]:
    """What the signs and lines of this ranking's table mean: only those that are in it."""
    said = []
    if any(one.se is not None and one.team_fit is not None for one in ranking.candidates):
        said.append(T("━ 95 of 100 would lie here, or wider still: ratings share assessors."))
    if any(one.insufficient and one.team_fit is not None for one in ranking.candidates):
        said.append(T("! evidence insufficient"))
    if any(one.imported for one in ranking.candidates):
        said.append(T("° imported, without observations"))
    if any(one.late for one in ranking.candidates):
        said.append(LATE_SAID)
    terms = ranking.terms
    left_out = (terms.team and any(one.gap_fit is None for one in ranking.candidates)) or (
        terms.charter and any(one.values_fit is None for one in ranking.candidates)
    )
    if left_out:
        said.append(T("– left out, never counted as 0: the other parts carry its weight"))
    if ranking.withdrew:
        said.append(T("{codes} withdrew: not ranked", codes=", ".join(map(one_line, ranking.withdrew))))
    return said


def grouped(ranking: RoleRanking) -> list[list[Ranked]]:
    """The candidates band by band; those without a place come last, together."""
    found: list[list[Ranked]] = []
    for one in ranking.candidates:
        if found and found[-1][0].band == one.band and (found[-1][0].team_fit is None) == (one.team_fit is None):
            found[-1].append(one)
        else:
            found.append([one])
    return found


def rank_lines(words: Words, rankings: Sequence[RoleRanking], width: int = WIDTH) -> list[str]:
    """The rankings as plain text: table, bands, and what is not sure."""
    lines: list[str] = []
    for ranking in rankings:
        if lines:
            lines.append("")
        lines += _one(words, ranking, width)
    return lines


def _one(words: Words, ranking: RoleRanking, width: int) -> list[str]:
    count = words(N("{n} candidate", "{n} candidates", n=len(ranking.candidates)))
    lines = wrap(f"{words(ranking.name)} · {ranking.terms.center} · {count}", width)
    lines += wrap(words(rule_said(ranking.terms)), width)
    for sentence in parts_said(words, ranking):
        lines += wrap(words(sentence), width)
    if not ranking.candidates:
        return [*lines, words(T("Nobody is considered for this role."))]
    columns = columns_for(words, width, ranking)
    rule = "─" * min(width, columns.width)
    lines += ["", header(words, columns).rstrip(), rule]
    groups = grouped(ranking)
    for place, members in enumerate(groups):
        lines += ["".join(piece.text for piece in row(words, one, columns)).rstrip() for one in members]
        said = band_said(members)
        if said is not None:
            lines += wrap(words(said), width, " " * (2 + columns.band + columns.gap_between))
        lines += [rule] if place + 1 < len(groups) else []
    lines.append(rule)
    for message in legend_said(ranking):
        lines += wrap(words(message), width, hang="  ")
    for one in ranking.candidates:
        for sentence in candidate_said(words, one):
            lines += wrap(f"{one_line(one.code)}: {words(sentence)}", width, hang="    ")
    return lines
