"""The comments on one essay as RSS and Atom, newest first, in full. Only what anyone may read is in them."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed

from blog.models import Post

from .drawing import text_of
from .models import Comment

NEWEST = 50


class PostCommentsFeed(Feed):
    def get_object(self, request: HttpRequest, course: str, slug: str) -> Post:
        posts = Post.objects.visible_to(AnonymousUser()).published().with_names(AnonymousUser())
        posts = posts.select_related("course")
        return get_object_or_404(posts, course__slug=course, slug=slug)

    def title(self, obj: Post) -> str:
        return f"Comments on: {obj.title}"

    def link(self, obj: Post) -> str:
        return obj.get_absolute_url()

    def description(self, obj: Post) -> str:
        return f"What readers say about “{obj.title}”"

    def items(self, obj: Post) -> list[Comment]:
        newest = Comment.objects.visible_to(AnonymousUser()).filter(post=obj).order_by("-pk")
        found = list(newest.select_related("author").defer("body")[:NEWEST])
        for comment in found:
            comment.post = obj
        return found

    def item_title(self, item: Comment) -> str:
        return f"By {item.writer_name}"

    def item_description(self, item: Comment) -> str:
        return text_of(item.html)

    def item_author_name(self, item: Comment) -> str:
        return item.writer_name

    def item_pubdate(self, item: Comment) -> datetime:
        return item.created_at

    def item_updateddate(self, item: Comment) -> datetime:
        return item.created_at


class PostCommentsAtom(PostCommentsFeed):
    feed_type = Atom1Feed

    def subtitle(self, obj: Post) -> str:
        return self.description(obj)
