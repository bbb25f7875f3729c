"""Ukrainian and Russian articles, by rules and morphology."""
