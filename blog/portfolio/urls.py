from django.urls import path

from . import views

urlpatterns = [
    path("my/portfolio/", views.portfolio_edit, name="portfolio_edit"),
    path("authors/<word:slug>/portfolio/", views.portfolio_detail, name="portfolio_detail"),
]
