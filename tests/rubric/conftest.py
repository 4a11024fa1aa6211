"""What the tests of the rubric room share: a small library that is right, to be spoilt in one place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assess.rubric.judge import judge
from assess.words import Fault

GOOD = Path(__file__).parent / "good"
Spoil = Callable[..., list[Fault]]


@pytest.fixture
def good() -> Path:
    """The folder of the small library: the role host, rated on ASK and LIS in talk and speech."""
    return GOOD


@pytest.fixture
def spoil(tmp_path: Path) -> Spoil:
    """The faults of a file of the small library after pairs of texts were replaced in it."""

    def faults(name: str, *pairs: tuple[str, str]) -> list[Fault]:
        text = (GOOD / f"{name}.yaml").read_text("utf-8")
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"{name}.yaml"
        path.write_text(text, "utf-8")
        others = [other for other in sorted(GOOD.glob("*.yaml")) if other.name != path.name]
        return [fault for fault in judge([path, *others]) if fault.where.startswith(str(path))]

    return faults
