"""Slots as colours: which candidate does which exercise in which slot, with the fewest slots possible.

Candidates and exercise rooms are the two sides of a bipartite graph, performances its edges. König (1916): as many
colours as the largest degree suffice. De Werra (1971): with any such number of colours the classes can be made as
equal as possible, so that no slot needs more assessors than there are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Edge(NamedTuple):
    """A performance to place: left and right are numbers of its candidate and of its exercise's room."""

    left: int
    right: int


def fewest(edges: Sequence[Edge], largest_class: int) -> int:
    """The fewest slots: the largest degree, or as many as the assessors' number forces.

    Raises: ValueError, when no performance fits into a slot.
    """
    if largest_class < 1:
        raise ValueError("a slot must take at least one performance")
    degrees: dict[tuple[bool, int], int] = {}
    for left, right in edges:
        for node in ((False, left), (True, right)):
            degrees[node] = degrees.get(node, 0) + 1
    return max([-(-len(edges) // largest_class), *degrees.values()], default=0)


def colour(edges: Sequence[Edge], slots: int) -> list[int]:
    """A slot for each performance: nobody and no room twice in one, all slots equally full (to within one).

    `slots` is at least `fewest`. Alternating paths, O(performances x slots + performances^2).
    """
    at: dict[tuple[bool, int], dict[int, int]] = {}
    """Per candidate or room: which edge has which colour."""
    found = [-1] * len(edges)
    for number, edge in enumerate(edges):
        here, there = (False, edge.left), (True, edge.right)
        mine, other = at.setdefault(here, {}), at.setdefault(there, {})
        free = next(slot for slot in range(slots) if slot not in mine)
        apart = next(slot for slot in range(slots) if slot not in other)
        if free not in other:
            apart = free
        elif apart not in mine:
            free = apart
        else:  # swap the two colours along the path that leaves `there` in colour `free`; it never comes to `here`
            _swap(_path(edges, at, there, free, apart), found, at, edges, free, apart)
            apart = free
        _put(number, free, found, at, edges)
    _level(edges, found, at, slots)
    return found


def _level(edges: Sequence[Edge], found: list[int], at: dict[tuple[bool, int], dict[int, int]], slots: int) -> None:
    """Make the classes equal: between a full and an empty one there is always a path with one more of the full."""
    sizes = [found.count(slot) for slot in range(slots)]
    while slots and max(sizes) - min(sizes) > 1:
        full, empty = sizes.index(max(sizes)), sizes.index(min(sizes))
        for number in [number for number, slot in enumerate(found) if slot == full]:
            ends = [
                node for node in ((False, edges[number].left), (True, edges[number].right)) if empty not in at[node]
            ]
            if not ends:
                continue
            path = _path(edges, at, ends[0], full, empty)
            if sum(1 if found[step] == full else -1 for step in path) == 1:
                _swap(path, found, at, edges, full, empty)
                break
        else:
            raise AssertionError("two classes that differ by two have a path with one more edge of the larger")
        sizes[full] -= 1
        sizes[empty] += 1


def _path(
    edges: Sequence[Edge], at: dict[tuple[bool, int], dict[int, int]], start: tuple[bool, int], first: int, second: int
) -> list[int]:
    """The edges from `start` on, in turn of the first and of the second colour."""
    path: list[int] = []
    node, colours = start, (first, second)
    while (edge := at[node].get(colours[len(path) % 2])) is not None:
        path.append(edge)
        node = (True, edges[edge].right) if not node[0] else (False, edges[edge].left)
    return path


def _swap(
    path: Sequence[int],
    found: list[int],
    at: dict[tuple[bool, int], dict[int, int]],
    edges: Sequence[Edge],
    first: int,
    second: int,
) -> None:
    turned = [(number, second if found[number] == first else first) for number in path]
    for number in path:
        for node in ((False, edges[number].left), (True, edges[number].right)):
            if at[node].get(found[number]) == number:
                del at[node][found[number]]
    for number, slot in turned:
        _put(number, slot, found, at, edges)


def _put(
    number: int, slot: int, found: list[int], at: dict[tuple[bool, int], dict[int, int]], edges: Sequence[Edge]
) -> None:
    found[number] = slot
    at[False, edges[number].left][slot] = number
    at[True, edges[number].right][slot] = number
