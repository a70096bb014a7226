"""The ledger as the editor's page draws it: of what is saved, or of what was typed and not saved."""

import pytest
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from blog.models import Post
from tests import makers


@pytest.fixture
def seed(db) -> Post:
    with override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}):
        call_command("loaddata", "people", "courses", "sources", "essays", verbosity=0)
    return Post.objects.get(slug="the-cult-of-personality-stalin-edition")


def page(client, post: Post) -> str:
    client.force_login(post.author)
    return client.get(reverse("blog:post_edit", args=[post.pk])).content.decode()


def counts(shown: str) -> str:
    """The tally in words: "5 citations 3 of 3 sources cited …"."""
    tally = shown.partition('<ul class="tally"')[2].partition(">")[2].partition("</ul>")[0]
    return " ".join(tally.replace("<b>", "").replace("</b>", "").replace("</li>", " ").split("<li>")).strip()


def test_the_seed_is_counted_as_its_readers_count_it(client, seed):
    told = counts(page(client, seed))
    for count in (
        "5 citations",
        "3 of 3 sources cited",
        "0 match no source",
        "2 without a page",
        "26% quoted",
    ):
        assert count in told


def test_the_seed_has_its_citations_by_paragraph(client, seed):
    bars = '<ol><li class="n0">0</li><li class="n2">2</li><li class="n2">2</li><li class="n1">1</li></ol>'
    assert bars in page(client, seed)


def test_the_seed_has_one_remark_on_its_quotation_marks(client, seed):
    assert page(client, seed).count('<li class="unbalanced_quotes">') == 1


def test_a_remark_shows_its_place(client, seed):
    assert "displeasure”(<mark>Stalin Short Course</mark>). In this book" in page(client, seed)


def test_a_misspelt_author_is_named_with_the_nearest(client, seed):
    Post.objects.filter(pk=seed.pk).update(body=seed.body.replace("Freeze", "Freese"))
    shown = page(client, seed)
    assert "2 match no source" in counts(shown).replace('class="warn">', "")
    assert "Did you mean “Freeze”?" in shown
    assert 'data-words="Freese" data-to="Freeze"' in shown


def test_one_candidate_comes_first_among_the_sources_to_choose(client, seed):
    Post.objects.filter(pk=seed.pk).update(body=seed.body.replace("Freeze 347", "Freese 347"))
    choices = (
        page(client, seed).partition('<select class="form-select" id="source-')[2].partition("</select>")[0]
    )
    assert choices.partition("<option ")[2].startswith('value="freeze-russia"')
    assert choices.count("<option") == 3


def test_a_source_never_cited_points_at_its_line(client, author, course):
    post = makers.make_post(author, course, body="A text.")
    makers.make_entry(post, "Nove, Alec. An Economic History.")
    shown = page(client, post)
    assert 'data-field="sources"' in shown
    assert 'data-words="Nove, Alec. An Economic History."' in shown


def test_hostile_words_stay_words(client, author, course):
    post = makers.make_post(
        author, course, body="“one two three four five <script>alert(1)</script> six seven.”"
    )
    assert "<script>alert" not in page(client, post)


def test_an_essay_without_sources_says_so_calmly(client, author, course):
    shown = page(client, makers.make_post(author, course, body="Short."))
    assert "No citations found." in shown
    assert "0 of 0 sources cited" in counts(shown)


def test_a_new_essay_has_nothing_to_answer(client, author):
    client.force_login(author)
    shown = client.get(reverse("blog:post_create")).content.decode()
    assert "No citations found." in shown
    assert 'name="answer"' not in shown


def test_refused_form_is_checked_as_it_was_typed(client, author, course):
    client.force_login(author)
    typed = {
        "body": "It failed (Nove 12).",
        "sources": "Nove, Alec. An Economic History.",
        "intent": "publish",
    }
    refused = client.post(reverse("blog:post_create"), typed)
    assert refused.status_code == 422
    assert "1 of 1 source cited" in counts(refused.text)
    assert "Save the draft to answer" not in refused.text


def test_text_beyond_all_measure_is_not_checked(client, author, course):
    client.force_login(author)
    refused = client.post(reverse("blog:post_create"), {"body": "x " * 101_000, "intent": "save"})
    assert refused.status_code == 422
    assert "too long to be checked" in refused.text


def test_queries_do_not_grow_with_the_findings(client, author, course, django_assert_max_num_queries):
    post = makers.make_post(author, course, body="It failed (Nove 12). " * 50)
    for position in range(1, 20):
        makers.make_entry(post, position=position)
    client.force_login(author)
    with django_assert_max_num_queries(17):
        client.get(reverse("blog:post_edit", args=[post.pk]))
