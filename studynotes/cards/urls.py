from django.urls import path

from . import views

urlpatterns = [
    path("my/cards/", views.card_list, name="card_list"),
    path("my/cards/review/", views.card_review, name="card_review"),
    path("my/cards/start/", views.card_start, name="card_start"),
    path("my/cards/stop/", views.card_stop, name="card_stop"),
    path("my/cards/<int:pk>/", views.card_detail, name="card_detail"),
    path("my/cards/<int:pk>/rate/", views.card_rate, name="card_rate"),
    path("my/cards/ratings/<int:pk>/undo/", views.card_undo, name="card_undo"),
    path("cards/<slug:specification>/", views.card_sheet, name="card_sheet"),
    path("cards/<slug:specification>/<word:topic>/", views.card_sheet, name="card_sheet"),
]
