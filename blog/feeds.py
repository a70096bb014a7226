"""Essays as Atom (RFC 4287) and RSS 2.0, with their full text. Only what anyone may read is in them."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import escape

from courses.models import Course

from .models import Category, Post, PostQuerySet, Tag

NEWEST = 20
_PICTURE = re.compile(r'(?<=[" ])/images/(?=[0-9a-f]{32}\.)')


class _FullTextRss(Rss201rev2Feed):
    """RSS with the text in content:encoded (http://web.resource.org/rss/1.0/modules/content/)."""

    def root_attributes(self) -> dict[str, str]:
        return super().root_attributes() | {"xmlns:content": "http://purl.org/rss/1.0/modules/content/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", _content(item))


class _FullTextAtom(Atom1Feed):
    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", _content(item), {"type": "html"})


def _content(item: dict[str, Any]) -> str:
    """The text; its notes and citations lead to the essay's page, its pictures have whole addresses."""
    page = urlsplit(item["link"])
    content = _PICTURE.sub(f"{page.scheme}://{page.netloc}/images/", item["content"])
    return content.replace('href="#', f'href="{escape(item["link"])}#')


class SiteFeed(Feed):
    feed_type = _FullTextRss
    title = "Colloquy"
    description = "The newest essays"

    def link(self, obj: Any = None) -> str:
        return obj.get_absolute_url() if obj else reverse("blog:home")

    def posts(self, obj: Any) -> PostQuerySet:
        return Post.objects.all()

    def items(self, obj: Any) -> PostQuerySet:
        posts = self.posts(obj).visible_to(AnonymousUser()).published()
        posts = posts.with_names(AnonymousUser()).select_related("course", "category")
        return posts.defer("body").newest_first()[:NEWEST]

    def item_title(self, item: Post) -> str:
        return item.title

    def item_description(self, item: Post) -> str:
        return item.excerpt

    def item_author_name(self, item: Post) -> str:
        return str(item.byline)

    def item_pubdate(self, item: Post) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime:
        return item.updated_at

    def item_categories(self, item: Post) -> list[str]:
        return [item.category.name] if item.category else []

    def item_extra_kwargs(self, item: Post) -> dict[str, Any]:
        return {"content": item.body_html + item.sources_html}


class CourseFeed(SiteFeed):
    def get_object(self, request: HttpRequest, course: str) -> Course:
        return get_object_or_404(Course, slug=course)

    def title(self, obj: Course) -> str:
        return obj.title

    def posts(self, obj: Course) -> PostQuerySet:
        return Post.objects.filter(course=obj)


class CategoryFeed(SiteFeed):
    def get_object(self, request: HttpRequest, course: str, slug: str) -> Category:
        return get_object_or_404(Category.objects.select_related("course"), course__slug=course, slug=slug)

    def title(self, obj: Category) -> str:
        return f"{obj.name} · {obj.course.title}"

    def posts(self, obj: Category) -> PostQuerySet:
        return Post.objects.filter(category=obj)


class TagFeed(SiteFeed):
    def get_object(self, request: HttpRequest, slug: str) -> Tag:
        seen = Post.objects.visible_to(AnonymousUser()).published()
        return get_object_or_404(Tag.objects.filter(posts__in=seen).distinct(), slug=slug)

    def title(self, obj: Tag) -> str:
        return f"Essays on {obj.name}"

    def posts(self, obj: Tag) -> PostQuerySet:
        return Post.objects.filter(tags=obj)


class Atom:
    feed_type: Any = _FullTextAtom

    def subtitle(self, obj: Any) -> str:
        return SiteFeed.description


class SiteAtom(Atom, SiteFeed):
    pass


class CourseAtom(Atom, CourseFeed):
    pass


class CategoryAtom(Atom, CategoryFeed):
    pass


class TagAtom(Atom, TagFeed):
    pass
