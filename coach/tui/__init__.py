"""The terminal interface: library, rehearsal, report and doctor screens over one `Coach`."""

import os

# Textual's developer switches send what is on the screen to another host or into a file. It reads them when it is
# imported, and every module of this package comes before that.
for _name in ("TEXTUAL", "TEXTUAL_LOG", "TEXTUAL_DEVTOOLS_HOST", "TEXTUAL_DEVTOOLS_PORT"):
    os.environ.pop(_name, None)
