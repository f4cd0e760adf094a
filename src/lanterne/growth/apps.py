from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "lanterne.growth"
