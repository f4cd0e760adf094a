from django.apps import AppConfig


class DeliveriesConfig(AppConfig):
    name = "lanterne.deliveries"
