"""Questions about threads and what was said in them."""

from lanterne.comments.queries.desk import (
    DeskCard,
    ReportCard,
    RulingCard,
    Wanted,
    counts,
    desk_comment,
    desk_page,
    reports,
    rulings,
    threads,
    watched,
    watched_cards,
)
from lanterne.comments.queries.learned import ModelCard, model
from lanterne.comments.queries.threads import (
    CommentCard,
    ThreadCard,
    ThreadPage,
    comment,
    published_count,
    published_counts,
    thread,
    thread_page,
)

__all__ = [
    "CommentCard",
    "DeskCard",
    "ModelCard",
    "ReportCard",
    "RulingCard",
    "ThreadCard",
    "ThreadPage",
    "Wanted",
    "comment",
    "counts",
    "desk_comment",
    "desk_page",
    "model",
    "published_count",
    "published_counts",
    "reports",
    "rulings",
    "thread",
    "thread_page",
    "threads",
    "watched",
    "watched_cards",
]
