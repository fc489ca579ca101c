import pytest
from server import Server


@pytest.fixture(scope="session")
def shared():
    """One worker with all graphs, for tests that leave it alive."""
    server = Server()
    yield server
    server.stop()
    assert server.protocol_error is None


@pytest.fixture
def own(request):
    """Makes servers with a worker of their own."""
    made = []

    def make(*args, **kwargs):
        server = Server(*args, **kwargs)
        made.append(server)
        return server

    yield make
    for server in made:
        if server.process.poll() is None:
            server.stop()
