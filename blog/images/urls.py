from django.urls import path

from . import views

urlpatterns = [
    path("images/<str:name>", views.image_show, name="image_show"),
    path("my/pictures/", views.image_mine, name="image_mine"),
    path("my/pictures/add/", views.image_add, name="image_add"),
    path("my/pictures/<str:name>/", views.image_edit, name="image_edit"),
    path("my/pictures/<str:name>/delete/", views.image_delete, name="image_delete"),
]
