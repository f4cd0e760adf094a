"""The engine: a film file goes in; measured, packaged, protected streams come out."""
