"""A real pseudo-terminal with an emulator behind it: what an assessor types, and what the screen shows."""

from __future__ import annotations

import contextlib
import ctypes
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte

KEYS = {
    "enter": "\r",
    "esc": "\x1b",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "pgup": "\x1b[5~",
    "pgdn": "\x1b[6~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "ctrl+q": "\x11",
    "ctrl+p": "\x10",
}
ESCAPE = re.compile(
    rb"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[P_^][^\x1b]*\x1b\\|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[()][A-Za-z0-9]"
    rb"|\x1b[=>78cDEHMNOZ\\]"
)
UNKNOWN_TO_PYTE = re.compile(
    rb"\x1b\[[<=>][0-9;]*[a-zA-Z]|\x1b\[\??[0-9;]*\$p|\x1b\[\?u|\x1b[P_^][^\x1b]*\x1b\\|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\x1b\[\?[0-9;]*[sr]|\x1b\[[0-9;]* q"
)
QUERY_SYNC = re.compile(rb"\x1b\[\?2026\$p")
MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])|\x1b\[([<>])[0-9]*u")
BORN_WITH = {7: True, 25: True}
"""Modes that a terminal has from its start: the wrapping of lines, the cursor. All others are off."""
CALM = {2026}
"""A mode of the drawing itself, between two frames."""
DROP_FROM_BOUNDING_SET = 24
DAC_OVERRIDE, DAC_READ_SEARCH = 1, 2
"""What lets root write where nobody may: taken away, so that a read-only file is one for these tests too."""


class Terminal:
    """A program in a terminal of a given size."""

    def __init__(
        self,
        argv: list[str],
        *,
        columns: int = 80,
        rows: int = 24,
        cwd: Path,
        environment: Mapping[str, str] | None = None,
        humble: bool = False,
    ) -> None:
        """Start a program.

        Args:
            argv: Its command line.
            columns: Of the terminal.
            rows: Of the terminal.
            cwd: Its folder; its memory is kept there too.
            environment: What it finds there besides the usual.
            humble: Without root's right to write what is read-only.
        """
        self.columns, self.rows = columns, rows
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.status: int | None = None
        self._pending = b""
        self._modes: dict[int, bool] = {}
        self._keyboards = 0
        self.state = cwd / "state"
        master, slave = pty.openpty()
        self._attributes = termios.tcgetattr(slave)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        everything = {
            key: value
            for key, value in os.environ.items()
            if key not in {"TMUX", "TERM_PROGRAM", "NO_COLOR", "CI", "LINES", "COLUMNS", "ASSESS_DB", "ASSESS_LANG"}
        }
        everything |= {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
            "TEXTUAL_ANIMATIONS": "none",
            "ASSESS_STATE": str(cwd / "state"),
            **(environment or {}),
        }
        self.pid = os.fork()
        if self.pid == 0:
            _become(argv, slave, cwd, everything, humble=humble)
        os.close(slave)
        self.master = master

    def read(self, seconds: float) -> bool:
        """Take in what the program writes within some time; False at its end."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 1 << 16)
        except OSError:
            return False
        if not data:
            return False
        for _ in QUERY_SYNC.findall(data):
            os.write(self.master, b"\x1b[?2026;2$y")
        data = self._pending + data
        self._pending = b""
        last = data.rfind(b"\x1b")
        if last >= 0 and not ESCAPE.match(data, last):
            self._pending, data = data[last:], data[:last]
        self.take(data)
        return True

    def read_for(self, seconds: float) -> None:
        """Take in what the program writes for the whole of some time, however often it writes."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.read(left):
            continue

    def take(self, data: bytes) -> None:
        """Show what the program has written."""
        for numbers, switch, keyboard in MODE.findall(data):
            if keyboard:
                self._keyboards += 1 if keyboard == b">" else -1
            else:
                self._modes |= dict.fromkeys(map(int, numbers.split(b";")), switch == b"h")
        self.stream.feed(UNKNOWN_TO_PYTE.sub(b"", data))

    @property
    def text(self) -> str:
        """The screen as text, a line a row."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def wait(self, wanted: str | Callable[[str], bool], seconds: float = 20) -> str:
        """Wait until the screen shows a text (a regular expression), or something is true of it."""
        shows = (lambda text: re.search(wanted, text) is not None) if isinstance(wanted, str) else wanted
        end = time.monotonic() + seconds
        while not shows(self.text):
            if time.monotonic() > end or not self.read(0.1):
                raise AssertionError(f"never saw {wanted!r} in {seconds} s; the screen was:\n{self.text}")
        return self.text

    def settle(self, quiet: float = 0.25, most: float = 5) -> str:
        """Wait until nothing has been written for a while."""
        end = time.monotonic() + most
        before = ""
        while time.monotonic() < end:
            self.read(quiet)
            if self.text == before:
                break
            before = self.text
        return self.text

    def press(self, *keys: str) -> None:
        """Press keys by name, or single characters."""
        for key in keys:
            os.write(self.master, KEYS.get(key, key).encode())
            if key == "esc":
                self.read_for(0.15)  # a lone escape is told apart from Alt and a key by the silence after it

    def type(self, text: str) -> None:
        """Type a text."""
        data = text.encode()
        while data:
            data = data[os.write(self.master, data[:256]) :]
            self.read(0)

    def click(self, wanted: str) -> None:
        """Click on a text on the screen (a regular expression)."""
        self.wait(wanted)
        for row, line in enumerate(self.text.split("\n"), start=1):
            if found := re.search(wanted, line):
                column = found.start() + 2
                os.write(self.master, f"\x1b[<0;{column};{row}M\x1b[<0;{column};{row}m".encode())
                return
        raise AssertionError(f"{wanted!r} is not in one line of:\n{self.text}")

    def resize(self, columns: int, rows: int) -> None:
        """Pull the window to another size."""
        self.columns, self.rows = columns, rows
        self.screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def hang_up(self, seconds: float = 20) -> int:
        """Close the window; the program's exit code, negative for a signal that it did not survive."""
        os.close(self.master)
        end = time.monotonic() + seconds
        while self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
            elif time.monotonic() > end:
                os.killpg(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
                self.status = -signal.SIGKILL
                raise AssertionError("it lives on without a terminal")
            else:
                time.sleep(0.02)
        return self.status

    @property
    def left_on(self) -> list[str]:
        """What the program changed about the terminal and did not put back: nothing, once it has ended well."""
        wrong = [
            f"mode {mode} is {'on' if on else 'off'}"
            for mode, on in self._modes.items()
            if mode not in CALM and on != BORN_WITH.get(mode, False)
        ]
        if self._keyboards > 0:
            wrong.append("the keyboard protocol is on")
        if self.status is None:
            self._now = termios.tcgetattr(self.master)
        if self._now != self._attributes:
            wrong.append("keys are not echoed as before")
        return wrong

    _now: list[object] | None = None

    @property
    def faults(self) -> list[str]:
        """What the program wrote down as faults of its own."""
        return [file.read_text(encoding="utf-8") for file in sorted(self.state.glob("fault-*.txt"))]

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """End the program, at once."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.pid, how)
            self.end()

    def end(self, seconds: float = 20) -> int:
        """Wait for the program's end; its exit code."""
        end = time.monotonic() + seconds
        while self.status is None:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
                while select.select([self.master], [], [], 0)[0] and self.read(0):
                    continue
                self._now = termios.tcgetattr(self.master)
                os.close(self.master)
            elif time.monotonic() > end:
                raise AssertionError(f"it did not end; the screen was:\n{self.text}")
        return self.status


def _become(argv: list[str], slave: int, cwd: Path, environment: dict[str, str], *, humble: bool) -> None:
    try:
        if humble and os.geteuid() == 0:
            for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
                if ctypes.CDLL(None, use_errno=True).prctl(DROP_FROM_BOUNDING_SET, right, 0, 0, 0):
                    raise OSError(ctypes.get_errno(), "prctl")
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
        for number in (0, 1, 2):
            os.dup2(slave, number)
        os.closerange(3, 256)
        os.chdir(cwd)
        os.execvpe(argv[0], argv, environment)
    except BaseException as error:  # noqa: BLE001  (the child must not go on as the tests)
        os.write(2, repr(error).encode())
    os._exit(127)


def assess(*arguments: str) -> list[str]:
    """The command line of the program under test."""
    return [sys.executable, "-m", "assess", *arguments]
