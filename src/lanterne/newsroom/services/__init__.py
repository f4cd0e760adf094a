"""Opening newsrooms, publishing articles, and letting them say that a figure was corrected."""

from lanterne.newsroom.services.correcting import leave_figure, show_correction
from lanterne.newsroom.services.going_out import AddressTaken
from lanterne.newsroom.services.importing import import_newsrooms
from lanterne.newsroom.services.opening import MarketUnknown, open_newsroom
from lanterne.newsroom.services.publishing import Draft, NoSuchNewsroom, WrongDraft, publish_article

__all__ = [
    "AddressTaken",
    "Draft",
    "MarketUnknown",
    "NoSuchNewsroom",
    "WrongDraft",
    "import_newsrooms",
    "leave_figure",
    "open_newsroom",
    "publish_article",
    "show_correction",
]
