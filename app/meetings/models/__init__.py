"""The nouns of meetings."""

from app.meetings.models.action import Action
from app.meetings.models.agenda import OUTCOMES, AgendaItem
from app.meetings.models.answer import Answer
from app.meetings.models.arrival import Arrival
from app.meetings.models.attendance import Attendance
from app.meetings.models.ballot import Elector, SecretCount
from app.meetings.models.calendar_address import CalendarAddress
from app.meetings.models.circle_note import CircleNote
from app.meetings.models.concern import Concern, Handing
from app.meetings.models.conflict import Conflict
from app.meetings.models.contestation import Contestation
from app.meetings.models.convocation import Convocation, Notice
from app.meetings.models.course import Passage, Pause
from app.meetings.models.decision import Decision
from app.meetings.models.draft_output import DraftOutput
from app.meetings.models.floor import Hand, Speech
from app.meetings.models.follow_up import FollowUp, ask_follow_up, give_follow_up
from app.meetings.models.handover import Handover, answers_for
from app.meetings.models.leaving import LEFT_BEHIND
from app.meetings.models.link import DecisionLink, Replacement
from app.meetings.models.means import DecisionMeans
from app.meetings.models.meeting import Meeting
from app.meetings.models.minutes import Minutes, MinutesVersion
from app.meetings.models.note import Note, lines_of
from app.meetings.models.paper import Paper, PaperReading, PaperVersion, papers_due
from app.meetings.models.passing import pass_on
from app.meetings.models.passing_actions import unsettle
from app.meetings.models.poll import Poll
from app.meetings.models.poll_bounds import let_go
from app.meetings.models.presence import Presence, Voice, voices
from app.meetings.models.proposal import Proposal, ProposalNews
from app.meetings.models.proxy import Proxy
from app.meetings.models.rectification import Rectification
from app.meetings.models.releasing import released_contents
from app.meetings.models.reminder import Reminded, ReminderChoice
from app.meetings.models.reopening import DroppedNumber, Reopening
from app.meetings.models.reply import Reply
from app.meetings.models.series import MeetingSeries
from app.meetings.models.telling import tell_items_taken_up
from app.meetings.models.template import SeriesItem
from app.meetings.models.timetable import Timetable
from app.meetings.models.visits import TOLD_AGAIN

__all__ = [
    "OUTCOMES",
    "TOLD_AGAIN",
    "Action",
    "AgendaItem",
    "Answer",
    "Convocation",
    "Arrival",
    "Attendance",
    "CircleNote",
    "Concern",
    "Conflict",
    "Contestation",
    "Decision",
    "DecisionLink",
    "DecisionMeans",
    "DraftOutput",
    "DroppedNumber",
    "Elector",
    "FollowUp",
    "Hand",
    "Handing",
    "Handover",
    "LEFT_BEHIND",
    "Meeting",
    "MeetingSeries",
    "Minutes",
    "MinutesVersion",
    "Note",
    "Notice",
    "Reply",
    "Timetable",
    "Paper",
    "PaperReading",
    "PaperVersion",
    "Passage",
    "Pause",
    "Poll",
    "Presence",
    "Proposal",
    "ProposalNews",
    "Proxy",
    "Rectification",
    "Reminded",
    "CalendarAddress",
    "ReminderChoice",
    "Reopening",
    "Replacement",
    "SecretCount",
    "SeriesItem",
    "Speech",
    "Voice",
    "answers_for",
    "ask_follow_up",
    "give_follow_up",
    "let_go",
    "lines_of",
    "papers_due",
    "pass_on",
    "tell_items_taken_up",
    "released_contents",
    "voices",
    "unsettle",
]
