"""From home into the other rooms. Each is loaded when it is entered: the first frame waits for none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assess.words import Id, Message
from screens.base import Room

if TYPE_CHECKING:
    from textual.widgets import OptionList

    from assess.home.begin import Begun
    from assess.home.glance import CenterGlance, Glance
    from assess.home.steps import Steps


class Leading(Room[None]):
    """A screen with a list of doors."""

    def __init__(self) -> None:
        super().__init__()
        self._glance: Glance | None = None
        self._steps: Steps | None = None
        self._said: Message | None = None
        """What was done last, said once the list was read anew."""

    @property
    def centers(self) -> tuple[CenterGlance, ...]:
        """The centers of the file, as they were last read."""
        return self._glance.centers if self._glance is not None else ()

    def _doors(self) -> OptionList:
        from textual.widgets import OptionList

        return self.query_one("#doors", OptionList)

    def look(self) -> object:
        """Read what home shows; the screen's own."""
        raise NotImplementedError

    def _enter(self, place: int) -> None:
        door = self._steps.doors[place] if self._steps else None
        if door is None:
            return
        self._said = None
        if door.target == "slot":
            from screens.conduct.flow import open_slot

            open_slot(self.assess, door.id)
        elif door.target == "plan":
            self._plan(door.id)
        elif door.target == "day":
            self._day(door.id)
        elif door.target == "wash-up":
            self._washup(door.id)
        else:
            self._ranking(door.id)

    def action_ranking(self) -> None:
        """The ranking of the newest center."""
        if self._glance and self._glance.centers:
            self._ranking(self._glance.centers[0].id)

    def action_washup(self) -> None:
        """The wash-up of the newest center."""
        if self._glance and self._glance.centers:
            self._washup(self._glance.centers[0].id)

    def _ranking(self, center: str) -> None:
        from screens.fit.ranking import Ranking

        self.assess.push_screen(Ranking(Id(center)))

    def _washup(self, center: str) -> None:
        from screens.integrate.washup import WashUp

        self.assess.push_screen(WashUp(Id(center)))

    def action_day(self) -> None:
        """The whole day of the newest center."""
        if self._glance and self._glance.centers:
            self._day(self._glance.centers[0].id)

    def _day(self, center: str) -> None:
        from screens.home.day import Day

        self.assess.push_screen(Day(Id(center)))

    def action_plan(self) -> None:
        """The plan of the newest center."""
        if self._glance and self._glance.centers:
            self._plan(self._glance.centers[0].id)
        else:
            self.action_new()

    def _plan(self, center: str) -> None:
        from screens.plan.center import CenterPlan

        self.assess.push_screen(CenterPlan(Id(center)))

    def action_new(self) -> None:
        """A new center in this file."""
        from screens.plan.new import NewCenter

        earlier = tuple((one.id, one.name) for one in self.centers)
        self.assess.push_screen(NewCenter(earlier, first=False), self._begun)

    def _begun(self, begun: Begun | None) -> None:
        if begun is not None:
            self._plan(begun.center)

    def action_deviation(self) -> None:
        """Record what went otherwise than planned in the marked exercise; without one, in one of the day's."""
        marked = self._doors().highlighted if self._steps and self._steps.doors else None
        door = self._steps.doors[marked] if self._steps and marked is not None else None
        if door is not None and door.task is not None:
            from screens.home.deviation import record

            record(self.assess, Id(door.id), self._recorded)
        elif self._glance and self._glance.centers:
            self._day(self._glance.centers[0].id)

    def _recorded(self, said: Message) -> None:
        self._said = said
        self.look()

    def action_turns(self) -> None:
        """Keep the speaking turns of a group discussion."""
        from screens.conduct.flow import open_turns_of

        if self._glance and self._glance.centers:
            open_turns_of(self.assess, self._glance.centers[0].id)

    def action_rubrics(self) -> None:
        """The library and one's own files."""
        from screens.plan.rubrics import Rubrics

        self.assess.push_screen(Rubrics())

    def action_versions(self) -> None:
        """The versions of rubrics in this file."""
        from screens.plan.versions import Versions

        self.assess.push_screen(Versions())

    def action_drill(self) -> None:
        """The calibration drill."""
        from screens.home.drill import Practice

        self.assess.push_screen(Practice())
