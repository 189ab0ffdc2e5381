"""How an assessment reads: which mark stands for an objective, how many opinions are in, what the marks suggest."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.plan.models.coherence import CoherenceRequest
from app.plan.models.coherence_opinion import SIGNS, CoherenceMark, CoherenceOpinion
from app.plan.models.plan import Objective


@dataclass
class Line:
    """One objective in an assessment: `stands` is the mark that counts, `own` the word of who asks, `before` the mark of the
    assessment it is compared with."""

    objective: Objective
    given: list = field(default_factory=list)
    own: CoherenceMark | None = None
    before: CoherenceMark | None = None

    @property
    def stands(self):
        """The mark of the plan office; else the one least in favour of those given; else None."""
        office = next((each for each in self.given if each.opinion.office == "plan_office"), None)
        return office or min(self.given, key=lambda each: each.score, default=None)

    @property
    def shown(self):
        return self.stands or self.own


@dataclass
class Compared:
    """Some work beside the objectives of an edition: what it says it serves, {objective id: why}, and its last assessment."""

    title: str
    page: str
    serves: dict
    request: CoherenceRequest | None = None

    def __post_init__(self):
        self.lines = {line.objective.id: line for line in lines_of(self.request)} if self.request else {}

    def signs(self):
        """{objective id: (sign, was it given by who was asked?)}; where nobody was asked, the work's own word."""
        own = {id: (line.own.sign, False) for id, line in self.lines.items() if line.own}
        own |= dict.fromkeys(self.serves, (SIGNS[0], False))
        return own | {id: (line.stands.sign, True) for id, line in self.lines.items() if line.stands}


def whole_request():
    """All that a page says of a request: who asked, each opinion with its marks; a fixed number of queries."""
    opinions = selectinload(CoherenceRequest.opinions)
    return (
        joinedload(CoherenceRequest.edition),
        joinedload(CoherenceRequest.asked_by),
        joinedload(CoherenceRequest.given_by),
        opinions.joinedload(CoherenceOpinion.organisation),
        opinions.joinedload(CoherenceOpinion.person),
        opinions.joinedload(CoherenceOpinion.given_by),
        opinions.selectinload(CoherenceOpinion.marks).joinedload(CoherenceMark.objective),
    )


def read_whole(ids):
    """The requests of these numbers with all that their pages show; a fixed number of queries, however few they are."""
    query = select(CoherenceRequest).where(CoherenceRequest.id.in_(ids)).options(*whole_request())
    return db.session.scalars(query.execution_options(populate_existing=True)).all()


def opinions_asked(request):
    """The opinions that were asked and not taken back; the word of who asks is none."""
    return [each for each in request.opinions if not each.own and not each.withdrawn_at]


def opinions_given(request):
    return [each for each in opinions_asked(request) if each.given_at]


def waits_for(request):
    """The opinion waited for that is due first, or None."""
    waiting = [each for each in opinions_asked(request) if not each.given_at] if request.open else []
    return min(waiting, key=lambda each: (each.due_on, each.id), default=None)


def lines_of(request, before=None):
    """The objectives that somebody marked, in the order of the plan; drafts are nobody's to read."""
    lines = {}
    for opinion in request.opinions:
        for mark in opinion.marks if opinion.given_at and not opinion.withdrawn_at else ():
            line = lines.setdefault(mark.objective_id, Line(mark.objective))
            if opinion.own:
                line.own = mark
            else:
                line.given.append(mark)
    for line in lines_of(before) if before else ():
        lines.setdefault(line.objective.id, Line(line.objective)).before = line.shown
    return sorted(lines.values(), key=lambda line: line.objective.id)


def suggested(request):
    """The outcome that the marks suggest: against where more conflicts stand than contributions or one is strong, with
    conditions where any conflicts or any opinion sets some. The plan office decides."""
    scores = [line.stands.score for line in lines_of(request) if line.stands]
    helps, conflicts = sum(score > 0 for score in scores), sum(score < 0 for score in scores)
    given = {each.outcome for each in opinions_given(request)}
    if conflicts > helps or -2 in scores:
        return "not_coherent"
    return "with_conditions" if conflicts or given - {"coherent"} else "coherent"
