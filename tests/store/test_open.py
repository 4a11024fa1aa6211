from assess.store.transaction import Store
from tests.factories import make_center


def test_a(store: Store) -> None:
    made = store.write(make_center)
    assert made


def test_b(store: Store) -> None:
    made = store.write(make_center)
    assert made


def test_c(store: Store) -> None:
    made = store.write(make_center)
    assert made
