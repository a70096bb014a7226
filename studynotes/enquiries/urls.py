from django.urls import path

from . import views

urlpatterns = [
    path("hire-a-tutor/", views.enquiry_start, name="enquiry_start"),
    path("hire-a-tutor/sent/", views.enquiry_sent, name="enquiry_sent"),
    path("hire-a-tutor/<slug:step>/", views.enquiry_step, name="enquiry_step"),
]
