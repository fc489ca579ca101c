import pytest
from langgraph_sdk import get_client, get_sync_client
from server import APP_CONFIG, CONFIG, Server


@pytest.fixture(scope="session")
def anyio_backend():
    return "asyncio"


@pytest.fixture(scope="session")
def python_server():
    """Serves the Python graphs of worker/tests/app."""
    server = Server(CONFIG)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def app_server():
    """Serves the graphs of `app`, which show what reached them."""
    server = Server(APP_CONFIG)
    yield server
    server.stop()


@pytest.fixture
async def app_client(anyio_backend, app_server):
    async with get_client(url=app_server.url, api_key=None) as client:
        yield client


@pytest.fixture(scope="session")
def native_server():
    """Serves the reference graphs in Rust."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture(params=["python", "native"])
def url(request):
    """Each server in turn: for what graphs of both kinds have to do alike."""
    return request.getfixturevalue(f"{request.param}_server").url


@pytest.fixture
async def client(anyio_backend, url):
    async with get_client(url=url, api_key=None) as client:
        yield client


@pytest.fixture
async def python_client(anyio_backend, python_server):
    async with get_client(url=python_server.url, api_key=None) as client:
        yield client


@pytest.fixture
def sync_client(url):
    with get_sync_client(url=url, api_key=None) as client:
        yield client


@pytest.fixture
async def thread_id(client):
    return (await client.threads.create())["thread_id"]
