"""Folders as Kodi and Jellyfin keep them: an NFO file and pictures beside each film, in and out."""

from lanterne.exchange.nfo.walking import is_one, read
from lanterne.exchange.nfo.writing import write

__all__ = ["is_one", "read", "write"]
