"""Questions about newsrooms: what the public may read at an instant, and what editors have to look at."""

from lanterne.newsroom.queries.affected import Affected, affected, citing, hidden_places
from lanterne.newsroom.queries.also import Also, read_also
from lanterne.newsroom.queries.article import article, previewed
from lanterne.newsroom.queries.cards import (
    ArticleCard,
    AuthorCard,
    ContactCard,
    CorrectionCard,
    Entry,
    HomeCard,
    Listed,
    PictureCard,
    Readers,
)
from lanterne.newsroom.queries.desk import Line, desk, market_of_page, title_of
from lanterne.newsroom.queries.lists import (
    about_title,
    archive_years,
    author,
    by_author,
    entries,
    every_public,
    held,
    home,
    homes,
    is_public,
    next_instant,
    search,
)
from lanterne.newsroom.queries.pictures import Shown, is_for, shown

__all__ = [
    "Affected",
    "Also",
    "ArticleCard",
    "AuthorCard",
    "ContactCard",
    "CorrectionCard",
    "Entry",
    "HomeCard",
    "Line",
    "Listed",
    "PictureCard",
    "Readers",
    "Shown",
    "about_title",
    "affected",
    "archive_years",
    "article",
    "author",
    "by_author",
    "citing",
    "desk",
    "entries",
    "every_public",
    "held",
    "hidden_places",
    "home",
    "homes",
    "is_for",
    "is_public",
    "market_of_page",
    "next_instant",
    "previewed",
    "read_also",
    "search",
    "shown",
    "title_of",
]
