"""The addresses of the subscribers' face."""

from django.urls import URLPattern

app_name = "web"
urlpatterns: list[URLPattern] = []
