"""What English words say: tokens, word classes, what a manager's line does, whether a text is English at all."""
