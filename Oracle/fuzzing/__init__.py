"""Differential fuzzing: runs random cases here and in gridlock, compares, shrinks what differs."""
