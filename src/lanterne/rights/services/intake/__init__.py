"""Taking in the rights of many titles at once: first judged, then written in a few statements."""

from lanterne.rights.services.intake.judging import judge_grants
from lanterne.rights.services.intake.writing import take_in_grants

__all__ = ["judge_grants", "take_in_grants"]
