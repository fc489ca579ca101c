"""The Python worker of Runyard: runs LangGraph graphs for a server over one Unix socket.

`PROTOCOL.md` beside this package describes the wire. The worker holds no data: checkpoints, store items and
events all go to the server.
"""

PROTOCOL_VERSION = 1
