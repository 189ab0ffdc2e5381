"""The files in a bucket: the same promises as in a folder, kept towards a real HTTP server that speaks S3 (moto)."""

import io
import time
from datetime import timedelta

import boto3
import pytest
from moto.server import ThreadedMotoServer

from app.database import db, utc_now
from app.documents.models import Bucket, Damaged, File, StorageSilent, TooLarge
from app.documents.rounds import sweep
from config import BadSetting, from_environment
from tests.states.zones import zoned

PAPER = b"%PDF-1.7 " + b"x" * 70_000


@pytest.fixture(scope="module")
def service():
    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def s3(service, monkeypatch):
    host, port = service.get_host_and_port()
    for name, value in {
        "AWS_ACCESS_KEY_ID": "prova", "AWS_SECRET_ACCESS_KEY": "prova", "AWS_DEFAULT_REGION": "eu-south-1",
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    client = boto3.client("s3")
    client.create_bucket(Bucket="tavolo", CreateBucketConfiguration={"LocationConstraint": "eu-south-1"})
    yield client
    for each in client.list_objects_v2(Bucket="tavolo").get("Contents", []):
        client.delete_object(Bucket="tavolo", Key=each["Key"])
    client.delete_bucket(Bucket="tavolo")


@pytest.fixture
def bucket(s3):
    return Bucket("s3://tavolo/casa/files")


@pytest.fixture
def house(app, bucket, cast):
    """The application with its files in the bucket; returns an act."""
    kept, app.config["FILES"] = app.config["FILES"], "s3://tavolo/casa/files"
    with app.app_context():
        names = zoned_there(cast, app, kept)
    yield names
    app.config["FILES"] = kept


def zoned_there(cast, app, kept):
    """The state of the zones puts a file into a folder: it does so here, before the bucket is looked at."""
    there, app.config["FILES"] = app.config["FILES"], kept
    try:
        return zoned(cast)
    finally:
        app.config["FILES"] = there


def keys(s3):
    return [each["Key"] for each in s3.list_objects_v2(Bucket="tavolo").get("Contents", [])]


def test_what_is_kept_comes_out_the_same(bucket, s3):
    stored = bucket.store(io.BytesIO(PAPER), 100_000)
    assert stored.size == len(PAPER) and stored.head == PAPER[:4096]
    assert keys(s3) == [f"casa/files/{stored.sha256[:2]}/{stored.sha256}"]
    with bucket.read(stored.sha256) as file:
        assert file.read() == PAPER
    bucket.forget(stored.sha256)
    assert keys(s3) == []
    bucket.forget(stored.sha256)


def test_what_is_too_large_leaves_nothing_behind(bucket, s3):
    with pytest.raises(TooLarge):
        bucket.store(io.BytesIO(b"x" * 100), 99)
    assert keys(s3) == []


def test_bytes_that_changed_or_went_are_not_given_out(bucket, s3):
    stored = bucket.store(io.BytesIO(PAPER), 100_000)
    s3.put_object(Bucket="tavolo", Key=bucket.key(stored.sha256), Body=PAPER[:-1] + b"y")
    with pytest.raises(Damaged):
        bucket.read(stored.sha256)
    with pytest.raises(Damaged):
        bucket.read("0" * 64)


def test_a_service_that_does_not_answer_is_said_to_be_silent(bucket, s3, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(StorageSilent):
        bucket.read("0" * 64)
    with pytest.raises(StorageSilent):
        bucket.store(io.BytesIO(PAPER), 100_000)


def test_a_bucket_that_is_not_there_is_silent_too(s3):
    with pytest.raises((StorageSilent, Damaged)):
        Bucket("s3://nessuno").read("0" * 64)
    with pytest.raises(StorageSilent):
        Bucket("s3://nessuno").store(io.BytesIO(PAPER), 100_000)


def test_the_old_ones_are_found_by_when_they_were_written(bucket):
    stored = bucket.store(io.BytesIO(PAPER), 100_000)
    assert bucket.untouched_since(time.time() + 60) == [stored.sha256]
    assert bucket.untouched_since(time.time() - 60) == []


def test_a_prefix_is_a_folder_of_its_own(bucket, s3):
    stored = Bucket("s3://tavolo/casa/files-2").store(io.BytesIO(PAPER), 100_000)
    assert bucket.untouched_since(time.time() + 60) == []
    assert Bucket("s3://tavolo").key("ab" * 32) == f"ab/{'ab' * 32}"
    with pytest.raises(Damaged):
        bucket.read(stored.sha256)


def test_a_file_comes_and_goes_through_the_doors_as_from_a_folder(visitor, app, house, s3):
    secretary = visitor("secretary")
    sent = {"file": (io.BytesIO(PAPER), "atto.pdf")}
    made = secretary.post(f"/acts/{house['act']}/files", sent, content_type="multipart/form-data")
    assert made.status_code == 201 and len(keys(s3)) == 1
    given = visitor("outsider").get(f"/files/{made.json['id']}")
    assert given.data == PAPER and given.headers["Content-Disposition"].startswith("attachment")
    assert visitor("outsider").get(f"/files/{made.json['id']}/preview").status_code == 200
    s3.delete_object(Bucket="tavolo", Key=keys(s3)[0])
    assert visitor("outsider").get(f"/files/{made.json['id']}").status_code == 503


def test_where_the_service_is_down_the_doors_say_so(visitor, app, house, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    sent = {"file": (io.BytesIO(PAPER), "atto.pdf")}
    reply = visitor("secretary").post(f"/acts/{house['act']}/files", sent, content_type="multipart/form-data")
    assert reply.status_code == 503


def test_the_round_forgets_what_nobody_needs(visitor, app, house, s3, monkeypatch):
    secretary = visitor("secretary")
    sent = {"file": (io.BytesIO(PAPER), "atto.pdf")}
    made = secretary.post(f"/acts/{house['act']}/files", sent, content_type="multipart/form-data").json
    with app.app_context():
        later = (utc_now() + timedelta(days=40)).timestamp()
        monkeypatch.setattr("app.documents.rounds.time.time", lambda: later)
        sweep(utc_now())
        assert len(keys(s3)) == 1
    secretary.post(f"/files/{made['id']}/withdraw")
    with app.app_context():
        sweep(utc_now())
        assert keys(s3) == [] and db.session.get(File, made["id"]).withdrawn_at


@pytest.mark.parametrize("place", ["s3://tavolo", "s3://tavolo/casa/files", "s3://tavolo.esempio/"])
def test_a_bucket_is_named_by_the_environment(tmp_path, place):
    said = {"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_FILES": place}
    assert from_environment(said)["FILES"] == place.rstrip("/")


@pytest.mark.parametrize("place", ["s3://", "s3://x", "gs://tavolo", "s3://Tavolo", "s3://tavolo//x", "s3://tavolo/a b"])
def test_any_other_address_is_refused_at_start(tmp_path, place):
    with pytest.raises(BadSetting, match="TAVOLO_FILES"):
        from_environment({"TAVOLO_INSTANCE": str(tmp_path), "TAVOLO_FILES": place})
