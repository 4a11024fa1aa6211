"""Elements 1 to 5: where competencies come from, how they are described, and which exercise shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from assess.plan.conformity.given import FULL, ExerciseFacts, Facts, RoleFacts
from assess.plan.conformity.shape import Verdict
from assess.words import Message, N, Sayable, T, Text

MOST: Final = 4
"""Competencies of an exercise; more are warned of (method 1.3)."""
TOO_MANY: Final = 6
WORDING: Final = {"BC-01": ("BC-01", "BC-11"), "BC-02": ("BC-02", "BC-06"), "BC-03": ("BC-03",)}
"""Which findings of the lint each check gathers; BC-04 has all others."""


def measure(facts: Facts) -> Iterator[Verdict]:
    """The checks of elements 1 to 5 over all roles of a center."""
    yield _analysis(facts.roles)
    yield from _behaviour(facts.roles)
    yield from matrix(facts.roles, facts.exercises)


def matrix(roles: tuple[RoleFacts, ...], exercises: tuple[ExerciseFacts, ...]) -> Iterator[Verdict]:
    """The checks of components, linkage and simulations: what the matrix editor shows while one types."""
    if not roles:
        for id_ in ("MC-01", "MC-02", "LK-01", "LK-02", "LK-03", "WT-01", "SI-01"):
            yield no_role(id_)
        return
    known = {one.code: one for one in exercises}
    run = frozenset(one.code for one in exercises if one.used)
    yield _simulations(roles, run)
    yield _types(roles, known, run)
    yield _linked(roles, known, run)
    yield _load(roles, known, run)
    yield _cued(roles, known, run)
    yield _weights(roles)
    yield _prompted(roles, known, run)


def no_role(id_: str) -> Verdict:
    """Nothing can be said before the center has a role."""
    return Verdict(id_, "open", T("The center has no role yet."))


def link(role: RoleFacts) -> Verdict:
    """CA-01 of one role."""
    return _analysis((role,))


def _analysis(roles: tuple[RoleFacts, ...]) -> Verdict:
    if not roles:
        return no_role("CA-01")
    bare = [(role, one) for role in roles for one in role.measured if not one.links]
    if bare:
        return Verdict(
            "CA-01",
            "error",
            N(
                "{n} competency comes from no task and no incident of its role.",
                "{n} competencies come from no task and no incident of their role.",
                n=len(bare),
            ),
            tuple(_of_role(role, one.code, one.name) for role, one in bare),
            T("Link it in the rubric to what the job asks, or leave it out."),
        )
    evidence = tuple(
        T("{role}: job analysis of {day}, by {who}", role=role.name, day=role.source_day, who=role.source)
        if role.source_day
        else T("{role}: every competency is linked", role=role.name)
        for role in roles
    )
    return Verdict("CA-01", "met", T("Every competency is linked to a task or an incident."), evidence)


def _behaviour(roles: tuple[RoleFacts, ...]) -> Iterator[Verdict]:
    named = {part for parts in WORDING.values() for part in parts}
    fine = {
        "BC-01": T("Every level is anchored in both languages."),
        "BC-02": T("The lint finds no judging words."),
        "BC-03": T("The lint finds no protected traits."),
        "BC-04": T("The lint finds nothing else to mend in the anchors."),
    }
    for id_, said in fine.items():
        if not roles:
            yield no_role(id_)
            continue
        found = [
            (role, fault)
            for role in roles
            for fault in role.lint
            if (fault.id in WORDING[id_] if id_ in WORDING else fault.id not in named)
        ]
        if not found:
            yield Verdict(id_, "met", said, tuple(role.name for role in roles))
            continue
        heavy = id_ != "BC-02" and any(fault.severity == "error" for _, fault in found)
        yield Verdict(
            id_,
            "error" if heavy else "warning",
            N("The lint finds {n} place.", "The lint finds {n} places.", n=len(found)),
            tuple(T("{where}: {fault}", where=fault.where, fault=fault.message) for _, fault in found),
            found[0][1].mend or T("Change the text in the rubric; the center then takes the new version."),
        )


def _simulations(roles: tuple[RoleFacts, ...], run: frozenset[str]) -> Verdict:
    counts = [(role, len(_exercises(role, run))) for role in roles]
    evidence = tuple(
        N("{role}: {n} simulation", "{role}: {n} simulations", n=count, role=role.name) for role, count in counts
    )
    fewest = min(count for _, count in counts)
    if fewest == 0:
        said = T("A role without any simulation: this is no assessment center.")
    elif fewest == 1:
        said = T("One simulation alone shows little of a person.")
    else:
        return Verdict("MC-01", "met", T("Every role has several simulations."), evidence)
    return Verdict("MC-01", "warning" if fewest else "error", said, evidence, T("Run at least two, better three."))


def _types(roles: tuple[RoleFacts, ...], known: dict[str, ExerciseFacts], run: frozenset[str]) -> Verdict:
    same = [
        role
        for role in roles
        if len(_exercises(role, run)) > 1 and len({known[code].kind for code in _exercises(role, run)}) == 1
    ]
    if same:
        return Verdict(
            "MC-02",
            "warning",
            T("All exercises of a role are of the same type."),
            tuple(role.name for role in same),
            T("Mix role play, discussion and presentation."),
        )
    return Verdict("MC-02", "met", T("The exercises are of different types."))


def _linked(roles: tuple[RoleFacts, ...], known: dict[str, ExerciseFacts], run: frozenset[str]) -> Verdict:
    evidence: list[Sayable] = []
    for role in roles:
        for one in role.measured:
            seen = role.seen_in(one.code, run)
            said = _of_role(role, one.code, one.name)
            if len(seen) < 2:
                evidence.append(
                    T("{competency}: only in {exercise}", competency=said, exercise=known[seen[0]].name)
                    if seen
                    else T("{competency}: in no exercise that is run", competency=said)
                )
            elif len({known[code].kind for code in seen}) == 1:
                evidence.append(T("{competency}: in exercises of one type only", competency=said))
    if evidence:
        return Verdict(
            "LK-01",
            "error",
            N(
                "{n} competency is not seen in two exercises of different types.",
                "{n} competencies are not seen in two exercises of different types.",
                n=len(evidence),
            ),
            tuple(evidence),
            T("Give it a cell in another exercise, or run an exercise that shows it."),
        )
    return Verdict("LK-01", "met", T("Every competency is seen in two exercises of different types."))


def _load(roles: tuple[RoleFacts, ...], known: dict[str, ExerciseFacts], run: frozenset[str]) -> Verdict:
    evidence: list[Sayable] = []
    most = 0
    for role in roles:
        for code in _exercises(role, run):
            count = len({one.competency for one in role.shown if one.exercise == code})
            if count > MOST:
                most = max(most, count)
                evidence.append(
                    N(
                        "{exercise} ({role}): {n} competency",
                        "{exercise} ({role}): {n} competencies",
                        n=count,
                        exercise=known[code].name,
                        role=role.name,
                    )
                )
    if evidence:
        return Verdict(
            "LK-02",
            "error" if most > TOO_MANY else "warning",
            T("Nobody can watch for so many competencies at once: at most {most}.", most=MOST),
            tuple(evidence),
            T("Take cells out, so that three or four are left."),
        )
    return Verdict("LK-02", "met", T("No exercise asks for more than {most} competencies.", most=MOST))


def _cued(roles: tuple[RoleFacts, ...], known: dict[str, ExerciseFacts], run: frozenset[str]) -> Verdict:
    bare = tuple(
        T(
            "{competency} in {exercise} ({role})",
            competency=one.competency,
            exercise=known[one.exercise].name,
            role=r.name,
        )
        for r in roles
        for one in r.shown
        if one.exercise in run and not one.cues
    )
    if bare:
        return Verdict(
            "LK-03",
            "warning",
            N("{n} cell has no cue.", "{n} cells have no cue.", n=len(bare)),
            bare,
            T("Choose the prompts or questions that bring it about."),
        )
    return Verdict("LK-03", "met", T("Every cell has a cue that brings the behaviour about."))


def _weights(roles: tuple[RoleFacts, ...]) -> Verdict:
    off = tuple(
        T("{role}: {sum:.1f}", role=role.name, sum=whole)
        for role in roles
        if abs((whole := float(sum(one.weight for one in role.measured))) - FULL) > 1e-6
    )
    if off:
        said = T("The weights of a role don't sum to 100 percent.")
        return Verdict("WT-01", "error", said, off, T("Distribute 100 percent."))
    return Verdict("WT-01", "met", T("The weights of every role sum to 100 percent."))


def _prompted(roles: tuple[RoleFacts, ...], known: dict[str, ExerciseFacts], run: frozenset[str]) -> Verdict:
    plays = {code for code in run if known[code].kind == "role_play"}
    bare = tuple(
        T(
            "{competency} in {exercise} ({role})",
            competency=one.competency,
            exercise=known[one.exercise].name,
            role=r.name,
        )
        for r in roles
        for one in r.shown
        if one.exercise in plays and not one.spoken
    )
    if bare:
        return Verdict(
            "SI-01",
            "warning",
            N(
                "{n} competency of a role play has no prompt of its own.",
                "{n} competencies of role plays have no prompt of their own.",
                n=len(bare),
            ),
            bare,
            T("Choose a prompt of the role player, so that every candidate gets the same opportunity."),
        )
    said = T("In every role play, prompts bring each competency about.")
    return Verdict("SI-01", "met", said if plays else T("The center runs no role play."))


def _exercises(role: RoleFacts, run: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.exercise for one in role.shown if one.exercise in run))


def _of_role(role: RoleFacts, code: str, name: Text) -> Message:
    return T("{code} {name} ({role})", code=code, name=name, role=role.name)


def worst(found: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Verdicts with errors first, then warnings, then the rest."""
    order = ("error", "warning", "open", "met")
    return tuple(sorted(found, key=lambda one: order.index(one.state)))
