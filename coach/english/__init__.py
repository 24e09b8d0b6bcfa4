"""What English words say: tokens, word classes, what a manager's line does or gives away, whether a text is English."""
