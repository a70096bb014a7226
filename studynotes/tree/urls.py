from django.urls import path

from . import views

urlpatterns = [
    path("notes/", views.subject_list, name="subject_list"),
    path("notes/<slug:specification>/", views.specification_detail, name="specification_detail"),
]
