"""Work of more than a few milliseconds, done beside the loop that serves pages and sockets."""

from gevent import get_hub
from gevent.monkey import is_module_patched


def aside(work, *given):
    """The result of `work(*given)`, worked out in a real thread where greenlets share one; `work` needs no request."""
    if is_module_patched("threading"):
        return get_hub().threadpool.apply(work, given)
    return work(*given)
