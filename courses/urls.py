from django.urls import path

from . import views

app_name = "courses"
urlpatterns = [
    path("courses/<slug:course>/", views.course_detail, name="course_detail"),
    path("courses/<slug:course>/join/", views.course_join, name="course_join"),
    path("courses/<slug:course>/units/<int:number>/", views.unit_detail, name="unit_detail"),
]
