"""Merging sources in the admin: what is offered, what is asked, and what is done."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from blog.admin_merging import MAX_AT_ONCE
from sources.models import Source, SourceMerge
from tests import makers
from tests.makers import FREEZE

pytestmark = pytest.mark.django_db
LIST = "/admin/sources/source/"
LOG = "/admin/sources/sourcemerge/"


@pytest.fixture
def pair(ours):
    """The one that an essay lists, and its twin."""
    twin = makers.make_source(ours.course, key="freeze", csl=FREEZE)
    Source.objects.filter(pk=ours.source.pk).update(key="ours")
    return Source.objects.get(pk=ours.source.pk), twin


def address(*sources, **query):
    return f"{LIST}merge/?{urlencode({'ids': [s.pk for s in sources], **query}, doseq=True)}"


def act(client, *sources):
    data = {"action": "merge_chosen", "_selected_action": [source.pk for source in sources]}
    return client.post(LIST, data)


def test_the_action_leads_to_the_page_that_asks(teacher, pair):
    assert act(teacher, *pair)["Location"] == address(*sorted(pair, key=lambda source: source.pk))


def test_one_source_is_nothing_to_merge(teacher, ours, pair):
    many = [makers.make_source(ours.course) for _ in range(MAX_AT_ONCE)]
    for chosen in (pair[:1], [*pair, *many]):
        response = act(teacher, *chosen)
        assert response["Location"] == LIST
    assert "Choose two sources or more" in teacher.get(LIST).content.decode()


def test_the_page_shows_the_records_side_by_side(teacher, pair):
    response = teacher.get(address(*pair))
    page = response.content.decode()
    fields = {field.name: field.differs for field in response.context["fields"]}
    assert fields == {"Type": True, "Title": True, "Editor": False, "Issued": False}
    for words in ("Gregory L. Freeze", "0 citations, 1 essay", "differs", "Source russia"):
        assert words in page


def test_the_fuller_record_is_preselected_and_then_the_one_that_essays_use(teacher, pair):
    assert teacher.get(address(*pair)).context["chosen"] == pair[1].pk
    Source.objects.filter(pk=pair[0].pk).update(csl=FREEZE)
    assert teacher.get(address(*pair)).context["chosen"] == pair[0].pk


def test_a_get_merges_nothing(teacher, pair):
    teacher.get(address(*pair, kept=pair[0].pk))
    assert Source.objects.filter(pk__in=[source.pk for source in pair]).count() == 2


def test_a_post_merges_and_tells(teacher, instructor, pair):
    listed, twin = pair
    response = teacher.post(address(*pair), {"kept": twin.pk}, follow=True)
    assert response.redirect_chain[0][0] == f"{LIST}{twin.pk}/change/"
    assert "ours merged into “Russia: A History”" in str(next(iter(response.context["messages"])))
    assert not Source.objects.filter(pk=listed.pk).exists()
    assert SourceMerge.objects.get().merged_by == instructor
    assert "Merged with ours." in teacher.get(f"{LIST}{twin.pk}/history/").content.decode()


def test_gaps_are_filled_where_the_box_is_ticked(teacher, pair):
    listed, twin = pair
    teacher.post(address(*pair), {"kept": listed.pk, "fill": "on"})
    assert Source.objects.get(pk=listed.pk).csl["editor"] == FREEZE["editor"]
    assert not Source.objects.filter(pk=twin.pk).exists()


def test_back_to_the_duplicates(teacher, ours, pair):
    response = teacher.post(f"{address(*pair)}&from=duplicates", {"kept": pair[0].pk})
    assert response["Location"] == f"{LIST}duplicates/?course={ours.course.pk}"


@pytest.mark.parametrize("kept", [None, "", "x", "-1", "9" * 30])
def test_without_a_choice_nothing_is_done(teacher, pair, kept):
    response = teacher.post(address(*pair), {"kept": kept} if kept is not None else {})
    assert response.status_code == 422
    assert response.context["form"].errors["kept"]
    assert not SourceMerge.objects.exists()


def test_a_third_source_cannot_be_slipped_in(teacher, ours, pair):
    third = makers.make_source(ours.course)
    assert teacher.post(address(*pair), {"kept": third.pk}).status_code == 422


@pytest.mark.parametrize(
    "query", ["", "ids=1", "ids=x&ids=y", "ids=²&ids=1", f"ids={'9' * 19}&ids=1", "ids=98&ids=99"]
)
def test_what_is_no_choice_is_not_there(teacher, pair, query):
    assert teacher.get(f"{LIST}merge/?{query}").status_code == 404


def test_another_courses_source_is_not_there(teacher, ours, theirs):
    assert teacher.get(address(ours.source, theirs.source)).status_code == 404
    assert teacher.post(address(ours.source, theirs.source), {"kept": ours.source.pk}).status_code == 404


def test_two_courses_do_not_merge(client, staff, ours, theirs):
    client.force_login(staff)
    response = client.post(address(ours.source, theirs.source), {"kept": ours.source.pk})
    assert response.status_code == 422
    assert "different courses" in response.content.decode()


def test_what_only_a_draft_lists_is_not_there(teacher, ours):
    hidden = makers.make_source(ours.course, shared_at=None)
    makers.make_entry(makers.make_draft(ours.student, ours.course), source=hidden)
    assert teacher.get(address(ours.source, hidden)).status_code == 404


@pytest.mark.parametrize("page", ["merge/?ids=1&ids=2", "duplicates/"])
def test_a_student_merges_nothing(client, author, ours, page):
    assert client.get(f"{LIST}{page}")["Location"].startswith("/accounts/login/")
    client.force_login(author)
    assert client.get(f"{LIST}{page}").status_code == 403
    assert client.post(f"{LIST}{page}").status_code == 403


def test_an_assistant_merges(client, assistant, pair):
    client.force_login(assistant)
    assert client.post(address(*pair), {"kept": pair[0].pk}).status_code == 302


def test_no_merge_without_the_token(client, instructor, pair):
    client.handler.enforce_csrf_checks = True
    client.force_login(instructor)
    assert client.post(address(*pair), {"kept": pair[0].pk}).status_code == 403


def test_the_page_takes_as_many_queries_for_more_sources(teacher, ours, pair):
    counts = []
    for sources in (pair, [*pair, *(makers.make_source(ours.course) for _ in range(8))]):
        teacher.get(address(*sources))
        with CaptureQueriesContext(connection) as queries:
            assert teacher.get(address(*sources)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def alike(client, **query):
    groups = client.get(f"{LIST}duplicates/", query).context["groups"]
    return [{source.key for source in group} for group in groups]


def test_what_may_be_one_work_is_listed_in_groups(teacher, ours):
    makers.make_source(ours.course, key="freeze", csl=FREEZE)
    makers.make_source(ours.course, "Freeze, Gregory L. Russia: A History. Oxford, 2009.", key="typed")
    makers.make_source(ours.course, key="short", csl=FREEZE | {"title": "Russia"})
    makers.make_source(ours.course, "Quite another work", key="other")
    assert alike(teacher) == [{"freeze", "typed", "short"}]


def test_the_same_words_twice_come_first(teacher, ours):
    tucker = {"type": "book", "title": "Stalin in Power", "author": [{"family": "Tucker"}]}
    for key, csl in (
        ("a", FREEZE | {"title": "Russia, a history"}), ("b", FREEZE), ("c", tucker | {"DOI": "10.1/x"}),
        ("d", tucker | {"DOI": "10.1/x"}),
    ):  # fmt: skip
        makers.make_source(ours.course, key=key, csl=csl)
    assert alike(teacher)[0] == {"c", "d"}


def test_courses_are_looked_at_one_by_one(client, staff, ours, theirs):
    for course in (ours.course, theirs.course):
        makers.make_source(course, key="freeze", csl=FREEZE)
    client.force_login(staff)
    assert alike(client) == alike(client, course=ours.course.pk) == []
    assert client.get(f"{LIST}duplicates/", {"course": "x"}).status_code == 404


def test_another_courses_duplicates_are_not_there(teacher, ours, theirs):
    assert teacher.get(f"{LIST}duplicates/", {"course": theirs.course.pk}).status_code == 404


def test_a_librarys_duplicates_take_few_queries(teacher, ours):
    for number in range(40):
        makers.make_source(ours.course, key=f"f-{number}", csl=FREEZE)
    teacher.get(f"{LIST}duplicates/")
    with CaptureQueriesContext(connection) as queries:
        (group,) = alike(teacher)
    assert len(group) == MAX_AT_ONCE + 1
    assert len(queries) <= 6


def test_the_log_is_to_read(teacher, pair):
    teacher.post(address(*pair), {"kept": pair[1].pk})
    merge = SourceMerge.objects.get()
    assert "freeze" in teacher.get(LOG).content.decode()
    assert "Source russia" in teacher.get(f"{LOG}{merge.pk}/change/").content.decode()
    assert teacher.post(f"{LOG}{merge.pk}/change/", {"key": "x"}).status_code == 403
    assert teacher.get(f"{LOG}add/").status_code == 403
    assert teacher.get(f"{LOG}{merge.pk}/delete/").status_code == 403


def test_another_courses_log_is_not_there(teacher, theirs):
    merge = SourceMerge.objects.create(course=theirs.course, kept=theirs.source, key="zebra", csl=FREEZE)
    assert b"zebra" not in teacher.get(LOG).content
    assert teacher.get(f"{LOG}{merge.pk}/change/").status_code == 302
