from django.urls import path

from . import change_views, closing_views, naming_views, previewing, report_views, views

_ESSAY = "courses/<slug:course>/essays/<word:slug>/"
urlpatterns = [
    path("comments/thank/", views.comment_thank, name="comment_thank"),
    path("comments/<int:pk>/", views.comment_detail, name="comment_detail"),
    path("comments/<int:pk>/edit/", change_views.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", change_views.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/report/", report_views.comment_report, name="comment_report"),
    path("comments/<int:pk>/question/", views.comment_question, name="comment_question"),
    path(f"{_ESSAY}reply/preview/", previewing.comment_preview, name="comment_preview"),
    path(f"{_ESSAY}mentions/", naming_views.mention_find, name="mention_find"),
    path(f"{_ESSAY}close-comments/", closing_views.thread_close, name="thread_close"),
    path("questions/", views.question_list, name="question_list"),
]
