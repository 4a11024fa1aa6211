"""Without a file: the demo, a new center, or a file by its name."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static

from assess.words import T, Trouble
from screens.base import Dialog
from screens.command import Command

if TYPE_CHECKING:
    from assess.home.begin import Begun


class Welcome(Dialog[str]):
    """What to open. Answers with the file, or None to quit."""

    AUTO_FOCUS = "OptionList"
    COMMANDS_HERE = (
        Command("welcome.choose", "enter", T("Choose"), T("Open what is marked."), "choose"),
        Command("welcome.new", "f4", T("New center"), T("Make a center of your own, in this folder."), "new"),
        Command("welcome.rubrics", "f2", T("Rubrics"), T("Read and change rubrics without a center."), "rubrics"),
    )

    def compose(self) -> ComposeResult:
        """Three ways in, and the files of this folder."""
        from assess.home.find import centers_in

        words = self.words
        self._files = centers_in(Path.cwd())
        with Vertical(classes="box"):
            yield Static(words(T("There is no center open. What would you like to see?")) + "\n", markup=False)
            yield OptionList(
                words(T("The demo: a finished center with six candidates")),
                words(T("A new center of your own (F4)")),
                *(path.name for path in self._files),
                id="ways",
                markup=False,
            )
            yield Static(
                "\n" + words(T("Or type the name of a file (F2: the rubrics, without a center):")), markup=False
            )
            yield Input(placeholder="center.assess", id="file")
            yield Static(id="said", markup=False)

    @on(OptionList.OptionSelected, "#ways")
    def chosen(self, event: OptionList.OptionSelected) -> None:
        """The demo, or one of the files."""
        if event.option_index == 0:
            self.demo()
        elif event.option_index == 1:
            self.action_new()
        else:
            self.dismiss(str(self._files[event.option_index - 2]))

    @on(Input.Submitted, "#file")
    def typed(self, event: Input.Submitted) -> None:
        """A file by its name."""
        path = Path(event.value.strip()).expanduser()
        if path.is_file():
            self.dismiss(str(path))
        else:
            self._say(self.words(T("There is no such file: {file}", file=str(path))))

    def action_rubrics(self) -> None:
        """The library and one's own files."""
        from screens.plan.rubrics import Rubrics

        self.assess.push_screen(Rubrics())

    def action_new(self) -> None:
        """A center of one's own."""
        from screens.plan.new import NewCenter

        def made(begun: Begun | None) -> None:
            if begun is not None and begun.path is not None:
                self.assess.person_said = begun.person
                self.dismiss(str(begun.path))

        self.assess.push_screen(NewCenter(first=True), made)

    def action_choose(self) -> None:
        """Enter, where nothing took it."""

    @work
    async def demo(self) -> None:
        """Make the demo in this folder, and open it."""
        from assess.home.demo import make_demo

        self._say(self.words(T("The demo is being made …")))
        language, folder = self.words.language, Path.cwd()
        day = datetime.now().astimezone().date()
        try:
            path = await self.desk.call(lambda: make_demo(folder, "finished", language=language, day=day))
        except Trouble as trouble:
            self._say(trouble.say(self.words))
            return
        self.dismiss(str(path))

    def _say(self, said: str) -> None:
        self.query_one("#said", Static).update(said)
