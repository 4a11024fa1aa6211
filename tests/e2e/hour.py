"""An assessor's hour as a small language: what is read on the screen, and what is pressed, one word a step.

Whatever the screens say is in `SAYS`, once a language: when a sentence changes, one line changes here.
"""

from __future__ import annotations

import re
import time
from functools import partial
from typing import Final, Literal

from tests.e2e.terminal import Terminal, assess

__all__ = ["CUE_KEYS", "Hour", "Language", "assess"]

Language = Literal["en", "de"]
CUE_KEYS: Final = ("f2", "f3", "f4", "f5", "f6")
SAYS: Final[dict[Language, dict[str, str]]] = {
    "en": {
        "home": r"^Assess · .* Next: ",
        "know": r"Do you know this person",
        "brief": r"starts the clock",
        "live": r" LIVE ",
        "preparing": r"ends the preparation",
        "watching": r"watch and write|at \d\d:\d\d \(F|due at|question .* \(F|time is up|\+ or - in front|seat number",
        "hint": r"\+ or - in front|the seat",
        "clock": r"Clock: F8",
        "stop": r"Clock: F8 stop",
        "paused": r"paused",
        "why paused": r"Why is the clock paused",
        "go on": r"F8 lets the clock go on",
        "classify": r" CLASSIFY ",
        "shows": r"which competency shows here\? .*\((\d+) open\)",
        "next note": r"Enter, (\d+) notes? (?:is|are) open",
        "none open": r"nothing is open; Enter",
        "rate": r" RATE ",
        "fits": r"which anchor fits these notes",
        "to go": r"Enter, (\d+) competenc(?:y|ies) to go",
        "all rated": r"all rated; Enter",
        "review": r" LOCK ",
        "look": r"L locks",
        "again": r"L again",
        "locked": r"locked, thank you",
        "turns": r"SPEAKING TURNS",
        "own clock": r"starts your clock",
        "saved": r"✓ saved",
        "saving": r"… saving",
        "refused": r"! ",
    },
    "de": {
        "home": r"^Assess · .* Weiter: ",
        "know": r"Kennen Sie diese Person",
        "brief": r"startet die Uhr",
        "live": r" (LIVE|BEOBACHTEN) ",
        "preparing": r"beendet (die )?Vorbereitung",
        "watching": r"beobachten und schreiben|bei \d\d:\d\d \(F|fällig|Frage .* \(F|Zeit ist um|\+ oder - |Platz",
        "hint": r"\+ oder - |Platz",
        "clock": r"Uhr: F8",
        "stop": r"Uhr: F8 Stopp",
        "paused": r"angehalten|Pause|pausiert",
        "why paused": r"Warum .*(Uhr|Pause)",
        "go on": r"F8 lässt die Uhr weiterlaufen",
        "classify": r" ZUORDNEN ",
        "shows": r"Welche Kompetenz zeigt sich.*\((\d+) offen\)",
        "next note": r"Enter, (?:noch )?(\d+) Notiz(?:en)?",
        "none open": r"nichts ist offen; Enter",
        "rate": r" BEWERTEN ",
        "fits": r"Welcher Anker passt",
        "to go": r"Enter, noch (\d+) Kompetenz(?:en)?|Enter, (?:\d+) Kompetenz",
        "all rated": r"alles bewertet; Enter",
        "review": r" SPERREN ",
        "look": r"L sperrt",
        "again": r"noch einmal L",
        "locked": r"gesperrt, danke",
        "turns": r"REDEBEITRÄGE|WORTMELDUNGEN",
        "own clock": r"startet (Ihre|die) Uhr",
        "saved": r"✓ gespeichert",
        "saving": r"… ",
        "refused": r"! ",
    },
}


MARKS = re.compile(r"^\d?\s*(?:[!+\-] ?|0 )*")


def bare(text: str) -> str:
    """A note without its seat, its marks, and the quotation mark that makes it a quote."""
    return MARKS.sub("", text).strip('"')


