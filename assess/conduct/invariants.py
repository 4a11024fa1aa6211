"""What always holds about sheets. The answers name rows, never values."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select, text
from sqlmodel import col

from assess.conduct.classify import rated_competencies
from assess.conduct.lock import content_hash
from assess.conduct.rate import ENOUGH_REASON
from assess.conduct.sheets import sheet_id
from assess.store.doctor import Invariant
from assess.store.tables import Sheet
from assess.store.transaction import Reading
from assess.words import T

OUT_OF_RANGE = """
SELECT r.sheet, r.competency FROM rating r JOIN sheet s ON s.id = r.sheet JOIN center c ON c.id = s.center
WHERE r.level IS NOT NULL AND NOT (r.level BETWEEN c.lo AND c.hi)
"""

WITHOUT_EVIDENCE = """
SELECT r.sheet, r.competency
FROM rating r JOIN sheet s ON s.id = r.sheet JOIN center c ON c.id = s.center
LEFT JOIN evidence e ON e.sheet = r.sheet AND e.competency = r.competency AND e.cited
  AND EXISTS (SELECT 1 FROM observation o WHERE o.id = e.observation AND o.discarded_at IS NULL)
WHERE s.state = 'locked' AND s.origin = 'observed' AND r.level IS NOT NULL
GROUP BY r.sheet, r.competency, r.level, r.reason, c.lo, c.hi
HAVING count(e.observation) = 0
    OR (r.level IN (c.lo, c.hi) AND count(e.observation) < 2 AND length(r.reason) < :enough)
"""


def _rows(tx: Reading, sql: str, **values: object) -> list[str]:
    return [f"{sheet} {competency}" for sheet, competency in tx.session.execute(text(sql), values)]


def out_of_range(tx: Reading) -> list[str]:
    """Ratings that are not on their center's scale."""
    return _rows(tx, OUT_OF_RANGE)


def without_evidence(tx: Reading) -> list[str]:
    """Ratings of locked, observed sheets that cite too little (method 2.3)."""
    return _rows(tx, WITHOUT_EVIDENCE, enough=ENOUGH_REASON)


def outside_cells(tx: Reading) -> list[str]:
    """Ratings of a competency that is no cell of the exercise in the candidate's rubrics."""
    found = []
    for sheet in tx.session.execute(select(Sheet)).scalars():
        cells = set(rated_competencies(tx, sheet))
        rated = tx.session.execute(text("SELECT competency FROM rating WHERE sheet = :sheet"), {"sheet": sheet.id})
        found += [f"{sheet.id} {competency}" for (competency,) in rated if competency not in cells]
    return found


def doubled(tx: Reading) -> list[str]:
    """Assessor, candidate and exercise with more than one sheet."""
    keys = (col(Sheet.assessor), col(Sheet.candidate), col(Sheet.exercise))
    rows = tx.session.execute(select(*keys).group_by(*keys).having(func.count() > 1))
    return [" ".join(row) for row in rows]


def misnamed(tx: Reading) -> list[str]:
    """Sheets whose id is not the one that every laptop derives."""
    return [
        sheet.id
        for sheet in tx.session.execute(select(Sheet)).scalars()
        if sheet.id != sheet_id(sheet.center, sheet.assessor, sheet.candidate, sheet.exercise)
    ]


def altered(tx: Reading) -> list[str]:
    """Locked sheets whose content is not what was locked."""
    locked = tx.session.execute(select(Sheet).where(col(Sheet.state) == "locked")).scalars()
    return [sheet.id for sheet in locked if sheet.content_hash != content_hash(tx, sheet)]


INVARIANTS: Final = (
    Invariant("ratings-in-range", "conduct", T("Every rating is on its center's scale."), out_of_range),
    Invariant("ratings-in-cells", "conduct", T("Every rating is of a cell of its exercise."), outside_cells),
    Invariant("ratings-with-evidence", "conduct", T("Every locked rating cites its evidence."), without_evidence),
    Invariant("one-sheet", "conduct", T("One sheet per assessor, candidate and exercise."), doubled),
    Invariant("sheet-ids", "conduct", T("Every sheet has the id that follows from whose it is."), misnamed),
    Invariant("sheets-unaltered", "conduct", T("Every locked sheet is as it was locked."), altered),
)
