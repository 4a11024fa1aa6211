"""What the columns of a list of people mean: headings in German and English, and those of recruiting systems.

Personio ("Candidate ID", "Candidate name", "Email address", "Expected salary"), Greenhouse ("Candidate ID", "First
Name", "Primary Email", "Job Name") and SuccessFactors ("Candidate Id", "Contact Email", "Job Requisition Title") each
name the same things differently. What a center has no use for is left out; what invites discrimination is left out
and named.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from assess.words import Message, T

FIRST_ROWS: Final = 10
"""A heading stands within these rows; above it there may be a title, a date, a merged heading."""
NAMING: Final = ("name", "first", "last")

FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "name": (
        *("name", "fullname", "candidatename", "candidate", "applicantname", "applicant", "displayname"),
        *("vollständigername", "bewerbername", "bewerberin", "bewerber", "bewerbende", "bewerbendenname"),
        *("kandidat", "kandidatin", "kandidatenname", "kandidatinname", "namederbewerberin", "vorundnachname"),
        *("vornamenachname", "firstandlastname", "teilnehmer", "teilnehmerin", "teilnehmende", "participant"),
    ),
    "first": (
        *("firstname", "vorname", "givenname", "forename", "candidatefirstname", "applicantfirstname"),
        *("preferredfirstname", "rufname", "vornamebewerber", "legalfirstname"),
    ),
    "last": (
        *("lastname", "nachname", "surname", "familyname", "familienname", "zuname", "candidatelastname"),
        *("applicantlastname", "preferredlastname", "legallastname"),
    ),
    "email": (
        *("email", "emailaddress", "emailadresse", "mail", "mailadresse", "mailaddress", "primaryemail"),
        *("primaryemailaddress", "candidateemail", "candidateemailaddress", "applicantemail", "contactemail"),
        *("emailaddresses", "personalemail", "personalemailaddress", "privateemail", "privateemailadresse"),
        *("username", "elektronischepost"),
    ),
    "external_id": (
        *("candidateid", "kandidatenid", "kandidatid", "bewerberid", "bewerbendenid", "applicantid", "externalid"),
        *("externeid", "externenummer", "externekennung", "bewerbernummer", "kandidatennummer", "candidatenumber"),
        *("personid", "id", "applicationid", "bewerbungsid", "bewerbungid", "bewerbungsnummer"),
    ),
    "language": (
        *("language", "sprache", "preferredlanguage", "bevorzugtesprache", "korrespondenzsprache", "locale"),
        *("correspondencelanguage", "candidatelanguage", "defaultlanguage"),
    ),
    "roles": (
        *("role", "roles", "rolle", "rollen", "jobname", "job", "jobs", "jobtitle", "jobposition", "position"),
        *("positions", "positionname", "stelle", "stellen", "stellentitel", "stellenbezeichnung", "zielrolle"),
        *("jobrequisitiontitle", "requisitiontitle", "externaltitle", "externaljobtitle", "beworbenestelle"),
        *("vakanz", "positiontitle", "appliedjob", "appliedfor"),
    ),
    "extra_minutes": (
        *("extraminutes", "extratime", "additionalminutes", "additionaltime", "zusatzminuten", "zusätzlicheminuten"),
        *("mehrminuten", "extraminuten", "zeitzuschlag", "zeitzugabe", "zusatzzeit", "nachteilsausgleichminuten"),
        *("extraminutesmin", "zeitzuschlagmin", "zusatzzeitmin", "zeitzuschlaginminuten"),
    ),
}
"""Each field with the headings that mean it, squeezed; an earlier one goes before a later one."""

FIELD_NAMES: Final[dict[str, Message]] = {
    "name": T("name"),
    "email": T("e-mail"),
    "external_id": T("external id"),
    "language": T("language"),
    "roles": T("roles"),
    "extra_minutes": T("additional minutes"),
}

KEPT_NAMES: Final[dict[str, Message]] = {
    "gender": T("gender"),
    "birthday": T("birthday or age"),
    "photo": T("photo"),
    "salary": T("salary"),
    "nationality": T("nationality or origin"),
    "family": T("family"),
    "religion": T("religion"),
    "health": T("health"),
}
"""What is left out unless it is asked for by this name."""

PROTECTED: Final[dict[str, re.Pattern[str]]] = {
    "gender": re.compile(r"gender|geschlecht|^sex$|salutation|^anrede|pronoun|^mrms|^herrfrau"),
    "birthday": re.compile(r"birth|geburt|^geb(oren|dat)|^dob$|^age$|^alter$|agegroup|altersgruppe"),
    "photo": re.compile(r"photo|foto|picture|avatar|^image|passbild|profilbild|lichtbild"),
    "salary": re.compile(r"salary|gehalt|compensation|lohn|verg[uü]e?tung|^pay|wage"),
    "nationality": re.compile(
        r"nationalit|citizenship|staatsang|staatsb[uü]e?rger|ethnic|^race$|herkunft|veteran|migration"
        r"|countryoforigin|visa|workpermit|arbeitserlaubnis|aufenthalt"
    ),
    "family": re.compile(r"marital|familienstand|^kinder|children|pregnan|schwanger"),
    "religion": re.compile(r"religio|konfession|denomination|glaube"),
    "health": re.compile(r"disab|behinder|handicap|gesundheit|health|illness|krankheit|diagnos"),
}
"""Protected by law or by decency (method 1.2): never imported by itself. Patterns of squeezed headings."""


class Column(NamedTuple):
    """A column, and what becomes of it."""

    place: int
    """From 0."""
    heading: str
    field: str
    """A field, a protected kind, or empty for what has no use here."""
    protected: bool = False


class Heading(NamedTuple):
    """The heading of a list."""

    line: int
    """The row it stands in, from 0: people begin below."""
    columns: tuple[Column, ...]

    @property
    def used(self) -> dict[str, tuple[int, ...]]:
        """Per field its columns; several where the same heading stands more than once."""
        found: dict[str, tuple[int, ...]] = {}
        for one in self.columns:
            if one.field and not one.protected:
                found[one.field] = (*found.get(one.field, ()), one.place)
        return found

    @property
    def protected(self) -> tuple[Column, ...]:
        """What is left out unless asked for."""
        return tuple(one for one in self.columns if one.protected)

    @property
    def unused(self) -> tuple[Column, ...]:
        """What has a heading but no use."""
        return tuple(one for one in self.columns if not one.field and one.heading)


def squeezed(heading: str) -> str:
    """A heading by which it is recognised: small letters and digits alone, without what stands in brackets."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    bare = re.sub(r"[^\w]|_", "", re.sub(r"\(.*?\)", "", plain))
    return bare or re.sub(r"[^\w]|_", "", plain)


