"""Making a file of one's own: it starts as a copy of one that is good."""

from __future__ import annotations

import re

from assess.rubric.load import Loaded, load_bytes
from assess.words import Refused, T


def start(like: Loaded, code: str) -> str:
    """The text of a new file that says what another says, comments included, under a code of its own.

    Raises: Refused, when the code has not the form that this kind of file asks for.
    """
    lines = like.source.text.split("\n")
    place = like.source.line("code") - 1
    lines[place] = re.sub(r"""(\bcode\s*:\s*)["']?[\w-]+["']?""", lambda found: found[1] + code, lines[place], count=1)
    text = "\n".join(lines)
    made = load_bytes(text.encode(), like.source.file)
    if isinstance(made, list) or made.code != code:
        raise Refused(
            T("{code} can't be the code of such a file.", code=code),
            do=T("Capitals and digits for a competency (EMP), lower case, digits and hyphens elsewhere."),
        )
    return text
