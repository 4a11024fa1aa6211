"""An excused assessor stays in sight on the way to the wash-up, and nobody waits for them."""

from __future__ import annotations

import pytest

from assess.conduct.reveal import excuse_assessor
from assess.store.transaction import Store
from screens.integrate.washup import WashUp
from tests.day import Ratings, make_day
from tests.screens.visit import visiting

RATINGS: Ratings = {"K1": {"talk": {"EMP": {"A": 4, "B": 2}}}, "K2": {"talk": {"EMP": {"A": 3, "B": 3}}}}


@pytest.mark.parametrize(("size", "language", "said"), [((80, 24), "de", "entschuldigt"), ((160, 48), "en", "excused")])
async def test_who_is_excused_is_named_and_not_waited_for(
    sqlite_store: Store, size: tuple[int, int], language: str, said: str
) -> None:
    store = sqlite_store
    day = store.write(make_day, RATINGS, missing=[("B", "K1", "talk"), ("B", "K2", "talk")])
    excuse = (day.people["B"], day.candidates["K1"], day.exercises["talk"], "ill, went home")
    store.acting(day.people["M"]).write(excuse_assessor, *excuse)
    assert store.path is not None
    async with visiting(store.path, "M", size, language) as visit:
        visit.app.push_screen(WashUp(day.center))
        await visit.settle()
        waited, excused = (line for line in visit.lines if "Person B" in line)
        assert "K2" in waited
        assert said not in waited
        assert "K1" in excused
        assert said in excused
        assert "ill" not in visit.text.split(), "the reason is nobody's business here"
        assert " X " in visit.lines[-1]
        await visit.press("down")
        assert " X " not in visit.lines[-1], "who is excused can't be excused again"
        await visit.press("x")
        assert visit.step == "WashUp"
        store.acting(day.people["M"]).write(excuse_assessor, excuse[0], day.candidates["K2"], *excuse[2:])
        await visit.press("f6")
        assert len([line for line in visit.lines if said in line]) == 2
        await visit.press("o")
        assert "B ~" in visit.text
