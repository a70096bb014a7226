from django.urls import path

from . import views

urlpatterns = [
    path("essays/<int:pk>/terms/", views.term_definitions, name="term_definitions"),
    path("key-terms/", views.terms_choose, name="terms_choose"),
    path("notes/<slug:specification>/<word:topic>/terms/<word:slug>/", views.term_detail, name="term_detail"),
]
