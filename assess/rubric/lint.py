"""The authoring lint of method 6.4: are these anchors behaviour that two people would recognise alike?

Reads the wording of competencies, values and a role's own anchors.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from assess.rubric.findings import Findings
from assess.rubric.library import Library
from assess.rubric.model import Anchors, AnchorText, Both, CompetencyFile, RoleFile
from assess.rubric.tree import Path
from assess.rubric.wording import acts, counts, same_counts, unquoted, wording
from assess.words import LANGUAGES, Language, N, T

MOST_WORDS: Final = 70
TOO_MANY_WORDS: Final = 90


def lint(library: Library, found: Findings) -> None:
    """Note what the wording of a file lacks."""
    match found.file.model:
        case CompetencyFile() as model:
            _delimited(model, library, found)
            for key, texts in (("facets", model.facets), ("positive", model.positive), ("negative", model.negative)):
                for place, text in enumerate(texts):
                    for language in LANGUAGES:
                        _words_of((key, place, language), text.said(language), language, found)
            whole = {"definition": model.definition, "distinct": model.distinct, "not_observed": model.not_observed}
            for key, text in whole.items():
                _finished((key,), text.de, text.en, found)
            _anchors(("anchors",), model.anchors, model.facets, found)
        case RoleFile() as model:
            for exercise, cells in model.matrix.items():
                for code, cell in cells.items():
                    _finished(("matrix", exercise, code, "why"), cell.why.de, cell.why.en, found)
                    if cell.anchors is not None:
                        facets = cell.facets or _facets_of(code, library)
                        _anchors(("matrix", exercise, code, "anchors"), cell.anchors, facets, found)


def _facets_of(code: str, library: Library) -> Sequence[Both]:
    there = library.look("competency", code)
    if there is None or isinstance(there, list) or not isinstance(there.model, CompetencyFile):
        return ()
    return there.model.facets


def _delimited(model: CompetencyFile, library: Library, found: Findings) -> None:
    known = [code for code in library.codes("competency") if code != model.code]
    for language, text in (("de", model.distinct.de), ("en", model.distinct.en)):
        if known and not any(re.search(rf"\b{re.escape(code)}\b", text) for code in known):
            found.add(
                "BC-08",
                ("distinct", language),
                T("The delimitation names no other competency."),
                T("Name the neighbours by their codes, and the difference."),
                "warning",
            )


def _finished(path: Path, de: str, en: str, found: Findings) -> None:
    """A text that waits to be written or translated."""
    for language, text in (("de", de), ("en", en)):
        if wording("en").unfinished.search(text):
            found.add("BC-11", (*path, language), T("This text is not finished."), T("Write it."))
    if de == en and len(de.split()) >= 4:
        found.add("BC-11", (*path, "en"), T("German and English are the same text."), T("Translate it."))


def _words_of(path: Path, text: str, language: Language, found: Findings) -> None:
    """Evaluations, protected traits and comparisons in a text."""
    words, bare = wording(language), unquoted(text)
    for match in words.evaluative.finditer(bare):
        found.add(
            "BC-02",
            path,
            T("{word} judges instead of describing.", word=match[0]),
            T("Write what one sees or hears, or quote it."),
            "warning",
        )
    for match in words.traits.finditer(bare):
        found.add(
            "BC-03",
            path,
            T("{word} touches a protected trait.", word=match[0]),
            T("Write what the person does, or explain why the word must stand."),
        )
    for match in words.comparison.finditer(bare):
        found.add(
            "BC-06",
            path,
            T("{words} compares with other people.", words=match[0]),
            T("Compare with the anchor: write counts, times or acts."),
        )


def _anchors(path: Path, anchors: Anchors, facets: Sequence[Both], found: Findings) -> None:
    if len(facets) == 1:
        found.add("BC-04", path, T("There is one facet only."), T("Name two to four, the same for all anchors."))
    levels = sorted(anchors)
    for level in levels:
        _finished((*path, level), anchors[level].text.de, anchors[level].text.en, found)
        _same_counts((*path, level), anchors[level], found)
        for language in LANGUAGES:
            _anchor((*path, level, language), anchors[level].sentences(language), language, len(facets), found)
    for lower, upper in pairwise(levels):
        _differ(path, lower, upper, anchors, found)


def _differ(path: Path, lower: int, upper: int, anchors: Anchors, found: Findings) -> None:
    for language in LANGUAGES:
        if anchors[lower].sentences(language) == anchors[upper].sentences(language):
            found.add(
                "BC-09",
                (*path, lower, language),
                T("The levels {lower} and {upper} have the same anchor.", lower=lower, upper=upper),
                T("Let them differ in acts or counts."),
            )


def _anchor(path: Path, sentences: Sequence[str], language: Language, facets: int, found: Findings) -> None:
    for place, sentence in enumerate(sentences):
        _words_of((*path, place), sentence, language, found)
    if facets and len(sentences) != facets:
        found.add(
            "BC-04",
            path,
            N(
                "The anchor has {n} sentence for {facets} facets.",
                "The anchor has {n} sentences for {facets} facets.",
                n=len(sentences),
                facets=facets,
            ),
            T("Write one list entry per facet, in the order of the facets."),
        )
    text = " ".join(sentences)
    if acts(text, language) < 2:
        found.add(
            "BC-05",
            path,
            T("The anchor names fewer than two observable acts."),
            T("Begin each sentence with a verb that one can see or hear, and count: asks at least two questions."),
        )
    count = len(text.split())
    if count > MOST_WORDS:
        found.add(
            "BC-07",
            path,
            T("The anchor has {n} words, more than {most}.", n=count, most=MOST_WORDS),
            T("Cut it to what decides between the levels."),
            "error" if count > TOO_MANY_WORDS else "warning",
        )


def _same_counts(path: Path, anchor: AnchorText, found: Findings) -> None:
    for place, (de, en) in enumerate(zip(anchor.de, anchor.en, strict=False)):
        if not same_counts(de, en):
            german, english = counts(de, "de"), counts(en, "en")
            found.add(
                "BC-10",
                (*path, "en", place),
                T(
                    "The numbers differ: German {de}, English {en}.",
                    de=", ".join(map(str, sorted(german))) or "-",
                    en=", ".join(map(str, sorted(english))) or "-",
                ),
                T("Give the same numbers in both languages."),
                "warning",
            )
