"""Questions about drafts, and about titles that may be held twice."""

from lanterne.editorial.queries.drafts import HeldDraft, coming, draft
from lanterne.editorial.queries.duplicates import Merged, candidates, merges

__all__ = ["HeldDraft", "Merged", "candidates", "coming", "draft", "merges"]
