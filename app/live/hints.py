"""Hints between processes over Redis: (stream, head), and who reads or types. Lose them and nothing breaks but speed."""

import json
import logging
import secrets
import time

import redis

log = logging.getLogger(__name__)

CHANNEL = "tavolo:moved"
SIGNS = "tavolo:signs"
PATIENCE = 0.2  # seconds that a commit may wait for Redis
REST = 2.0  # seconds without trying after a failure


class Hints:
    def __init__(self, url, wake, sign=lambda sign: None):
        self._url = url
        self._wake = wake
        self._sign = sign
        self._name = secrets.token_hex(8)  # of this process, which hears its own hints too
        self._resting_until = 0.0
        self._out = self._client(PATIENCE) if url else None

    def publish(self, heads):
        """Tell the other processes what moved."""
        self._send(CHANNEL, heads)

    def share(self, sign):
        """Tell them who reads or types."""
        self._send(SIGNS, {"from": self._name, "sign": sign})

    def _send(self, channel, told):
        """A dead Redis costs one short wait every two seconds."""
        if self._out is None or time.monotonic() < self._resting_until:
            return
        try:
            self._out.publish(channel, json.dumps(told))
        except redis.RedisError as error:
            self._resting_until = time.monotonic() + REST
            log.warning("no hints sent: %s", error)

    def begin(self, start):
        if self._url:
            start(self._listen)

    def _listen(self):
        while True:
            try:
                self._hear()
            except (redis.RedisError, OSError) as error:
                log.warning("no hints heard: %s", error)
            time.sleep(1)

    def _hear(self):
        with self._client(None).pubsub(ignore_subscribe_messages=True) as channel:
            channel.subscribe(CHANNEL, SIGNS)
            for message in channel.listen():
                self._take(message)

    def _take(self, message):
        if message["channel"] == CHANNEL.encode():
            return self._wake(sound(message["data"]))
        given = whole(message["data"])
        if given.get("from") != self._name:
            self._sign(given.get("sign"))

    def _client(self, patience):
        return redis.Redis.from_url(self._url, socket_timeout=patience, socket_connect_timeout=1.0)


def sound(raw):
    """{stream: head} of a hint; nothing where it is not one (Redis is not trusted)."""
    heads = whole(raw)
    return {name: head for name, head in heads.items() if isinstance(name, str) and type(head) is int and head < 2**53}


def whole(raw):
    """The object in a hint; an empty one where there is none."""
    try:
        given = json.loads(raw)
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}