class Hour:
    """One assessor at a terminal."""

    def __init__(self, terminal: Terminal, language: Language = "en") -> None:
        self.terminal, self.says = terminal, SAYS[language]
        self.cued = 0

    # reading

    @property
    def text(self) -> str:
        """The screen."""
        return self.terminal.text

    @property
    def flat(self) -> str:
        """The screen as one line of words: a sentence may be broken over two."""
        return " ".join(self.text.split())

    def sees(self, said: str) -> bool:
        """Whether the screen says this now."""
        return re.search(self.says[said], self.flat + " ") is not None

    def wait(self, *said: str, seconds: float = 30) -> str:
        """Wait until the screen says one of these; which."""
        self.terminal.wait(lambda _: any(self.sees(one) for one in said), seconds)
        return next(one for one in said if self.sees(one))

    def number(self, said: str) -> int:
        """The number in a sentence."""
        found = re.search(self.says[said], self.flat)
        assert found, (said, self.text)
        return int(next(group for group in found.groups() if group))

    @property
    def seconds(self) -> int | None:
        """What the clock on the second line shows: `06:41 of 20:00`."""
        found = re.search(r"(\d+):(\d\d) (?:of|von) \d+:\d\d", self.text)
        return int(found[1]) * 60 + int(found[2]) if found else None

    def see_clock(self) -> None:
        """Wait until the clock is drawn."""
        self.terminal.wait(lambda _: self.seconds is not None)

    @property
    def line(self) -> str | None:
        """What is typed in the note line, behind the time, without the hint in an empty one; None without a line."""
        found = re.findall(r"^ \d+:\d\d(?: (.*))?$", self.text, re.MULTILINE)
        if not found:
            return None
        return "" if re.match(self.says["hint"], found[-1]) else str(found[-1])

    # the way in

    def open(self, exercise: str = "") -> None:
        """From home into what is next, or into an exercise: a click on its line."""
        self.wait("home")
        if exercise:
            self.terminal.click(exercise)
        else:
            self.terminal.press("enter")
        self.wait("know", "brief", "live", "classify", "rate", "review")

    def know_nobody(self) -> None:
        """Answer the conflict question for everybody: the name of the next one, or the brief, follows an answer."""
        while self.wait("know", "brief") == "know":
            asked = self._name()
            self.terminal.press("1")
            self.terminal.wait(partial(self._asks_another, asked))

    def _asks_another(self, before: str, _: str) -> bool:
        return self.sees("brief") or self._name() not in ("", before)

    def _name(self) -> str:
        """Who is asked about: the code beside the name."""
        found = re.search(r"\n  \S.*   (K\d+)\n", self.text) if self.sees("know") else None
        return found[1] if found else ""

    def prepare(self) -> None:
        """The candidate prepares: the clock of the preparation runs, then stops."""
        self.wait("brief")
        self.terminal.press("p")
        self.wait("preparing")
        self.terminal.press("p")
        self.terminal.wait(lambda _: not self.sees("preparing"))

    def begin(self) -> None:
        """The candidate is here: the clock starts."""
        self.wait("brief")
        self.terminal.press("enter")
        self.wait("live")
        self.wait("watching")

    # watching

    def note(self, text: str) -> None:
        """Type a note, and see it saved."""
        self.terminal.type(text)
        self.terminal.press("enter")
        start = re.escape(bare(text)[:20].rstrip())
        self.terminal.wait(rf"✓ \d\d:\d\d .*{start}")

    def cue(self, place: int) -> None:
        """Tick the cue or question at a place of the page, and see it ticked."""
        key = CUE_KEYS[place - 1]
        self.terminal.press(key)
        self.terminal.wait(lambda _: re.search(rf"{key.upper()} ✓ \d\d:\d\d", self.flat) is not None)
        self.wait("saved")

    def pause(self, why: str) -> None:
        """Pause the clock for a reason, and let it go on."""
        self.terminal.press("f8")
        self.wait("clock")
        self.terminal.press("f2")
        self.wait("why paused")
        self.terminal.type(why)
        self.terminal.press("enter")
        self.wait("go on")
        self.terminal.press("f8")
        self.wait("clock")
        self.terminal.press("f8")
        self.wait("watching")

    def next_part(self) -> None:
        """On to the part that follows: the question round, the closing round; the clock names it."""
        before = self.part
        self.terminal.press("f8")
        self.wait("clock")
        self.terminal.press("f8")
        self.terminal.wait(lambda _: self.part not in ("", before))
        self.wait("watching")

    @property
    def part(self) -> str:
        """The part's name, beside the clock; the first part has none."""
        found = re.search(r"^ .*(?:Lock|Sperren) +(\S.*?) +\d+:\d\d (?:of|von)", self.text, re.MULTILINE)
        return found[1] if found else ""

    def stop(self) -> None:
        """The candidate has gone: the clock stops, classifying begins."""
        self.terminal.press("f8")
        self.wait("clock")
        self.terminal.press("f8" if self.sees("stop") else "f4")
        self.wait("classify")

    # classifying

    def assign(self, digit: int) -> None:
        """The marked note shows a competency; go to the next open one."""
        left = self.number(self.wait("shows"))
        self.terminal.press(str(digit))
        if left == 1:
            self.wait("none open")
            return
        self.terminal.wait(lambda _: self.sees("next note") and self.number("next note") == left - 1)
        self.terminal.press("enter")
        self.wait("shows")

    def classified(self) -> None:
        """On to rating."""
        self.wait("none open")
        self.terminal.press("enter")
        self.wait("rate")

    # rating

    def rate(self, level: int) -> None:
        """Rate the competency that is asked about, and go to the next one."""
        self.wait("fits")
        self.terminal.press(str(level))
        if self.wait("to go", "all rated") == "to go":
            self.terminal.press("tab")
            self.wait("fits")

    def rated(self) -> None:
        """On to the review."""
        self.wait("all rated")
        self.terminal.press("enter")
        self.wait("review")

    def lock(self) -> None:
        """L, and L again."""
        self.wait("look")
        self.terminal.press("l")
        self.wait("again")
        self.terminal.press("l")
        self.wait("locked")

    # speaking turns

    def keep_turns(self) -> None:
        """From home to the view for the one who keeps time; its clock runs."""
        self.wait("home")
        self.terminal.press("s")
        self.wait("turns")
        self.terminal.wait(lambda _: self.sees("own clock") or bool(self.seconds))
        if self.sees("own clock"):
            self.terminal.press("f8")
            self.terminal.wait(lambda _: not self.sees("own clock"))

    # leaving

    def home(self) -> None:
        """Back home."""
        self.terminal.press("esc")
        self.wait("home")

    def quit(self) -> int:
        """Close the program; its exit code."""
        self.terminal.press("ctrl+q")
        return self.terminal.end()


def clock_runs(hour: Hour, seconds: float = 10) -> bool:
    """Whether the clock on the screen moves."""
    before, end = hour.seconds, time.monotonic() + seconds
    while time.monotonic() < end:
        hour.terminal.read(0.1)
        if hour.seconds is not None and hour.seconds != before:
            return True
    return False
