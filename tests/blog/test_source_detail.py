import pytest

from blog.models import EssaySource
from courses.visibility import Visibility
from sources.models import SourceMerge
from sources.styling.styles import Style
from tests import makers
from tests.makers import FREEZE

URL = "/courses/russia/sources/freeze/"


@pytest.fixture
def freeze(course):
    return makers.make_source(course, key="freeze", csl=FREEZE, shared_at=None)


def citing(source, author, body, **fields):
    """An essay that lists `source` and says `body`."""
    post = makers.make_post(author, source.course, body=body, **fields)
    makers.make_entry(post, "Russia A History by Gregory L. Freeze", source=source)
    return post


def test_page_has_every_citation_by_essay_and_locator(client, freeze, author, classmate):
    second = citing(freeze, classmate, "Later (Freeze 350-352).", title="The second essay")
    first = citing(freeze, author, "It was so (Freeze 348). And so (Freeze 347).", title="The first essay")
    page = client.get(URL)
    assert "Cited in 2 essays" in page.text
    assert [one.post for one in page.context["citings"]] == [first, second]
    assert [one.locators for one in page.context["citings"]] == ["347, 348", "350-352"]
    assert f'{first.get_absolute_url()}#cite-2"><mark>Freeze 347</mark>' in page.text


def test_citation_stands_in_its_sentence(client, freeze, author):
    citing(freeze, author, "First. It was a genuine war (Freeze 347). Then peace.")
    place = client.get(URL).context["citings"][0].places[0]
    assert (place.before, place.words, place.after) == ("It was a genuine war (", "Freeze 347", ").")


def test_locators_stand_once_and_the_others_are_counted(client, freeze, author):
    citing(freeze, author, "So (Freeze 347). So (Freeze 347). So (Freeze). So Freeze (2009) says.")
    page = client.get(URL)
    assert "<b>347</b> in this essay, and 2 without a page" in page.text
    assert len(page.context["citings"][0].places) == 4


def test_citation_by_key_is_read_as_words(client, freeze, author):
    citing(freeze, author, "It was so [@freeze, 347].")
    place = client.get(URL).context["citings"][0].places[0]
    assert "Freeze" in place.words
    assert "@" not in place.words


def test_essay_that_only_lists_it_is_named_apart(client, freeze, author):
    post = citing(freeze, author, "Not a word of it.", title="A silent essay")
    page = client.get(URL)
    assert "Not cited yet" in page.text
    assert page.context["listing"] == [post]
    assert "Listed, not cited, in" in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"visibility": Visibility.COURSE},
        {"visibility": Visibility.SIGNED_IN},
        {"visibility": Visibility.STAFF},
    ],
)
def test_source_of_a_hidden_essay_is_404(client, freeze, author, fields):
    citing(freeze, author, "It was so (Freeze 347).", **fields)
    assert client.get(URL).status_code == 404
    assert client.get(f"{URL}card/").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"status": "draft"}, {"status": "withdrawn"}, {"visibility": Visibility.COURSE}],
)
def test_hidden_essays_are_neither_shown_nor_counted(client, freeze, author, classmate, outsider, fields):
    citing(freeze, classmate, "In the open (Freeze 1).")
    citing(freeze, author, "A hidden sentence (Freeze 347).", title="A hidden essay", **fields)
    client.force_login(outsider)
    page = client.get(URL).text
    assert "Cited in 1 essay<" in page
    assert "hidden" not in page.replace('type="hidden"', "").replace("visually-hidden", "")


def test_draft_is_seen_by_its_author_alone(client, freeze, author, instructor):
    citing(freeze, author, "A hidden sentence (Freeze 347).", status="draft")
    client.force_login(author)
    assert "A hidden sentence" in client.get(URL).text
    client.force_login(instructor)
    assert client.get(URL).status_code == 404


def test_withdrawal_takes_the_citations_from_view_at_once(client, freeze, author):
    from blog.publishing.actions import withdraw

    post = citing(freeze, author, "It was so (Freeze 347).")
    assert client.get(URL).status_code == 200
    withdraw(post=post, by=author)
    assert client.get(URL).status_code == 404


