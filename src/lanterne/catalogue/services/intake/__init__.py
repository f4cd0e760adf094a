"""Taking in many titles at once: first judged, then written in a few statements."""

from lanterne.catalogue.services.intake.gathering import judge_collection, take_in_collection
from lanterne.catalogue.services.intake.judging import judge_titles
from lanterne.catalogue.services.intake.writing import hold_titles, take_in

__all__ = ["hold_titles", "judge_collection", "judge_titles", "take_in", "take_in_collection"]
