import re
from datetime import timedelta

import pytest
from django.utils import timezone

from blog.models import MAX_BODY_LENGTH, BibliographyEntry, Image, Post
from courses.models import Course, Membership
from sources.models import Source
from tests import makers

URL = "/write/"


@pytest.fixture
def filled(course):
    """The form as a browser sends it, with everything filled in but the picture."""
    return {
        "title": "On Terror",
        "body": "Some *text*.",
        "course": course.pk,
        "unit": "",
        "visibility": "world",
        "tag_names": "Stalin, terror, stalin",
        "sources": "Freeze, Gregory. Russia.\r\n\r\nTucker, Robert. Stalin in Power.\r\n",
        "alt": "",
        "caption": "",
        "credit": "",
        "intent": "publish",
    }


@pytest.fixture
def writer(client, author):
    client.force_login(author)
    return author


def test_member_publishes_an_essay(client, writer, filled):
    response = client.post(URL, filled)
    post = Post.objects.get()
    assert response.url == post.get_absolute_url()
    assert (post.status, post.slug, post.author) == ("published", "on-terror", writer)
    assert [tag.name for tag in post.tags.all()] == ["Stalin", "terror"]


def test_sources_stay_as_typed_and_in_order(client, writer, filled):
    client.post(URL, filled)
    assert list(BibliographyEntry.objects.values_list("position", "line")) == [
        (1, "Freeze, Gregory. Russia."),
        (2, "Tucker, Robert. Stalin in Power."),
    ]


def test_source_that_the_course_has_is_used_again(client, writer, course, filled):
    known = makers.make_source(course, "Freeze, Gregory. Russia.")
    client.post(URL, filled)
    assert Source.objects.count() == 2
    assert BibliographyEntry.objects.first().source == known


def test_line_that_another_essay_lists_names_its_source(client, writer, course, filled):
    entry = makers.make_entry(makers.make_post(course=course), "Freeze, Gregory. Russia.")
    Source.objects.update(csl={"type": "book", "title": "Russia: A History"}, title="Russia: A History")
    client.post(URL, filled)
    assert BibliographyEntry.objects.filter(source=entry.source).count() == 2


def test_line_twice_is_an_error(client, writer, filled):
    response = client.post(URL, filled | {"sources": "Tucker.\nFreeze.\nTucker."})
    assert response.status_code == 422
    assert "Lines 1 and 3 name the same source." in response.text
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        "@book{freeze2009,\n  title = {Russia},\n}",
        "@article {a, title={B}}",
        "TY  - BOOK\nER  - ",
        '[\n  {\n    "id": "freeze",\n    "title": "Russia"\n  }\n]',
        '{\n  "id": "freeze"\n}',
        '[{"id": "freeze", "title": "Russia"}]',
        '{"id": "freeze"}',
    ],
)
def test_file_of_sources_is_sent_to_the_library_and_not_torn_into_lines(client, writer, course, filled, file):
    response = client.post(URL, filled | {"sources": f"Tucker, Stalin in Power\n{file}"})
    assert response.status_code == 422
    assert "Line 2 begins an entry of a BibTeX, RIS or CSL-JSON file." in response.text
    assert f'href="/courses/{course.slug}/import-sources/"' in response.text
    assert not Source.objects.exists()


@pytest.mark.parametrize(
    "line",
    ["[Anonymous], Russia", "{Freeze}, Russia", '"Ulysses": a Guide', '["Russia"] in The Times', "@freeze"],
)
def test_line_with_signs_of_a_file_is_a_line(client, writer, filled, line):
    assert client.post(URL, filled | {"sources": line}).status_code == 302
    assert BibliographyEntry.objects.get().line == line


def test_two_lines_for_one_work_are_an_error(client, writer, course, filled):
    source = makers.make_source(course, "Tucker, Stalin in Power")
    for line in ("Tucker 1", "Tucker 2"):
        makers.make_entry(makers.make_post(course=course), line, source=source)
    response = client.post(URL, filled | {"sources": "Tucker 1\nTucker 2"})
    assert "Lines 1 and 2 name the same source." in response.text
    assert Post.objects.count() == 2


