"""Who the requests of schemathesis come from, and which users, messages and pictures they ask for.

All come from one user, the server's first and thus its admin, except those that end sessions: each of these has a user of its own.
"""

import itertools
import json
import os
import struct
import urllib.request
import uuid
import zlib

import schemathesis

BASE = os.environ["CHATSPACE_URL"]
PASSWORD = "correct horse battery"
ENDING = {"logOut", "logOutAll", "endSession", "changePassword", "deleteAccount"}

_count = itertools.count()


def call(method, path, body, token=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data, {"Content-Type": "application/json"}, method=method)
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def sign_up():
    name = f"user{next(_count)}"
    answer = call("POST", "/api/auth/signup", {"fullName": name, "email": f"{name}@example.org", "password": PASSWORD})
    return {"token": answer["token"], "id": answer["userData"]["_id"]}


def png(side):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + bytes(3 * side) for _ in range(side)))
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def upload(path, field, token):
    mark = uuid.uuid4().hex
    head = f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    body = head.encode() + png(8) + f"\r\n--{mark}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={mark}", "Authorization": f"Bearer {token}"}
    with urllib.request.urlopen(urllib.request.Request(BASE + path, body, headers, method="POST"), timeout=60) as answer:
        return json.load(answer)


def refresh_cookie():
    body = json.dumps({"email": "user0@example.org", "password": PASSWORD, "refresh": True}).encode()
    request = urllib.request.Request(BASE + "/api/auth/login", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return answer.headers["Set-Cookie"].split(";")[0].split("=", 1)[1]


ADMIN = sign_up()
OTHER = sign_up()
PICTURE = upload(f"/api/messages/send/{OTHER['id']}", "image", ADMIN["token"])["newMessage"]["image"].rsplit("/", 1)[1]
MESSAGE = call("POST", f"/api/messages/send/{ADMIN['id']}", {"text": "Hello"}, OTHER["token"])["newMessage"]["_id"]
REAL = {
    "userId": OTHER["id"],
    "getUser.id": OTHER["id"],
    "banUser.id": sign_up()["id"],
    "unbanUser.id": OTHER["id"],
    "drainNode.id": "presence-1",
    "resumeNode.id": "presence-1",
    "markSeen.id": MESSAGE,
    "getPicture.id": PICTURE,
    "getThumb.id": PICTURE,
}
call("POST", "/api/ai/limiter", {"enabled": True}, ADMIN["token"])


def operation_of(case):
    return case.operation.definition.raw.get("operationId", "")


def is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


@schemathesis.auth(refresh_interval=None)
class Tokens:
    def get(self, case, context):
        return sign_up() if operation_of(case) in ENDING else ADMIN

    def set(self, case, user, context):
        case.headers["Authorization"] = f"Bearer {user['token']}"
        if operation_of(case) == "endSession" and is_positive(case):
            case.path_parameters["id"] = call("GET", "/api/auth/sessions", None, user["token"])["sessions"][0]["id"]


@schemathesis.deserializer("application/x-ndjson")
def any_line(context, response):
    lines = [json.loads(line) for line in response.content.splitlines()]
    return lines[next(_count) % len(lines)]


@schemathesis.hook
def before_call(context, case, kwargs):
    """Every second well-formed request is about something that is there."""
    if not is_positive(case) or next(_count) % 2:
        return
    operation = operation_of(case)
    for name in case.path_parameters or {}:
        real = REAL.get(f"{operation}.{name}", REAL.get(name))
        if real:
            case.path_parameters[name] = real
    if operation == "refresh":
        case.cookies["chatspace_refresh"] = refresh_cookie()
    if operation == "keepPicture" and isinstance(case.body, dict):
        case.body["file"] = png(8)
    if operation in ("changePassword", "deleteAccount") and isinstance(case.body, dict):
        case.body["currentPassword" if operation == "changePassword" else "password"] = PASSWORD
