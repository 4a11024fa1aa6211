"""Agreement as text: what the command prints and the screen shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assess.integrate.agreement import Agreement, Interval
from assess.integrate.severity import Components
from assess.words import Message, N, Sayable, T, Words

LABEL: Final = 44
TERM_NAMES: Final[Mapping[str, Message]] = {
    "candidate": T("candidate"),
    "candidate_competency": T("candidate x competency"),
    "candidate_exercise": T("candidate x exercise"),
    "candidate_exercise_competency": T("candidate x exercise x competency"),
    "assessor": T("assessor"),
    "session": T("session (assessor x candidate x exercise)"),
    "residual": T("residual"),
}


def agreement_lines(words: Words, found: Agreement, model: Components | None, notes: tuple[Message, ...]) -> list[str]:
    """Every coefficient with its name; a dash where there is none, and why."""
    counted = T(
        "{targets} targets, {raters} raters, {ratings} ratings",
        targets=found.targets,
        raters=found.raters,
        ratings=found.ratings,
    )
    block = T("complete") if found.complete else T("with gaps")
    lines = [f"{words(counted)}, {words(block)}", ""]
    icc = found.icc
    for label, one in (
        (T("ICC(1), one rating, raters differ"), icc.icc1),
        (T("ICC(A,1), one rating, absolute agreement"), icc.icc2),
        (T("ICC(C,1), one rating, consistency"), icc.icc3),
        (T("ICC(k), mean of all raters, raters differ"), icc.icc1k),
        (T("ICC(A,k), mean of all raters, absolute"), icc.icc2k),
        (T("ICC(C,k), mean of all raters, consistency"), icc.icc3k),
    ):
        lines.append(_row(words, label, _interval(words, one)))
    for label, value in (
        (T("Krippendorff's alpha, nominal"), found.alpha.nominal),
        (T("Krippendorff's alpha, ordinal"), found.alpha.ordinal),
        (T("Krippendorff's alpha, interval"), found.alpha.interval),
        (T("Krippendorff's alpha, ratio"), found.alpha.ratio),
        (T("Cohen's kappa"), found.kappa.unweighted),
        (T("Cohen's kappa, linear weights"), found.kappa.linear),
        (T("Cohen's kappa, quadratic weights"), found.kappa.quadratic),
        (T("Fleiss' kappa"), found.fleiss),
    ):
        lines.append(_row(words, label, _value(words, value)))
    if model is not None:
        lines += ["", words(T("Where the differences come from (variance components)"))]
        whole = sum(model.variance.values()) or 1.0
        for term, variance in model.variance.items():
            share = T("{value:.4f}   {share:.0f} %", value=variance, share=100 * variance / whole)
            lines.append(_row(words, TERM_NAMES[term], words(share)))
        lines += ["", words(T("Severity (positive: milder than the others; a prompt for reflection, no verdict)"))]
        for name, severity in model.severity.items():
            if severity is None:
                said = T("not estimable")
            else:
                said = T("{value:+.2f}  ± {se:.2f}", value=severity.value, se=severity.se)
            lines.append(_row(words, name, words(said)))
    if found.warnings or notes:
        lines += ["", *(f"! {words(one)}" for one in (*found.warnings, *notes))]
    return lines


def left_out(number: int) -> tuple[Message, ...]:
    """How many rows had no score."""
    if not number:
        return ()
    return (N("{n} row without a score is left out.", "{n} rows without a score are left out.", n=number),)


def _row(words: Words, label: Sayable, value: str) -> str:
    return f"{words(label):<{LABEL}} {value}"


def _interval(words: Words, one: Interval) -> str:
    value = _value(words, one.value)
    if one.low is None or one.high is None:
        return value
    return f"{value}   {words(T('95 %: {low:.3f} to {high:.3f}', low=one.low, high=one.high))}"


def _value(words: Words, value: float | None) -> str:
    return f"{'–':>6}" if value is None else f"{words(T('{value:.3f}', value=value)):>6}"
