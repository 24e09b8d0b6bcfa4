"""The rehearsal room in a browser on this machine: one page, one coach process behind each open tab.

Of textual-serve it takes the page's terminal. The server that comes with it is one for development (no login, no check
of who asks, no limits, processes that outlive their page). Nearly every method of it would have to be replaced, so this
one is the coach's own.

```
guard.py        who may come in: token, cookie, Host and Origin, and the headers of every answer
environment.py  what a coach process is told, and what it is not
room.py         one coach process: its start, its packets, its end
ending.py       why a room was closed, in the words that its page shows
server.py       the page, the socket behind it, how many there may be, and an orderly end
page/           the page
```
"""

from coach.serve.environment import room_environment
from coach.serve.server import Limits, serve

__all__ = ["Limits", "room_environment", "serve"]
