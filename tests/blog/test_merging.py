"""Two rows of a library that are one work become one, and nothing that was cited is lost."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from blog.citing.reciting import recite
from blog.merging import MAX_AT_ONCE, merge
from blog.models import BibliographyEntry, Citation, EssaySource, FindingAnswer, SourceProposal
from sources.merging import compared, merged
from sources.models import Source, SourceMerge, UnitSource
from tests import makers
from tests.makers import FREEZE

pytestmark = pytest.mark.django_db
TYPED = {"type": "document", "title": "Freese, Gregory. Rossiya, a history."}


@pytest.fixture
def kept(course):
    return makers.make_source(course, key="freeze", csl=FREEZE)


@pytest.fixture
def other(course):
    return makers.make_source(course, key="freese", csl=TYPED)


def essay(course, *sources, body="", **fields):
    """An essay that lists `sources`, in this order."""
    post = makers.make_post(course=course, **fields)
    for position, source in enumerate(sources, start=1):
        makers.make_entry(post, f"Line {position}", position, source=source)
    post.body = body or post.body
    post.save()
    recite(post)
    return post


def lines(post):
    return [(e.position, e.line, e.source.key) for e in post.bibliography.order_by("position")]


def test_lists_move(course, instructor, kept, other):
    post = essay(course, other)
    merge(kept=kept, others=[other], by=instructor)
    assert lines(post) == [(1, "Line 1", "freeze")]
    assert not Source.objects.filter(key="freese").exists()


@pytest.mark.parametrize("order", ["kept first", "other first"])
def test_an_essay_that_lists_both_keeps_the_first_line(course, instructor, kept, other, order):
    third = makers.make_source(course, key="third")
    pair = [kept, other] if order == "kept first" else [other, kept]
    post = essay(course, third, *pair, makers.make_source(course, key="last"))
    merge(kept=kept, others=[other], by=instructor)
    assert lines(post) == [(1, "Line 1", "third"), (2, "Line 2", "freeze"), (3, "Line 4", "last")]


def test_several_at_once(course, instructor, kept, other):
    more = [makers.make_source(course, f"Freeze {n}") for n in range(3)]
    post = essay(course, *more, other, kept)
    merge(kept=kept, others=[other, *more], by=instructor)
    assert lines(post) == [(1, "Line 1", "freeze")]
    assert SourceMerge.objects.count() == 4


def test_a_key_that_went_leads_to_one_source(course, instructor, kept, other):
    (line,) = merge(kept=kept, others=[other], by=instructor)
    with pytest.raises(IntegrityError):
        SourceMerge.objects.create(course=course, kept=makers.make_source(course), key=line.key, csl=TYPED)


def test_citations_move_and_are_found_by_the_old_names(course, instructor, kept, other):
    post = essay(course, other, body="As told (Freese 12). So said “Rossiya” too (Rossiya 13).")
    before = list(post.citations.matched().values_list("text", "locator"))
    merge(kept=kept, others=[other], by=instructor)
    assert list(post.citations.matched().values_list("text", "locator")) == before != []
    assert {citation.source for citation in post.citations.all()} == {kept}


def test_the_old_key_goes_on_citing(course, instructor, kept, other):
    post = essay(course, other, body="As told [@freese, 12].")
    merge(kept=kept, others=[other], by=instructor)
    post.refresh_from_db()
    assert post.body == "As told [@freese, 12]."
    (citation,) = post.citations.all()
    assert (citation.source, citation.locator, citation.status) == (kept, "12", "matched")


def test_the_old_key_goes_on_citing_after_a_second_merge(course, instructor, kept, other):
    post = essay(course, other, body="As told [@freese, 12].")
    last = makers.make_source(course, key="last", csl=FREEZE)
    merge(kept=kept, others=[other], by=instructor)
    merge(kept=last, others=[kept], by=instructor)
    recite(post)
    assert post.citations.get().source == last
    assert set(SourceMerge.objects.values_list("key", "kept__key")) == {
        ("freese", "last"),
        ("freeze", "last"),
    }


def test_units_ask_once(course, instructor, kept, other):
    unit, second = makers.make_unit(course, 1), makers.make_unit(course, 2)
    UnitSource.objects.create(unit=unit, source=kept, note="Chapter 3")
    UnitSource.objects.create(unit=unit, source=other, requirement="required", note="Pages 340-360")
    UnitSource.objects.create(unit=second, source=other)
    merge(kept=kept, others=[other], by=instructor)
    rows = UnitSource.objects.order_by("unit__number").values_list("source", "requirement", "note")
    assert list(rows) == [
        (kept.pk, "required", "Chapter 3; Pages 340-360"),
        (kept.pk, "suggested", ""),
    ]


def test_answers_move(course, instructor, kept, other):
    post = essay(course, other, body="As the scholar has it (12).")
    values = {"post": post, "answered_by": post.author}
    FindingAnswer.objects.create(kind="citation", words="12", answer="source", source=other, **values)
    FindingAnswer.objects.create(kind="uncited_source", words="freese", answer="leave", **values)
    merge(kept=kept, others=[other], by=instructor)
    answers = FindingAnswer.objects.order_by("pk").values_list("words", "source")
    assert list(answers) == [("12", kept.pk), ("freeze", None)]


@pytest.mark.parametrize(
    ("of_kept", "of_other", "left"),
    [
        ("open", "accepted", "accepted"),
        ("accepted", "open", "accepted"),
        ("declined", "open", "open"),
        ("declined", "declined", "declined"),
        ("", "open", "open"),
    ],
)
def test_proposals_once_per_essay(course, instructor, classmate, kept, other, of_kept, of_other, left):
    post = essay(course)
    for source, status in ((kept, of_kept), (other, of_other)):
        decided = None if status == "open" else post.created_at
        if status:
            SourceProposal.objects.create(
                post=post, source=source, line="x", proposed_by=classmate, status=status, decided_at=decided
            )
    merge(kept=kept, others=[other], by=instructor)
    proposal = SourceProposal.objects.get()
    assert (proposal.source, proposal.status) == (kept, left)


def test_an_essay_as_a_source_stays_one(course, instructor, kept, other):
    post = essay(course)
    EssaySource.objects.create(source=other, post=post)
    merge(kept=kept, others=[other], by=instructor)
    assert EssaySource.objects.get().source == kept


def test_every_kind_of_row_that_points_at_a_source_is_thought_of():
    pointing = {relation.related_model.__name__ for relation in Source._meta.related_objects}
    assert pointing == {
        "BibliographyEntry", "Citation", "EssaySource", "FindingAnswer", "NoteSource", "SourceMerge",
        "SourceProposal", "UnitSource",
    }  # fmt: skip


def test_the_log_says_what_moved_and_counts_no_draft(course, instructor, kept, other, author):
    essay(course, other, body="One (Freese 12), two (Freese 13).")
    essay(course, other, author=author, status="draft", body="Three (Freese 14).")
    (log,) = merge(kept=kept, others=[other], by=instructor)
    assert (log.key, log.csl, log.kept, log.merged_by) == ("freese", TYPED, kept, instructor)
    assert (log.citations, log.essays) == (2, 1)
    assert Citation.objects.filter(source=kept).count() == 3


def test_drafts_keep_their_words_and_lists(course, instructor, kept, other, author):
    draft = essay(course, other, author=author, status="draft", body="Three (Freese 14).")
    merge(kept=kept, others=[other], by=instructor)
    assert lines(draft) == [(1, "Line 1", "freeze")]


def test_gaps_are_filled_when_asked(course, instructor, kept, other):
    other.csl = FREEZE | {"publisher": "Oxford University Press", "issued": {"date-parts": [[1997]]}}
    other.save()
    merge(kept=kept, others=[other], by=instructor, fill=True)
    kept.refresh_from_db()
    assert kept.csl == FREEZE | {"publisher": "Oxford University Press"}


def test_gaps_are_left_when_not_asked(course, instructor, kept, other):
    other.csl = FREEZE | {"publisher": "Oxford University Press"}
    other.save()
    merge(kept=kept, others=[other], by=instructor)
    kept.refresh_from_db()
    assert kept.csl == FREEZE


def test_what_the_library_had_it_has(course, instructor, kept, other):
    Source.objects.filter(pk=kept.pk).update(shared_at=None)
    essay(course, kept)
    merge(kept=kept, others=[other], by=instructor)
    assert Source.objects.get().shared_at == other.shared_at


def test_only_within_a_course(course, staff, kept):
    foreign = makers.make_source(makers.make_course())
    with pytest.raises(ValidationError, match="different courses"):
        merge(kept=kept, others=[foreign], by=staff)
    assert Source.objects.count() == 2


@pytest.mark.parametrize("role", ["author", "editor", "outsider"])
def test_only_by_the_courses_staff(request, kept, other, role):
    with pytest.raises(PermissionDenied):
        merge(kept=kept, others=[other], by=request.getfixturevalue(role))
    assert Source.objects.count() == 2


def test_what_only_a_draft_lists_is_its_authors(course, instructor, kept, author):
    hidden = makers.make_source(course, shared_at=None, added_by=author)
    essay(course, hidden, author=author, status="draft")
    with pytest.raises(PermissionDenied):
        merge(kept=kept, others=[hidden], by=instructor)


def test_not_with_itself_nor_with_too_many(course, staff, kept):
    many = [makers.make_source(course) for _ in range(MAX_AT_ONCE + 1)]
    for others in ([], [kept], many):
        with pytest.raises(ValidationError, match="two sources or more"):
            merge(kept=kept, others=others, by=staff)


def test_all_or_nothing(course, staff, kept, other, monkeypatch):
    post = essay(course, other)
    monkeypatch.setattr("blog.merging.sources_changed", lambda sources: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(kept=kept, others=[other], by=staff)
    assert lines(post) == [(1, "Line 1", "freese")]
    assert BibliographyEntry.objects.get().source.csl == TYPED


@pytest.mark.parametrize(
    ("other", "aliases"),
    [
        ({"title": "Russia: a history", "author": [{"family": "Freeze"}]}, None),
        ({"title": "Rossiya", "author": [{"family": "Friz"}]}, ["Friz", "Rossiya"]),
        ({"title": "Russia: A History", "custom": {"aliases": ["Oxford", 3]}}, ["Oxford"]),
        ({"title": "…", "title-short": "Short"}, ["Short"]),
    ],
)
def test_names_that_only_the_other_had(other, aliases):
    assert merged(FREEZE, other, fill=False).get("custom") == ({"aliases": aliases} if aliases else None)


def test_a_work_that_nobody_has_described_takes_the_type(kept):
    assert merged({"title": "x", "type": "document"}, FREEZE, fill=True)["type"] == "book"
    assert merged({"title": "x", "type": "report"}, FREEZE, fill=True)["type"] == "report"


def test_records_are_compared_in_words():
    rows = {
        row.name: (row.values, row.differs)
        for row in compared([FREEZE, TYPED, {"ISBN": [], "issued": "soon?"}])
    }
    assert rows["Type"] == (("Book", "Source", "Source"), True)
    assert rows["Editor"] == (("Gregory L. Freeze", "", ""), False)
    assert rows["Issued"] == (("2009", "", "soon?"), True)
    assert rows["ISBN"] == (("", "", ""), False)
