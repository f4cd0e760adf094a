from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "lanterne.exchange"
