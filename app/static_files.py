"""Style, scripts and drawings travel compressed, as the build packed them."""

from flask import Flask, request
from werkzeug.exceptions import NotFound


class Application(Flask):
    """Flask, with the packed copy of a static file sent to whom it may be sent."""

    def send_static_file(self, filename):
        answer = self.packed(filename) or super().send_static_file(filename)
        answer.vary.add("Accept-Encoding")
        return answer

    def packed(self, filename):
        """The copy that app/frontend/build.py made, or None; werkzeug reads type and encoding off `name.css.gz`."""
        if not request.accept_encodings.quality("gzip"):
            return None
        try:
            return super().send_static_file(f"{filename}.gz")
        except NotFound:
            return None
