"""Moving sessions and resume points from one title to another that it turned out to be."""

from __future__ import annotations

from django.db import transaction

from lanterne.playback.models import PlaySession, ResumePoint


@transaction.atomic
def move_viewers(*, from_id: int, to_id: int) -> dict[str, list[object]]:
    """Who watches goes on watching; of two resume points of a profile, the later one counts."""
    own = {row.profile_id: row for row in ResumePoint.objects.filter(title_id=to_id)}
    left: list[object] = []
    for row in ResumePoint.objects.filter(title_id=from_id):
        if (held := own.get(row.profile_id)) is not None:
            older = min(row, held, key=lambda one: one.updated_at)
            left.append([older.profile_id, older.title_id, older.seconds])
            older.delete()
    ResumePoint.objects.filter(title_id=from_id).update(title_id=to_id)
    sessions = PlaySession.objects.filter(title_id=from_id)
    moved: list[object] = [str(one) for one in sessions.values_list("pk", flat=True)]
    sessions.update(title_id=to_id)
    return {"sessions": moved, "resume_points_left": left}