@pytest.mark.parametrize("key", ["none", "FREEZE", "a%00b", "a.b", "x" * 300])
def test_key_of_nothing_is_404(client, freeze, author, key):
    citing(freeze, author, "It was so (Freeze 347).")
    assert client.get(f"/courses/russia/sources/{key}/").status_code == 404


def test_key_of_another_course_is_404(client, freeze, author, outsider):
    citing(freeze, author, "It was so (Freeze 347).")
    assert client.get("/courses/other/sources/freeze/").status_code == 404


def test_page_that_is_none_is_404(client, freeze, author):
    citing(freeze, author, "It was so (Freeze 347).")
    assert client.get(URL, {"page": "2"}).status_code == 404


def test_merged_source_leads_to_the_one_that_was_kept(client, freeze, author):
    citing(freeze, author, "It was so (Freeze 347).")
    SourceMerge.objects.create(course=freeze.course, kept=freeze, key="old", csl={})
    for page in ("", "card/"):
        response = client.get(f"/courses/russia/sources/old/{page}")
        assert (response.status_code, response.url) == (301, f"{URL}{page}")


def test_merged_source_that_is_not_visible_is_404(client, freeze):
    SourceMerge.objects.create(course=freeze.course, kept=freeze, key="old", csl={})
    assert client.get("/courses/russia/sources/old/").status_code == 404


def test_facts_are_listed_and_addresses_linked(client, freeze, author):
    freeze.csl |= {
        "DOI": "10.1000/182",
        "ISBN": "9780199560417",
        "URL": "https://books.example/freeze",
        "language": "ru",
        "abstract": "What it is about.",
        "accessed": {"date-parts": [[2020, 2, 1]]},
        "custom": {"material": "secondary", "aliases": ["The red book"]},
    }
    freeze.save()
    citing(freeze, author, "It was so (Freeze 347).")
    page = client.get(URL).text
    for words in (
        'href="https://doi.org/10.1000/182"', 'href="https://books.example/freeze"', "9780199560417",
        "Russian", "Book, secondary source", "The red book", "1 February 2020", "What it is about.",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "ftp://a.example/", "//a.example", "http://[", "x"]
)
def test_address_that_is_none_of_the_web_is_no_link(client, freeze, author, url):
    freeze.csl |= {"URL": url, "DOI": "javascript:alert(1)"}
    freeze.save()
    citing(freeze, author, "It was so (Freeze 347).")
    page = client.get(URL)
    assert page.status_code == 200
    assert f'href="{url}' not in page.text
    assert 'href="javascript' not in page.text


def test_essay_of_this_site_is_linked_for_its_readers(client, freeze, author, classmate, outsider):
    citing(freeze, author, "It was so (Freeze 347).")
    essay = makers.make_post(author, freeze.course, title="Itself", visibility=Visibility.COURSE)
    EssaySource.objects.create(source=freeze, post=essay)
    for user, shown in ((classmate, True), (outsider, False)):
        client.force_login(user)
        assert ("Itself" in client.get(URL).text) is shown


def test_units_that_ask_for_it_are_named(client, freeze, author):
    citing(freeze, author, "It was so (Freeze 347).")
    makers.make_unit(freeze.course, 5).unit_sources.create(
        source=freeze, requirement="required", note="Chapter 3"
    )
    page = client.get(URL).text
    assert "Required, unit 5" in page
    assert "Chapter 3" in page


def test_members_are_told_how_to_cite_it(client, freeze, author, outsider, classmate):
    citing(freeze, author, "It was so (Freeze 347).")
    for user, shown in ((outsider, False), (classmate, True)):
        client.force_login(user)
        assert ('value="[@freeze, 12]"' in client.get(URL).text) is shown


def test_those_who_may_edit_it_find_the_way(client, freeze, author, classmate, instructor):
    freeze.added_by = author
    freeze.save()
    citing(freeze, author, "It was so (Freeze 347).")
    for user, shown in ((classmate, False), (author, True), (instructor, True)):
        client.force_login(user)
        assert (f"{URL}edit/" in client.get(URL).text) is shown


