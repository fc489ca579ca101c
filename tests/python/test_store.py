"""The long-term store: every method of the client, asynchronous and not."""

import uuid

import pytest
from helpers import refused
from langgraph_sdk import get_client, get_sync_client
from langgraph_sdk.errors import BadRequestError, UnprocessableEntityError
from server import ROOT, Server

pytestmark = pytest.mark.anyio


@pytest.fixture
def root():
    """A namespace of the test's own."""
    return uuid.uuid4().hex


async def test_an_item_is_put_read_replaced_and_deleted(client, root):
    assert await client.store.put_item([root, "ann"], "profile", {"name": "Ann", "tags": [1, None]}) is None
    item = await client.store.get_item([root, "ann"], "profile")
    assert item["namespace"] == [root, "ann"]
    assert (item["key"], item["value"]) == ("profile", {"name": "Ann", "tags": [1, None]})
    assert item["created_at"] == item["updated_at"] and item["created_at"].endswith("+00:00")
    await client.store.put_item([root, "ann"], "profile", {"name": "Anna"}, index=False)
    again = await client.store.get_item([root, "ann"], "profile", refresh_ttl=False)
    assert again["value"] == {"name": "Anna"}
    assert again["created_at"] == item["created_at"] < again["updated_at"]
    assert await client.store.delete_item([root, "ann"], "profile") is None
    assert await client.store.get_item([root, "ann"], "profile") is None
    await client.store.delete_item([root, "ann"], "profile")


async def test_items_are_searched(client, root):
    for n in range(4):
        await client.store.put_item([root, f"s{n % 2}"], f"k{n}", {"n": n, "even": n % 2 == 0}, index=["n"], ttl=60)

    async def found(prefix, **options):
        items = (await client.store.search_items(prefix, **options))["items"]
        assert all(item["score"] is None for item in items)
        return [item["key"] for item in items]

    assert await found([root]) == ["k0", "k2", "k1", "k3"]
    assert await found([root, "s1"]) == ["k1", "k3"]
    assert await found([root], limit=2, offset=1) == ["k2", "k1"]
    assert await found([root], filter={"even": True}) == ["k0", "k2"]
    assert await found([root], filter={"n": {"$gte": 1, "$lt": 3}}, refresh_ttl=True) == ["k2", "k1"]
    assert await found([root], filter={"n": {"$ne": 1}}, query="anything") == ["k0", "k2", "k3"]
    with pytest.raises(BadRequestError, match="Unsupported operator"):
        await found([root], filter={"n": {"$near": 1}})


async def test_namespaces_are_listed(client, root):
    for path in (["a", "notes"], ["b", "notes"], ["b", "other"]):
        await client.store.put_item([root, *path], "k", {})

    async def found(**options):
        return [namespace[1:] for namespace in (await client.store.list_namespaces(**options))["namespaces"]]

    assert await found(prefix=[root]) == [["a", "notes"], ["b", "notes"], ["b", "other"]]
    assert await found(prefix=[root], suffix=["notes"]) == [["a", "notes"], ["b", "notes"]]
    assert await found(prefix=[root], max_depth=2) == [["a"], ["b"]]
    assert await found(prefix=[root, "*", "notes"], limit=1, offset=1) == [["b", "notes"]]


async def test_mistakes_are_told(client, root):
    with pytest.raises(BadRequestError, match="Namespace cannot be empty"):
        await client.store.put_item([], "k", {})
    with pytest.raises(UnprocessableEntityError, match="non-empty string"):
        await client.store.put_item([root, ""], "k", {})
    with pytest.raises(UnprocessableEntityError, match="ttl"):
        await client.store.put_item([root], "k", {}, ttl=-1)
    with pytest.raises(UnprocessableEntityError, match="max_depth"):
        await client.store.list_namespaces(max_depth=0)
    with refused(422):
        await client.store.search_items([root], limit=-1)


async def test_graphs_use_the_same_items(python_client):
    name = uuid.uuid4().hex
    await python_client.runs.wait(None, "keeper", input={"name": name})
    item = await python_client.store.get_item(["people"], name)
    assert item["value"] == {"name": name, "age": 3}


def test_the_synchronous_client(sync_client, root):
    store = sync_client.store
    store.put_item([root, "x"], "k", {"a": 1}, ttl=5)
    store.put_item([root, "y"], "k", {"a": 2})
    assert store.get_item([root, "x"], "k", refresh_ttl=True)["value"] == {"a": 1}
    assert [i["value"]["a"] for i in store.search_items([root], filter={"a": {"$gt": 1}})["items"]] == [2]
    assert store.list_namespaces(prefix=[root], max_depth=2)["namespaces"] == [[root, "x"], [root, "y"]]
    store.delete_item([root, "x"], "k")
    assert store.get_item([root, "x"], "k") is None
    with pytest.raises(UnprocessableEntityError):
        store.put_item([root, ""], "k", {})


@pytest.fixture(scope="module")
def index_url():
    """Serves a project with an index."""
    server = Server(ROOT / "tests/fixtures/store/langgraph.json")
    yield server.url
    server.stop()


async def test_items_are_found_by_meaning(index_url, root):
    async with get_client(url=index_url, api_key=None) as client:
        await client.store.put_item([root], "pie", {"text": "red apple pie", "n": 1})
        await client.store.put_item([root], "pear", {"text": "green pear", "n": 2})
        await client.store.put_item([root], "title", {"title": "red apple", "n": 3}, index=["title"])
        await client.store.put_item([root], "hidden", {"text": "red apple", "n": 4}, index=False)
        found = (await client.store.search_items([root], query="red apple"))["items"]
        assert [item["key"] for item in found] == ["title", "pie", "pear", "hidden"]
        assert [item["score"] for item in found] == [pytest.approx(1), pytest.approx(2 / 6**0.5), 0, None]
        some = await client.store.search_items([root], query="red apple", filter={"n": {"$lt": 3}}, limit=1, offset=1)
        assert [item["key"] for item in some["items"]] == ["pear"]
        with pytest.raises(BadRequestError, match="failed to embed: ValueError: there are no words"):
            await client.store.put_item([root], "pie", {"text": "unspeakable"})
        assert (await client.store.get_item([root], "pie"))["value"]["n"] == 1
        ops = [["search", [[root]], {"query": "red apple", "limit": 2}], ["put", [[root], "new", {"text": "red"}], {}]]
        out = (await client.runs.wait(None, "memory", input={"ops": ops}))["out"]
        assert [item["key"] for item in out[0]] == ["title", "pie"]
    with get_sync_client(url=index_url, api_key=None) as client:
        assert [item["key"] for item in client.store.search_items([root], query="red", limit=1)["items"]] == ["new"]
