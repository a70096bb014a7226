"""Which pictures an essay shows, who sees them, and what of that a save stores."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from blog.actions import save_post
from blog.images import describing, sweeping
from blog.models import Authorship, Image, Post
from blog.publishing.actions import publish, withdraw
from tests import makers


def line(*images):
    return "\n\n".join(f"![](image:{image.name})" for image in images)


def save(post, body, **fields):
    post.body = body
    return save_post(post=post, tags=[], source_lines=[], **fields)


def seen_by(user=None):
    return set(Image.objects.visible_to(user or AnonymousUser()))


def test_essay_shows_its_authors_pictures_and_nobody_elses(author, classmate, course):
    own, foreign = makers.make_image(author), makers.make_image(classmate)
    post = makers.make_post(author, course, body=f"{line(own)}\n\n![Not mine](image:{foreign.name})")
    assert list(post.images.all()) == [own]
    assert foreign.name not in post.body_html
    assert "Not mine" in post.body_html


def test_essay_shows_a_coauthors_pictures_once_they_accepted(author, classmate, course):
    image = makers.make_image(classmate)
    post = makers.make_post(author, course, body=line(image))
    joined = Authorship.objects.create(post=post, user=classmate, asked_by=author)
    assert not save(post, line(image) + "\n\nMore.").images.exists()
    Authorship.objects.filter(pk=joined.pk).update(accepted_at=timezone.now() + timedelta(seconds=1))
    assert save(post, line(image)).images.exists()
    joined.delete()
    # What it shows already stays.
    assert image.name in save(post, line(image) + "\n\nLeft.").body_html


def test_readers_see_the_pictures_of_what_they_may_read(author, course):
    image = makers.make_image(author)
    draft = makers.make_draft(author, course, body=line(image))
    assert seen_by() == set()
    publish(post=draft, by=author)
    assert seen_by() == {image}
    withdraw(post=draft, by=author)
    assert seen_by() == set()
    assert seen_by(author) == {image}


def test_picture_of_a_public_revision_stays_to_be_seen(author, course):
    image = makers.make_image(author)
    then = timezone.now() - timedelta(hours=1)
    post = makers.make_post(author, course, body=line(image), published_at=then)
    post.revisions.update(made_at=then)
    for body in ("No more.", "Still no more."):
        save(post, body)
        assert seen_by() == {image}


def test_picture_taken_out_as_soon_as_it_was_put_in_is_seen_no_more(author, course):
    kept, slip = makers.make_image(author), makers.make_image(author)
    post = makers.make_post(author, course, body=line(kept))
    post.revisions.update(made_at=timezone.now() - timedelta(hours=1))
    save(post, line(kept, slip))
    assert seen_by() == {kept, slip}
    save(post, line(kept))
    assert seen_by() == {kept}


def test_picture_that_only_drafts_had_is_not_seen_after_publication(author, course):
    image = makers.make_image(author)
    post = makers.make_draft(author, course, body=line(image))
    save(post, "No more.")
    publish(post=post, by=author)
    assert seen_by() == set()


def test_picture_shown_while_withdrawn_is_not_seen_after_publication(author, course):
    image = makers.make_image(author)
    post = makers.make_post(author, course)
    withdraw(post=post, by=author)
    save(post, line(image))
    save(post, "No more.")
    publish(post=post, by=author)
    assert seen_by() == set()


def test_words_in_the_brackets_describe_an_own_picture_once(author, course):
    image = makers.make_image(author, alt="")
    post = makers.make_draft(author, course, body=f"![A tower](image:{image.name})")
    save(post, f"![A bridge](image:{image.name})")
    image.refresh_from_db()
    assert image.alt == "A tower"


def test_essay_in_a_style_shows_its_pictures(author, course):
    from blog.citing.setting import set_post
    from sources.styling.styles import Style

    image = makers.make_image(author)
    post = makers.make_post(author, course, body=f"{line(image)}\n\nSo it is [@freeze, 12].")
    source = makers.make_source(course, key="freeze")
    makers.make_entry(post, "Freeze, Gregory. Russia: A History, 1997.", source=source)
    set_post(post, Style.APA)
    assert "<figure" in post.renderings.get(style=Style.APA).body_html


def test_what_nobody_described_is_named_in_order(author, course):
    said, silent, mute, worded = (makers.make_image(author, alt=alt) for alt in ("A tower", "", "", ""))
    body = f"{line(mute, said, silent)}\n\n![Words](image:{worded.name})"
    post = Post(author=author, course=course)
    assert describing.undescribed(post, body) == [mute, silent]
    assert describing.undescribed(post, "None.") == []


def test_essay_is_not_published_with_a_picture_that_nobody_described(author, course):
    image = makers.make_image(author, alt="")
    draft = makers.make_draft(author, course, body=line(image))
    for attempt in (lambda: publish(post=draft, by=author), lambda: save(draft, draft.body, publish=True)):
        with pytest.raises(ValidationError, match="no description"):
            attempt()
    assert Post.objects.get().status == "draft"
    Image.objects.update(is_decorative=True)
    publish(post=draft, by=author)


def test_published_essay_takes_no_picture_that_nobody_described(author, course, post):
    with pytest.raises(ValidationError, match="no description"):
        save(post, line(makers.make_image(author, alt="")))


def test_saving_asks_for_all_pictures_at_once(author, course, django_assert_max_num_queries):
    images = [makers.make_image(author, alt="") for _ in range(20)]
    worded = "\n\n".join(f"![Words](image:{image.name})" for image in images)
    few, many = (makers.make_draft(author, course) for _ in range(2))
    with django_assert_max_num_queries(75) as first:
        save(few, f"![Words](image:{images[0].name})")
    with django_assert_max_num_queries(len(first) + 1):
        save(many, worded)


def test_old_pictures_that_no_text_names_are_swept(author, course, django_capture_on_commit_callbacks):
    images = [makers.make_image(author) for _ in range(5)]
    fresh, unused, shown, unsaved, earlier = images
    makers.make_draft(author, course, body=line(shown))
    save(makers.make_draft(author, course, body=line(earlier)), "No more.")
    author.working_copies.create(fields={"body": line(unsaved)})
    Image.objects.exclude(pk=fresh.pk).update(uploaded_at=timezone.now() - sweeping.KEPT_UNUSED)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweeping.sweep(timezone.now() + timedelta(hours=1)) == 1
    assert set(Image.objects.all()) == set(images) - {unused}
    assert not Path(unused.file.path).exists()


def test_all_texts_are_searched_before_anything_is_locked(author):
    """On SQLite everybody else who writes waits for a transaction to end."""
    image = makers.make_image(author)
    with CaptureQueriesContext(connection) as queries:
        assert sweeping.delete(image=image, by=author)
    said = [query["sql"] for query in queries]
    locked = next(n for n, sql in enumerate(said) if sql.startswith("SAVEPOINT"))
    searches = [sql for sql in said[:locked] if image.name in sql and "LIKE" in sql]
    assert len(searches) == 6
    again = [sql for sql in said[locked:] if image.name in sql and "LIKE" in sql]
    assert all('_at" >=' in sql for sql in again)
    assert len(again) == len(searches)


def test_a_text_that_was_written_during_the_search_keeps_its_picture(author):
    image = makers.make_image(author)

    def write(execute, sql, *arguments):
        if sql.startswith("SAVEPOINT") and not author.working_copies.exists():
            author.working_copies.create(fields={"body": line(image)})
        return execute(sql, *arguments)

    with connection.execute_wrapper(write):
        assert not sweeping.delete(image=image, by=author)
    assert Image.objects.filter(pk=image.pk).exists()
