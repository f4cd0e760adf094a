from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "lanterne.results"
