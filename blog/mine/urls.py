from django.urls import path

from . import views

urlpatterns = [path("my/essays/", views.post_mine, name="post_mine")]
