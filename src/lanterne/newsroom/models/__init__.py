"""Tables of newsrooms, articles, pictures and the people who write, and of what the public is shown."""

from lanterne.newsroom.models.pages import Article, ArticleForm, Newsroom
from lanterne.newsroom.models.people import Author, AuthorWords, Contact
from lanterne.newsroom.models.pictures import Picture, Rendition
from lanterne.newsroom.models.shown import Correction, Mention, Pin, Release, Use, open_at

__all__ = [
    "Article",
    "ArticleForm",
    "Author",
    "AuthorWords",
    "Contact",
    "Correction",
    "Mention",
    "Newsroom",
    "Picture",
    "Pin",
    "Release",
    "Rendition",
    "Use",
    "open_at",
]
