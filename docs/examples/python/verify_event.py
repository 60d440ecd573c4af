"""Tells whether an event comes from Backline. Python 3.9 or newer, nothing to install."""

import base64
import hashlib
import hmac
import time

TOLERANCE_SECONDS = 5 * 60


def is_from_backline(secret, headers, body, now=None):
    """`secret` as Backline showed it (whsec_...), `headers` with lower-case names, `body` the bytes as they came."""
    timestamp = headers["webhook-timestamp"]
    if abs((time.time() if now is None else now) - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = headers["webhook-id"].encode() + b"." + timestamp.encode() + b"." + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    expected = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    # While a secret is rotated there are two signatures, one for each.
    return any(hmac.compare_digest(expected, given.encode()) for given in headers["webhook-signature"].split())
