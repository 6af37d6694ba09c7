"""What is measured has the room for its frames that a request has in the server.

Not every test: the playwright library switches between stacks of its own, and waits for ever in it.
"""

from functools import partial

import pytest

from fanal.processes.call_stack import with_room


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool:
    wanted = pyfuncitem._fixtureinfo.argnames
    asked = {name: pyfuncitem.funcargs[name] for name in wanted}
    with_room(partial(pyfuncitem.obj, **asked))
    return True
