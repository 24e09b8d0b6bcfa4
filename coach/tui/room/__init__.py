"""The rehearsal room: the talk, the coach beside it, and what is typed."""
