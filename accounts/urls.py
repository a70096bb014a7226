from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("profile/", views.profile_edit, name="profile_edit"),
    path("pictures/<str:name>", views.picture_show, name="picture_show"),
]
