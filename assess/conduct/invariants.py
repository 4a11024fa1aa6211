"""What always holds about sheets. The answers name rows, never values."""

from __future__ import annotations

from typing import Final

from sqlalchemy import func, select, text
from sqlmodel import col

from assess.conduct.amend import ENOUGH
from assess.conduct.rate import ENOUGH_REASON
from assess.conduct.seal import is_unaltered
from assess.conduct.sheets import sheet_id
from assess.store.doctor import Invariant
from assess.store.tables import Cue, Sheet
from assess.store.transaction import Reading
from assess.words import T

OUT_OF_RANGE = """
SELECT r.sheet, r.competency
FROM (SELECT sheet, competency, level, kind FROM rating
      UNION ALL SELECT sheet, competency, level, kind FROM amendment) r
JOIN sheet s ON s.id = r.sheet JOIN center c ON c.id = s.center
WHERE (r.level IS NULL) <> (r.kind = 'no_opportunity') OR NOT (r.level BETWEEN c.lo AND c.hi)
"""

OUTSIDE_CELLS = """
SELECT r.sheet, r.competency FROM rating r JOIN sheet s ON s.id = r.sheet
WHERE NOT EXISTS (
  SELECT 1 FROM candidacy y JOIN vacancy v ON v.id = y.vacancy JOIN cell x ON x.rubric = v.rubric
  WHERE y.candidate = s.candidate AND x.exercise = s.exercise AND x.competency = r.competency)
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

HAD_OPPORTUNITY = """
SELECT DISTINCT r.sheet, r.competency FROM rating r JOIN sheet s ON s.id = r.sheet
JOIN evidence e ON e.sheet = r.sheet AND e.competency = r.competency AND e.cited
JOIN observation o ON o.id = e.observation AND o.discarded_at IS NULL
WHERE s.state = 'locked' AND s.origin = 'observed' AND r.level IS NULL
"""

CUES = """
SELECT r.sheet, r.competency, x.cues FROM rating r JOIN sheet s ON s.id = r.sheet
JOIN candidacy y ON y.candidate = s.candidate JOIN vacancy v ON v.id = y.vacancy
JOIN cell x ON x.rubric = v.rubric AND x.exercise = s.exercise AND x.competency = r.competency
WHERE s.state = 'locked' AND s.origin = 'observed' AND r.level IS NULL
"""
"""The cues of the cells in which somebody saw no opportunity, as the candidate's rubrics have them."""

AMENDMENTS = """
SELECT a.sheet, a.competency, a.number, a.old, a.level, a.reason, s.state, r.sheet AS rated, r.level AS first,
       n.sheet AS noted, n.discarded_at
FROM amendment a JOIN sheet s ON s.id = a.sheet
LEFT JOIN rating r ON r.sheet = a.sheet AND r.competency = a.competency
LEFT JOIN observation n ON n.id = a.observation
ORDER BY a.sheet, a.competency, a.number
"""


def _rows(tx: Reading, sql: str, **values: object) -> list[str]:
    return [f"{sheet} {competency}" for sheet, competency in tx.session.execute(text(sql), values)]


def out_of_range(tx: Reading) -> list[str]:
    """Ratings and amendments that are not on their center's scale, or no opportunity with a level."""
    return _rows(tx, OUT_OF_RANGE)


def without_evidence(tx: Reading) -> list[str]:
    """Ratings of locked, observed sheets that cite too little (method 2.3)."""
    return _rows(tx, WITHOUT_EVIDENCE, enough=ENOUGH_REASON)


def had_opportunity(tx: Reading) -> list[str]:
    """“No opportunity” on locked, observed sheets, although a note shows the competency or its cue was given."""
    given: dict[str, set[str]] = {}
    for sheet, code in tx.session.execute(select(col(Cue.sheet), col(Cue.code))):
        given.setdefault(sheet, set()).add(code)
    cued = {
        f"{sheet} {competency}"
        for sheet, competency, cues in tx.session.execute(text(CUES))
        if given.get(sheet, set()) & set(cues.split(","))
    }
    return sorted(cued.union(_rows(tx, HAD_OPPORTUNITY)))


def outside_cells(tx: Reading) -> list[str]:
    """Ratings of a competency that is no cell of the exercise in the candidate's rubrics."""
    return _rows(tx, OUTSIDE_CELLS)


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
    return [sheet.id for sheet in locked if not is_unaltered(tx, sheet)]


def broken_amendments(tx: Reading) -> list[str]:
    """Amendments of open sheets or without a rating, a note of that sheet, a reason, or what held before them."""
    found: set[str] = set()
    held: dict[tuple[str, str], tuple[int, int | None]] = {}
    for row in tx.session.execute(text(AMENDMENTS)):
        pair = (row.sheet, row.competency)
        number, level = held.get(pair, (0, row.first))
        whole = (
            row.state == "locked"
            and row.rated is not None
            and row.noted == row.sheet
            and row.discarded_at is None
            and len(row.reason) >= ENOUGH
            and (row.number, row.old) == (number + 1, level)
        )
        if not whole:
            found.add(" ".join(pair))
        held[pair] = (row.number, row.level)
    return sorted(found)


INVARIANTS: Final = (
    Invariant("ratings-in-range", "conduct", T("Every rating is on its center's scale."), out_of_range),
    Invariant("ratings-in-cells", "conduct", T("Every rating is of a cell of its exercise."), outside_cells),
    Invariant("ratings-with-evidence", "conduct", T("Every locked rating cites its evidence."), without_evidence),
    Invariant("no-opportunity", "conduct", T("Where there was an opportunity, a rating says so."), had_opportunity),
    Invariant("one-sheet", "conduct", T("One sheet per assessor, candidate and exercise."), doubled),
    Invariant("sheet-ids", "conduct", T("Every sheet has the id that follows from whose it is."), misnamed),
    Invariant(
        "amendments-whole",
        "conduct",
        T("Every amendment follows a locked rating, cites a note of its sheet, and says why."),
        broken_amendments,
    ),
    Invariant("sheets-unaltered", "conduct", T("Every locked sheet is as it was locked."), altered),
)