def test_reader_chooses_a_style_here(client, freeze, author):
    citing(freeze, author, "It was so (Freeze 347).")
    client.post("/citation-style/", {"style": Style.APA, "source": freeze.pk, "next": URL})
    assert "Freeze, G. L. (Ed.). (2009)." in client.get(URL).text


def test_only_reading_is_allowed(client, freeze):
    assert client.post(URL).status_code == 405
    assert client.post(f"{URL}card/").status_code == 405


@pytest.mark.parametrize("rows", [1, 15])
def test_queries_do_not_grow(client, freeze, author, classmate, rows, django_assert_max_num_queries):
    for number in range(rows):
        citing(freeze, author, f"It was so (Freeze {number}). And (Freeze {number + 1}).")
        citing(freeze, classmate, "Not a word.")
        makers.make_unit(freeze.course, number + 1).unit_sources.create(source=freeze)
    client.force_login(classmate)
    client.get(URL)
    with django_assert_max_num_queries(14):
        client.get(URL)


class TestCard:
    def test_it_has_the_reference_and_the_other_essays(self, client, freeze, author, classmate):
        post = citing(freeze, author, "It was so (Freeze 347).")
        citing(freeze, classmate, "And (Freeze 3).")
        citing(freeze, classmate, "Hidden (Freeze 3).", visibility=Visibility.COURSE)
        card = client.get(f"{URL}card/", {"essay": post.pk})
        assert "Freeze, Gregory L., ed. Russia: A History. 2009." in card.text
        assert f'<a href="{URL}">Also cited in 1 essay</a>' in card.text
        assert "<html" not in card.text

    def test_it_is_kept_from_robots_and_from_shared_caches(self, client, freeze, author):
        citing(freeze, author, "It was so (Freeze 347).")
        card = client.get(f"{URL}card/")
        assert card["X-Robots-Tag"] == "noindex"
        assert card["Cache-Control"].startswith("private")
        assert "Cookie" in card["Vary"]

    @pytest.mark.parametrize("essay", ["", "x", "-1", "9" * 40, "٣", "\x00"])
    def test_essay_that_is_none_excludes_none(self, client, freeze, author, essay):
        citing(freeze, author, "It was so (Freeze 347).")
        assert "Cited in 1 essay<" in client.get(f"{URL}card/", {"essay": essay}).text

    def test_it_costs_few_queries(self, client, freeze, author, django_assert_max_num_queries):
        citing(freeze, author, "It was so (Freeze 347).")
        with django_assert_max_num_queries(3):
            client.get(f"{URL}card/")


class TestShare:
    def test_classmate_puts_a_listed_source_into_the_library(self, client, freeze, author, classmate):
        citing(freeze, author, "It was so (Freeze 347).")
        client.force_login(classmate)
        assert "Put in the library" in client.get(URL).text
        assert client.post(f"{URL}share/").url == URL
        freeze.refresh_from_db()
        assert freeze.shared_at
        assert "Put in the library" not in client.get(URL).text

    def test_second_time_changes_nothing(self, client, freeze, author, classmate):
        citing(freeze, author, "It was so (Freeze 347).")
        client.force_login(classmate)
        client.post(f"{URL}share/")
        freeze.refresh_from_db()
        before = freeze.shared_at
        client.post(f"{URL}share/")
        freeze.refresh_from_db()
        assert freeze.shared_at == before

    def test_outsider_may_not(self, client, freeze, author, outsider):
        citing(freeze, author, "It was so (Freeze 347).")
        client.force_login(outsider)
        assert client.post(f"{URL}share/").status_code == 403
        assert "Put in the library" not in client.get(URL).text

    def test_what_is_not_visible_is_404(self, client, freeze, author, classmate):
        citing(freeze, author, "It was so (Freeze 347).", status="draft")
        client.force_login(classmate)
        assert client.post(f"{URL}share/").status_code == 404

    def test_stranger_is_sent_to_sign_in_and_back(self, client, freeze, author):
        citing(freeze, author, "It was so (Freeze 347).")
        assert client.post(f"{URL}share/").url == f"/accounts/login/?next={URL}"

    def test_a_visit_changes_nothing(self, client, freeze, classmate):
        client.force_login(classmate)
        assert client.get(f"{URL}share/").status_code == 405
