from django.urls import path

from . import revision_views, views

_NOTE = "notes/<slug:specification>/<word:topic>"
_REVISION = f"{_NOTE}/revisions/<int:number>"
urlpatterns = [
    path(f"{_NOTE}/edit/", views.note_edit, name="note_edit"),
    path(f"{_NOTE}/withdraw/", views.note_withdraw, name="note_withdraw"),
    path(f"{_NOTE}/preview/", views.note_preview, name="note_preview"),
    path(f"{_NOTE}/check/", views.note_check, name="note_check"),
    path(f"{_NOTE}/copies/", views.note_copy_save, name="note_copy_save"),
    path(f"{_NOTE}/revisions/", revision_views.note_revisions, name="note_revisions"),
    path(f"{_REVISION}/", revision_views.note_revision_detail, name="note_revision_detail"),
    path(f"{_REVISION}/restore/", revision_views.note_revision_restore, name="note_revision_restore"),
    path("note-copies/<int:pk>/discard/", views.note_copy_discard, name="note_copy_discard"),
]
