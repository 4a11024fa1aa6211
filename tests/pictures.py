"""The README's pictures, taken from the real program on the demo center: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from datetime import date
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"

from assess.home.demo import make_demo
from screens.app import AssessApp

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
SIZE = (100, 30)
NOTES = (
    "+ greets by name, asks what happened",
    '"Three years, and then a word like that under your name.", waits',
    "- quotes rule 4 before Jo has finished",
    "+ asks what would help now #EMP",
)


def take(app: AssessApp, name: str) -> None:
    """One picture; fonts are the reader's own, nothing is fetched from elsewhere."""
    picture = app.export_screenshot(title="Assess")
    picture = re.sub(r"@font-face\s*\{[^}]*\}\s*", "", picture)
    picture = picture.replace("font-family: Fira Code, monospace", "font-family: monospace")
    (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")


async def press(pilot: object, app: AssessApp, *keys: str) -> None:
    """Press keys, and wait for what follows."""
    for key in keys:
        await pilot.press(key)  # type: ignore[attr-defined]  # Pilot of an app without a result
        await settle(pilot, app)


async def settle(pilot: object, app: AssessApp) -> None:
    """Wait until nothing is under way."""
    for _ in range(3):
        await app.workers.wait_for_complete()
        await pilot.pause(0.15)  # type: ignore[attr-defined]


async def finished(folder: Path) -> None:
    """The lead's screens."""
    path = make_demo(folder / "finished", "finished", language="en", day=date(2026, 11, 23))
    app = AssessApp(path, language="en", person="L")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, app)
        await press(pilot, app, "f4")
        take(app, "ranking")
        await press(pilot, app, "enter")
        take(app, "explain")


async def running(folder: Path) -> None:
    """The assessor's hour."""
    path = make_demo(folder / "running", "running", language="en", day=date(2026, 11, 23))
    app = AssessApp(path, language="en", person="B")
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot, app)
        take(app, "home")
        await press(pilot, app, "enter", "1", "enter")
        for note in NOTES:
            await press(pilot, app, *(character_key(one) for one in note), "enter")
        await press(pilot, app, "f2")
        take(app, "live")
        await press(pilot, app, "f8", "f8")
        await press(pilot, app, "1", "enter", "1")
        take(app, "classify")
        await press(pilot, app, "enter", "2", "enter", "enter", "4")
        take(app, "rate")


def character_key(one: str) -> str:
    """A character as a key for the pilot."""
    names = {" ": "space", "+": "plus", "-": "minus", ",": "comma", ".": "full_stop", "#": "number_sign"}
    return names.get(one, one)


def main() -> None:
    """All pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["ASSESS_STATE"] = name
        asyncio.run(running(Path(name)))
        asyncio.run(finished(Path(name)))


if __name__ == "__main__":
    main()
