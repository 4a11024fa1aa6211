"""A rubric or an exercise on paper: into which folder, and what was written where."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual import work

from assess.report.columns import one_line
from assess.rubric.diff import Version
from assess.rubric.model import ExerciseFile, RoleFile
from assess.rubric.reach import roles_with
from assess.words import Language, N, Refused, T, Trouble
from screens.command import Command
from screens.plan.opened import Opened, open_file
from screens.plan.room import RubricRoom

FOLDER: Final = "rubrics-pdf"


def print_command(screen: str) -> Command:
    """The command of a screen that prints its file."""
    said = T("Write it as PDF: a rubric, or an exercise's guide, script, brief and sheets.")
    return Command(f"{screen}.print", "p", T("PDF"), said, "print")


class PrintingRoom(RubricRoom):
    """A rubric screen that shows one file, and prints it."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self._opened = opened

    def on_screen_resume(self) -> None:
        """Back from anchors or an edit: read the file again."""
        if self.is_mounted:
            self.reload()

    @work(exclusive=True, group="read")
    async def reload(self) -> None:
        """Read the file again."""
        path = self._opened.path
        try:
            self._opened = await self.desk.call(lambda: open_file(path))
        except Trouble as no:
            self.show(no)
            return
        self.tell()

    def action_print(self) -> None:
        """Ask for the folder, then write."""
        question = T("Into which folder? It is made when it is not there; nothing in it is written over.")
        self.ask(question, self._into, f"./{FOLDER}")

    def _into(self, said: str) -> None:
        self._printed(said)

    @work(group="print")
    async def _printed(self, said: str) -> None:
        self.next_step(T("The documents are being written …"))
        folder, opened, language = Path(said or FOLDER).expanduser(), self._opened, self.words.language
        try:
            files = await self.desk.call(lambda: printed(opened, folder, language))
        except Trouble as no:
            if self.is_mounted:
                self.show(no)
            return
        if self.is_mounted:
            names = ", ".join(one_line(file.name) for file in files)
            where = one_line(str(folder))
            self.next_step(
                N(
                    "{n} document is in {folder}: {names}",
                    "{n} documents are in {folder}: {names}",
                    n=len(files),
                    folder=where,
                    names=names,
                )
            )


def printed(opened: Opened, folder: Path, language: Language) -> tuple[Path, ...]:
    """Write a role's rubric, or all documents of an exercise; slow, for a thread.

    Raises: Refused, when the form of the file is broken; Unusable, when a name is taken or the folder can't be written.
    """
    from assess.report.papers import exercise_paper, rubric_paper  # the screens open without the printer's libraries
    from assess.report.rubric_pdf import write_exercise_pdfs, write_rubric_pdf

    model = opened.judged.loaded.model if opened.judged.loaded else None
    if isinstance(model, ExerciseFile):
        roles = [Version(one, opened.library) for one in roles_with(model.code, opened.library)]
        return write_exercise_pdfs(exercise_paper(model, roles), folder, language=language)
    if isinstance(model, RoleFile):
        return (write_rubric_pdf(rubric_paper(Version(model, opened.library)), folder, language=language),)
    raise Refused(T("Only a role or an exercise whose form is right can be printed."), where=opened.path.name)
