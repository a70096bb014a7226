from django.urls import path

from . import views

urlpatterns = [
    path("essays/<int:pk>/publication/", views.post_publication, name="post_publication"),
    path("courses/<slug:course>/submissions/", views.submission_list, name="submission_list"),
]
