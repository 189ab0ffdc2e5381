"""The one seam through which bytes leave for a socket: stock python-socketio for now."""


class Sender:
    def __init__(self, socketio):
        self._socketio = socketio

    def happening(self, listeners, told):
        """The same happening to each of these sockets; yields, so that pages are not starved by a large room."""
        for listener in listeners:
            self._socketio.emit("happening", told, to=listener.sid)
        self._socketio.sleep(0)

    def gone(self, listener, stream):
        self._socketio.emit("gone", {"stream": stream}, to=listener.sid)

    def cut(self, listener):
        """Close the socket of a sign-in that ended, after what was said before has left."""
        self._socketio.sleep(0)
        self._socketio.server.disconnect(listener.sid, namespace="/")
