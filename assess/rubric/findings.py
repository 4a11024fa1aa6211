"""Findings about one file: where they stand, and the comments that explain an exception.

A comment `# lint: BC-02 reason` on the line above silences that one finding there. It needs a reason, and it must
silence something; both are findings of their own, so that no exception outlives what it excused.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

from assess.rubric.load import Loaded
from assess.rubric.tree import Path
from assess.words import Fault, Message, T

CHECKS: Final[dict[str, Message]] = {
    "FI-01": T("Text in UTF-8"),
    "FI-02": T("At most 1 MB"),
    "FI-03": T("Not nested too deeply"),
    "FI-04": T("Not empty"),
    "FI-05": T("No tabs"),
    "FI-06": T("Valid YAML"),
    "FI-07": T("No key twice"),
    "FI-08": T("No aliases, anchors, merge keys or tags"),
    "FI-09": T("One document a file"),
    "FO-01": T("Known keys only"),
    "FO-02": T("No key missing"),
    "FO-03": T("The right type of value"),
    "FO-04": T("No empty value"),
    "FO-05": T("Allowed values only"),
    "ID-01": T("No id twice"),
    "SC-01": T("A scale of two to ten levels"),
    "SC-02": T("Levels within the scale"),
    "SC-03": T("Target and floor within the scale"),
    "SC-04": T("One scale for role and competencies"),
    "SC-05": T("A scale that can be anchored"),
    "CA-01": T("Every competency linked to a task or incident"),
    "CA-02": T("Links to tasks and incidents that exist"),
    "WT-01": T("Weights that sum to 100"),
    "BC-01": T("An anchor for every level, every text in both languages"),
    "BC-02": T("No evaluative words in place of behaviour"),
    "BC-03": T("No protected traits or their proxies"),
    "BC-04": T("The same two to four facets in every anchor"),
    "BC-05": T("At least two observable acts an anchor"),
    "BC-06": T("No comparison with other candidates"),
    "BC-07": T("At most 70 words an anchor"),
    "BC-08": T("A delimitation that names its neighbours"),
    "BC-09": T("Neighbouring levels that differ"),
    "BC-10": T("The same counts in both languages"),
    "BC-11": T("Translated, and finished"),
    "MC-01": T("Several exercises"),
    "MC-02": T("Exercises of different types"),
    "LK-01": T("Every competency in two exercises of different types"),
    "LK-02": T("At most four competencies an exercise"),
    "LK-03": T("Every cell with a cue"),
    "LK-04": T("Competencies that exist"),
    "LK-05": T("Exercises and roles that exist"),
    "LK-06": T("Cues that exist in the exercise"),
    "LK-07": T("Cues that elicit the competency"),
    "LK-08": T("Every competency in the matrix"),
    "LK-09": T("Cells for the competencies of the role only"),
    "SI-01": T("Role plays with prompts for every competency"),
    "SI-02": T("A script where a role player speaks"),
    "SI-03": T("Group discussions with four to six planted prompts"),
    "SI-04": T("Short names of prompts that fit the key bar"),
    "PH-01": T("Warnings within their phase"),
    "PH-02": T("Prompts within the live phase"),
    "PH-03": T("Phases to observe, classify and rate"),
    "CL-01": T("Calibrations of a cell of the role"),
    "CL-02": T("Evidence that stands in the transcript"),
    "CL-03": T("A reason for every level"),
    "CE-01": T("Weights of a center that sum to 1"),
    "CE-02": T("Names that are listed"),
    "CE-03": T("Times that end after they begin"),
    "CE-04": T("A time zone that there is"),
    "CE-05": T("Exercises that a role of the center has"),
    "CE-06": T("Needs, levels and values that a role of the center measures"),
    "CE-07": T("Tasks for people who have the function"),
    "CE-08": T("One scale for all roles of a center"),
    "CE-09": T("The rubrics that the center's file was written for"),
    "EX-01": T("Exceptions with a reason"),
    "EX-02": T("Exceptions that are needed"),
}
"""Every check by its id, in words; method 1.2 where it gives one."""

ALWAYS: Final = {"BC-01", "EX-01", "EX-02"}
"""What no exception silences, besides errors that are not about wording."""


class Findings:
    """Collects what is found in a file."""

    def __init__(self, file: Loaded) -> None:
        self.file = file
        self.placed: list[tuple[Path, Fault]] = []
        """Every finding with the path of what it is about, for editors; those of other files have none."""
        self._faults: dict[tuple[int, str, Message], Fault] = {}
        self._used: set[int] = set()
        self._foreign: list[Fault] = []

    def add(
        self,
        check: str,
        path: Path,
        message: Message,
        mend: Message | None = None,
        severity: Literal["error", "warning"] = "error",
    ) -> None:
        """Note a finding at a key, unless an exception explains it."""
        source = self.file.source
        line = source.line(*path)
        if severity == "warning" or (check.startswith("BC-") and check not in ALWAYS):
            for exempt in source.exempt:
                if exempt.check == check and exempt.about == line and exempt.reason:
                    self._used.add(exempt.line)
                    return
        fault = Fault(check, f"{source.file}:{line}", message, mend, severity)
        self.placed.append((path, fault))
        self._faults.setdefault((line, check, message), fault)

    def foreign(self, faults: Sequence[Fault]) -> None:
        """Note the faults of another file, without which this one can't be judged."""
        self._foreign += faults

    def done(self) -> list[Fault]:
        """All findings in the order of their lines, with those about exceptions, then those of other files."""
        source = self.file.source
        faults = dict(self._faults)
        for exempt in source.exempt:
            where = f"{source.file}:{exempt.line}"
            if exempt.check not in CHECKS or not exempt.reason:
                fault = Fault(
                    "EX-01",
                    where,
                    T("This exception gives no known check or no reason, so it silences nothing."),
                    T("Write e.g. # lint: BC-02 quoted from the newsletter."),
                )
            elif exempt.line not in self._used:
                fault = Fault(
                    "EX-02",
                    where,
                    T("This exception silences nothing: {check} is not found in the next line.", check=exempt.check),
                    T("Remove it, or put it right above the line it is about."),
                    "warning",
                )
            else:
                continue
            faults[exempt.line, fault.id, fault.message] = fault
        return [*(faults[key] for key in sorted(faults, key=lambda key: key[:2])), *self._foreign]