def test_draft_needs_a_course_alone(client, writer, course, filled):
    response = client.post(
        URL, {"course": course.pk, "visibility": "course", "title": "", "body": "", "intent": "save"}
    )
    post = Post.objects.get()
    assert response.url == f"/essays/{post.pk}/edit/"
    assert (post.status, post.slug, post.published_at) == ("draft", "untitled", None)


@pytest.mark.parametrize("nothing", ["", "   ", "\u200b\u200d\ufeff", "\x00", "\u202e"])
@pytest.mark.parametrize("field", ["title", "body"])
def test_publishing_needs_title_and_text(client, writer, filled, field, nothing):
    response = client.post(URL, filled | {field: nothing})
    assert response.status_code == 422
    assert f'href="#id_{field}"' in response.text
    assert "before it can be published" in response.text
    assert not Post.objects.exists()


def test_summary_of_errors_takes_the_focus_and_the_text_is_kept(client, writer, filled):
    page = client.post(URL, filled | {"title": "", "body": "My <b>long</b> text"}).text
    assert re.search(r'<div[^>]*id="error-summary"[^>]*tabindex="-1"[^>]*autofocus', page)
    assert "My &lt;b&gt;long&lt;/b&gt; text</textarea>" in page
    assert "Tucker, Robert. Stalin in Power." in page


def test_preview_shows_the_text_and_stores_nothing(client, writer, filled):
    response = client.post(URL, filled | {"intent": "preview"})
    assert response.status_code == 200
    assert "Some <em>text</em>." in response.text
    assert not Post.objects.exists()


def test_course_and_unit_can_be_chosen_by_the_address(client, writer, course):
    unit = makers.make_unit(course, 3)
    page = client.get(URL, {"course": "russia", "unit": "3"})
    initial = page.context["form"].initial
    assert (initial["course"], initial["unit"]) == (course.pk, unit.pk)


@pytest.mark.parametrize(
    "query", [{"course": "none"}, {"course": "\x00"}, {"course": "russia", "unit": "9" * 30}, {"unit": "1"}]
)
def test_strange_choice_in_the_address_is_ignored(client, writer, query):
    assert client.get(URL, query).status_code == 200


def test_stranger_is_sent_to_sign_in_and_back(client, course, filled):
    assert client.get(f"{URL}?course=russia").url == "/accounts/login/?next=/write/%3Fcourse%3Drussia"
    assert client.post(URL).url == "/accounts/login/?next=/write/"


def test_essay_whose_session_ended_is_shown_to_be_copied(client, course, filled):
    response = client.post(f"{URL}?course=russia", filled | {"body": "My long <i>text</i>"})
    assert response.status_code == 403
    assert "My long &lt;i&gt;text&lt;/i&gt;</textarea>" in response.text
    assert 'href="/accounts/login/?next=/write/%3Fcourse%3Drussia">Sign in' in response.text
    assert not Post.objects.exists()


def test_who_is_in_no_course_is_told_so(client, db):
    client.force_login(makers.make_user())
    assert "You are not in a course yet" in client.get(URL).text


def test_other_courses_are_closed_to_writers(client, outsider, filled):
    client.force_login(outsider)
    response = client.post(URL, filled)
    assert response.status_code == 422
    assert not Post.objects.exists()


def test_unit_of_another_course_is_an_error(client, writer, filled):
    other = makers.make_course()
    makers.make_member(other, user=writer)
    response = client.post(URL, filled | {"unit": makers.make_unit(other).pk})
    assert response.status_code == 422
    assert "This unit belongs to another course." in response.text


@pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 30, "\x00", ""])
@pytest.mark.parametrize("field", ["course", "unit", "visibility"])
def test_forged_choices_are_errors(client, writer, filled, field, value):
    status = 302 if field == "unit" and value in ("", "\x00") else 422
    assert client.post(URL, filled | {field: value}).status_code in (status, 422)
    assert Post.objects.count() == 0 or status == 302


def test_forged_fields_change_nothing(client, writer, filled, classmate):
    forged = {
        "author": classmate.pk,
        "slug": "mine",
        "status": "withdrawn",
        "body_html": "<script>",
        "id": "7",
    }
    client.post(URL, filled | forged)
    post = Post.objects.get()
    assert (post.author, post.slug, post.status) == (writer, "on-terror", "published")
    assert "<script" not in post.body_html


