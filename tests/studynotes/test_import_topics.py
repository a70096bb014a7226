"""Storing a file of topics: what it changes, what it never takes away, and that it comes back as it went."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.texts import is_blank, one_line, storable, upright
from courses.models import Role
from studynotes.exchange.actions import import_tree
from studynotes.exchange.exporting import exported
from studynotes.exchange.nodes import TreeError
from studynotes.exchange.report import Report
from studynotes.models import Specification, Subject, Topic
from tests import makers
from tests.studynotes import makers as notes

pytestmark = pytest.mark.django_db

TREE = """\
format: colloquy-topics-1
subjects:
  - name: History
    slug: history
    specifications:
      - board: OCR
        level: A-Level
        slug: ocr
        course: russia
        topics:
          - number: 1
            title: First
            topics:
              - number: 1.1
                title: Below
                slug: below
                focus: What is examined.
          - number: 2
            title: Second
"""


@pytest.fixture(autouse=True)
def course(db: None) -> Any:
    return makers.make_course(slug="russia")


def take(data: str = TREE, **options: Any) -> Report:
    return import_tree(data=data, by=options.pop("by", None), **options)


def refusals(data: str, **options: Any) -> list[str]:
    with pytest.raises(TreeError) as caught:
        take(data, **options)
    return [str(problem) for problem in caught.value.problems]


def tree() -> list[tuple[str, str, str, str]]:
    rows = Topic.objects.select_related("parent").order_by("position")
    return [(row.number, row.title, row.slug, row.parent.number if row.parent else "") for row in rows]


def said(report: Report) -> list[str]:
    return [str(change) for change in report.changes]


def test_a_tree_is_made_from_nothing(course: Any) -> None:
    report = take()
    assert tree() == [
        ("1", "First", "first", ""),
        ("1.1", "Below", "below", "1"),
        ("2", "Second", "second", ""),
    ]
    assert Specification.objects.get().course == course
    assert Topic.objects.get(number="1.1").focus == "What is examined."
    assert report.summary == "3 topics read: 5 new."


def test_the_same_file_again_changes_nothing() -> None:
    take()
    assert take().summary == "3 topics read: nothing to change."


def test_a_trial_says_the_same_and_stores_nothing() -> None:
    tried = take(is_trial=True)
    assert not Subject.objects.exists()
    assert said(tried) == said(take())


def test_what_differs_is_changed_and_said() -> None:
    take()
    report = take(TREE.replace("Second", "The Second").replace("What is examined.", "''"))
    assert said(report) == [
        "line 14: topic “1.1 Below”: changed (focus: What is examined. → nothing)",
        "line 18: topic “2 The Second”: changed (title: Second → The Second)",
    ]


def test_two_topics_may_change_their_numbers_for_each_other_s() -> None:
    take(TREE.replace("title: Second", "title: Second\n            slug: second"))
    slugs = TREE.replace("title: First", "title: First\n            slug: first")
    swapped = slugs.replace("title: Second", "title: Second\n            slug: second")
    take(
        swapped.replace("number: 1\n", "number: x\n")
        .replace("number: 2", "number: 1")
        .replace("number: x", "number: 2")
    )
    assert [row[:3] for row in tree()][::2] == [("2", "First", "first"), ("1", "Second", "second")]


def test_what_stands_in_another_order_is_read_in_it() -> None:
    take()
    first, second = TREE.index("          - number: 1\n"), TREE.index("          - number: 2\n")
    report = take(TREE[:first] + TREE[second:] + TREE[first:second])
    assert [row[0] for row in tree()] == ["2", "1", "1.1"]
    assert said(report) == ["specification “OCR A-Level History”: changed (the order of its topics)"]


def test_topics_move_below_others() -> None:
    take()
    take(
        TREE.replace(
            "          - number: 2\n            title", "              - number: 2\n                title"
        )
    )
    assert tree()[-1] == ("2", "Second", "second", "1")


SHORT = TREE[: TREE.index("            topics:\n              - number: 1.1")]


def test_what_the_file_lacks_stays_in_its_place() -> None:
    take()
    report = take(SHORT + "          - number: 3\n            title: Third\n")
    assert [row[0] for row in tree()] == ["1", "1.1", "2", "3"]
    assert [change.kind for change in report.changes] == ["new", "kept", "kept"]


def test_pruning_takes_what_nothing_hangs_on() -> None:
    take()
    report = take(SHORT, prune=True)
    assert [row[0] for row in tree()] == ["1"]
    assert report.summary == "1 topic read: 2 removed."


@pytest.mark.parametrize("holding", ["note", "unit", "copy", "child"])
def test_pruning_leaves_what_something_hangs_on(course: Any, holding: str) -> None:
    take()
    topic = Topic.objects.get(number="1.1")
    if holding == "note":
        notes.make_note(topic, status="draft", published_at=None)
    elif holding == "unit":
        notes.use_topic(course, topic)
    elif holding == "copy":
        topic.copies.create(writer=makers.make_user())
    else:
        notes.make_note(notes.make_topic(specification=topic.specification, parent=topic, number="9"))
    assert "1.1" in [change.name[:3] for change in take(SHORT, prune=True).changes if change.kind == "kept"]
    assert Topic.objects.filter(pk=topic.pk).exists()


def test_a_note_goes_with_its_topic_under_a_new_number() -> None:
    take()
    note = notes.make_note(Topic.objects.get(number="1.1"))
    take(TREE.replace("number: 1.1", "number: 1.7"))
    note.topic.refresh_from_db()
    assert note.topic.number == "1.7"


def test_a_note_never_comes_to_stand_under_another_topic() -> None:
    take()
    notes.make_note(Topic.objects.get(number="1.1"))
    assert refusals(TREE.replace("slug: below", "slug: other")) == [
        "Line 14: The number 1.1 is that of “Below” (below), which is not in the file."
    ]


def test_a_wrong_file_changes_nothing() -> None:
    take()
    wrong = TREE.replace("title: First", "title: Changed").replace("course: russia", "course: nowhere")
    assert refusals(wrong) == ["Line 6: There is no course “nowhere” that you lead."]
    assert tree()[0][1] == "First"


def test_a_specification_stays_in_the_course_in_whose_library_its_sources_are(course: Any) -> None:
    take()
    makers.make_course(slug="other")
    assert refusals(TREE.replace("course: russia", "course: other")) == [
        "Line 6: The specification “ocr” is kept by “russia”, and stays there."
    ]
    assert Specification.objects.get().course == course


def test_a_specification_keeps_its_subject() -> None:
    take()
    other = TREE.replace("name: History\n    slug: history", "name: Art\n    slug: art")
    assert refusals(other) == ["Line 6: The specification “ocr” belongs to the subject “history”."]


def test_what_the_models_refuse_is_said_with_its_line() -> None:
    Subject.objects.create(name="History", slug="older")
    assert refusals(TREE) == ["Line 3: Subject with this Name already exists."]


def test_an_instructor_imports_what_their_course_keeps(course: Any) -> None:
    assert take(by=makers.make_member(course, Role.INSTRUCTOR)).summary == "3 topics read: 5 new."


@pytest.mark.parametrize("role", [Role.ASSISTANT, Role.STUDENT])
def test_nobody_else_of_the_course_does(course: Any, role: Any) -> None:
    assert refusals(TREE, by=makers.make_member(course, role)) == [
        "Line 6: There is no course “russia” that you lead."
    ]


def test_an_instructor_of_another_course_takes_no_specification_away() -> None:
    take()
    other = makers.make_course(slug="other")
    mine = TREE.replace("course: russia", "course: other")
    assert refusals(mine, by=makers.make_member(other, Role.INSTRUCTOR)) == [
        "Line 6: The specification “ocr” is kept by a course that you do not lead."
    ]


def test_an_instructor_renames_no_subject(course: Any) -> None:
    take()
    renamed = TREE.replace("name: History", "name: Histories")
    assert refusals(renamed, by=makers.make_member(course, Role.INSTRUCTOR)) == [
        "Line 3: The subject “history” is called “History”. Site staff may rename it."
    ]
    assert take(renamed, by=makers.make_user(is_staff=True)).summary == "3 topics read: 1 changed."


def test_queries_do_not_grow_with_topics_that_are_there() -> None:
    many = TREE + "".join(f"          - {{number: 9.{n}, title: More, slug: more-{n}}}\n" for n in range(60))
    counts = []
    for data in (TREE, many):
        take(data)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            take(data)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Whatever a form lets into the database.
texts = st.text(min_size=1, max_size=40).map(storable).map(one_line).filter(lambda text: not is_blank(text))
paragraphs = st.text(max_size=200).map(storable).map(upright).map(str.strip)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(texts, min_size=1, max_size=6),
    focus=paragraphs,
    numbers=st.lists(
        texts.map(lambda text: text[:20].strip()).filter(bool), min_size=6, max_size=6, unique=True
    ),
    depths=st.lists(st.integers(0, 3), min_size=6, max_size=6),
)
def test_what_is_exported_comes_back_as_it_was(
    titles: list[str], focus: str, numbers: list[str], depths: list[int]
) -> None:
    Topic.objects.update(parent=None)
    Topic.objects.all().delete()
    take(TREE[: TREE.index("        topics:")])
    above: list[Topic] = []
    specification = Specification.objects.get()
    for place, (title, number, depth) in enumerate(zip(titles, numbers, depths, strict=False), 1):
        del above[depth:]
        topic = Topic.objects.create(
            specification=specification, number=number, title=title, slug=f"topic-{place}",
            focus=focus, position=place, parent=above[-1] if above else None,
        )  # fmt: skip
        above.append(topic)
    for as_json in (False, True):
        file = exported(Specification.objects.all(), as_json=as_json)
        assert not take(file).changes
        Topic.objects.update(parent=None)
        Specification.objects.all().delete()
        Subject.objects.all().delete()
        take(file)
        specification = Specification.objects.get()
        assert exported(Specification.objects.all(), as_json=as_json) == file


def command(name: str, *arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_the_commands_take_a_tree_out_and_in(tmp_path: Path) -> None:
    take()
    file = tmp_path / "tree.json"
    file.write_text(command("export_topics", format="json"), encoding="utf-8")
    Topic.objects.update(parent=None)
    Topic.objects.all().delete()
    assert command("import_topics", str(file), dry_run=True).endswith("Tried: 3 topics read: 3 new.\n")
    assert not Topic.objects.exists()
    assert command("import_topics", str(file)).startswith("line 14: topic “1 First”: new\n")
    assert command("export_topics", format="json") == file.read_text(encoding="utf-8")


def test_one_specification_is_exported_alone(course: Any) -> None:
    take()
    topic = notes.make_topic(course)
    assert topic.title not in command("export_topics", specification="ocr")
    with pytest.raises(CommandError, match="There is no specification “nothing”"):
        command("export_topics", specification="nothing")


def test_the_command_says_every_fault_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "tree.yaml"
    file.write_text(TREE.replace("number: 2", "nummer: 2"), encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        command("import_topics", str(file))
    assert str(caught.value).splitlines()[:2] == ["Nothing was stored.", "Line 18: “number” is missing here."]


def test_a_file_that_is_not_there_is_said_to_be(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        command("import_topics", str(tmp_path / "nothing.yaml"))
