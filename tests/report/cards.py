"""Scorecards made by hand, and PDFs read back: what the tests of documents share."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from pypdf import PdfReader

from assess.conduct.work import AnchorView
from assess.fit.explain import CompetencyStep, PartStep
from assess.fit.ranking import Ranked
from assess.fit.score import Floor
from assess.report.content import Given, Quote, RoleCard, Scorecard, Seen, Shown, Stamp
from assess.words import Id, Text

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HASH = "0123456789abcdef" * 4


@dataclass(frozen=True)
class Pdf:
    """A document as a reader sees it."""

    reader: PdfReader

    @property
    def pages(self) -> list[str]:
        """The text of each page, in one line."""
        return [plain(page.extract_text()) for page in self.reader.pages]

    @property
    def text(self) -> str:
        """The text of all pages."""
        return " ".join(self.pages)

    @property
    def title(self) -> str:
        """The document's title."""
        return str(self.reader.metadata.title if self.reader.metadata else "")

    def outline(self) -> list[str]:
        """The headings, by which a reader jumps."""

        def flat(entries: Any) -> Iterator[str]:
            for one in entries:
                if isinstance(one, list):
                    yield from flat(one)
                else:
                    yield plain(one.title)

        return list(flat(self.reader.outline))

    def fonts(self) -> dict[str, bool]:
        """Every font, and whether it lies in the file."""
        found = {}
        for page in self.reader.pages:
            for font in page["/Resources"].get("/Font", {}).values():  # type: ignore[attr-defined]  # a dictionary
                for below in font.get_object().get("/DescendantFonts", [font]):
                    descriptor = below.get_object()["/FontDescriptor"].get_object()
                    inside = any(key.startswith("/FontFile") for key in descriptor)
                    found[str(descriptor["/FontName"])] = inside
        return found

    def places(self) -> list[tuple[int, float, float]]:
        """Where each piece of text begins: page, and points from the left and from the bottom."""
        found: list[tuple[int, float, float]] = []
        for number, page in enumerate(self.reader.pages):

            def seen(
                text: str, cm: list[float], tm: list[float], _font: object, _size: float, at: int = number
            ) -> None:
                if text.strip():
                    x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
                    y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
                    found.append((at, x, y))

            page.extract_text(visitor_text=seen)
        return found


def read(document: bytes) -> Pdf:
    """A PDF, read back."""
    return Pdf(PdfReader(io.BytesIO(document), strict=True))


def plain(text: str) -> str:
    """Text without breaks, hyphens at line ends, and marks that nobody sees."""
    joined = re.sub("\N{SOFT HYPHEN}\n?", "", text.replace("\N{ZERO WIDTH SPACE}", ""))
    return " ".join(joined.replace("\N{NO-BREAK SPACE}", " ").split())


def quote(text: str, **changed: Any) -> Quote:
    """A note."""
    told: dict[str, Any] = {
        "phase": None,
        "seconds": 401.0,
        "assessor": "A",
        "text": text,
        "valence": "+",
        "quote": False,
        "cited": True,
    }
    return Quote(**told | changed)


def given(assessor: str, level: int | None, reason: str = "", first: int | None = None) -> Given:
    """A rating; with a first level, an amended one."""
    kind = "no_opportunity" if level is None else "shown"
    return Given(assessor, level, kind, level if first is None else first, first is not None, reason)


def seen(exercise: str, *ratings: Given, quotes: tuple[Quote, ...] = (), name: Text | None = None) -> Seen:
    """A cell."""
    levels = [one.level for one in ratings if one.level is not None]
    return Seen(
        exercise,
        name or Text(f"Übung {exercise}", f"Exercise {exercise}"),
        ratings,
        sum(levels) / len(levels) if levels else None,
        1.0,
        tuple(
            AnchorView(level, Text(f"Anker {level}", f"Anchor {level}")) for level in sorted(set(levels), reverse=True)
        ),
        quotes,
    )


