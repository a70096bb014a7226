from django.urls import path

from . import change_views, views

urlpatterns = [
    path("comments/thank/", views.comment_thank, name="comment_thank"),
    path("comments/<int:pk>/", views.comment_detail, name="comment_detail"),
    path("comments/<int:pk>/edit/", change_views.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/delete/", change_views.comment_delete, name="comment_delete"),
    path("comments/<int:pk>/question/", views.comment_question, name="comment_question"),
    path("questions/", views.question_list, name="question_list"),
]
