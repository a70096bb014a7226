"""The class as data: the seed's words on the page, and examples of everything that lists and roles show."""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from datetime import timedelta
from pathlib import Path

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db.models import Count, F
from django.test import TestCase, override_settings
from PIL import Image as Pillow

from accounts.models import User
from blog.models import Image, Portfolio, Post
from comments import paths, upkeep
from comments.models import Comment, ModerationEntry
from comments.moderation.pipeline import Facts, count_links, judge
from comments.moderation.words import Written
from courses.models import TEACHING_ROLES, Membership, Unit
from courses.visibility import Visibility
from scripts.prepare import FIXTURES
from sources.models import Source

OURS = ["accounts", "courses", "sources", "blog", "comments", "studynotes"]
SEED = Path(__file__).with_name("data") / "seed_essay.txt"
SEED_DIGEST = "f0521e893c53a5eafa10e136814dae9ae94dd680a6ac35a713a6b2417a0acfb0"
SEED_LINES = [line.strip() for line in SEED.read_text(encoding="utf-8").splitlines() if line.strip()]
THREAD_STARTS = SEED_LINES.index("10 replies on “The Cult of Personality: Stalin Edition”")
FORM_STARTS = SEED_LINES.index("Leave a Reply")


# Loading takes a second, so it is done once for all that only read.
# The smaller copies of pictures would take longer than everything else.
@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
class LoadedTestCase(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        call_command("loaddata", *FIXTURES, verbosity=0)
        cls.essay = Post.objects.get(slug="the-cult-of-personality-stalin-edition")

    def thread(self) -> list[Comment]:
        return list(self.essay.comments.order_by("path").select_related("author", "parent"))

    def page(self) -> str:
        """The words of the essay's page."""
        answer = self.client.get(self.essay.get_absolute_url())
        return html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


class TestSeed(LoadedTestCase):
    def test_the_seed_is_the_customers_text(self) -> None:
        assert hashlib.sha256(SEED.read_bytes()).hexdigest() == SEED_DIGEST

    def test_every_line_of_the_seed_is_on_the_page_in_order(self) -> None:
        page = self.page()
        place = 0
        for line in SEED_LINES:
            found = page.find(line, place)
            assert found >= 0, f"missing, or out of order: {line}"
            place = found + len(line)

    def test_no_line_of_the_seed_is_on_the_page_once_more(self) -> None:
        page = self.page()
        # Without the title, which stands in the page's head and in the heading of the thread as well.
        seed = "\n".join(SEED_LINES[1:FORM_STARTS])
        assert [(line, page.count(line)) for line in SEED_LINES[1:FORM_STARTS]] == [
            (line, seed.count(line)) for line in SEED_LINES[1:FORM_STARTS]
        ]

    def test_the_essay_is_four_paragraphs_with_the_lead_line_as_its_caption(self) -> None:
        assert self.essay.featured_image
        assert self.essay.featured_image.caption == SEED_LINES[1]
        assert self.essay.body.split("\n\n") == SEED_LINES[2:6]
        assert re.findall("<p>(.*)</p>", re.sub("</?a.*?>", "", self.essay.body_html)) == SEED_LINES[2:6]

    def test_the_sources_are_the_seeds_lines(self) -> None:
        entries = self.essay.bibliography.select_related("source")
        assert [entry.line for entry in entries] == SEED_LINES[7:THREAD_STARTS]
        assert [entry.source.first_author for entry in entries] == [
            "Freeze",
            "Central Committee of the Communist Party of the Soviet Union (Bolsheviks)",
            "Tucker",
        ]

    def test_ten_replies_are_counted(self) -> None:
        assert (self.essay.comment_count, len(self.thread())) == (10, 10)

    def test_the_replies_are_the_seeds_words(self) -> None:
        lines = [line for comment in self.thread() for line in comment.body.splitlines()]
        assert lines == SEED_LINES[THREAD_STARTS + 1 : FORM_STARTS]

    def test_the_ninth_reply_keeps_its_line_break(self) -> None:
        assert self.thread()[8].body.startswith("Hi Isaiah!\nI really enjoyed")

    def test_the_thread_is_two_levels_deep(self) -> None:
        assert [comment.depth for comment in self.thread()] == [0, 1] * 5

    def test_the_author_answered_five_of_five(self) -> None:
        first = [comment for comment in self.thread() if not comment.parent]
        answered = [comment.parent for comment in self.thread() if comment.author_id == self.essay.author_id]
        assert answered == first

    def test_the_third_reply_alone_puts_a_question_to_the_author_which_is_open(self) -> None:
        asked = [(n, comment.question) for n, comment in enumerate(self.thread(), 1) if comment.question]
        assert asked == [(3, "open")]

    def test_the_class_writes_in_the_seeds_order(self) -> None:
        names = [comment.writer_name for comment in self.thread() if not comment.parent]
        assert names == ["Tom", "Ruth Halloran", "Max", "Siria", "Kendall"]

    def test_the_thread_keeps_to_the_units_days(self) -> None:
        unit = self.essay.unit
        assert unit
        assert self.essay.published_at
        assert unit.posts_due_at
        assert self.essay.published_at < unit.posts_due_at
        assert all(unit.comments_open_at < c.created_at < unit.comments_close_at for c in self.thread())


class TestClass(LoadedTestCase):
    def test_nobody_can_sign_in(self) -> None:
        assert not any(user.has_usable_password() for user in User.objects.all())

    def test_comments_are_ready_to_show(self) -> None:
        for comment in Comment.objects.select_related("parent", "passage"):
            assert comment.path == paths.path_of(comment.pk, comment.parent.path if comment.parent else "")
            passage = getattr(comment, "passage", None)
            changes = upkeep.changes_for(comment=comment).get(comment.pk, ())
            assert comment.html == upkeep.fragment_of(comment, comment.rendered_body(), passage, changes)

    def test_pictures_are_copied_with_their_true_size(self) -> None:
        assert Image.objects.count() == 9
        for image in Image.objects.all():
            with image.file.open() as file, Pillow.open(file) as picture:
                assert (picture.format, picture.size) == ("JPEG", (image.width, image.height))

    def test_counts_are_those_of_the_published_comments(self) -> None:
        published = Counter(Comment.objects.published().values_list("post", flat=True))
        assert dict(Post.objects.values_list("pk", "comment_count")) == {
            post: published[post] for post in Post.objects.values_list("pk", flat=True)
        }

    def test_every_status_and_audience_has_an_example(self) -> None:
        assert set(Comment.objects.values_list("status", flat=True)) == set(Comment.Status.values)
        assert {Visibility.WORLD, Visibility.SIGNED_IN, Visibility.COURSE} == set(
            Post.objects.values_list("visibility", flat=True)
        )
        assert set(Post.objects.values_list("status", flat=True)) == set(Post.Status.values)
        assert Post.objects.filter(comments_close_at__isnull=False).count() == 1
        assert Unit.objects.annotate(essays=Count("posts")).filter(essays=0).exists()

    def test_what_happened_to_an_essay_ends_in_its_status(self) -> None:
        ends = {"begun": "draft"}
        for post in Post.objects.prefetch_related("steps"):
            kind = list(post.steps.all())[-1].kind
            assert ends.get(kind, kind) == post.status

    def test_a_course_that_reviews_has_an_essay_that_waits_and_one_that_came_back(self) -> None:
        reviewed = Post.objects.filter(course__writing_policy__publishing="staff")
        assert {"submitted", "returned"} <= set(reviewed.values_list("status", flat=True))
        assert reviewed.exclude(pseudonym="").exists()

    def test_the_portfolio_shows_strangers_a_part_of_what_it_shows_classmates(self) -> None:
        entries = Portfolio.objects.get(is_public=True).entries
        siria = User.objects.get(email="siria@colloquy.example")
        assert [entries.visible_to(viewer).count() for viewer in (AnonymousUser(), siria)] == [1, 2]

    def test_a_removed_comment_has_replies_that_stay(self) -> None:
        removed = Comment.objects.get(status=Comment.Status.REMOVED)
        assert removed.replies.published().count() == 2

    def test_the_log_explains_every_status(self) -> None:
        """The newest entry of each comment that has a log ends in the status that the comment has."""
        for comment in Comment.objects.filter(moderation_log__isnull=False).distinct():
            assert comment.moderation_log.all()[0].to_status == comment.status
        unexplained = Comment.objects.exclude(status=Comment.Status.PUBLISHED).filter(moderation_log=None)
        assert not unexplained.exists()

    def test_the_rules_would_have_held_the_same_comments(self) -> None:
        staff = {(m.course_id, m.user_id) for m in Membership.objects.filter(role__in=TEACHING_ROLES)}
        # Not those of edits, which are of comments that had a status before.
        entries = ModerationEntry.objects.filter(moderator=None, from_status="")
        held = set(entries.values_list("comment", "rule", "reason"))
        seen: set[tuple[int, int | None]] = set()
        expected = set()
        for comment in Comment.objects.select_related("post").order_by("created_at"):
            here = (comment.post.course_id, comment.author_id)
            verdict = judge(
                Facts(
                    now=comment.created_at,
                    written=Written(comment.pk, comment.body),
                    is_guest=comment.author is None,
                    teaches=here in staff,
                    has_published=here in seen,
                    links=count_links(comment.html),
                )
            )
            if verdict.reason:
                expected.add((comment.pk, verdict.step, verdict.reason))
            if comment.status == Comment.Status.PUBLISHED:
                seen.add(here)
        assert held == expected

    def test_moderators_teach_the_course(self) -> None:
        decisions = ModerationEntry.objects.about_comments().exclude(moderator=None)
        for entry in decisions.select_related("comment", "moderator"):
            own = entry.to_status == Comment.Status.DELETED and entry.moderator == entry.comment.author
            assert own or entry.comment in Comment.objects.moderated_by(entry.moderator)

    def test_replies_come_after_what_they_answer(self) -> None:
        gap = timedelta(minutes=10)
        early = Comment.objects.filter(parent__isnull=False, created_at__lt=F("parent__created_at") + gap)
        assert not early.exists()

    def test_copies_of_a_source_agree_with_its_item(self) -> None:
        for source in Source.objects.all():
            before = (source.type, source.title, source.first_author, source.year)
            source.refresh_copies()
            assert before == (source.type, source.title, source.first_author, source.year)

    def test_rows_are_valid_for_forms_too(self) -> None:
        for model in (model for app in OURS for model in apps.get_app_config(app).get_models()):
            for row in model._base_manager.all():
                row.clean_fields()
                row.clean()
