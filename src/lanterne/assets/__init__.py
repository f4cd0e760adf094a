"""Uploads, mezzanines, publish jobs and publications: the product's side of the engine."""
