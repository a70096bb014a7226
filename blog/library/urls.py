from django.urls import path

from . import adding, browsing, editing, finding, importing, units

urlpatterns = [
    path("courses/<slug:course>/sources/", browsing.source_list, name="source_list"),
    path("courses/<slug:course>/sources/<word:key>/", browsing.source_detail, name="source_detail"),
    path("courses/<slug:course>/sources/<word:key>/card/", browsing.source_card, name="source_card"),
    path("courses/<slug:course>/sources/<word:key>/share/", browsing.source_share, name="source_share"),
    path("courses/<slug:course>/add-source/", adding.source_add, name="source_add"),
    path("courses/<slug:course>/sources/<word:key>/edit/", editing.source_edit, name="source_edit"),
    path("courses/<slug:course>/import-sources/", importing.source_import, name="source_import"),
    path("courses/<slug:course>/find-source/", finding.source_find, name="source_find"),
    path("courses/<slug:course>/units/<int:number>/sources/", units.unit_sources, name="unit_sources"),
]