@pytest.mark.parametrize(
    "text",
    [
        "שלום עולם " * 50,
        "\u200b" * 500 + "a",
        "😀" * 10_000,
        "a\x00b",
        "x" * MAX_BODY_LENGTH,
        "[" * 5000,
    ],
    ids=["right-to-left", "zero-width", "emoji", "NUL", "longest", "brackets"],
)
def test_any_text_can_be_published(client, writer, filled, text):
    response = client.post(URL, filled | {"body": text})
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_too_long_a_text_is_an_error_that_keeps_it(client, writer, filled):
    text = "y" * (MAX_BODY_LENGTH + 1)
    response = client.post(URL, filled | {"body": text})
    assert response.status_code == 422
    assert "The text is too long: 200001 characters of at most 200000." in response.text
    assert text in response.text


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "t" * 201}, {"tag_names": "a" * 51}, {"tag_names": "😀"}, {"sources": "s" * 1001},
        {"tag_names": ",".join(map(str, range(13)))}, {"sources": "\n".join(map(str, range(201)))},
        {"alt": "a" * 501, "caption": "c" * 501, "credit": "c" * 301},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_an_error(client, writer, filled, changed):
    response = client.post(URL, filled | changed)
    assert response.status_code == 422
    assert not Post.objects.exists()


def test_tag_whose_letters_grow_is_cut(client, writer, filled):
    client.post(URL, filled | {"tag_names": "ﷺ" * 50})
    assert len(Post.objects.get().tags.get().slug) == 60


def test_same_title_gets_its_own_address(client, writer, filled):
    client.post(URL, filled)
    client.post(URL, filled)
    assert set(Post.objects.values_list("slug", flat=True)) == {"on-terror", "on-terror-2"}


def test_title_in_another_script_is_its_address(client, writer, filled):
    response = client.post(URL, filled | {"title": "О культе личности"})
    assert client.get(response.url).status_code == 200
    assert Post.objects.get().slug == "о-культе-личности"


def test_thirty_first_essay_within_an_hour_is_too_many(client, writer, course, filled, settings):
    makers.make_post(writer, course)
    Post.objects.bulk_create(
        Post(author=writer, course=course, slug=f"p{n}", title="t", visibility="world") for n in range(29)
    )
    response = client.post(URL, filled)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Some *text*." in response.text
    settings.RATE_LIMITS = False
    assert client.post(URL, filled).status_code == 302


def test_essays_of_earlier_hours_do_not_count(client, writer, course, filled):
    long_ago = timezone.now() - timedelta(hours=2)
    Post.objects.bulk_create(
        Post(author=writer, course=course, slug=f"p{n}", created_at=long_ago) for n in range(40)
    )
    assert client.post(URL, filled).status_code == 302


def test_wrong_method_is_refused(client, writer):
    assert client.put(URL).status_code == 405
    assert client.delete(URL).status_code == 405


def test_form_in_another_encoding_is_a_bad_request(client, writer, filled):
    body = "title=a&body=b".encode("utf-16")
    response = client.generic(
        "POST", URL, body, content_type="application/x-www-form-urlencoded; charset=utf-16"
    )
    assert response.status_code == 400
    assert "<html" in response.text


@pytest.mark.parametrize("charset", ["utf-16", "no-such", "idna", "base64"])
def test_multipart_form_in_another_encoding_is_no_crash(client, writer, charset):
    body = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\n\xff\xfea\r\n--x--\r\n'
    response = client.generic(
        "POST", URL, body, content_type=f"multipart/form-data; boundary=x; charset={charset}"
    )
    assert response.status_code == (422 if charset == "no-such" else 400)


@pytest.mark.parametrize("body", [b"", b"--x", b"--x\r\nContent-Disposition: form-data; name=\r\n\r\n"])
def test_broken_multipart_form_is_no_crash(client, writer, body):
    response = client.generic("POST", URL, body, content_type="multipart/form-data; boundary=x")
    assert response.status_code in (400, 422)


