from django.urls import path

from . import list_views, marking_views, views

urlpatterns = [
    path("practice/<int:pk>/", views.question_detail, name="question_detail"),
    path("practice/<int:pk>/keep/", views.answer_keep, name="answer_keep"),
    path("answers/", list_views.answer_list, name="answer_list"),
    path("answers/<int:pk>/", marking_views.answer_detail, name="answer_detail"),
    path("answers/<int:pk>/mark/", marking_views.answer_mark, name="answer_mark"),
    path("answers/<int:pk>/share/", marking_views.answer_share, name="answer_share"),
    path("my/answers/", list_views.answer_mine, name="answer_mine"),
    path("courses/<slug:course>/results/", list_views.result_list, name="result_list"),
    path("courses/<slug:course>/results/<int:question>/", list_views.result_detail, name="result_detail"),
    path("courses/<slug:course>/results.csv", list_views.result_export, name="result_export"),
]
