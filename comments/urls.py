from django.urls import path
from django.views.decorators.http import require_safe

from . import feeds, people, thread_views, views
from .anchoring.views import passage_list
from .notices.urls import urlpatterns as notices
from .writing.urls import urlpatterns as writing

app_name = "comments"
urlpatterns = [
    path("authors/<word:slug>/", people.author_detail, name="author_detail"),
    path("authors/<word:slug>/feed/", require_safe(people.AuthorFeed()), name="author_feed"),
    path("authors/<word:slug>/feed/atom/", require_safe(people.AuthorAtom()), name="author_feed_atom"),
    path("courses/<slug:course>/essays/<word:slug>/reply/", views.comment_reply, name="comment_reply"),
    path(
        "courses/<slug:course>/essays/<word:slug>/replies/<int:pk>/",
        thread_views.thread_branch,
        name="thread_branch",
    ),
    path("courses/<slug:course>/essays/<word:slug>/passages/", passage_list, name="passage_list"),
    path("courses/<slug:course>/essays/<word:slug>/news/", thread_views.thread_news, name="thread_news"),
    path("courses/<slug:course>/essays/<word:slug>/read/", thread_views.thread_read, name="thread_read"),
    path(
        "courses/<slug:course>/essays/<word:slug>/feed/",
        require_safe(feeds.PostCommentsFeed()),
        name="post_feed",
    ),
    path(
        "courses/<slug:course>/essays/<word:slug>/feed/atom/",
        require_safe(feeds.PostCommentsAtom()),
        name="post_feed_atom",
    ),
    *notices,
    *writing,
]
