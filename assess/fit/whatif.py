"""The what-if file: a ranking or a line-up without a center, from one JSON object (scoring.md 9)."""

from __future__ import annotations

import json
from math import fsum
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StrictInt, ValidationError

from assess.fit.lineup.problem import Lineup, Person, Vacant
from assess.fit.score import Demand, Level, Need, Rule
from assess.words import Refused, T, Unusable

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Weight = Annotated[float, Field(strict=True, ge=0, allow_inf_nan=False)]
Above = Annotated[float, Field(strict=True, gt=0, allow_inf_nan=False)]
Count = Annotated[StrictInt, Field(ge=1, le=1000)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
CLOSE: Final = 1e-6
BIGGEST: Final = 200 * 1024 * 1024
"""Bytes of a file that is read."""


FAULTS: Final = {
    "extra_forbidden": T("This key is unknown."),
    "missing": T("This key is missing."),
    "int_type": T("A whole number is needed here."),
    "float_type": T("A number is needed here."),
    "string_type": T("A text is needed here."),
    "dict_type": T("An object is needed here."),
    "model_type": T("An object is needed here."),
    "tuple_type": T("A list is needed here."),
    "finite_number": T("A finite number is needed here."),
}
"""What a fault of the form is, by pydantic's name for it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Weights(_Part):
    """The three parts of the team fit; they sum to 1."""

    role: Weight
    gap: Weight
    values: Weight


class Role(_Part):
    """A role to fill."""

    name: Name
    count: Count = 1
    weights: dict[Name, Weight] = Field(min_length=1)
    """Fractions that sum to 1."""
    targets: dict[Name, Number] = Field(default_factory=dict)
    """The level that is enough; the scale's highest unless given."""
    floors: dict[Name, Number] = Field(default_factory=dict)
    """Flags to be talked about."""
    must: dict[Name, Number] = Field(default_factory=dict)
    """Binds: who is below is not eligible in a line-up."""


class Candidate(_Part):
    """Somebody who is considered."""

    name: Name
    roles: tuple[Name, ...] | None = None
    """All roles unless given."""
    scores: dict[Name, Number]
    se: dict[Name, Weight] = Field(default_factory=dict)
    values: dict[Name, Number] = Field(default_factory=dict)


class Member(_Part):
    """Somebody who is in the team."""

    name: Name
    scores: dict[Name, Number]


class Demanded(_Part):
    """What the team needs: so many people who reach a level."""

    weight: Above
    level: Number
    count: Count = 1


class Written(_Part):
    """A value of the team's charter."""

    weight: Above
    level: Number


class WhatIf(_Part):
    """A question without a center."""

    scale: tuple[Number, Number]
    weights: Weights
    roles: tuple[Role, ...] = Field(min_length=1)
    candidates: tuple[Candidate, ...] = Field(min_length=1)
    team: tuple[Member, ...] = ()
    needs: dict[Name, Demanded] = Field(default_factory=dict)
    charter: dict[Name, Written] = Field(default_factory=dict)
    conflicts: tuple[tuple[Name, Name], ...] = ()
    fixed: dict[Name, Name | tuple[Name, ...]] = Field(default_factory=dict)

    @property
    def rule(self) -> Rule:
        """The weights and the scale."""
        return Rule(self.weights.role, self.weights.gap, self.weights.values, self.scale[0], self.scale[1])

    def demands(self, role: Role) -> dict[str, Demand]:
        """What a role asks of each competency."""
        return {
            code: Demand(weight, role.targets.get(code, self.scale[1]), role.floors.get(code))
            for code, weight in role.weights.items()
        }

    @property
    def needed(self) -> dict[str, Need]:
        """The team's needs."""
        return {code: Need(one.weight, one.level, one.count) for code, one in self.needs.items()}

    @property
    def values(self) -> dict[str, Need]:
        """The charter."""
        return {code: Need(one.weight, one.level) for code, one in self.charter.items()}


def what_if_schema() -> dict[str, Any]:
    """The JSON schema of the file."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **WhatIf.model_json_schema()}


def read_what_if(path: Path) -> WhatIf:
    """A what-if file.

    Raises: Unusable, when it can't be read; Refused, when it is no such object: the first fault with its path.
    """
    try:
        if path.stat().st_size > BIGGEST:
            raise Unusable(T("The file has more than {n} MB.", n=BIGGEST // 1024 // 1024), where=str(path))
        text = path.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise Unusable(T("There is no such file."), where=str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or T("it is not UTF-8")
        raise Unusable(T("The file can't be read: {reason}.", reason=reason), where=str(path)) from error
    try:
        data = json.loads(text, parse_constant=_no_number, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        place = getattr(error, "lineno", 1)
        raise Refused(T("This is no JSON."), where=f"{path.name}:{place}") from error
    return parse_what_if(data, path.name)


def _no_number(text: str) -> float:
    raise ValueError(text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def parse_what_if(data: object, name: str) -> WhatIf:
    """The same from what JSON holds; `name` is how messages call it.

    Raises: Refused.
    """
    try:
        found = WhatIf.model_validate_json(json.dumps(data)) if isinstance(data, dict) else WhatIf.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "."
        what = FAULTS.get(first["type"], T("This value is not allowed."))
        do = T("assess schema what-if shows the form.")
        raise Refused(what, where=f"{name}: {where}", do=do) from error
    _check(found, name)
    return found


def _check(one: WhatIf, name: str) -> None:
    lo, hi = one.scale
    if not lo < hi:
        raise Refused(T("A scale goes from a lower level to a higher one."), where=f"{name}: scale")
    _sum(name, "weights", [one.weights.role, one.weights.gap, one.weights.values])
    _once_each(f"{name}: roles", [role.name for role in one.roles])
    _once_each(f"{name}: candidates", [each.name for each in one.candidates])
    for role in one.roles:
        where = f"{name}: roles: {role.name}"
        _sum(where, "weights", list(role.weights.values()))
        _above(where, "targets", role.targets, lo, hi)
    known = {role.name for role in one.roles}
    for each in one.candidates:
        where = f"{name}: candidates: {each.name}"
        for kind, levels in (("scores", each.scores), ("values", each.values)):
            out = next((code for code, level in levels.items() if not lo <= level <= hi), None)
            if out is not None:
                raise Refused(T("A score lies outside the scale."), where=f"{where}: {kind}: {out}")
        strange = next((role for role in each.roles or () if role not in known), None)
        if strange is not None:
            raise Refused(T("There is no such role."), where=f"{where}: {strange}")
    _above(name, "needs", {code: part.level for code, part in one.needs.items()}, lo, hi)
    _above(name, "charter", {code: part.level for code, part in one.charter.items()}, lo, hi)


def _once_each(where: str, names: list[str]) -> None:
    seen: set[str] = set()
    for each in names:
        if each in seen:
            raise Refused(T("A name stands twice."), where=f"{where}: {each}")
        seen.add(each)


def _sum(where: str, key: str, weights: list[float]) -> None:
    whole = fsum(weights)
    if abs(whole - 1) > CLOSE:
        raise Refused(
            T("The weights sum to {sum}, not to 1.", sum=f"{whole:.10g}"),
            where=f"{where}: {key}",
            do=T("Give fractions that sum to 1."),
        )


def _above(where: str, key: str, levels: dict[str, Any], lo: float, hi: float) -> None:
    for code, level in levels.items():
        if not lo < level <= hi:
            raise Refused(
                T("The level that is asked for lies above {lo}, up to {hi}.", lo=f"{lo:g}", hi=f"{hi:g}"),
                where=f"{where}: {key}: {code}",
            )


def lineup_of(one: WhatIf, name: str) -> Lineup:
    """The question of a line-up.

    Raises: Refused, when conflicts or fixed places name somebody or a role that is not there.
    """
    roles, people = {role.name for role in one.roles}, {each.name for each in one.candidates}
    for pair in one.conflicts:
        for each in pair:
            if each not in people:
                raise Refused(T("There is no such candidate."), where=f"{name}: conflicts: {each}")
    fixed = {role: (names,) if isinstance(names, str) else tuple(names) for role, names in one.fixed.items()}
    for role, names in fixed.items():
        if role not in roles:
            raise Refused(T("There is no such role."), where=f"{name}: fixed: {role}")
        for each in names:
            if each not in people:
                raise Refused(T("There is no such candidate."), where=f"{name}: fixed: {role}: {each}")
    return Lineup(
        one.rule,
        tuple(Vacant(role.name, one.demands(role), role.count, role.must) for role in one.roles),
        tuple(
            Person(each.name, each.scores, each.roles if each.roles is not None else tuple(sorted(roles)), each.values)
            for each in one.candidates
        ),
        tuple(member.scores for member in one.team),
        one.needed,
        one.values,
        frozenset(frozenset(pair) for pair in one.conflicts if pair[0] != pair[1]),
        fixed,
    )


def levels(scores: dict[str, Any], se: dict[str, Any]) -> dict[str, Level]:
    """Scores with their variances, where these are given."""
    return {code: Level(value, se[code] ** 2 if code in se else None) for code, value in scores.items()}
