"""A workspace led by the Politecnico, with the Statale as a partner and the Fondazione observing."""

from types import SimpleNamespace

import pytest


@pytest.fixture
def room(app, cast):
    """Ids and addresses of the workspace, its thread and its participations, and of bodies and objectives by code."""
    with app.app_context():
        workspace, thread = cast.workspace()
        page = f"/workspaces/{workspace.id}"
        return SimpleNamespace(
            id=workspace.id,
            page=page,
            decision=workspace.decision_id,
            thread=thread.id,
            talk=f"{page}/threads/{thread.id}",
            messages=f"{page}/threads/{thread.id}/messages",
            happenings=f"/streams/workspace/{workspace.id}/happenings",
            contribution=workspace.contributions[0].id,
            seats={seat.organisation.code: seat.id for seat in workspace.place.seats},
            mandates={each.person.email.split("@")[0]: each.id for seat in workspace.place.seats for each in seat.mandates},
            bodies={code: cast.body(code).id for code in ("CM", "PM", "US", "FH", "EX", "OLD")},
            objectives={code: cast.objective(code).id for code in ("P1.A.1", "P2.M1")},
            people={role: cast.person(role).id for role in ("delegate", "technician", "other_delegate", "partner", "outsider")},
        )
