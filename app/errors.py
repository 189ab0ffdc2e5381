"""The word "no", in sentences fit to show to a person."""


class RuleBroken(Exception):
    """A rule of the house says no.

    `sentence` is shown unchanged to the person; `status` is the HTTP status of the answer; `field` names the field of
    the form that the sentence is about, where there is one.
    """

    status = 409

    def __init__(self, sentence, field=None, status=None):
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field
        self.status = status or self.status


class StepUpNeeded(Exception):
    """The right is there; before it is used, the person proves once more that it is she."""


class AlreadyDone(Exception):
    """This very request was carried out before: nothing is done twice, and its sender is told that it stands."""


class FormRefused(Exception):
    """A form with mistakes in it: the page is shown again with what was typed."""

    def __init__(self, form):
        super().__init__("the form has mistakes")
        self.form = form


class ChooseVoice(RuleBroken):
    """Two or more mandates are possible in this place and the request does not say which one speaks."""

    status = 422

    def __init__(self, sentence, voices):
        super().__init__(sentence, field="for")
        self.voices = voices