def shown(code: str, *cells: Seen, weight: float = 100.0, target: float = 4.0, name: Text | None = None) -> Shown:
    """A competency with its arithmetic, as `explain` would tell it for a scale of 1 to 5."""
    means = [cell.mean for cell in cells if cell.mean is not None]
    score = sum(means) / len(means) if means else None
    attained = None if score is None else min(1.0, (score - 1) / (target - 1))
    title = name or Text(f"{code} auf Deutsch", f"{code} in English")
    step = CompetencyStep(
        code=code,
        name=title,
        cells=(),
        score=score,
        se=None if score is None else 0.5,
        ratings=sum(len(cell.ratings) for cell in cells),
        sufficient=len(means) > 1,
        target=target,
        attainment=attained,
        weight=weight,
        share=0.0 if score is None else weight / 100,
        contribution=None if attained is None else weight * attained,
        competency=Id(code),
        slope=0.0 if score is None else weight / (target - 1),
    )
    return Shown(code, title, "competency", step, cells)


def card(*competencies: Shown, roles: int = 1, **changed: Any) -> Scorecard:
    """A scorecard for one role (or the same for several), whose figures fit to its competencies."""
    points = [one.step.contribution for one in competencies if one.step and one.step.contribution is not None]
    fit = sum(points) if points else None
    exercises = {cell.exercise: cell.name for one in competencies for cell in one.cells}
    parts = (
        PartStep("role", fit, 1.0 if points else 0.0, fit or 0.0, ()),
        PartStep("gap", None, 0.0, 0.0, ()),
        PartStep("values", None, 0.0, 0.0, ()),
    )
    role_changes: dict[str, Any] = changed.pop("role", {})
    place_changes: dict[str, Any] = changed.pop("place", {})
    place: dict[str, Any] = {
        "candidate": Id("k"),
        "code": "K3",
        "role_fit": fit,
        "gap_fit": None,
        "values_fit": None,
        "team_fit": fit,
        "se": None if fit is None else 5.0,
        "band": None if fit is None else 1,
        "coverage": 1.0 if points else 0.0,
        "floors": (),
        "insufficient": (),
        "imported": False,
        "scores": {},
    }

    def role(number: int) -> RoleCard:
        told: dict[str, Any] = {
            "stamp": Stamp(f"role-{number}", Text(f"Rolle {number}", f"Role {number}"), 2, HASH, HASH[::-1]),
            "exercises": tuple(exercises.items()),
            "competencies": competencies,
            "values": (),
            "parts": parts,
            "place": Ranked(**place | place_changes),
            "pooled_variance": 0.25,
            "team": False,
            "charter": False,
        }
        return RoleCard(**told | role_changes)

    told: dict[str, Any] = {
        "center": "Werkbank",
        "day": date(2026, 11, 23),
        "zone": "Europe/Berlin",
        "code": "K3",
        "lo": 1,
        "hi": 5,
        "rule": "plain",
        "mode": "discussion",
        "weights": (0.5, 0.3, 0.2),
        "assessors": ("A", "B"),
        "imported": False,
        "outcomes": (),
        "changes": (),
        "frozen_at": NOON,
        "frozen_hash": HASH,
        "closed_at": NOON,
        "heads": (HASH,),
        "roles": tuple(role(number) for number in range(1, roles + 1)),
    }
    return Scorecard(**told | changed)


def floor(code: str, level: float, probability: float) -> Floor:
    """A floor and how probably it is reached."""
    return Floor(code, level, probability)


SMALL: Mapping[str, Shown] = {
    "EMP": shown(
        "EMP",
        seen("talk", given("A", 4, "asked back twice"), given("B", 2), quotes=(quote("asks what happened"),)),
        seen("group", given("C", 3), quotes=(quote("listens", assessor="C", seconds=3725.0, valence="-"),)),
        weight=60.0,
    ),
    "KON": shown("KON", seen("talk", given("A", 5, first=3), given("B", None)), weight=40.0),
}
"""Two competencies: one seen in two exercises, one amended and with no opportunity for B."""
