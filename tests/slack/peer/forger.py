"""Requests that Slack never made, for an app in HTTP mode to refuse."""

from dataclasses import replace

from .signed import FORM, Reply, Request, Signed, signature

TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"


class Forger:
    """Each sends one bad request to the app and gives back what it answered."""

    def __init__(self, signed: Signed) -> None:
        self._signed = signed

    def _good(self, body: bytes) -> Request:
        return self._signed.sign(body, FORM)

    async def _with(self, body: bytes, **headers: str) -> Reply:
        """`headers` by name with underscores; an empty text leaves it out."""
        good = self._good(body)
        named = {key.replace("_", "-"): value for key, value in headers.items()}
        merged = {k: v for k, v in (good.headers | named).items() if v}
        return await self._signed.post(replace(good, headers=merged))

    async def wrong_signature(self, body: bytes) -> Reply:
        stamp = self._good(body).headers[TIMESTAMP]
        forged = signature("not the secret", stamp, body)
        return await self._with(body, X_Slack_Signature=forged)

    async def no_signature(self, body: bytes) -> Reply:
        return await self._with(body, X_Slack_Signature="")

    async def no_timestamp(self, body: bytes) -> Reply:
        return await self._with(body, X_Slack_Request_Timestamp="")

    async def stale(self, body: bytes, age: float = 301.0) -> Reply:
        """Well signed, `age` seconds ago; a negative age is in the future."""
        return await self._signed.post(self._signed.sign(body, FORM, age))

    async def junk_timestamp(self, body: bytes, timestamp: str = "abc") -> Reply:
        """Well signed over what is no number."""
        good = signature(self._signed.secret, timestamp, body)
        headers = {"X_Slack_Request_Timestamp": timestamp, "X_Slack_Signature": good}
        return await self._with(body, **headers)

    async def non_ascii_signature(self, body: bytes) -> Reply:
        return await self._with(body, X_Slack_Signature="v0=ünïcödé")

    async def junk_headers(self, body: bytes) -> Reply:
        """Both of them far too long."""
        stamp, mark = "1" * 4000, "v0=" + "f" * 4000
        headers = {"X_Slack_Request_Timestamp": stamp, "X_Slack_Signature": mark}
        return await self._with(body, **headers)

    async def invalid_utf8(self) -> Reply:
        return await self._signed.post(self._good(b"payload=\xff\xfe\xfa"))

    async def changed_body(self, body: bytes) -> Reply:
        good = self._good(body)
        return await self._signed.post(replace(good, body=body + b"&admin=1"))

    async def replayed(self, number: int = -1) -> Reply:
        """Exactly what was sent before: signature and timestamp are good."""
        return await self._signed.post(self._signed.sent[number])

    async def huge(self, size: int = 10 * 1024 * 1024, signed: bool = False) -> Reply:
        body = b"payload=" + b"x" * size
        if signed:
            return await self._signed.post(self._good(body))
        return await self.wrong_signature(body)
