from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    name = "lanterne.discovery"
