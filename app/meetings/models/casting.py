"""How seats answer a question: each by who speaks for it, several by one person, one by the secretariat that was told."""

from flask_babel import lazy_gettext as _l

from app.errors import RuleBroken


class Casting:
    """The answers of a poll; its columns stand on Poll."""

    def cast(self, ballots, mandates):
        """A person's answers, `{elector: (choice, reason)}`, one for each seat she speaks for: split as she likes.

        `mandates` are those under which she speaks; RuleBroken, and nothing noted, where one of the seats is not hers.
        """
        self.check_state("open")
        there = self.voices()
        if not ballots:
            raise RuleBroken(_l("Choose one of the answers."), status=422)
        speakers = {elector: elector.check_speaks(mandates, there) for elector in ballots}
        for elector, (choice, reason) in ballots.items():
            elector.check_choice(choice, reason)
        for elector, (choice, reason) in ballots.items():
            self.note(elector, choice, reason, speakers[elector])
        self.tell("vote-cast", None if self.secret else next(iter(speakers.values())))

    def seats_of(self, mandates):
        """The electors for whom these mandates may answer now; where nobody lets them, those who concern them at all."""
        there = self.voices()
        mine = [each for each in self.electors if each.speaker(there) in mandates]
        return mine or [each for each in self.electors if each.mandate in mandates or each.holder in mandates]

    def note(self, elector, choice, reason, speaker):
        if self.secret:
            elector.answer_secretly(choice)
        else:
            elector.answer(choice, reason, speaker)

    def cast_for(self, elector, choice, reason, voice):
        """The secretariat notes what a member said, by telephone say: told on the line, and hers to change until the close.

        RuleBroken in a secret vote, for a seat whose voice has left the room, and where she answered by herself.
        """
        self.check_state("open")
        if self.secret:
            raise RuleBroken(_l("In a secret vote nobody answers for another: only who speaks for the seat votes."))
        if elector.speaker(self.voices()) is None:
            raise RuleBroken(_l("Nobody who may vote for %(name)s is in the room now.", name=elector.organisation.name))
        if elector.voted and not elector.behalf:
            raise RuleBroken(_l("%(name)s has answered already, and may change it alone.", name=elector.organisation.name))
        elector.check_choice(choice, reason)
        elector.answer(choice, reason, voice, behalf=True)
        self.tell("vote-cast-for", voice, seat=elector.seat_id)
