"""Security keys: what a browser is asked (WebAuthn Level 2), and what its answer proves."""

import ipaddress
from urllib.parse import urlsplit

from flask import current_app, request
from flask_babel import lazy_gettext as _l
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.errors import RuleBroken
from app.membership.models.second_factor import factors_of

# A key may ask for its PIN or a finger and need not: it stands beside the password.
ANY_KEY = AuthenticatorSelectionCriteria(
    resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
)


def key_site():
    """(origin, relying party id) of this house, or None where keys cannot work: they need a name, never a number.

    Taken from TAVOLO_BASE_URL; without it only from a browser on this machine, since anybody may write a Host header.
    """
    url = urlsplit(current_app.config["BASE_URL"] or request.host_url)
    host = url.hostname or ""
    if is_number(host) or not current_app.config["BASE_URL"] and host != "localhost":
        return None
    return f"{url.scheme}://{url.netloc}", host


def is_number(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def asked_to_make(sign_in):
    """What a browser is asked to make a key for (JSON text); the challenge is kept with the sign-in."""
    _, host = site()
    person = sign_in.person
    options = generate_registration_options(
        rp_id=host,
        rp_name="Tavolo",
        user_name=person.email,
        user_display_name=person.name,
        user_id=f"person-{person.id}".encode(),
        authenticator_selection=ANY_KEY,
        exclude_credentials=credentials(person),
    )
    sign_in.ask_key(bytes_to_base64url(options.challenge))
    return options_to_json(options)


def asked_to_sign(sign_in):
    """What a browser is asked to sign with one of the person's keys (JSON text)."""
    _, host = site()
    options = generate_authentication_options(rp_id=host, allow_credentials=credentials(sign_in.person))
    sign_in.ask_key(bytes_to_base64url(options.challenge))
    return options_to_json(options)


def credentials(person):
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each.credential_id)) for each in keys_of(person)]


def made_key(sign_in, answer):
    """What a browser's answer says of the key that it made; RuleBroken where it does not hold."""
    origin, host = site()
    challenge = sign_in.take_challenge()
    if challenge is None:
        raise not_read()
    try:
        return verify_registration_response(
            credential=answer, expected_challenge=base64url_to_bytes(challenge), expected_rp_id=host, expected_origin=origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise not_read() from error


def key_that_signed(sign_in, answer):
    """The person's key that signed the challenge, its count noted; None where none of hers did."""
    origin, host = site()
    challenge = sign_in.take_challenge()
    try:
        given = parse_authentication_credential_json(answer)
        key = next(each for each in keys_of(sign_in.person) if each.credential_id == bytes_to_base64url(given.raw_id))
        verified = verify_authentication_response(
            credential=given,
            expected_challenge=base64url_to_bytes(challenge or ""),
            expected_rp_id=host,
            expected_origin=origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, StopIteration):
        return None
    if challenge is None:
        return None
    key.used(verified.new_sign_count)
    return key


def keys_of(person):
    return [each for each in factors_of(person) if each.kind == "key"]


def site():
    found = key_site()
    if found is None:
        raise RuleBroken(_l("Security keys need an address with a name: open Tavolo at its own address."))
    return found


def not_read():
    return RuleBroken(_l("The key did not answer as expected. Try again."), field="key", status=422)
