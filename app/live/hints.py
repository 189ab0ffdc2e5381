"""Hints between processes over Redis: only (stream, head). Lose them and nothing breaks but speed."""

import json
import logging
import time

import redis

log = logging.getLogger(__name__)

CHANNEL = "tavolo:moved"
PATIENCE = 0.2  # seconds that a commit may wait for Redis
REST = 2.0  # seconds without trying after a failure


class Hints:
    def __init__(self, url, wake):
        self._url = url
        self._wake = wake
        self._resting_until = 0.0
        self._out = self._client(PATIENCE) if url else None

    def publish(self, heads):
        """Tell the other processes; a dead Redis costs one short wait every two seconds."""
        if self._out is None or time.monotonic() < self._resting_until:
            return
        try:
            self._out.publish(CHANNEL, json.dumps(heads))
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
            channel.subscribe(CHANNEL)
            for message in channel.listen():
                self._wake(sound(message["data"]))

    def _client(self, patience):
        return redis.Redis.from_url(self._url, socket_timeout=patience, socket_connect_timeout=1.0)


def sound(raw):
    """{stream: head} of a hint; nothing where it is not one (Redis is not trusted)."""
    try:
        heads = json.loads(raw)
    except ValueError:
        return {}
    if not isinstance(heads, dict):
        return {}
    return {name: head for name, head in heads.items() if isinstance(name, str) and type(head) is int and head < 2**53}
