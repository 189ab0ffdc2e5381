"""What a password must be: long, in no list of leaked ones, and not made of what anybody knows about its owner."""

import re
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import lazy_gettext as _l
from zxcvbn import zxcvbn
from zxcvbn.matching import RANKED_DICTIONARIES

from app.errors import RuleBroken

# OWASP's second argon2id setting: 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
SHORTEST_PASSWORD = 12
LONGEST_PASSWORD = 256
# zxcvbn's scale is 0 to 4; 3 is "safely unguessable": 10^8 guesses and more.
LEAST_SCORE = 3
MEASURED = 72  # characters that zxcvbn looks at
LEAST_OWN = 6  # letters and figures that must be left once years and what is known about the person are taken out
HOUSE_WORDS = ("tavolo", "metropolitana", "password", "segreteria")
# Verified where no account answers to the address, so that the time of the answer tells nothing.
NOBODYS_HASH = HASHER.hash("nobody signs in with this")


def hash_password(password):
    """The argon2id hash of a password; RuleBroken where it is too short or too long."""
    password = normal_password(password)
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        sentence = _l("A password has %(least)s to %(most)s characters.", least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
        raise RuleBroken(sentence, field="password", status=422)
    return HASHER.hash(password)


def hash_chosen_password(password, known=()):
    """The hash of a password that a person chose; RuleBroken where others could guess it.

    `known` are words that anybody knows about her: her name, her address, her bodies (NIST SP 800-63B, 3.1.1.2).
    About 50 ms of work: done before the writer's turn.
    """
    hash_ = hash_password(password)
    plain = normal_password(password).casefold()
    if plain in RANKED_DICTIONARIES["passwords"]:
        refuse(_l("This password stands in lists of leaked ones. Put together four words that have nothing in common."))
    words = known_words((*known, *HOUSE_WORDS))
    if len(own_part(plain, words)) < LEAST_OWN:
        refuse(_l("This password is made of your name, your address or the names of the house. Choose other words."))
    if zxcvbn(plain[:MEASURED], user_inputs=words)["score"] < LEAST_SCORE:
        refuse(_l("This password is quickly guessed. Put together four words that have nothing in common."))
    return hash_


def refuse(sentence):
    raise RuleBroken(sentence, field="password", status=422)


def known_words(texts):
    """The single words of what is known, the longest first; those under four letters say nothing."""
    words = {word for text in texts for word in re.findall(r"[^\W_]{4,}", normal_password(text).casefold())}
    return sorted(words, key=lambda word: (-len(word), word))


def own_part(password, words):
    """The letters and figures of a password that are neither known words nor a year."""
    for word in words:
        password = password.replace(word, " ")
    return re.sub(r"(19|20)\d\d|[\W_]", "", password)


def is_password(password_hash, password):
    """Does the password fit? Without a hash the work is done all the same and the answer is always no."""
    normal = normal_password(password)
    try:
        HASHER.verify(password_hash or NOBODYS_HASH, normal[:LONGEST_PASSWORD])
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None and len(normal) <= LONGEST_PASSWORD


def normal_password(text):
    """One spelling for what looks and is typed alike on different keyboards: NFKC (NIST SP 800-63B, 3.1.1.2)."""
    return unicodedata.normalize("NFKC", text)
