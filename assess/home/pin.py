"""An optional PIN for a person on this laptop, so that nobody acts in another's name by accident.

It is kept with what the program remembers for this user, not in the center's file, and keeps colleagues apart who
share a laptop. It protects nothing from somebody who can open the file by other means, or take the PIN out again.
"""

from __future__ import annotations

import hmac
from typing import Final

from assess.home.memory import forget, recall, remember
from assess.words import Id, Refused, T

SHORTEST: Final = 4
COST: Final = 2**14
"""Of scrypt: about 50 ms a try."""


def has_pin(person: Id) -> bool:
    """Whether this person has a PIN here."""
    return _key(person) in recall()


def set_pin(person: Id, pin: str) -> None:
    """Set the PIN, or take it away with an empty one.

    Raises: Refused, when it is shorter than four characters.
    """
    if not pin:
        forget(_key(person))
        return
    if len(pin) < SHORTEST:
        raise Refused(T("A PIN has at least {n} characters.", n=SHORTEST))
    import secrets

    salt = secrets.token_hex(16)
    remember(_key(person), f"{salt}${_hash(pin, salt)}")


def is_pin(person: Id, pin: str) -> bool:
    """Whether this is the person's PIN; a person without one needs none."""
    held = recall().get(_key(person))
    if held is None:
        return True
    salt, _, kept = held.partition("$")
    return hmac.compare_digest(kept, _hash(pin, salt))


def _key(person: Id) -> str:
    return f"pin {person}"


def _hash(pin: str, salt: str) -> str:
    from hashlib import scrypt

    return scrypt(pin.encode(), salt=salt.encode(), n=COST, r=8, p=1).hex()
