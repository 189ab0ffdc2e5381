"""What the plan looks after by itself: mails to whose opinion on coherence was asked."""

from app.plan.rounds import coherence_mails

__all__ = ["coherence_mails"]
