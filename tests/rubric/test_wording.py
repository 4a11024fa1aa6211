"""What the lint sees in a text, in both languages."""

from __future__ import annotations

import pytest

from assess.rubric.wording import acts, counts, same_counts, unquoted, wording
from assess.words import Language


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Stellt gute Fragen und antwortet souveräner.", ["gute", "souveräner"]),
        ("de", "Antwortet angemessen, bleibt sympathisch, ist am besten.", ["angemessen", "sympathisch", "besten"]),
        ("de", "Sichert die Daten, nennt Güter und vergütet Kosten.", []),
        ("de", "Wirkt ruhig; nennt die professionellsten Anbieter.", ["Wirkt", "professionellsten"]),
        ("de", "Sagt „Das ist gut“ und »sehr schlecht«.", []),
        ("de", "Überzeugend", ["Überzeugend"]),
        ("en", "Answers confidently and in a professional way.", ["confidently", "professional"]),
        ("en", 'Says "good idea" and “very nice”.', []),
        ("en", "Names goods and the badge, as well as the Bestand.", []),
        ("en", "Handles it well; seems nicer than before.", ["well", "seems", "nicer"]),
        ("en", "APPROPRIATE", ["APPROPRIATE"]),
    ],
)
def test_evaluative_words_in_every_form_but_not_in_quotations(language: Language, text: str, found: list[str]) -> None:
    assert wording(language).evaluative.findall(unquoted(text)) is not None
    assert [match[0] for match in wording(language).evaluative.finditer(unquoted(text))] == found


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Spricht akzentfrei Hochdeutsch.", ["akzentfrei", "Hochdeutsch"]),
        ("de", "Nennt das Alter, ein alter Beitrag bleibt stehen.", ["Alter"]),
        ("de", "Trägt gepflegte Kleidung, ist jung und gesund.", ["gepflegte", "Kleidung", "jung", "gesund"]),
        ("de", "Spricht über die eigene Familie.", ["Familie"]),
        ("de", "Nennt die Managementfrage und jene Manntage.", []),
        ("en", "Speaks without an accent, like a native speaker.", ["accent", "native speaker"]),
        ("en", "Looks at the page, pages the manager, mentions a message.", []),
        ("en", "Mentions age, health, family and religion.", ["age", "health", "family", "religion"]),
    ],
)
def test_protected_traits(language: Language, text: str, found: list[str]) -> None:
    assert [match[0] for match in wording(language).traits.finditer(text)] == found


@pytest.mark.parametrize(
    ("language", "text", "compares"),
    [
        ("de", "Stellt mehr Fragen als die anderen.", True),
        ("de", "Fragt öfter als andere Kandidaten nach.", True),
        ("de", "Nennt überdurchschnittlich viele Zahlen.", True),
        ("de", "Nennt im Vergleich zu den anderen drei Zahlen.", True),
        ("de", "Lässt die anderen ausreden und nennt mehr als zwei Zahlen.", False),
        ("en", "Asks more questions than the others.", True),
        ("en", "Is better than most at this.", True),
        ("en", "Gives above-average answers.", True),
        ("en", "Lets the others finish and names more than two figures.", False),
    ],
)
def test_comparisons(language: Language, text: str, compares: bool) -> None:
    assert bool(wording(language).comparison.search(text)) is compares


@pytest.mark.parametrize(
    ("language", "text", "many"),
    [
        ("de", "Fragt nach. Nennt eine Zahl.", 2),
        ("de", "Nach P3 gibt alle Aussagen wieder; spricht zwei aus.", 2),
        ("de", "Unterbricht mindestens viermal.", 1),
        ("de", "Ist freundlich und offen. Hat Geduld.", 0),
        ("de", "Ist gut vorbereitet und entspannt.", 0),
        ("de", "Gute Stimmung im Raum, nicht zu laut.", 0),
        ("de", "Sagt „Er fragt und nennt“.", 1),
        ("en", "Asks back. Names a figure.", 2),
        ("en", "After P3 renders all; says two aloud.", 2),
        ("en", "Interrupts at least four times.", 1),
        ("en", "With every objection first restates it and then gives a reason.", 2),
        ("en", "Is friendly and open. Has patience.", 0),
        ("en", "Relaxed, serious and courteous.", 0),
    ],
)
def test_acts_are_counted_by_verbs_that_one_can_see(language: Language, text: str, many: int) -> None:
    assert acts(text, language) == many


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("de", "Nennt zwei bis drei Punkte, vergleicht mit einer Dreierauswahl", {2, 3}),
        ("de", "zwei- bis dreimal, um 16 Uhr, von beiden", {2, 3, 16}),
        ("de", "Zweifel, erneut, Verein, eine, einmal", set()),
        ("en", "twice, three times, both, at 4 pm", {2, 3, 16}),
        ("en", 'says "seven" once, someone, often, attention', set()),
    ],
)
def test_counts(language: Language, text: str, numbers: set[int]) -> None:
    assert counts(text, language) == numbers


def test_counts_are_compared_across_languages() -> None:
    assert same_counts("Fragt mindestens zweimal nach.", "Asks back at least twice.")
    assert same_counts("Fragt nach 1.200 Euro.", "Asks about 1,200 euros.")
    assert same_counts("Fragt eine von beiden.", "Asks one of them.")
    assert not same_counts("Fragt dreimal.", "Asks four times.")
    assert not same_counts("Fragt zweimal.", "Asks once.")


def test_quotations_are_blanked_at_their_length() -> None:
    text = 'Sagt „gut“, "fine", “so”, »ja« und geht.'

    assert unquoted(text) == "Sagt      ,       ,     ,      und geht."
