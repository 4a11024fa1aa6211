"""`assess agreement`: do raters agree, in the center or in any table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assess.cli.front import Arg, Opt, Verb, center_option, find_center, front, json_option
from assess.words import Message, T, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assess.integrate.agreement import Agreement, Icc
    from assess.integrate.severity import Components, Given


def _agreement(file: str | None, reml: bool, center: str | None, as_json: bool) -> None:
    from assess.exchange.agreement_file import as_rated, read_ratings
    from assess.integrate.agreement import agreement
    from assess.report.agreement_text import agreement_lines, left_out

    call = front()
    if file is not None:
        table = read_ratings(Path(file))
        given, rated, notes, shown = table.given, table.rated, left_out(table.empty), None
    else:
        from assess.exchange.first_ratings import first_ratings

        with call.store() as store:
            given, shown = store.read(first_ratings, store.read(find_center, center))
        rated, notes = as_rated(given), ()
    found = agreement(rated)
    model, why = _model(given, prior=not reml) if given else (None, ())
    if model is not None and shown is not None:
        model = model._replace(severity={name: one for name, one in model.severity.items() if name in shown})
        why = (*why, T("Severities are shown to the moderator, and to an assessor the own one."))
    if as_json:
        call.json(as_document(call.words, found, model, (*notes, *why), five=bool(given)))
    else:
        call.say(agreement_lines(call.words, found, model, (*notes, *why)))


def _model(given: Sequence[Given], *, prior: bool) -> tuple[Components | None, tuple[Message, ...]]:
    """The model where it may be used; without priors only its size bounds it."""
    from assess.integrate.severity import MOST_RATINGS, components, conditions

    if len(given) > MOST_RATINGS:
        return None, (T("The model is not fitted: there are more than {n} ratings.", n=MOST_RATINGS),)
    if prior:
        why = conditions(given)
        if why:
            return None, (T("Severity is not estimable."), *why)
    found = components(given, prior=prior)
    return found, () if found else (T("The model needs variation: every cell has one and the same score."),)


def as_document(
    words: Words, found: Agreement, model: Components | None, notes: Sequence[Message], *, five: bool
) -> dict[str, Any]:
    """By the contract of `agreement --json`: every key is always there; what can't be said is null, with a warning."""
    from assess.integrate.severity import TERMS

    document: dict[str, Any] = {
        "targets": found.targets,
        "raters": found.raters,
        "ratings": found.ratings,
        "complete": found.complete,
        "icc": _icc(found.icc),
        "alpha": found.alpha._asdict(),
        "kappa": found.kappa._asdict(),
        "fleiss": found.fleiss,
    }
    if five:
        document["variance"] = dict(model.variance) if model else dict.fromkeys(TERMS)
        severity = model.severity if model else {}
        document["severity"] = {name: one._asdict() if one else _NOTHING for name, one in severity.items()}
    document["warnings"] = [words(one) for one in (*found.warnings, *notes)]
    return document


_NOTHING = {"value": None, "se": None}


def _icc(icc: Icc) -> dict[str, Any]:
    return {name: getattr(icc, name)._asdict() for name in ("icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k")}


AGREEMENT = Verb(
    "agreement",
    _agreement,
    T(
        "Do raters agree: of the center, once its wash-up has closed, or of any table target,rater,score or"
        " candidate,exercise,competency,assessor,score."
    ),
    [
        Arg("file", required=False, metavar="[FILE.csv]"),
        Opt("--reml", is_flag=True, said=T("Variance components by plain REML, without priors.")),
        center_option(),
        json_option(),
    ],
)
