"""Rehearse a hard talk with your manager: a role-play coach for the terminal."""
