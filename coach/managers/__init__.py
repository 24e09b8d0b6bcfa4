"""The managers behind the one door: each words the cues that the domain has chosen."""
