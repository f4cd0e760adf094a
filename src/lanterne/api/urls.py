"""The API's version and its routers."""

from ninja import NinjaAPI

api = NinjaAPI(title="Lanterne", version="1")
