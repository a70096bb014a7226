import time

import pytest

from sources.likeness import Library, alike, likeness
from tests.sources.awkward import RECORDS, on, person


def item(title: str, family: str = "", year: int = 0, **fields):
    made = {"id": title, "type": "book", "title": title, **fields}
    made |= {"author": [person(family)]} if family else {}
    return made | ({"issued": on(year)} if year else {})


SAME = [
    (item("Russia: A History", "Freeze", 2009), item("Russia: a history.", "Freeze", 2009)),
    (item("Russia: A History", "Freeze", 2009), item("Russia", "Freeze", 2002)),
    (
        item("Russia: A History", "Freeze", 2009),
        {"id": "x", "title": "Russia A History by Gregory L. Freeze"},
    ),
    (item("Russia: A History", "Freeze"), item("Rusia: A History", "Freese")),
    (item("Stalin in Power", "Tucker", 1990), item("Stalin in Power")),
    (item("Архипелаг ГУЛАГ", "Солженицын"), item("Архипелаг Гулаг", "Солженицын", 1973)),
    (item("One title", DOI="10.1000/ab"), item("Quite another", DOI="https://doi.org/10.1000/AB")),
    (item("Magnetic Mountain", "Kotkin", ISBN="0-19-956041-2"), item("MM", ISBN="978-0-19-956041-7")),
]
OTHERS = [
    (item("Russia: A History", "Freeze", 2009), item("Russia: A History", "Riasanovsky", 2009)),
    (item("Stalin: Paradoxes of Power", "Kotkin"), item("Stalin: Waiting for Hitler", "Kotkin")),
    (item("Stalin in Power", "Tucker"), item("Stalin as Revolutionary", "Tucker")),
    (item("Editorial", page="1"), item("Editorial", page="2")),
    (item("Editorial", issued=on(1930, 3, 2)), item("Editorial", issued=on(1930, 3, 3))),
    (
        item("Introduction", "Fitzpatrick", **{"container-title": "Stalinism"}),
        item("Introduction", "Fitzpatrick", **{"container-title": "In the Shadow of Revolution"}),
    ),
    (item("History"), item("A History of Western Philosophy")),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_same_work_written_otherwise_is_likely(one, other):
    assert likeness(one, other) >= 0.8
    assert likeness(one, other) == likeness(other, one)
    assert alike(one, [{**other, "id": "other"}])


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_work_is_not_likely(one, other):
    assert likeness(one, other) < 0.8
    assert likeness(other, one) < 0.8


def test_awkward_records_are_alike_to_themselves_alone():
    library = Library({**record, "id": name} for name, record in RECORDS.items())
    found = {name: library.alike({**record, "id": ""}) for name, record in RECORDS.items()}
    assert {name: [key for key, _ in pairs] for name, pairs in found.items()} == {n: [n] for n in RECORDS}


def test_best_comes_first_and_the_work_itself_is_left_out():
    works = [item("Russia", "Freeze"), item("Russia: A History", "Freeze"), item("Other")]
    found = alike(item("Russia: A History", "Freeze", id="new"), works, limit=2)
    assert [key for key, _ in found] == ["Russia: A History", "Russia"]
    assert alike(works[2], works, limit=2) == []


def test_five_thousand_works_are_compared_with_each_other_in_seconds():
    works = [item(f"A History of Town {n}: Its People", f"Writer {n // 50}") for n in range(5_000)]
    start = time.process_time()
    library = Library(works)
    for work in works:
        library.alike(work)
    assert time.process_time() - start < 20
