"""The doors of membership."""

from app.membership.routes import organisations, people, seats, sign_in, tables, zones

blueprints = (sign_in.bp, people.bp, tables.bp, seats.bp, organisations.bp, zones.bp)
