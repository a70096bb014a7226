from django.urls import path

from . import unapi, views

urlpatterns = [
    path(
        "courses/<slug:course>/essays/<word:slug>/sources.<str:extension>",
        views.post_export,
        name="post_export",
    ),
    path("courses/<slug:course>/essays/<word:slug>/cite/", views.post_cite, name="post_cite"),
    path(
        "courses/<slug:course>/essays/<word:slug>/cite.<str:extension>",
        views.reference_export,
        name="reference_export",
    ),
    path("courses/<slug:course>/export-sources/", views.source_export, name="source_export"),
    path("unapi/", unapi.unapi, name="unapi"),
]
