"""The cues on the live screen: pages of five keys, a line of them, and their texts beside the notes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from textual.content import Content
from textual.style import Style

from assess.conduct.observe import FREE
from assess.conduct.work import CueView, PhaseView, Work
from assess.words import T, Words, clock
from screens.conduct.rows import Row
from screens.conduct.say import flow

CUE_KEYS: Final = ("f2", "f3", "f4", "f5", "f6")


class Key(NamedTuple):
    """A cue on its key."""

    key: str
    """As it is written on the keyboard: `F2`."""
    cue: CueView
    given: float | None


def cues_of(found: Work, phase: PhaseView) -> tuple[CueView, ...]:
    """The cues of a phase: prompts while the candidate performs, fixed and free questions in the question round."""
    if not any(one.kind == "questions" for one in found.phases):
        return found.cues
    asked = phase.kind == "questions"
    return tuple(cue for cue in found.cues if (cue.by in ("question", FREE)) == asked)


class Deck:
    """Cues on five keys, page by page; a part of the exercise begins a page of its own."""

    def __init__(self) -> None:
        self.cues: tuple[CueView, ...] = ()
        self.ticks: dict[str, float | None] = {}
        """Ticks on their way: what the cue's time will be."""
        self.keys: tuple[str, ...] = tuple(key.upper() for key in CUE_KEYS)
        """The keys of a page as they are written: the user's own where there are some."""
        self.more = "PgDn"
        """The key of the next page."""
        self.page = 0
        self._turned = 0
        """The last page that was turned to by itself: who pages back is not turned away again."""

    def take(self, cues: tuple[CueView, ...]) -> None:
        """What was read; another phase's cues begin on their first open page."""
        fresh = [cue.code for cue in cues] != [cue.code for cue in self.cues]
        self.cues = cues
        for cue in cues:
            if cue.code in self.ticks and (self.ticks[cue.code] is None) == (cue.given is None):
                del self.ticks[cue.code]  # what was ticked is committed
        if fresh:
            open_ = (place for place, page in enumerate(self.pages) if any(self.given(cue) is None for cue in page))
            self.page = self._turned = next(open_, 0)

    def given(self, cue: CueView) -> float | None:
        """When the cue was given, as far as the person at the keyboard knows."""
        return self.ticks.get(cue.code, cue.given)

    @property
    def pages(self) -> list[list[CueView]]:
        """The pages, none with more than five cues or with cues of two parts."""
        found: list[list[CueView]] = []
        for _, group in groupby(self.cues, key=lambda cue: cue.part):
            part = list(group)
            found += [part[first : first + len(CUE_KEYS)] for first in range(0, len(part), len(CUE_KEYS))]
        return found or [[]]

    @property
    def shown(self) -> list[Key]:
        """The cues of the page, on their keys."""
        self.page = min(self.page, len(self.pages) - 1)
        return [Key(key, cue, self.given(cue)) for key, cue in zip(self.keys, self.pages[self.page], strict=False)]

    def waiting(self, elapsed: float) -> Key | None:
        """What comes next on the page: the one that came due last, before any that is due yet, of those not given.

        Earlier ones that nobody ticked are shown as due, but what is next is not held up by them.
        """
        open_ = [one for one in self.shown if one.given is None]
        due = [one for one in open_ if one.cue.minute is not None and one.cue.minute * 60 <= elapsed]
        return due[-1] if due else next(iter(open_), None)

    def turn(self, by: int) -> None:
        """Another page."""
        self.page = (self.page + by) % len(self.pages)

    def turn_if_done(self, elapsed: float) -> None:
        """On to the next page, once: all is given, or its first cue is due and here only what may not come is open."""
        following = self.page + 1
        if following >= len(self.pages) or following <= self._turned:
            return
        open_ = [one.cue for one in self.shown if one.given is None]
        first = self.pages[following][0]
        due = first.minute is not None and first.minute * 60 <= elapsed
        if not open_ or (due and all(cue.only_if is not None for cue in open_)):
            self.page = self._turned = following


