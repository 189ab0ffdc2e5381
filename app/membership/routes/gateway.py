"""The gateway of a public body (SPID, CIE) by OpenID Connect: authorization code, PKCE S256, state and nonce.

Tavolo is a plain relying party of one gateway, named by TAVOLO_OIDC_ISSUER. What the gateway answers is checked here and
becomes an `Arrival`; every call to it has a timeout and is made beside the loop that serves pages and sockets.
"""

import hmac
import logging
import re
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

from authlib.common.security import generate_token
from authlib.integrations.base_client import BaseApp, OAuth2Mixin, OpenIDMixin
from authlib.integrations.requests_client import OAuth2Session
from flask import current_app
from flask_babel import lazy_gettext as _l

from app.aside import aside
from app.errors import RuleBroken
from app.membership.models.identity import LONGEST_SUBJECT
from app.membership.models.person import normal_email
from app.outbox import is_address

log = logging.getLogger(__name__)

TIMEOUT = 8  # seconds, each call
METADATA_LIVES = 3600  # seconds
LEEWAY = 60  # seconds that two clocks may differ
# A symmetric or missing signature proves nothing here.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# An Italian fiscal number, as SPID writes it: it is not to be kept, under whatever name it comes.
FIGURE = r"[\dLMNPQRSTUV]"
FISCAL_NUMBER = re.compile(
    rf"(TIN[A-Z]{{2}}-)?[A-Z]{{6}}{FIGURE}{{2}}[A-EHLMPRST]{FIGURE}{{2}}[A-Z]{FIGURE}{{3}}[A-Z]", re.IGNORECASE
)


@dataclass(frozen=True)
class Arrival:
    """Who came: `email` only where the gateway vouches for it; `strong` where two factors were used (SPID level 2 or 3, CIE)."""

    issuer: str
    subject: str
    email: str
    name: str
    strong: bool


class Gateway(OAuth2Mixin, OpenIDMixin, BaseApp):
    """Authlib's client without a web framework: it runs in a real thread, where there is no request."""

    client_cls = OAuth2Session

    def __init__(self, settings):
        self.settings = settings
        self.born = time.monotonic()
        method = "client_secret_basic" if settings["client_secret"] else "none"
        client = {"scope": "openid profile email", "code_challenge_method": "S256", "default_timeout": TIMEOUT}
        super().__init__(
            framework=None,
            name="oidc",
            client_id=settings["client_id"],
            client_secret=settings["client_secret"] or None,
            client_kwargs=client | {"token_endpoint_auth_method": method},
            server_metadata_url=f"{settings['issuer'].rstrip('/')}/.well-known/openid-configuration",
        )

    def load_server_metadata(self):
        """What the gateway says of itself; it must name itself as we do (OpenID Connect Discovery 1.0, section 4.3)."""
        metadata = super().load_server_metadata()
        if metadata["issuer"] != self.settings["issuer"]:
            self.server_metadata.clear()
            raise ValueError(f"the gateway calls itself {metadata['issuer']!r}")
        offered = metadata.get("id_token_signing_alg_values_supported") or ALGORITHMS[:1]
        metadata["id_token_signing_alg_values_supported"] = [each for each in offered if each in ALGORITHMS]
        return metadata

    def depart(self, back):
        """{"url", "state", "nonce", "code_verifier"}: where to send the browser, and what must come back with it."""
        strong = " ".join(self.settings["strong_acr"])
        return self.create_authorization_url(back, state=generate_token(43), **({"acr_values": strong} if strong else {}))

    def arrive(self, code, back, nonce, code_verifier):
        """The claims that the gateway makes for a code: those of the ID token, and those it tells only when asked."""
        token = self.fetch_access_token(redirect_uri=back, code=code, code_verifier=code_verifier)
        issuer = {"iss": {"essential": True, "value": self.settings["issuer"]}}
        proven = self.parse_id_token(token, nonce=nonce, claims_options=issuer, leeway=LEEWAY)
        if proven is None:
            raise ValueError("the gateway gave no ID token")
        asked = self.load_server_metadata().get("userinfo_endpoint")
        told = self.userinfo(token=token) if asked else proven
        if told.get("sub") != proven["sub"]:
            raise ValueError("the gateway told of somebody else")
        return {**told, **proven}


def gateway():
    """The gateway of this application; what it says of itself is asked anew every hour."""
    known = current_app.extensions.get("oidc")
    if known is None or time.monotonic() - known.born > METADATA_LIVES:
        known = current_app.extensions["oidc"] = Gateway(current_app.config["OIDC"])
    return known


def departure(back):
    return in_words(gateway().depart, back)


def arrival(asked, code, state, back):
    """Who came back. `asked` is what `departure` gave, as this browser kept it; RuleBroken where anything does not fit."""
    if not asked or not state or not hmac.compare_digest(asked["state"].encode(), state.encode()):
        raise RuleBroken(_l("This answer belongs to no sign-in begun in this browser. Begin again."), status=400)
    if not code:
        raise RuleBroken(_l("The service let nobody in. Begin again, or sign in with your password."), status=403)
    return told_by(in_words(gateway().arrive, code, back, asked["nonce"], asked["code_verifier"]))


def in_words(work, *given):
    """Ask the gateway beside the loop; whatever a foreign server answers becomes a sentence, and a line of the log."""
    try:
        return aside(work, *given)
    except Exception as error:
        log.warning("the gateway %s: %s", urlsplit(current_app.config["OIDC"]["issuer"]).hostname, error, exc_info=error)
        sentence = _l("The sign-in service does not answer as it should. Try again, or sign in with your password.")
        raise RuleBroken(sentence, status=502) from error


def told_by(claims):
    """The claims, read by the names that the settings give them."""
    settings = current_app.config["OIDC"]
    named = settings["claims"]
    subject, email = text_of(claims, named["subject"]), normal_email(text_of(claims, named["email"]))
    if not 0 < len(subject) <= LONGEST_SUBJECT or FISCAL_NUMBER.fullmatch(subject):
        log.error("the gateway names people by a fiscal number, or not at all: set TAVOLO_OIDC_CLAIMS")
        raise RuleBroken(_l("The sign-in service does not say who you are in a way that may be kept."), status=502)
    vouched = claims.get(named["verified"]) is True and is_address(email)
    strong = text_of(claims, named["acr"]) in settings["strong_acr"]
    return Arrival(settings["issuer"], subject, email if vouched else "", text_of(claims, named["name"])[:120], strong)


def text_of(claims, name):
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""
