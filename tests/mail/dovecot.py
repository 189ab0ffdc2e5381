"""A real IMAP server of our own (Dovecot), over TLS with a certificate made for the run, with one mailbox in its folder."""

import contextlib
import getpass
import grp
import imaplib
import os
import pwd
import ssl
from datetime import timedelta
from urllib.parse import quote

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from app.database import utc_now
from tests.running import Service

PASSWORD = "una/parola@lunga"
CONFIG = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
auth_mechanisms = plain
mail_location = maildir:{folder}/mail
mail_uid = {user}
mail_gid = {group}
first_valid_uid = 1
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
mail_fsync = never
namespace inbox {{
  inbox = yes
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={folder}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


class Dovecot(Service):
    def __init__(self):
        super().__init__()
        self.user = "dovecot" if os.geteuid() == 0 else getpass.getuser()
        self.write_certificate()
        (self.folder / "mail").mkdir()
        group = pwd.getpwnam(self.user).pw_gid
        if os.geteuid() == 0:
            for path in (self.folder, self.folder / "mail"):
                os.chown(path, pwd.getpwnam(self.user).pw_uid, group)
        facts = {
            "folder": self.folder,
            "port": self.port,
            "user": self.user,
            "group": grp.getgrgid(group).gr_name,
            "password": PASSWORD,
        }
        (self.folder / "dovecot.conf").write_text(CONFIG.format(**facts))

    def command(self):
        return ["dovecot", "-F", "-c", self.folder / "dovecot.conf"]

    def answers(self):
        with contextlib.suppress(OSError, imaplib.IMAP4.error), self.opened():
            return True
        return False

    @property
    def url(self):
        return f"imaps://tavolo:{quote(PASSWORD, safe='')}@localhost:{self.port}/INBOX"

    def trusted(self):
        """What a client that knows this server's certificate trusts."""
        return ssl.create_default_context(cafile=self.folder / "cert.pem")

    @contextlib.contextmanager
    def opened(self):
        with imaplib.IMAP4_SSL("localhost", self.port, ssl_context=self.trusted(), timeout=5) as client:
            client.login("tavolo", PASSWORD)
            yield client

    def deliver(self, *raws):
        with self.opened() as client:
            for raw in raws:
                client.append("INBOX", None, None, raw)

    def count(self, folder):
        with self.opened() as client:
            return int(client.select(f'"{folder}"', readonly=True)[1][0])

    def write_certificate(self):
        key, now = ec.generate_private_key(ec.SECP256R1()), utc_now()
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        made = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        pem = serialization.Encoding.PEM
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        (self.folder / "cert.pem").write_bytes(made.sign(key, hashes.SHA256()).public_bytes(pem))
        (self.folder / "key.pem").write_bytes(key.private_bytes(pem, *plain))
