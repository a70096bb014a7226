import pytest

from blog import actions
from blog.models import Citation
from blog.proposals import actions as proposals
from sources import csl
from sources.models import Source
from sources.models.source import KEY_STAYS
from sources.typed import shown
from tests import makers

RECORD = {
    "type": "book",
    "title": "Russia: A History",
    "editor": [{"family": "Freeze", "given": "Gregory L."}],
    "issued": {"date-parts": [[2009]]},
    "dimensions": "23 cm",
}


@pytest.fixture
def source(course, author):
    return makers.make_source(course, key="freeze", csl=RECORD, added_by=author)


@pytest.fixture
def url(source):
    return f"{source.get_absolute_url()}edit/"


@pytest.fixture
def sent(source):
    """The form as it is shown, sent back."""
    return {"kind": "book", "key": "freeze", "intent": "save", **shown(source.csl)}


@pytest.fixture
def adder(client, author):
    client.force_login(author)
    return author


def test_record_is_shown_and_changed(client, adder, source, url, sent):
    page = client.get(url).text
    assert 'value="Russia: A History"' in page
    assert "Freeze, Gregory L.</textarea>" in page
    response = client.post(url, sent | {"issued": "March 2009", "aliases": "RAH", "material": "secondary"})
    assert response.url == source.get_absolute_url()
    source.refresh_from_db()
    assert source.csl == RECORD | {
        "issued": {"date-parts": [[2009, 3]]},
        "custom": {"aliases": ["RAH"], "material": "secondary"},
    }


def test_form_sent_back_as_it_was_changes_nothing(client, adder, source, url, sent):
    assert client.post(url, sent).status_code == 302
    source.refresh_from_db()
    assert source.csl == RECORD


def test_names_of_a_work_that_many_were_merged_into_stay(client, adder, source, url):
    aliases = [
        f"Freeze, Russia: A History, as somebody typed it for the {number}th time" for number in range(50)
    ]
    source.csl = RECORD | {"custom": {"aliases": aliases}}
    source.save()
    sent = {"kind": "book", "key": "freeze", "intent": "save", **shown(source.csl), "title": "Russia"}
    assert client.post(url, sent).status_code == 302
    source.refresh_from_db()
    assert source.csl["custom"] == {"aliases": aliases}


def test_instructor_may_edit(client, instructor, url, sent):
    client.force_login(instructor)
    assert client.post(url, sent | {"title": "Russia"}).status_code == 302


def test_classmate_sees_it_and_may_not_edit(client, classmate, source, url, sent):
    client.force_login(classmate)
    assert client.get(url).status_code == 403
    assert client.post(url, sent).status_code == 403


def test_stranger_is_sent_to_sign_in(client, url):
    assert client.get(url).url.startswith("/accounts/login/")


def test_what_one_does_not_see_is_not_found(client, outsider, classmate, source, url):
    client.force_login(outsider)
    assert client.get(url).status_code == 404
    Source.objects.update(shared_at=None)
    client.force_login(classmate)
    assert client.get(url).status_code == 404


def test_other_methods_are_not_allowed(client, adder, url):
    assert client.delete(url).status_code == 405


def test_refused_form_keeps_what_was_typed(client, adder, source, url, sent):
    response = client.post(url, sent | {"title": " ", "publisher": "Oxford <b>"})
    assert response.status_code == 422
    assert "Oxford &lt;b&gt;" in response.text
    source.refresh_from_db()
    assert source.csl == RECORD


def test_wrong_field_under_more_fields_is_in_sight(client, adder, url, sent):
    page = client.post(url, sent | {"URL": "javascript:x"}).text
    assert '<details class="more" open>' in page


def test_fields_follow_the_kind(client, adder, source, url, sent):
    page = client.post(url, sent | {"kind": "article-journal", "intent": "fields"}).text
    assert "Journal" in page
    source.refresh_from_db()
    assert source.csl == RECORD
    client.post(url, sent | {"kind": "article-journal"})
    source.refresh_from_db()
    assert source.type == "article-journal"


