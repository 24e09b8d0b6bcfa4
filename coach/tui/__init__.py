"""The terminal interface: library, rehearsal, report and doctor screens over one `Coach`."""
