"""What the register holds of the polls of an item: those signed into the minutes, bodies by their ids, no person."""


def polls_content(item):
    """{"polls": [...]}; nothing where none was signed, so that older minutes keep the content they were entered with."""
    signed = [poll_content(each) for each in item.polls if each.recorded_at]
    return {"polls": signed} if signed else {}


def poll_content(poll):
    return {
        "id": poll.id,
        "decision": poll.decision_id or 0,
        "kind": poll.kind,
        "secret": yes_no(poll.secret),
        "weighted": yes_no(poll.weighted),
        "majority": poll.majority,
        "majority_of": poll.majority_of,
        "question": poll.words,
        "adopted": yes_no(poll.adopted),
        "house": [{name: "" if value is None else value for name, value in each.items()} for each in poll.house],
        "result": [result_content(each) for each in poll.result],
        "answers": [] if poll.secret else [answer_content(each) for each in poll.electors],
    }


def result_content(result):
    counts = {name: result[name] for name in ("counts", "silent", "base")}
    return counts | {"side": result["side"] or "", "passed": yes_no(result["passed"])}


def answer_content(elector):
    holder = elector.holder
    return {
        "seat": elector.seat_id,
        "organisation": elector.seat.organisation_id,
        "weight": elector.weight,
        "choice": elector.choice or "",
        "reason": elector.reason,
        "proxy": holder.seat.organisation_id if holder else 0,
        "behalf": yes_no(elector.behalf),
    }


def yes_no(value):
    return "yes" if value else "no"
