"""The PIN of a person on this laptop."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.home.memory import memory_file, recall, remember
from assess.home.pin import has_pin, is_pin, set_pin
from assess.words import Id, Refused

WHO = Id("b" * 32)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASSESS_STATE", str(tmp_path))


def test_a_pin_is_asked_once_it_is_set_and_no_longer_when_it_is_empty() -> None:
    remember("language", "de")
    assert not has_pin(WHO)
    assert is_pin(WHO, "anything")
    set_pin(WHO, "2749")
    assert has_pin(WHO)
    assert is_pin(WHO, "2749")
    assert not is_pin(WHO, "2748")
    assert "2749" not in memory_file().read_text(encoding="utf-8")
    set_pin(WHO, "")
    assert not has_pin(WHO)
    assert recall() == {"language": "de"}


def test_a_short_pin_is_refused() -> None:
    with pytest.raises(Refused, match="at least 4"):
        set_pin(WHO, "123")


def test_a_damaged_memory_lets_nobody_in_with_a_wrong_pin() -> None:
    remember(f"pin {WHO}", "nonsense")
    assert not is_pin(WHO, "nonsense")
