"""Reads conversations that were held elsewhere, and what the lines in them do."""
