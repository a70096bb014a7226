from django.urls import path

from . import views

urlpatterns = [
    path(
        "courses/<slug:course>/essays/<word:slug>/suggest-source/",
        views.source_propose,
        name="source_propose",
    ),
    path("proposals/<int:pk>/", views.proposal_decide, name="proposal_decide"),
]
