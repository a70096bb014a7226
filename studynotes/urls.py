from django.urls import URLPattern

app_name = "studynotes"
urlpatterns: list[URLPattern] = []
