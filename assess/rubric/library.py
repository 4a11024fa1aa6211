"""The library: folders of rubric files, each read once, when it is asked for.

A file is found by its name, which is its code: `competencies/EMP.yaml`, `roles/community-manager.yaml`. The same
names are looked for in a folder itself, so that a person's own role can lie beside its exercises.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeVar

import assess
from assess.rubric.form import suggest
from assess.rubric.load import Kind, Loaded, load_file
from assess.rubric.model import CalibrationFile, CompetencyFile, ExerciseFile, RoleFile
from assess.words import Fault, Message, Refused, T, Unusable

FOLDERS: Final[dict[Kind, tuple[str, ...]]] = {
    "competency": ("competencies", "values"),
    "exercise": ("exercises",),
    "role": ("roles",),
    "calibration": ("calibration",),
}
CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
File = TypeVar("File", CompetencyFile, ExerciseFile, RoleFile, CalibrationFile)


def is_value(code: str) -> bool:
    """Whether a code is that of a value: `respect`, where a competency's is `EMP` (`model.CompetencyCode`)."""
    return code[:1].islower()


def shipped() -> Path:
    """The folder of the library that comes with the program: in the wheel, or in the checkout."""
    package = Path(assess.__file__).parent
    inside = package / "rubrics"
    return inside if inside.is_dir() else package.parent / "rubrics"


def load_library(folder: Path | None = None) -> Library:
    """The library of a folder, or the one that comes with the program.

    Raises: Unusable, when there is no such folder. A fault in a file is raised when that file is asked for.
    """
    root = folder or shipped()
    if not root.is_dir():
        raise Unusable(T("There is no such folder."), where=str(root), do=T("Check the path."))
    return Library((root,))


class Library:
    """Competencies, values, exercises, roles and calibrations by their codes."""

    def __init__(self, folders: Iterable[Path], given: Iterable[Loaded] = ()) -> None:
        """Look through `given` first, then through the folders in their order."""
        self.folders = tuple(folders)
        self._read: dict[Path, Loaded | list[Fault]] = {}
        self._given: dict[tuple[str, str], Loaded] = {(file.kind, file.code): file for file in given}

    def beside(self, *given: Loaded) -> Library:
        """The same library seen with other files given first; what was read is not read again."""
        other = Library(self.folders, given)
        other._read = self._read
        return other

    def competency(self, code: str) -> CompetencyFile:
        """A competency or a value. Raises: Refused, when it is unknown or its file is faulty."""
        return self._get("competency", code, CompetencyFile)

    def exercise(self, code: str) -> ExerciseFile:
        """An exercise. Raises: Refused, when it is unknown or its file is faulty."""
        return self._get("exercise", code, ExerciseFile)

    def role(self, code: str) -> RoleFile:
        """A role. Raises: Refused, when it is unknown or its file is faulty."""
        return self._get("role", code, RoleFile)

    def calibration(self, code: str) -> CalibrationFile:
        """A calibration. Raises: Refused, when it is unknown or its file is faulty."""
        return self._get("calibration", code, CalibrationFile)

    def codes(self, kind: Kind) -> tuple[str, ...]:
        """The codes of a kind in alphabetical order, competencies before values. Reads no file."""
        return tuple(dict.fromkeys(code for code, _ in self._shelf(kind)))

    def files(self) -> tuple[Path, ...]:
        """All files of all kinds."""
        return tuple(path for kind in FOLDERS for _, path in self._shelf(kind))

    def look(self, kind: Kind, code: str) -> Loaded | list[Fault] | None:
        """A file, or what is wrong with its form; None when there is none of that code."""
        given = self._given.get((kind, code))
        if given is not None:
            return given
        if not CODE.fullmatch(code):
            return None
        for folder in self.folders:
            for below in (*FOLDERS[kind], "."):
                path = folder / below / f"{code}.yaml"
                if path not in self._read and path.is_file():
                    self._read[path] = load_file(path)
                found = self._read.get(path)
                if isinstance(found, list) or (found is not None and (found.kind, found.code) == (kind, code)):
                    return found
        return None

    def unknown(self, kind: Kind, code: str) -> tuple[Message, Message | None]:
        """What to say of a code that does not exist, and the one that was probably meant."""
        says = {
            "competency": T("There is no competency {code}.", code=code),
            "exercise": T("There is no exercise {code}.", code=code),
            "role": T("There is no role {code}.", code=code),
            "calibration": T("There is no calibration {code}.", code=code),
        }
        return says[kind], suggest(code, self.codes(kind))

    def _get(self, kind: Kind, code: str, model: type[File]) -> File:
        found = self.look(kind, code)
        if isinstance(found, list):
            raise Refused(found[0].message, where=found[0].where, do=found[0].mend)
        if found is None:
            message, mend = self.unknown(kind, code)
            raise Refused(message, do=mend)
        assert isinstance(found.model, model)
        return found.model

    def _shelf(self, kind: Kind) -> Iterator[tuple[str, Path]]:
        for (of, code), file in self._given.items():
            if of == kind:
                yield code, Path(file.source.file)
        for below in FOLDERS[kind]:
            for folder in self.folders:
                for path in sorted((folder / below).glob("*.yaml")):
                    yield path.stem, path
