from .enquiries.urls import urlpatterns as enquiries

app_name = "studynotes"
urlpatterns = [*enquiries]
