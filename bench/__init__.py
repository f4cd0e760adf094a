"""Measurements of ourselves: ``python -m bench`` prints the tables of docs/benchmarks.md."""
