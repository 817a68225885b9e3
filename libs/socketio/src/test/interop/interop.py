"""Runs python-socketio, unmodified, against our server: python interop.py <port>"""

import sys
import threading

import socketio

url = f"http://127.0.0.1:{sys.argv[1]}"

for transports in (["polling"], ["websocket"], None):
    client = socketio.Client(reconnection=False)
    welcomed, gone = threading.Event(), threading.Event()
    client.on("welcome", lambda auth, *rest: welcomed.set() if auth == {"token": "t"} else None)
    client.on("question", lambda arg: {"answer": arg})
    client.on("disconnect", lambda *reason: gone.set())
    client.connect(url, transports=transports, auth={"token": "t"}, wait_timeout=5)
    assert welcomed.wait(5), "no welcome"
    assert client.call("echo", {"a": [1, None, "\u20ac"]}) == {"a": [1, None, "\u20ac"]}
    assert client.call("echo", b"\x01\x02\xfa") == b"\x01\x02\xfa"
    assert client.call("ask me", 42) == {"answer": 42}
    client.emit("send me away")
    assert gone.wait(5), "not sent away"
    client.disconnect()
    print("ok", transports or "upgrade", flush=True)
