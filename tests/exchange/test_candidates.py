"""Candidates from a file: what becomes of each row, and that importing again changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assess.exchange.candidates import Preview, import_candidates, preview
from assess.exchange.people_file import People, read_people
from assess.plan.amend import changes
from assess.plan.candidates import Applicant, candidates, kept_attributes, put_candidate, withdraw
from assess.store.transaction import Store
from assess.words import Id, Refused, Usage
from tests.factories import Made, make_center, make_rubric

HEAD = "Candidate ID;Name;E-Mail;Sprache;Zusatzminuten\n"


def people(folder: Path, body: str, head: str = HEAD) -> People:
    path = folder / "list.csv"
    path.write_text(head + body, encoding="utf-8")
    return read_people(path)


@pytest.fixture
def made(store: Store) -> Made:
    return store.write(make_center, candidates=2)


@pytest.fixture
def lead(store: Store, made: Made) -> Store:
    return store.acting(made.lead)


def there(store: Store, made: Made) -> dict[str, Applicant]:
    return {one.code: one for one in store.read(candidates, made.center)}


def said(found: Preview) -> list[tuple[Any, ...]]:
    return [(row.line, row.state, row.code, row.changes) for row in found.rows]


def test_new_people_get_the_next_codes_and_coming_again_is_nothing_new(lead: Store, made: Made, tmp_path: Path) -> None:
    found = people(tmp_path, "7;Anna Groß;anna@example.org;Deutsch;15\n8;Bo Li;;en;\n")
    before = lead.read(preview, made.center, found)
    assert said(before) == [(2, "new", "K3", ()), (3, "new", "K4", ())]
    assert len(there(lead, made)) == 2, "a preview writes nothing"
    assert lead.write(import_candidates, made.center, found) == before
    anna = there(lead, made)["K3"]
    assert anna[2:8] == ("Anna Groß", "anna@example.org", "7", "de", 15, None)
    assert anna.vacancies == (made.vacancy,)
    entries = lead.read(_entries)
    again = lead.write(import_candidates, made.center, found)
    assert [row.state for row in again.rows] == ["same", "same"]
    assert lead.read(_entries) == entries, "and nothing is journaled"


def _entries(tx: Any) -> object:
    return tx.session.execute(text("SELECT count(*) FROM entry")).scalar_one()


def test_a_file_adds_and_corrects_and_never_empties(lead: Store, made: Made, tmp_path: Path) -> None:
    lead.write(import_candidates, made.center, people(tmp_path, "7;Anna Groß;anna@example.org;de;15\n"))
    found = people(tmp_path, "7;Anna Groß-Li;;;\n")
    done = lead.write(import_candidates, made.center, found)
    assert said(done) == [(2, "changed", "K3", ("name",))]
    assert there(lead, made)["K3"][2:8] == ("Anna Groß-Li", "anna@example.org", "7", "de", 15, None)
    done = lead.write(import_candidates, made.center, people(tmp_path, "7;;ANNA@example.org;;0\n"))
    assert [str(row.why) for row in done.rows] == ["There is no name in this row."]
    done = lead.write(import_candidates, made.center, people(tmp_path, "7;Anna Groß-Li;ANNA@example.org;;0\n"))
    assert said(done) == [(2, "changed", "K3", ("extra_minutes",))]
    assert there(lead, made)["K3"].email == "anna@example.org", "other capitals are no other address"


def test_what_was_set_by_hand_stays(lead: Store, made: Made, tmp_path: Path) -> None:
    one = lead.write(
        put_candidate,
        made.center,
        "Anna",
        [made.vacancy],
        external_id="7",
        adjustment="a screen reader",
        without_steps=True,
    )
    lead.write(withdraw, one)
    found = lead.write(import_candidates, made.center, people(tmp_path, "7;Anna;a@example.org;;\n"))
    assert str(found.rows[0].why) == "withdrew, and stays so"
    anna = there(lead, made)["K3"]
    assert (anna.adjustment, anna.without_steps, anna.email) == ("a screen reader", True, "a@example.org")
    assert anna.withdrawn_at is not None


def test_the_external_id_goes_before_the_e_mail_and_both_before_the_name(
    lead: Store, made: Made, tmp_path: Path
) -> None:
    first = "7;Anna;a@example.org;;\n8;Bo;b@example.org;;\n;Cy;;;\n"
    lead.write(import_candidates, made.center, people(tmp_path, first))
    rows = [
        "7;Anna Neu;;;",  # by id
        ";Bo Neu;B@EXAMPLE.org;;",  # by e-mail
        ";Cy;;;",  # by name, none of both has anything else
        "9;Dora;a@example.org;;",  # the e-mail of another id
        "7;Ann;b@example.org;;",  # id and e-mail of two people
        ";Anna Neu;new@example.org;;",  # the same name, another e-mail: another person
        "10;Cy;;;",  # Cy gets an id
    ]
    found = lead.read(preview, made.center, people(tmp_path, "\n".join(rows)))
    assert [(row.state, row.code) for row in found.rows] == [
        ("changed", "K3"),
        ("changed", "K4"),
        ("changed", "K5"),
        ("refused", ""),
        ("refused", ""),
        ("new", "K6"),
        ("duplicate", "K5"),
    ]
    assert str(found.rows[3].why) == "K3 has this e-mail under another external id."
    assert str(found.rows[4].why) == "Its e-mail is K4's, its external id K3's."
    assert found.rows[6].of == 4


def test_two_rows_of_one_person_are_one_candidate_with_both_roles(store: Store, tmp_path: Path) -> None:
    made = store.write(make_center, candidates=0)
    second = store.write(_second_role, made)
    lead = store.acting(made.lead)
    body = (
        "7;Anna;Community manager (m/w/d)\n7;Anna;Strategist\n8;Bo;Strategist; community-manager\n9;Cy;Chef\n10;Di;\n"
    )
    found = people(
        tmp_path,
        body.replace("Strategist; comm", '"Strategist; comm').replace("manager\n9", 'manager"\n9'),
        "ID;Name;Job\n",
    )
    done = lead.write(import_candidates, made.center, found)
    assert said(done)[:3] == [
        (2, "new", "K1", ()),
        (3, "duplicate", "K1", ("roles",)),
        (4, "new", "K2", ()),
    ]
    assert {code: set(one.vacancies) for code, one in there(store, made).items()} == {
        "K1": {made.vacancy, second},
        "K2": {made.vacancy, second},
    }
    assert (
        str(done.rows[3].why) == "This center does not hire for “Chef”; its roles are: community-manager, strategist."
    )
    assert "For which role?" in str(done.rows[4].why)
    all_for_one = lead.read(preview, made.center, found, role="Strategist")
    assert [row.state for row in all_for_one.rows] == ["same", "duplicate", "same", "new", "new"]
    with pytest.raises(Usage, match="Its roles are: community-manager, strategist"):
        lead.read(preview, made.center, found, role="Chef")


def _second_role(tx: Any, made: Made) -> Id:
    from assess.store.tables import Role, Vacancy

    role, rubric, _, _ = make_rubric(tx, "strategist")
    row = tx.session.get_one(Role, role)
    row.name_de, row.name_en = "Strateg:in", "Strategist"
    vacancy = Vacancy(center=made.center, rubric=rubric)
    tx.session.add(vacancy)
    tx.session.flush()
    return vacancy.id


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("7;=A1&B1;;;", "a formula without a result"),
        ("7;#REF!;;;", "a formula without a result"),
        ("7;12345;;;", "This is no name."),
        ("7;" + "x" * 5000 + ";;;", "A name has at most 200 characters."),
        ("7;Anna;anna at example;;", "“anna at example” is no e-mail address."),
        ("7;Anna;;Klingonisch;", "not “Klingonisch”"),
        ("7;Anna;;;25 %", "a whole number from 0 to 120, not “25 %”"),
        ("7;Anna;;;121", "a whole number from 0 to 120"),
        ("#N/A;Anna;;;", "“#N/A” is no external id."),
    ],
)
def test_a_row_that_does_not_hold_stays_out_and_says_why(
    lead: Store, made: Made, tmp_path: Path, row: str, why: str
) -> None:
    done = lead.write(import_candidates, made.center, people(tmp_path, f"{row}\n8;Bo;;;\n"))
    assert [one.state for one in done.rows] == ["refused", "new"]
    assert why in str(done.rows[0].why)
    assert [one.name for one in there(lead, made).values()] == ["Person 1", "Person 2", "Bo"]


def test_two_columns_of_one_heading_may_not_differ(lead: Store, made: Made, tmp_path: Path) -> None:
    head = "Name;E-Mail;E-Mail\n"
    found = people(tmp_path, "Anna;;a@example.org\nBo;b@example.org;c@example.org\n", head)
    done = lead.read(preview, made.center, found)
    assert [one.state for one in done.rows] == ["new", "refused"]
    assert "differ: “b@example.org” and “c@example.org”" in str(done.rows[1].why)


def test_protected_facts_are_left_out_unless_asked_for(lead: Store, made: Made, tmp_path: Path) -> None:
    found = people(tmp_path, "Anna;w;1990-01-01;50000;Telefon\n", "Name;Geschlecht;Geburtsdatum;Gehalt;Phase\n")
    plain = lead.write(import_candidates, made.center, found)
    assert [one.heading for one in plain.dropped] == ["Geschlecht", "Geburtsdatum", "Gehalt"]
    assert [one.heading for one in plain.unused] == ["Phase"]
    assert lead.read(kept_attributes, made.center) == {}
    asked = lead.write(import_candidates, made.center, found, keep=["gender"])
    assert said(asked) == [(2, "changed", "K3", ("gender",))]
    assert [one.heading for one in asked.kept] == ["Geschlecht"]
    anna = there(lead, made)["K3"].id
    assert lead.read(kept_attributes, made.center) == {(anna, "gender"): "w"}
    assert lead.write(import_candidates, made.center, found, keep=["gender"]).writes == 0
    with pytest.raises(Usage, match="Known are: gender, birthday"):
        lead.read(preview, made.center, found, keep=["shoe size"])


def test_only_those_who_plan_see_a_preview(store: Store, made: Made, tmp_path: Path) -> None:
    assessor = store.acting(made.assessors[0])
    found = people(tmp_path, "7;Anna;;;\n")
    for call in (assessor.read, assessor.write):
        with pytest.raises(Refused, match="not among your tasks"):
            call(preview if call == assessor.read else import_candidates, made.center, found)  # type: ignore[arg-type]  # either


def test_after_the_freeze_an_import_is_one_amendment_without_names(store: Store, tmp_path: Path) -> None:
    made = store.write(make_center, candidates=1, frozen=True)
    lead = store.acting(made.lead)
    found = people(tmp_path, "7;Anna;;;5\n8;Bo;;;\n")
    with pytest.raises(Refused, match="needs a reason"):
        lead.write(import_candidates, made.center, found)
    assert len(there(lead, made)) == 1, "all or nothing"
    lead.write(import_candidates, made.center, found, reason="two more applied in time")
    (change,) = lead.read(changes, made.center)
    assert (change.what, change.old) == ("candidate", "")
    assert change.new == "K2: community-manager, +5 min; K3: community-manager"
    assert lead.write(import_candidates, made.center, found).writes == 0, "nothing new needs no reason"


def test_a_list_that_is_another_one_is_refused(lead: Store, made: Made, tmp_path: Path) -> None:
    body = "".join(f"{n};Person {n};;;\n" for n in range(10, 10_011))
    with pytest.raises(Refused, match=r"10001 new people\. At most 10000 come in at once"):
        lead.write(import_candidates, made.center, people(tmp_path, body))
    assert len(there(lead, made)) == 2


def test_a_center_without_a_role_says_what_is_missing(store: Store, tmp_path: Path) -> None:
    from datetime import date

    from assess.plan.center import Settings, create

    made = store.write(make_center)
    lead = store.acting(made.lead)
    empty = lead.write(create, Settings("Empty", date(2026, 11, 24)))
    with pytest.raises(Refused, match="hires for no role yet"):
        lead.read(preview, empty, people(tmp_path, "7;Anna;;;\n"))
