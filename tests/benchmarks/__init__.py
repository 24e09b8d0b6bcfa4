"""Measures the coach beside a floor: the least that click and Textual need on the same machine, in the same run."""
