from django.urls import path

from .documents import views as documents

app_name = "transfer"
urlpatterns = [
    path("write/import/", documents.document_import, name="document_import"),
    path("write/convert/", documents.document_convert, name="document_convert"),
    path("write/paste/", documents.clipboard_convert, name="clipboard_convert"),
]
