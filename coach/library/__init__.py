"""Reads and checks what stands in prompts/ and scenarios/: the rubric, the prompt templates and the scenes.

Name the module that you need: `covers` is on the standard library alone, for the first paint.
"""
