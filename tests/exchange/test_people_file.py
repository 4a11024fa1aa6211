"""Lists of people as files: every encoding and delimiter that a spreadsheet writes, and everything that is no list."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from assess.exchange.people_file import People, letters, read_people
from assess.exchange.people_headings import find_heading, kind_protected, meaning
from assess.words import Unusable

NAMES = ["Jürgen Groß", "Zoë Müller-Çelik", "Ada O'Neil"]


def write(folder: Path, data: bytes | str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def workbook(folder: Path, rows: list[list[object]], name: str = "list.xlsx", sheet: str = "People") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet(sheet)
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    return path


def column(people: People, field: str) -> list[str]:
    place = people.heading.used[field][0]
    return [line.cells[place] for line in people.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_encoding_and_delimiter_reads_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [["Name", "E-Mail"], *([name, f"{place}@example.org"] for place, name in enumerate(NAMES))]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    people = read_people(write(tmp_path, text.encode(encoding)))
    assert column(people, "name") == NAMES
    assert [line.number for line in people.lines] == [2, 3, 4]


def test_quotes_line_breaks_and_the_delimiter_within_a_cell(tmp_path: Path) -> None:
    people = read_people(write(tmp_path, 'sep=;\r\nName;Rolle\r\n"Groß; Anna\r\nMaria";"say ""hi"""\r\n\r\nBo;x\r\n'))
    assert column(people, "name") == ["Groß; Anna Maria", "Bo"]
    assert column(people, "roles") == ['say "hi"', "x"]
    assert [line.number for line in people.lines] == [3, 6]


@pytest.mark.parametrize("above", [0, 1, 9])
def test_the_heading_stands_anywhere_in_the_first_ten_rows(tmp_path: Path, above: int) -> None:
    text = "Bewerbungen Herbst;;\n" * above + "Vorname;Nachname;Mail\nAnna;Groß;a@example.org\n"
    people = read_people(write(tmp_path, text))
    assert set(people.heading.used) == {"first", "last", "email"}
    assert len(people.lines) == 1


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        (
            "Candidate ID;Candidate name;Gender;Email address;Birthday;Expected salary;Position;Final phase",
            {"external_id", "name", "email", "roles"},
        ),
        (
            "Candidate ID,First Name,Last Name,Primary Email,Application ID,Job Name,Source",
            {"external_id", "first", "last", "email", "roles"},
        ),
        (
            "Candidate Id;First Name;Last Name;Contact Email;Job Requisition Title;Nationality",
            {"external_id", "first", "last", "email", "roles"},
        ),
        (
            "Bewerber-ID;Vorname;Nachname;E-Mail-Adresse;Stelle;Sprache;Zeitzuschlag (min)",
            {"external_id", "first", "last", "email", "roles", "language", "extra_minutes"},
        ),
        ("Vollständiger Name\tE-Mail", {"name", "email"}),
    ],
)
def test_headings_of_recruiting_systems_in_both_languages(tmp_path: Path, heading: str, wanted: set[str]) -> None:
    people = read_people(write(tmp_path, heading + "\n" + "Anna Groß;x\n"))
    assert set(people.heading.used) == wanted


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        *((said, "gender") for said in ("Geschlecht", "Gender", "Anrede", "Gender identity")),
        *((said, "birthday") for said in ("Geburtsdatum", "Date of birth", "Birthday", "Alter", "Geburtsort")),
        *((said, "photo") for said in ("Foto", "Photo URL", "Bewerbungsfoto")),
        *((said, "salary") for said in ("Gehaltswunsch", "Expected salary", "Current Compensation")),
        *((said, "nationality") for said in ("Staatsangehörigkeit", "Nationality", "Citizenship", "Ethnicity")),
        *((said, "health") for said in ("Schwerbehinderung", "Disability status")),
        *((said, "") for said in ("Phase", "Bildung", "Quelle", "Telefon", "Manager", "Stage")),
    ],
)
def test_what_is_protected_is_recognised(heading: str, kind: str) -> None:
    assert kind_protected(heading) == kind
    assert meaning(heading)[0] == ""


def test_merged_headings(tmp_path: Path) -> None:
    across: list[list[object]] = [
        ["Bewerber", "", "Kontakt", "Rolle"],
        ["Vorname", "Nachname", "E-Mail", ""],
        ["Anna", "Groß", "a@example.org", "X"],
    ]
    people = read_people(workbook(tmp_path, across))
    assert set(people.heading.used) == {"first", "last", "email", "roles"}
    assert len(people.lines) == 1
    half = read_people(write(tmp_path, "Name;;E-Mail\nAnna;Groß;a@example.org\n"))
    assert [str(note) for note in half.notes] == ["Column B has no heading: it is left out."]


def test_duplicate_headings_are_said(tmp_path: Path) -> None:
    people = read_people(write(tmp_path, "Name;E-Mail;E-Mail\nAnna;;a@example.org\n"))
    assert people.heading.used["email"] == (1, 2)
    assert "“E-Mail” stands 2 times" in str(people.notes[0])


