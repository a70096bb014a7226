from django.urls import path

from . import views

essay = "courses/<slug:course>/essays/<word:slug>/"
urlpatterns = [
    path("notices/", views.notice_list, name="notice_list"),
    path("notices/read/", views.notice_read, name="notice_read"),
    path("notices/settings/", views.notice_settings, name="notice_settings"),
    path("notices/stop/<str:token>/", views.notice_unsubscribe, name="notice_unsubscribe"),
    path("notices/confirm/<str:token>/", views.guest_confirm, name="guest_confirm"),
    path(f"{essay}thread/follow/", views.thread_follow, name="thread_follow"),
    path(f"{essay}follow/", views.guest_follow, name="guest_follow"),
]
