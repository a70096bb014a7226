from django.urls import path

from . import address_views, views

urlpatterns = [
    path("essays/<int:pk>/revisions/", views.post_revisions, name="post_revisions"),
    path("essays/<int:pk>/revisions/<int:number>/", views.revision_detail, name="revision_detail"),
    path("essays/<int:pk>/revisions/<int:number>/restore/", views.revision_restore, name="revision_restore"),
    path("essays/<int:pk>/address/", address_views.address_follow, name="address_follow"),
]
