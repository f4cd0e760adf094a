"""Design tokens, components and template tags; knows no domain."""
