"""A sitting goes from planned to convened, open and closed; a step out of order gets a sentence and changes nothing."""

import pytest


def meeting_in(app, cast, state):
    steps = {"planned": cast.planned_meeting, "convened": cast.convened_meeting, "open": cast.open_meeting}
    with app.app_context():
        return (cast.closed_meeting()[0] if state == "closed" else steps[state]()).id


@pytest.mark.parametrize(
    ("state", "step", "sentence"),
    [
        ("planned", "opening", "Convoca la seduta prima di aprirla."),
        ("planned", "closure", "Questa seduta non è ancora aperta."),
        ("convened", "convocation", "Questa seduta è già stata convocata."),
        ("convened", "closure", "Questa seduta non è ancora aperta."),
        ("open", "opening", "Questa seduta è già aperta."),
        ("open", "minutes", "Chiudi la seduta prima di redigerne il verbale."),
        ("closed", "closure", "Questa seduta è chiusa."),
        ("closed", "items", "Questa seduta è chiusa."),
    ],
)
def test_a_step_out_of_order_is_refused_in_a_sentence(app, visitor, cast, state, step, sentence):
    meeting = meeting_in(app, cast, state)
    secretary = visitor("secretary")
    before = secretary.get_json(f"/meetings/{meeting}").json
    reply = secretary.post(f"/meetings/{meeting}/{step}", {"title": "Un punto"})
    assert reply.status_code == 409
    assert sentence in reply.json["detail"]
    assert secretary.get_json(f"/meetings/{meeting}").json == before
    assert visitor("outsider").post(f"/meetings/{meeting}/{step}", {"title": "Un punto"}).status_code == 404
