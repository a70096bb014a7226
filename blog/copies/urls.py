from django.urls import path

from . import views

urlpatterns = [
    path("copies/", views.copy_save, name="copy_save"),
    path("copies/<int:pk>/discard/", views.copy_discard, name="copy_discard"),
]
