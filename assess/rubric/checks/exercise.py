"""Exercises: phases, prompts, questions, and the script of a role player."""

from __future__ import annotations

from typing import Final

from assess.rubric.checks.shared import exists, twice
from assess.rubric.findings import Findings
from assess.rubric.library import Library
from assess.rubric.model import ExerciseFile
from assess.words import N, T

PLANTED: Final = range(4, 7)
"""How many prompts a group discussion needs."""
SHORT: Final = 16
"""Characters of a prompt's short name beside its key: five of them and the keys fill 80 columns."""


def exercise(model: ExerciseFile, library: Library, found: Findings) -> None:
    """Note what is wrong in an exercise."""
    _phases(model, found)
    twice(found, phases=[phase.code for phase in model.phases])
    twice(found, materials=[material.id for material in model.materials])
    prompts, questions = [prompt.id for prompt in model.prompts], [question.id for question in model.questions]
    twice(found, prompts=prompts, questions=questions)
    elicits = [("prompts", place, prompt.elicits) for place, prompt in enumerate(model.prompts)]
    elicits += [("questions", place, question.elicits) for place, question in enumerate(model.questions)]
    for key, position, codes in elicits:
        for place, code in enumerate(codes):
            exists("competency", code, (key, position, "elicits", place), library, found)
    _script(model, found)
    for position, prompt in enumerate(model.prompts):
        for language, short in (("de", prompt.short.de), ("en", prompt.short.en)):
            if len(short) > SHORT:
                found.add(
                    "SI-04",
                    ("prompts", position, "short", language),
                    T("The short name has more than {most} characters.", most=SHORT),
                    T("One to three words, as on a key."),
                    "warning",
                )


def _phases(model: ExerciseFile, found: Findings) -> None:
    for position, phase in enumerate(model.phases):
        for place, minute in enumerate(phase.warn):
            if minute >= phase.minutes:
                found.add(
                    "PH-01",
                    ("phases", position, "warn", place),
                    T(
                        "{warn} minutes before its end, the phase of {minutes} has not begun.",
                        warn=minute,
                        minutes=phase.minutes,
                    ),
                    T("Warn later."),
                )
    kinds = [phase.kind for phase in model.phases]
    if "live" not in kinds:
        found.add("PH-03", ("phases",), T("There is no live phase."), T("Add one with kind: live."))
    missing = [kind for kind in ("classify", "rate") if kind not in kinds]
    if missing:
        found.add(
            "PH-03",
            ("phases",),
            T("There is no time to {kinds}.", kinds=", ".join(missing)),
            T("Add a phase for it: rating follows the exercise at once."),
            "warning",
        )
    live = sum(phase.minutes for phase in model.phases if phase.kind in ("live", "questions"))
    for position, prompt in enumerate(model.prompts):
        if prompt.minute > live and "live" in kinds:
            found.add(
                "PH-02",
                ("prompts", position, "minute"),
                T("The minute {minute} lies behind the live phase of {live} minutes.", minute=prompt.minute, live=live),
                T("Plan it earlier, or make the phase longer."),
            )


def _script(model: ExerciseFile, found: Findings) -> None:
    spoken = [position for position, prompt in enumerate(model.prompts) if prompt.by == "role_player"]
    if model.type == "role_play" and model.role_player is None:
        found.add("SI-02", (), T("A role play needs a script for the role player."), T("Write the key role_player."))
    elif model.role_player is None and spoken:
        found.add(
            "SI-02",
            ("prompts", spoken[0], "by"),
            T("A role player speaks here, but the exercise has no script for one."),
            T("Write the key role_player, or let the moderator speak."),
        )
    if model.type == "role_play" and not model.prompts:
        found.add(
            "SI-01",
            (),
            T("A role play without prompts shows every candidate something else."),
            T("Write timed prompts."),
            "warning",
        )
    if model.type == "group_discussion" and len(model.prompts) not in PLANTED:
        found.add(
            "SI-03",
            ("prompts",),
            N(
                "The group discussion has {n} planted prompt.",
                "The group discussion has {n} planted prompts.",
                n=len(model.prompts),
            ),
            T("Plan four to six: contradictions, facts that one person holds alone, late news."),
            "warning",
        )
