"""Conformity: is the design of a center sound, by the essential elements of the method (1.2) and its numbers (1.3)?

Pure over `given.Facts`; `facts.gather` reads them. It supports documentation and never claims a certificate.
"""

from __future__ import annotations

from assess.plan.conformity.whole import examine, judge

__all__ = ["examine", "judge"]