def meaning(heading: str) -> tuple[str, int]:
    """The field that a heading means and how well it fits (0 best); an empty field for none."""
    said = squeezed(heading)
    for field, known in FIELDS.items():
        if said in known:
            return field, known.index(said)
    return "", 0


def kind_protected(heading: str) -> str:
    """What protected kind of fact a heading names; empty for none."""
    said = squeezed(heading)
    return next((kind for kind, pattern in PROTECTED.items() if pattern.search(said)), "")


def find_heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The heading within the first rows: the one in which most is recognised, names of people among it.

    A merged heading fills its first cell alone; one that spans two rows stands in the upper. So an empty cell takes
    what stands right above it, where that means something.
    """
    best: tuple[int, int, list[str]] | None = None
    for line in range(min(FIRST_ROWS, len(rows))):
        row = list(rows[line])
        own = {field for cell in row if (field := meaning(cell)[0])}
        if not own:
            continue
        above = rows[line - 1] if line else ()
        for place, cell in enumerate(above):
            row += [""] * (place + 1 - len(row))
            if not row[place].strip() and meaning(cell)[0] and meaning(cell)[0] not in own:
                row[place] = cell
        found = {field for cell in row if (field := meaning(cell)[0])}
        if not found.intersection(NAMING):
            continue
        if best is None or len(found) > best[0]:
            best = (len(found), line, row)
    return Heading(best[1], _columns(best[2])) if best else None


def _columns(row: Sequence[str]) -> tuple[Column, ...]:
    """Each column's meaning: of two headings for one field the better one, of two alike both."""
    meant = [meaning(cell) for cell in row]
    best: dict[str, int] = {}
    for field, rank in meant:
        if field:
            best[field] = min(rank, best.get(field, rank))
    whole = "first" in best and "last" in best
    columns = []
    for place, (cell, (field, rank)) in enumerate(zip(row, meant, strict=True)):
        used = bool(field) and best[field] == rank and not (field == "name" and whole)
        kind = "" if field else kind_protected(cell)
        columns.append(Column(place, " ".join(cell.split()), field if used else kind, protected=bool(kind)))
    return tuple(columns)
