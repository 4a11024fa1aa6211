"""The user's own keys: what can't hold is named with its line and what to do; the rest holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.home.keymap import Known, judge, keymap_file, plain_key, read_keymap
from assess.words import Unusable, Words
from screens.keys import known_commands

KNOWN = (
    Known("Home", "home.open", ("enter",), False),
    Known("Home", "home.drill", ("f7",), False),
    Known("Home", "home.ranking", ("f4", "r"), False),
    Known("Home", "app.help", ("f1",), False),
    Known("Live", "live.undo", ("f7",), True),
    Known("Live", "live.clock", ("f8",), True),
    Known("Live", "conduct.privacy", ("f9",), True),
    Known("Rate", "conduct.privacy", ("f9",), False),
    Known("Rate", "rate.reason", ("r",), False),
)


def faults(text: str) -> list[tuple[str, str]]:
    return [(fault.where, fault.id) for fault in judge(text, "keys.toml", KNOWN).faults]


def test_good_lines_hold() -> None:
    found = judge(
        '# mine\n[keys]\n"home.drill" = "F8"\nlive.undo = "ctrl+u"\n"home.ranking" = "f7, g"\n', "keys.toml", KNOWN
    )
    assert found.faults == ()
    assert found.keys == {"home.drill": "f8", "live.undo": "ctrl+u", "home.ranking": "f7,g"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('"home.dril" = "f8"', "KEY-02"),
        ("what is this", "KEY-01"),
        ('"home.drill" = ""', "KEY-01"),
        ('"home.drill" = 8', "OK"),
        ('"home.drill" = "ctrl+q"', "KEY-04"),
        ('"home.drill" = "ctrl+p"', "KEY-04"),
        ('"home.drill" = "escape"', "KEY-04"),
        *((f'"home.drill" = "{key}"', "KEY-05") for key in ("ctrl+h", "ctrl+i", "ctrl+m", "ctrl+j", "f11", "f12")),
        *((f'"home.drill" = "{key}"', "KEY-05") for key in ("ctrl+shift+a", "ctrl+enter", "alt+x", "ctrl+1", "@", "[")),
        ('"home.drill" = "ctrl+["', "KEY-05"),
        ('"home.drill" = "super+k"', "KEY-05"),
        ('"home.drill" = "F13"', "KEY-06"),
        ('"home.drill" = "hyperdrive"', "KEY-06"),
        ('"live.undo" = "u"', "KEY-07"),
        ('"live.undo" = "+"', "KEY-07"),
        ('"conduct.privacy" = "space"', "KEY-07"),
        ('"home.drill" = "f4"', "KEY-08"),
        ('"conduct.privacy" = "f8"', "KEY-08"),
    ],
)
def test_what_can_not_hold_is_named(line: str, fault: str) -> None:
    found = judge(f'"home.open" = "o"\n{line}\n', "keys.toml", KNOWN)
    assert found.keys["home.open"] == "o", "the rest holds"
    if fault == "OK":
        assert found.keys["home.drill"] == "8"
        return
    assert [(one.where, one.id) for one in found.faults] == [("keys.toml:2", fault)]
    for language in ("en", "de"):
        said = found.faults[0].say(Words(language))
        assert said.startswith("keys.toml:2: ")
        assert said.count(".") >= 2, "it says what to do, too"
    assert len(found.keys) == 1


def test_keys_can_be_swapped() -> None:
    found = judge('"live.undo" = "f8"\n"live.clock" = "f7"\n', "keys.toml", KNOWN)
    assert found.faults == ()
    assert found.keys == {"live.undo": "f8", "live.clock": "f7"}


def test_of_two_lines_that_clash_the_later_is_left_out() -> None:
    text = '"home.drill" = "f6"\n"home.ranking" = "f6"\n'
    assert faults(text) == [("keys.toml:2", "KEY-08")]
    assert judge(text, "keys.toml", KNOWN).keys == {"home.drill": "f6"}


def test_a_line_left_out_may_make_another_clash() -> None:
    """Undo takes F8 because the clock leaves it; the clock's new key is none, so it keeps F8."""
    text = '"live.undo" = "f8"\n"live.clock" = "f12"\n'
    assert faults(text) == [("keys.toml:1", "KEY-08"), ("keys.toml:2", "KEY-05")]
    assert judge(text, "keys.toml", KNOWN).keys == {}


def test_the_same_command_twice() -> None:
    assert faults('"home.drill" = "f8"\n"home.drill" = "f6"\n') == [("keys.toml:2", "KEY-03")]


def test_keys_are_written_in_many_ways() -> None:
    assert plain_key(" Strg+O ") == "ctrl+o"
    assert plain_key("PgDn") == "pagedown"
    assert plain_key("?") == "question_mark"
    assert plain_key("shift+ctrl+pgup") == "ctrl+shift+pageup"
    assert plain_key("G") == "G"


def test_the_file_is_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSESS_KEYS", raising=False)
    assert keymap_file().name == "keys.toml"
    monkeypatch.setenv("ASSESS_KEYS", str(tmp_path / "mine"))
    assert read_keymap(keymap_file(), KNOWN).keys == {}
    (tmp_path / "mine").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Unusable, match="can't be read"):
        read_keymap(keymap_file(), KNOWN)


def test_the_keys_that_the_program_comes_with_hold_as_a_keymap() -> None:
    """Said again in the file, every default key passes the same judgement."""
    known = known_commands()
    said = {one.id: one.keys for one in known}
    text = "".join(f'"{id_}" = "{",".join(keys)}"\n' for id_, keys in said.items())
    assert judge(text, "keys.toml", known).faults == ()


def test_who_types_all_the_time_is_known() -> None:
    assert {one.screen for one in known_commands() if one.typed_into} >= {"Live"}
