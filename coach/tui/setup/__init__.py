"""The set-up: language model, settings, doctor."""
