from django.urls import path

from . import views

urlpatterns = [
    path("essays/<int:pk>/authors/", views.authorship_edit, name="authorship_edit"),
    path("essays/<int:pk>/authors/answer/", views.authorship_answer, name="authorship_answer"),
    path("essays/<int:pk>/authors/leave/", views.authorship_leave, name="authorship_leave"),
]