def test_workbooks_keep_numbers_dates_and_texts_as_typed(tmp_path: Path) -> None:
    rows: list[list[object]] = [["ID", "Name", "Extra minutes"], [1001, "Anna", 5], ["007", "Bo", 2.5]]
    people = read_people(workbook(tmp_path, rows))
    assert column(people, "external_id") == ["1001", "007"]
    assert column(people, "extra_minutes") == ["5", "2.5"]


def test_a_sheet_with_a_heading_is_found_behind_others(tmp_path: Path) -> None:
    path = tmp_path / "two.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Cover").write(0, 0, "Report")
        book.add_worksheet("Data").write_row(4, 1, ["Name", "Mail"])
        book.worksheets()[1].write_row(5, 1, ["Anna", "a@example.org"])
    people = read_people(path)
    assert [line.number for line in people.lines] == [6]
    assert "Only the sheet “Data” is read" in str(people.notes[0])


def test_a_formula_gives_its_result(tmp_path: Path) -> None:
    path = tmp_path / "formula.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name"])
        page.write_formula(1, 0, '="Anna"&" Groß"', None, "Anna Groß")
        page.write_formula(2, 0, '="Bo"')
    assert column(read_people(path), "name") == ["Anna Groß", "0"]
    kept = read_people(write(tmp_path, 'ID;Name\n"=""0012""";Anna\n'))
    assert column(kept, "external_id") == ["0012"]


def ods(path: Path) -> None:
    cells = "".join(
        f'<table:table-row><table:table-cell office:value-type="string"><text:p>{text}</text:p>'
        "</table:table-cell></table:table-row>"
        for text in ("Name", "Anna Groß")
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{cells}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)


def test_an_ods_is_read(tmp_path: Path) -> None:
    ods(tmp_path / "list.ods")
    assert column(read_people(tmp_path / "list.ods"), "name") == ["Anna Groß"]


@pytest.mark.parametrize("name", ["list.csv", "list.xls", "list", "list.txt"])
def test_a_workbook_is_known_by_what_it_is(tmp_path: Path, name: str) -> None:
    path = workbook(tmp_path, [["Name"], ["Anna"]]).rename(tmp_path / name)
    assert column(read_people(path), "name") == ["Anna"]


def compound(stream: str) -> bytes:
    """The beginning of a compound file (as .xls and encrypted workbooks are) whose directory names a stream."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504
    return head + stream.encode("utf-16-le").ljust(1024, b"\x00")


NOTHING: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "The file is empty."),
    "blank": (lambda: "\ufeff \r\n\t".encode("utf-8"), "The file is empty."),
    "only delimiters": (lambda: b";;;\n;;;\n", "The file is empty."),
    "no heading": (lambda: b"a;b\n1;2\n", "None of the first 10 rows names columns of people."),
    "no names": (lambda: b"E-Mail;Rolle\na@example.org;x\n", "None of the first 10 rows"),
    "NUL bytes": (lambda: b"Name;E-Mail\nAn\0na;x\n", "there are NUL bytes"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "there are NUL bytes"),
    "UTF-16 cut off": (lambda: "Name\nAnna".encode("utf-16")[:-1], "This is no text"),
    "a web page": (lambda: b"<html><table><tr><td>Name</td></tr></table></html>", "a web page"),
    "protected by a password": (lambda: compound("EncryptedPackage"), "protected by a password"),
    "a broken xls": (lambda: compound("Workbook"), "damaged"),
    "a broken xlsx": (lambda: b"PK\x03\x04" + b"\x01" * 200, "damaged"),
    "an open quote": (lambda: b'Name;E-Mail\n"Anna;' + b"x" * 140_000, "can't be read"),
}


@pytest.mark.parametrize("case", NOTHING)
@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_what_is_no_list_ends_in_a_sentence(tmp_path: Path, case: str, name: str) -> None:
    data, said = NOTHING[case]
    with pytest.raises(Unusable) as no:
        read_people(write(tmp_path, data(), name))
    assert said in str(no.value)
    assert str(no.value).startswith(name)


def test_what_is_no_file_ends_in_a_sentence(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "a folder"), (tmp_path / "no.csv", "no such file"), (Path("a\0b"), "no such file")):
        with pytest.raises(Unusable, match=said):
            read_people(path)


def test_a_row_may_be_longer_or_shorter_than_the_heading(tmp_path: Path) -> None:
    people = read_people(write(tmp_path, "Name;E-Mail\nAnna;a@example.org;1;2\nBo\n"))
    assert [len(line.cells) for line in people.lines] == [4, 1]
    assert "Columns C, D have no heading" in str(people.notes[0])


def test_letters_are_those_of_a_spreadsheet() -> None:
    assert [letters(place) for place in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_row_of_people_is_no_heading() -> None:
    assert find_heading([["Anna", "Groß"], ["Bo", "Name der Firma"]]) is None


def test_a_hundred_thousand_rows_are_read_in_one_pass(tmp_path: Path) -> None:
    rows = "".join(f"{n};Ängström {n};p{n}@example.org;de\n" for n in range(100_000))
    people = read_people(write(tmp_path, f"ID;Name;E-Mail;Sprache\n{rows}"))
    assert len(people.lines) == 100_000
    assert people.lines[-1].number == 100_001
