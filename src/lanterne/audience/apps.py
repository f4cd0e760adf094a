from django.apps import AppConfig


class AudienceConfig(AppConfig):
    name = "lanterne.audience"
