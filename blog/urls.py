from django.urls import path
from django.views.decorators.http import require_safe

from . import feeds, views
from .authorship.urls import urlpatterns as authorship
from .citing.urls import urlpatterns as citing
from .copies.urls import urlpatterns as copies
from .exports.urls import urlpatterns as exports
from .images.urls import urlpatterns as images
from .library.urls import urlpatterns as library
from .mine.urls import urlpatterns as mine
from .portfolio.urls import urlpatterns as portfolio
from .proposals.urls import urlpatterns as proposals
from .publishing.urls import urlpatterns as publishing
from .revising.urls import urlpatterns as revising
from .writing import views as writing

app_name = "blog"
urlpatterns = [
    path("", views.home, name="home"),
    path("courses/<slug:course>/essays/<word:slug>/", views.post_detail, name="post_detail"),
    path("courses/<slug:course>/categories/<word:slug>/", views.category_detail, name="category_detail"),
    path("tags/<word:slug>/", views.tag_detail, name="tag_detail"),
    path("archive/<int:year>/<int:month>/", views.month_detail, name="month_detail"),
    path("write/", writing.post_create, name="post_create"),
    path("essays/<int:pk>/edit/", writing.post_edit, name="post_edit"),
    path("essays/<int:pk>/withdraw/", writing.post_withdraw, name="post_withdraw"),
    path("preview/", writing.post_preview, name="post_preview"),
    *authorship,
    *images,
    *library,
    *citing,
    *copies,
    *exports,
    *proposals,
    *portfolio,
    *mine,
    *publishing,
    *revising,
]

# Each feed as RSS and, one step further, as Atom.
for prefix, noun, rss, atom in [
    ("", "site", feeds.SiteFeed, feeds.SiteAtom),
    ("courses/<slug:course>/", "course", feeds.CourseFeed, feeds.CourseAtom),
    ("courses/<slug:course>/categories/<word:slug>/", "category", feeds.CategoryFeed, feeds.CategoryAtom),
    ("tags/<word:slug>/", "tag", feeds.TagFeed, feeds.TagAtom),
]:
    urlpatterns += [
        path(f"{prefix}feed/", require_safe(rss()), name=f"{noun}_feed"),
        path(f"{prefix}feed/atom/", require_safe(atom()), name=f"{noun}_feed_atom"),
    ]
