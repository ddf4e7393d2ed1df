"""Encounters that the text states: who, where, when, and who says so."""