def test_lone_surrogates_are_stored_as_something_else(client, writer, filled):
    body = f"title=%ED%A0%80a&body=b%ED%A0%80&course={filled['course']}&visibility=world&intent=publish"
    response = client.generic("POST", URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    assert client.get(response.url).status_code == 200


def test_too_large_a_form_is_413(client, writer, filled):
    body = "body=" + "x" * (3 * 1024 * 1024)
    response = client.generic("POST", URL, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 413


def test_too_many_fields_are_a_bad_request(client, writer):
    assert client.post(URL, {f"f{n}": "1" for n in range(300)}).status_code == 400


def test_missing_token_shows_the_text_to_be_copied(writer, filled):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(writer)
    response = strict.post(URL, filled | {"body": "My long <i>text</i>"})
    assert response.status_code == 403
    assert "My long &lt;i&gt;text&lt;/i&gt;</textarea>" in response.text
    assert not Post.objects.exists()


def test_address_that_somebody_takes_meanwhile_is_tried_again(client, writer, course, filled, monkeypatch):
    makers.make_post(course=course, title="On Terror")
    honest, calls = Post.follow_title, []

    def raced(post):
        calls.append(post)
        honest(post)
        if len(calls) == 1:
            post.slug = "on-terror"

    monkeypatch.setattr(Post, "follow_title", raced)
    client.post(URL, filled)
    assert Post.objects.get(author=writer).slug == "on-terror-2"


def test_refused_essay_leaves_nothing_behind(client, writer, course, filled):
    source = makers.make_source(course, "Tucker")
    for line in ("Tucker 1", "Tucker 2"):
        makers.make_entry(makers.make_post(course=course), line, source=source)
    picture = {"picture": makers.make_upload(), "alt": "A drawing"}
    client.post(URL, filled | picture | {"sources": "New one\nTucker 1\nTucker 2"})
    assert not Image.objects.exists()
    assert not Source.objects.filter(title="New one").exists()


def test_open_course_has_to_be_joined_first(client, outsider, course, filled):
    Course.objects.update(enrolment=Course.Enrolment.OPEN)
    client.force_login(outsider)
    assert client.post(URL, filled).status_code == 422
    Membership.objects.create(course=course, user=outsider)
    assert client.post(URL, filled).status_code == 302


@pytest.mark.parametrize("rows", [1, 15])
def test_queries_do_not_grow(client, writer, rows, django_assert_max_num_queries):
    for _ in range(rows):
        other = makers.make_course()
        makers.make_member(other, user=writer)
        for number in range(1, 4):
            makers.make_unit(other, number)
    with django_assert_max_num_queries(8):
        client.get(URL)


@pytest.mark.parametrize("text", ["\u3164", "\u2800", "\u200b", "\u202e", "&#x3164;"], ids=ascii)
@pytest.mark.parametrize("field", ["title", "body"])
def test_essay_that_nobody_could_see_is_not_published(client, writer, filled, field, text):
    response = client.post(URL, filled | {field: text})
    assert response.status_code == 422
    assert "An essay needs a" in response.text


@pytest.mark.parametrize("text", ["\u3164", "\u2800", "\u200b", "\u202e"], ids=ascii)
def test_lines_that_nobody_could_see_are_none(client, writer, filled, text):
    lines = {"tag_names": f"terror,{text}", "sources": f"Freeze\n{text}", "credit": text, "caption": text}
    refused = client.post(URL, filled | lines | {"picture": makers.make_upload(), "alt": text})
    assert 'href="#id_alt"' in refused.text
    client.post(URL, filled | lines | {"picture": makers.make_upload(), "alt": "A drawing"})
    post = Post.objects.get()
    assert (post.tags.count(), post.bibliography.count()) == (1, 1)
    assert (post.featured_image.credit, post.featured_image.caption) == ("", "")


def test_nothing_in_an_essay_turns_the_page_around(client, writer, filled):
    turned = {
        "title": "On \u202eTerror",
        "body": "A\u202eb &#x202e;c",
        "sources": "A\u202eB",
        "tag_names": "a\u202eb",
    }
    page = client.get(client.post(URL, filled | turned).url).text
    assert Post.objects.get().title == "On Terror"
    assert "\u202e" not in page


def test_signed_out_writer_gets_the_fields_back_by_name(client, course):
    data = {"title": "On bread", "body": "Bread was dear.", "sources": "Freeze, Russia"}
    page = client.post("/write/", data).content.decode()
    for name in ("Title", "Text", "Sources used"):
        assert f">{name}</label>" in page
