"""Where the bytes of files are, when they are not in a folder: a bucket of any service that speaks S3, under the same promises.

A content is spooled to disk and hashed first, then put in one request with its MD5, which the service checks: what did not
arrive whole is not there at all. What is read is spooled and hashed before a byte of it goes out. Each piece of work has a
loop and a connection of its own, for it may be done in any thread.
"""

import asyncio
import base64
import hashlib
import tempfile

import fsspec
from botocore.exceptions import BotoCoreError, ClientError

from app.documents.models.storage import CHUNK, Damaged, Stored, copied

# Seconds to reach the service, seconds without a byte, and how often a fault of the network is tried again.
PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 2}}
FAULTS = (BotoCoreError, ClientError, OSError)


class StorageSilent(Exception):
    """The service that keeps the bytes does not answer."""


class Bucket:
    """The objects of one installation; `place` is `s3://bucket` or `s3://bucket/prefix`.

    Keys, region and endpoint come from the environment as every S3 client reads them (`AWS_ACCESS_KEY_ID`,
    `AWS_SECRET_ACCESS_KEY`, `AWS_DEFAULT_REGION`, `AWS_ENDPOINT_URL`).
    """

    def __init__(self, place):
        self.bucket, _, prefix = place.removeprefix("s3://").strip("/").partition("/")
        self.prefix = f"{prefix}/" if prefix else ""

    def key(self, sha256):
        return f"{self.prefix}{sha256[:2]}/{sha256}"

    def store(self, stream, limit):
        """Keep what a stream holds; TooLarge beyond `limit` bytes, and then nothing is kept."""
        with tempfile.TemporaryFile() as spool:
            stored = copied(stream, spool, limit)
            self._work(self._put, stored, spool)
        return stored

    def read(self, sha256):
        """A file open at its beginning, its content proved; Damaged where it is not what was stored."""
        spool = tempfile.TemporaryFile()  # noqa: SIM115 - who reads it closes it
        try:
            self._work(self._get, sha256, spool)
            spool.seek(0)
            if hashlib.file_digest(spool, "sha256").hexdigest() != sha256:
                raise Damaged(sha256)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return spool

    def untouched_since(self, moment):
        """The names of contents not written since a moment (seconds of the epoch)."""
        return self._work(self._old, moment)

    def forget(self, sha256):
        """The bytes are gone for good."""
        self._work(self._drop, sha256)

    def _work(self, work, *given):
        service_of = fsspec.get_filesystem_class("s3")  # loaded here, and only where it is used: it takes most of a second

        async def alone():
            service = service_of(asynchronous=True, skip_instance_cache=True, config_kwargs=PATIENCE)
            session = await service.set_session()
            try:
                return await work(service, *given)
            finally:
                await session.close()

        try:
            return asyncio.run(alone())
        except FAULTS as error:
            raise StorageSilent(self.bucket) from error

    async def _put(self, service, stored: Stored, spool):
        spool.seek(0)
        body = spool.read()  # at most the 20 megabytes of one file: one request, whole or not at all
        proof = base64.b64encode(hashlib.md5(body, usedforsecurity=False).digest()).decode()
        place = {"Bucket": self.bucket, "Key": self.key(stored.sha256)}
        await service._call_s3("put_object", **place, Body=body, ContentMD5=proof)

    async def _get(self, service, sha256, spool):
        try:
            reply = await service._call_s3("get_object", Bucket=self.bucket, Key=self.key(sha256))
        except FileNotFoundError as error:
            raise Damaged(sha256) from error
        async with reply["Body"] as body:
            while piece := await body.read(CHUNK):
                spool.write(piece)

    async def _old(self, service, moment):
        found = await service._find(f"{self.bucket}/{self.prefix}".rstrip("/"), detail=True)
        return [name.rsplit("/", 1)[-1] for name, facts in found.items() if facts["LastModified"].timestamp() < moment]

    async def _drop(self, service, sha256):
        await service._call_s3("delete_object", Bucket=self.bucket, Key=self.key(sha256))
