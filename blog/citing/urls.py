from django.urls import path

from . import choosing, views

urlpatterns = [
    path("citation-style/", choosing.style_choose, name="style_choose"),
    path("check/", views.post_check, name="post_check"),
    path("essays/<int:pk>/answers/", views.finding_answer, name="finding_answer"),
    path("essays/<int:pk>/citations/", views.post_citations, name="post_citations"),
]
