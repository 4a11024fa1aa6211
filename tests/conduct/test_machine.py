"""The machine's clocks: one that nobody can set, and a name for the run it is good for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.conduct import machine
from assess.conduct.clock import Tick, read


@pytest.fixture(autouse=True)
def forgotten() -> None:
    """The run's name is asked once a run of the program."""
    machine._run.cache_clear()


def test_time_goes_on_within_a_run() -> None:
    first, second = machine.moment(), machine.moment()
    assert first.boot == second.boot != ""
    assert second.since(first) >= 0
    assert not read([Tick("live", "start", first)], "live", second).stopped


def test_without_a_name_for_the_machines_run_it_is_the_programs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(machine, "LINUX_RUN", tmp_path / "nothing")
    first = machine.moment()
    assert first.boot.startswith("program ")
    assert machine.moment().boot == first.boot
    machine._run.cache_clear()
    assert machine.moment().boot != first.boot, "across runs of the program the wall clock counts"
