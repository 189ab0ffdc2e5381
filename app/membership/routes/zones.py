"""Doors of zones."""

from flask import Blueprint

bp = Blueprint("zones", __name__)
