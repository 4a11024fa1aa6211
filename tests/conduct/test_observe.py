"""Notes and cues at their edges: sheets that differ, long notes, free questions."""

from __future__ import annotations

import pytest

from assess.conduct import conflict, observe, sheets, timing
from assess.conduct.observe import FREE, LONGEST, give_cue, note, too_early
from assess.conduct.work import work
from assess.store.tables import Cue, Exercise, Phase, Prompt, Question, new_id
from assess.store.transaction import Store, Writing
from assess.words import Refused
from tests.conduct.test_work import at, watched
from tests.factories import Made


def asked(tx: Writing, kind: str, watches: int = 1) -> Made:
    """An exercise with a prompt, two fixed questions and a question round."""
    made = watched(tx, kind=kind, candidates=watches, watches=watches)
    exercise = made.exercise
    tx.session.add(
        Phase(
            id=new_id(),
            exercise=exercise,
            position=2,
            code="ask",
            kind="questions",
            minutes=5,
            name_de="a",
            name_en="a",
        )
    )
    tx.session.add(
        Prompt(
            id=new_id(),
            exercise=exercise,
            position=5,
            code="P1",
            by="situation",
            minute=1,
            short_de="a",
            short_en="a",
            text_de="a",
            text_en="a",
            elicits="EMP",
        )
    )
    for position, code in enumerate(("Q1", "Q2")):
        tx.session.add(
            Question(
                id=new_id(), exercise=exercise, position=position, code=code, text_de="a", text_en="a", elicits="EMP"
            )
        )
    assert tx.session.get_one(Exercise, made.exercise).kind == kind
    tx.session.flush()
    return made


def observing(store: Store, made: Made, watches: int = 1) -> Store:
    own = store.acting(made.assessors[0])
    own.write(sheets.enter, made.slot)
    for candidate in made.candidates[:watches]:
        own.write(conflict.declare, made.slot, candidate, "none")
    own.write(observe.read_brief, made.slot)
    own.write(timing.begin, made.slot, "live", at(0))
    return own


def test_a_cue_that_one_of_two_sheets_lacks_is_taken_back_from_both(store: Store) -> None:
    made = store.write(asked, "group_discussion", 2)
    own = observing(store, made, 2)

    def one_alone(tx: Writing) -> None:
        first, _ = sheets.own_sheets(tx, made.slot)
        tx.session.add(Cue(sheet=first.id, code="P1", seconds=5.0, at=tx.at))

    own.write(one_alone)
    assert own.write(give_cue, made.slot, "P1", 60.0) is False
    assert next(cue for cue in own.read(work, made.slot).cues if cue.code == "P1").given is None
    assert own.write(give_cue, made.slot, "P1", 70.0) is True
    assert next(cue for cue in own.read(work, made.slot).cues if cue.code == "P1").given == 70.0


def test_free_questions_belong_to_presentations(store: Store) -> None:
    made = store.write(asked, "group_discussion")
    own = observing(store, made)
    assert all(cue.by != FREE for cue in own.read(work, made.slot).cues)
    with pytest.raises(Refused, match="no cue"):
        own.write(give_cue, made.slot, FREE, 1.0)


def test_a_note_is_free_in_the_question_round_after_it_was_said(store: Store) -> None:
    made = store.write(asked, "presentation")
    own = observing(store, made)
    own.write(give_cue, made.slot, FREE, 100.0)
    for phase, seconds in (("live", 200.0), ("ask", 99.0), ("ask", 100.0)):
        own.write(note, made.slot, f"{phase} {seconds}", phase, seconds)
    notes = own.read(work, made.slot).sheets[0].notes
    assert [one.free for one in notes] == [False, False, True]
    free = own.read(work, made.slot).cues[-1]
    assert (free.by, free.before) == (FREE, ("Q1", "Q2"))


def test_what_came_too_early() -> None:
    order = ["Q1", "Q2", "Q3"]
    assert too_early("Q2", order, {}) == ["Q1"]
    assert too_early("Q2", order, {"Q1": 10.0, "Q2": 20.0}) == []
    assert too_early("Q2", order, {"Q1": 30.0, "Q2": 20.0}) == ["Q1"]
    assert too_early(FREE, order, {"Q1": 1.0, "Q3": 2.0}) == ["Q2"]
    assert too_early("P1", order, {}) == []


def test_a_note_of_five_thousand_characters_is_a_note(store: Store) -> None:
    made = store.write(watched)
    own = observing(store, made)
    assert own.write(note, made.slot, "ß" * 5000, "live", 1.0).number == 1
    with pytest.raises(Refused, match=f"more than {LONGEST} characters"):
        own.write(note, made.slot, "x" * (LONGEST + 1), "live", 1.0)