def test_line_that_nobody_has_taken_apart_is_read_and_offered(client, adder, source, url):
    line = "Russia A History by Gregory L. Freeze"
    Source.objects.update(csl=csl.from_line(line), title=line)
    page = client.get(url).text
    assert "We read this line" in page
    assert f"<blockquote>{line}</blockquote>" in page
    assert 'value="Russia A History"' in page
    source.refresh_from_db()
    assert source.title == line


def test_essays_follow_what_is_changed(client, adder, source, url, sent, course):
    post = makers.make_draft(adder, course, title="T", body="He says so (Freese 347).")
    makers.make_entry(post, "Freeze, Russia", source=source)
    actions.save_post(post=post, tags=[], source_lines=["Freeze, Russia"])
    assert "missing" in Citation.objects.values_list("status", flat=True)
    page = client.post(url, sent | {"editor": "Freese, Gregory L."}, follow=True).text
    assert "Saved. The essay that lists it follows." in page
    assert Citation.objects.get().source == source


def test_key_may_be_changed(client, adder, source, url, sent):
    response = client.post(url, sent | {"key": "Freeze_2009-x"})
    assert response.url == "/courses/russia/sources/Freeze_2009-x/"


@pytest.mark.parametrize("key", ["", "two words", "a/b", "taken", "é" * 81, "\u202e"])
def test_key_that_does_not_do_is_refused(client, adder, source, url, sent, course, key):
    makers.make_source(course, key="taken")
    response = client.post(url, sent | {"key": key})
    assert response.status_code == 422
    assert 'href="#id_key"' in response.text
    assert url in client.get(url).request["PATH_INFO"]


@pytest.mark.parametrize("use", ["listed", "cited", "proposed"])
def test_key_of_what_an_essay_uses_has_to_stay(client, adder, classmate, source, url, sent, course, use):
    post = makers.make_post(adder, course, body="So [@freeze, 347]." if use == "cited" else "So.")
    if use == "listed":
        makers.make_entry(post, source=source)
    if use == "proposed":
        proposals.propose(post=post, by=classmate, source=source)
    response = client.post(url, sent | {"key": "other"})
    assert response.status_code == 422
    assert 'href="#id_key"' in response.text
    assert KEY_STAYS in response.text
    assert client.post(url, sent | {"title": "Russia"}).status_code == 302


def test_record_is_changed_with_its_essays_or_not_at_all(client, adder, source, url, sent, monkeypatch):
    def fail(sources):
        raise RuntimeError

    monkeypatch.setattr("blog.library.editing.sources_changed", fail)
    with pytest.raises(RuntimeError):
        client.post(url, sent | {"title": "Russia"})
    source.refresh_from_db()
    assert source.csl == RECORD


def test_drafts_of_others_are_not_counted(client, adder, source, url, sent, course):
    makers.make_entry(makers.make_post(course=course), source=source)
    makers.make_entry(makers.make_draft(course=course), source=source)
    assert "Listed by 1 essay," in client.get(url).text
    page = client.post(url, sent | {"title": "Russia"}, follow=True).text
    assert "Saved. The essay that lists it follows." in page


def test_library_record_is_not_changed_by_who_does_not_belong(client, outsider, source, url, sent):
    Source.objects.update(added_by=outsider)
    client.force_login(outsider)
    assert client.get(url).status_code == 403
    assert client.post(url, sent | {"title": "Mine"}).status_code == 403
    Source.objects.update(shared_at=None)
    assert client.post(url, sent | {"title": "Mine"}).status_code == 302


def test_page_asks_as_much_for_a_source_of_many_essays(
    client, adder, source, url, course, django_assert_max_num_queries
):
    for n in range(8):
        makers.make_entry(makers.make_post(course=course), f"Line {n}", source=source)
    with django_assert_max_num_queries(8):
        assert "Listed by 8 essays" in client.get(url).text