def cue_name(words: Words, cue: CueView) -> str:
    """Its short name."""
    return words(T("free questions")) if cue.by == FREE else words(cue.short)


def cue_line(words: Words, deck: Deck, elapsed: float, width: int) -> Content:
    """The keys of the page: what was given with its time, what is due, what comes when; the part in front."""
    parts: list[Content] = []
    shown, waiting = deck.shown, deck.waiting(elapsed)
    if shown and shown[0].cue.part is not None:
        parts.append(Content.styled(words(shown[0].cue.part), "dim"))
    for place, one in enumerate(shown):
        click = Style.from_meta({"@click": f"screen.cue({place})"})
        said = _said(words, one, elapsed, asked_next=waiting == one)
        parts.append(Content.assemble(Content.styled(one.key, "bold $accent"), " ", said).stylize(click))
    if len(deck.pages) > 1:
        click = Style.from_meta({"@click": "screen.turn(1)"})
        page = words(T("{key} {page}/{pages}", key=deck.more, page=deck.page + 1, pages=len(deck.pages)))
        parts.append(Content.styled(page, "dim").stylize(click))
    return flow(parts, width)


def _said(words: Words, one: Key, elapsed: float, *, asked_next: bool) -> Content:
    name = cue_name(words, one.cue)
    if one.given is not None:
        return Content.styled(f"✓ {clock(one.given)}", "dim")
    minute = one.cue.minute
    if minute is None:
        return Content.styled(f"▸ {name}", "bold") if asked_next else Content(name)
    if minute * 60 <= elapsed:
        return Content.assemble(name, " · ", words(T("due {time}", time=clock(minute * 60))))
    return Content.assemble(name, " ", Content.styled(clock(minute * 60), "dim"))


def question_text(words: Words, deck: Deck, elapsed: float) -> Row | None:
    """The fixed question that comes next, in full; None where none does."""
    one = deck.waiting(elapsed)
    if one is None or one.cue.by != "question":
        return None
    return Row(Content.styled(f"{one.cue.code}  ", "bold"), Content(words(one.cue.text).strip()))


def cue_texts(words: Words, deck: Deck, elapsed: float) -> tuple[list[Row], int | None]:
    """With more room: every cue of the phase in full, part by part; and the place of the one that comes next."""
    rows: list[Row] = []
    marked: int | None = None
    keys = {one.cue.code: one.key for one in deck.shown}
    waiting = deck.waiting(elapsed)
    part: object = None
    for cue in deck.cues:
        if cue.part is not None and cue.part != part:
            rows.append(Row(Content(""), Content.styled(words(cue.part), "bold $accent")))
        part = cue.part
        if waiting is not None and waiting.cue.code == cue.code:
            marked = len(rows)
        rows.append(_text(words, cue, deck.given(cue), keys.get(cue.code, ""), comes=marked == len(rows)))
    return rows, marked


def _text(words: Words, cue: CueView, given: float | None, key: str, *, comes: bool) -> Row:
    head = Content.assemble(
        Content.styled(f"{key:<3}", "bold $accent"),
        Content.styled("✓ " if given is not None else "▸ " if comes else "  ", "bold"),
    )
    when = clock(given) if given is not None else clock(cue.minute * 60) if cue.minute is not None else ""
    text = words(T("From here on a note is marked as from a free question.")) if cue.by == FREE else words(cue.text)
    said: list[Content] = [Content.styled(f"{cue_name(words, cue)}  {when}".strip(), "bold" if comes else "")]
    said.append(Content(text.strip()))
    if cue.only_if is not None:
        said.append(Content.styled(words(cue.only_if).strip(), "italic"))
    whole = Content.assemble(Content("\n").join(said), "\n")
    return Row(head, whole.stylize("dim") if given is not None else whole, key=cue.code)


def place_of(deck: Deck, rows: Sequence[Row], place: int) -> int | None:
    """The key of a clicked text: its place on the page; None, when it is on another."""
    code = rows[place].key if place < len(rows) else ""
    return next((at for at, one in enumerate(deck.shown) if one.cue.code == code), None)
