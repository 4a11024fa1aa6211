"""Judging a text while it is edited: every finding with the path that it is about."""

from __future__ import annotations

from typing import NamedTuple

from pydantic import ValidationError

from assess.rubric import form, source, tree
from assess.rubric.checks import check
from assess.rubric.findings import Findings
from assess.rubric.kinds import KINDS
from assess.rubric.library import Library
from assess.rubric.lint import lint
from assess.rubric.load import Loaded
from assess.rubric.tree import Path
from assess.words import Fault


class Finding(NamedTuple):
    """A fault, and what of the file it is about."""

    path: Path
    fault: Fault

    @property
    def is_error(self) -> bool:
        """Whether it is more than a warning."""
        return self.fault.severity == "error"


class Judged(NamedTuple):
    """What a text is worth: its model where its form is right, and what is found in it."""

    loaded: Loaded | None
    findings: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return sum(finding.is_error for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings are warnings."""
        return len(self.findings) - self.errors


def judge_text(text: str, name: str, library: Library) -> Judged:
    """Form, references and wording of a text, seen beside a library. `name` is how findings call the file."""
    read = source.parse(text.encode(), name)
    if isinstance(read, Fault):
        return Judged(None, (Finding((), read),))
    data = tree.plain(read.root)
    wrong = form.kind_fault(read, data)
    if wrong or not isinstance(data, dict):
        return Judged(None, (Finding(("kind",), wrong),) if wrong else ())
    kind = KINDS[data["kind"]]
    try:
        loaded = Loaded(read, kind.model_validate(data))
    except ValidationError as error:
        return Judged(None, tuple(Finding(*each) for each in form.placed(read, kind, error)))
    found = Findings(loaded)
    beside = library.beside(loaded)
    check(beside, found)
    lint(beside, found)
    said = dict.fromkeys(Finding(*each) for each in found.placed)
    faults = {finding.fault for finding in said}
    rest = [Finding((), fault) for fault in found.done() if fault not in faults]
    return Judged(loaded, tuple(sorted([*said, *rest], key=lambda finding: read.line(*finding.path))))
