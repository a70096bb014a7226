from django.urls import path

from . import views

urlpatterns = [
    path("notes/<slug:specification>/<word:topic>/", views.note_detail, name="note_detail"),
]
