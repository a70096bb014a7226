"""What the classifier learns from moderators' decisions, and what it says."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from blog.models import Post
from comments.actions import Guest, post_comment
from comments.models import Comment, ModerationEntry, SpamModel
from comments.moderation.classifier import LEAST_OF_EACH, Weights, explain
from comments.moderation.deciding import moderate
from comments.moderation.learning import MOST_WORDS, learn
from comments.moderation.pipeline import Facts, Outcome, judge
from comments.moderation.training import train
from comments.moderation.words import Written
from tests import makers

WEIGHTS = Weights({"casino": 4.0, "bonus": 3.0, "essay": -3.0, "stalin": -2.0}, 30, 30)
NOW = timezone.now()
SPAM = "Visit our casino and take your bonus today, number {}"
HAM = "Your essay says well what Stalin wanted, number {}"


def guess(text: str) -> Any:
    return explain(WEIGHTS, Written(0, text))


def test_words_add_up() -> None:
    assert guess("Casino bonus").likelihood > 0.99
    assert guess("Casino essay").likelihood == pytest.approx(0.731, abs=0.001)
    assert guess("Nothing known").likelihood == 0.5


def test_words_that_weighed_are_named_the_heaviest_first() -> None:
    told = guess("A bonus of the CASINO, in an essay")
    assert (told.speaking_for, told.against) == (["casino", "bonus"], ["essay"])
    assert str(told) == "Looks like spam (0.98): casino, bonus; against it: essay"


def test_only_the_most_telling_words_count() -> None:
    many = Weights({f"word{n}": 0.5 for n in range(99)} | {"casino": -9.0}, 30, 30)
    text = " ".join(many.words)
    assert len(explain(many, Written(0, text)).speaking_for) == 14


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Casino bonus!", "spam"),
        ("A casino", "held"),
        ("Casino essay", ""),
        ("An essay", ""),
    ],
)
def test_it_holds_or_calls_spam_and_never_publishes(text: str, outcome: str) -> None:
    verdict = judge(Facts(NOW, Written(0, text), is_guest=True, weights=WEIGHTS))
    assert verdict.outcome == (outcome or "held")
    assert verdict.step == ("classifier" if outcome else "course_policy")


def test_newcomers_comment_waits_whatever_it_looks_like() -> None:
    verdict = judge(Facts(NOW, Written(0, "Casino bonus"), has_published=False, weights=WEIGHTS))
    assert (verdict.outcome, verdict.step) == ("held", "classifier")


def test_it_says_nothing_of_who_has_published() -> None:
    facts = Facts(NOW, Written(0, "Casino bonus"), weights=WEIGHTS)
    assert judge(facts).outcome == Outcome.PUBLISHED


def test_words_of_spam_weigh_more_than_nothing_and_those_of_ham_less() -> None:
    weights = learn([{"casino", "the"}] * 20, [{"essay", "the"}] * 100)
    assert weights["casino"] > 2
    assert weights["essay"] < -2
    assert abs(weights["the"]) < 0.1


def test_word_of_one_text_is_not_learnt_and_the_model_stays_small() -> None:
    spam = [{f"word{n}" for n in range(2 * MOST_WORDS)}, {f"word{n}" for n in range(1, 2 * MOST_WORDS)}]
    weights = learn(spam, [{"essay"}] * 2)
    assert "word0" not in weights
    assert len(weights) == MOST_WORDS


def make_decided(post: Post, moderator: User, body: str, status: str, count: int, **fields: Any) -> None:
    fields = fields or {"guest_name": "Gast", "guest_email": "gast@example.org"}
    rows = [
        Comment(post=post, body=body.format(n), status=status, path=str(n), submission=uuid.uuid4(), **fields)
        for n in range(count)
    ]
    ModerationEntry.objects.bulk_create(
        ModerationEntry(course=post.course, comment=row, moderator=moderator, to_status=status)
        for row in Comment.objects.bulk_create(rows)
    )


@pytest.fixture
def trained(post: Post, instructor: User) -> SpamModel:
    make_decided(post, instructor, SPAM, "spam", LEAST_OF_EACH)
    make_decided(post, instructor, HAM, "published", LEAST_OF_EACH)
    model = train()
    assert model
    return model


def test_what_moderators_called_spam_is_known_again(post: Post, trained: SpamModel) -> None:
    guest = Guest("Gast", "gast2@example.org")
    comment = post_comment(post=post, guest=guest, body="A casino with a bonus for you today")
    assert comment.status == "spam"
    entry = comment.moderation_log.get()
    assert entry.rule == "classifier"
    assert entry.reason.startswith("Looks like spam (0.99): ")
    assert "casino" in entry.reason


def test_ham_of_a_guest_waits_as_before(post: Post, trained: SpamModel) -> None:
    guest = Guest("Gast", "gast2@example.org")
    comment = post_comment(post=post, guest=guest, body="Well said of Stalin in this essay")
    assert comment.moderation_log.get().rule == "course_policy"


@pytest.mark.django_db
def test_it_says_nothing_before_there_is_enough(post: Post, instructor: User) -> None:
    make_decided(post, instructor, SPAM, "spam", LEAST_OF_EACH - 1)
    make_decided(post, instructor, HAM, "published", 50)
    assert train() is None
    assert not SpamModel.objects.exists()


@pytest.mark.django_db
def test_removed_comment_of_a_member_teaches_nothing(post: Post, instructor: User) -> None:
    make_decided(post, instructor, SPAM, "removed", LEAST_OF_EACH, author=makers.make_user())
    make_decided(post, instructor, HAM, "published", LEAST_OF_EACH)
    assert train() is None


def test_what_a_moderator_took_back_is_forgotten(post: Post, trained: SpamModel) -> None:
    Comment.objects.filter(status="spam").update(status="held")
    assert train() is None
    assert not SpamModel.objects.exists()


def test_decision_lets_it_learn(
    post: Post, trained: SpamModel, instructor: User, django_capture_on_commit_callbacks: Any
) -> None:
    waiting = makers.make_comment(post, status="held", guest_name="Gast", guest_email="gast@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        moderate(comments=Comment.objects.filter(pk=waiting.pk), to="spam", by=instructor)
    assert SpamModel.objects.get().spam_count == LEAST_OF_EACH + 1


def test_weights_are_read_once_for_many_comments(post: Post, trained: SpamModel) -> None:
    guest = Guest("Gast", "gast2@example.org")
    post_comment(post=post, guest=guest, body="Reads the weights.")
    with CaptureQueriesContext(connection) as queries:
        post_comment(post=post, guest=guest, body="Reads them no more.")
    assert not [query for query in queries if 'FROM "comments_spammodel"' in query["sql"][:60]]


def test_command_says_what_was_learnt(trained: SpamModel, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("train_classifier")
    assert capsys.readouterr().out.startswith("Learnt from 20 spam and 20 ham; ")


@pytest.mark.django_db
def test_command_says_that_there_is_too_little(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("train_classifier")
    assert "it takes 20 comments of each kind" in capsys.readouterr().out
