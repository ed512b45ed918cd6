"""The node's own certificate: an authority of its own that tablets are brought to trust, and a leaf that it signs.

No certificate of the open web reaches a yacht that is offline for a month. So the node keeps a small authority, good
for nothing but names on board: private addresses, local names and what the installer named (RFC 5280, 4.2.1.10), so
that whoever steals its key cannot pass for a bank. Its dates are fixed: the clock on board may be wrong when it is
made. The leaf is good for 397 days, which the strictest browsers allow, and is renewed a month before it ends.
"""

import hashlib
import ipaddress
import re
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from shared_models.errors import CommandError
from shared_models.host import keep_secret

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Name = str | Address

_SINCE, _UNTIL = datetime(2024, 1, 1, tzinfo=UTC), datetime(2049, 12, 31, tzinfo=UTC)
_BEFORE, _LIFETIME, _RENEWED = timedelta(days=7), timedelta(days=397), timedelta(days=30)
"""A leaf is dated back, as the tablets' clocks and the node's differ; how long it lasts; how long before its end
another is made."""
_SUFFIXES = ("local", "localhost", "lan", "internal", "home.arpa")
_NETWORKS = tuple(map(ipaddress.ip_network, (
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10", "127.0.0.0/8",
    "fc00::/7", "fe80::/10", "::1/128",
)))  # fmt: skip
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})*")


def names_of(text: str) -> list[Name]:
    """The host names and addresses in a text, between commas. Raises CommandError."""
    names: list[Name] = []
    for word in filter(None, (part.strip().lower() for part in text.split(","))):
        try:
            names.append(ipaddress.ip_address(word))
        except ValueError:
            if not _HOST.fullmatch(word):
                raise CommandError(f"{word!r} is neither a host name nor an address.") from None
            names.append(word)
    return names


def names_here(host: str) -> list[Name]:
    """What this machine is called, and the addresses at which it listens on `host`."""
    name = socket.gethostname().lower()
    found = [f"{name}.local", name] if "." not in name else [name]
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  compared, not bound
        for family, elsewhere in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
            try:
                with socket.socket(family, socket.SOCK_DGRAM) as route:  # asks for the way; sends nothing
                    route.connect((elsewhere, 9))
                    found.append(route.getsockname()[0])
            except OSError:
                continue
    else:
        found.append(host)
    return names_of(",".join(one for one in found if ":" in one or _HOST.fullmatch(one)))


@dataclass(frozen=True)
class Authority:
    """What signs the leaf, and what tablets are given."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        """The certificate as tablets take it."""
        return self.certificate.public_bytes(Encoding.DER)

    def fingerprint(self, algorithm: str = "sha256") -> str:
        """The digest by which people compare it: AB:CD:…"""
        return hashlib.new(algorithm, self.der).digest().hex(":").upper()

    def vouches_for(self, name: Name) -> bool:
        """Whether its constraints allow the name."""
        allowed = self.certificate.extensions.get_extension_for_class(x509.NameConstraints).value.permitted_subtrees
        for one in (general.value for general in allowed or ()):
            if isinstance(name, str):
                if isinstance(one, str) and (name == one or name.endswith(f".{one}")):
                    return True
            elif isinstance(one, ipaddress.IPv4Network | ipaddress.IPv6Network) and name in one:
                return True
        return False


def authority(folder: Path, names: Sequence[Name]) -> Authority:
    """The authority kept in a folder, made for these names on first use. Raises CommandError if it is damaged."""
    file = folder / "authority.pem"
    if not file.exists():
        made = _new_authority(names)
        keep_secret(file, _pem(made.key, made.certificate))
    data = file.read_bytes()
    try:
        key = load_pem_private_key(data, None)
        certificate = x509.load_pem_x509_certificate(data)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
    except (ValueError, AssertionError) as error:
        raise CommandError(f"{file} is damaged; remove it to get another, which tablets must trust anew.") from error
    return Authority(key, certificate)


def _pem(key: ec.EllipticCurvePrivateKey, *certificates: x509.Certificate) -> bytes:
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + b"".join(one.public_bytes(Encoding.PEM) for one in certificates)


def _general(name: Name) -> x509.GeneralName:
    return x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(name)


def _new_authority(names: Sequence[Name]) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([
        x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Lazarette"),
        x509.NameAttribute(NameOID.COMMON_NAME, f"Lazarette {names[0]}"[:64]),
    ])  # fmt: skip
    allowed: list[x509.GeneralName] = [x509.DNSName(suffix) for suffix in _SUFFIXES]
    allowed += [x509.IPAddress(network) for network in _NETWORKS]
    for name in names:
        allowed.append(x509.DNSName(name) if isinstance(name, str) else x509.IPAddress(ipaddress.ip_network(name)))
    made = (
        _begun(subject, subject, key.public_key(), key.public_key(), _SINCE, _UNTIL)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .add_extension(x509.NameConstraints(list(dict.fromkeys(allowed)), None), critical=True)
    )
    return Authority(key, made.sign(key, hashes.SHA256()))


def _begun(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, signer: ec.EllipticCurvePublicKey,
    since: datetime, until: datetime,
) -> x509.CertificateBuilder:  # fmt: skip
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _usage(**used: bool) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: used.get(name, False) for name in every})


def _new_leaf(signer: Authority, names: Sequence[Name], now: datetime) -> bytes:
    """A leaf with its key, and the authority's certificate after it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, str(names[0])[:64])])
    since = now - _BEFORE
    issuer = signer.certificate.subject
    made = (
        _begun(subject, issuer, key.public_key(), signer.key.public_key(), since, since + _LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName([_general(name) for name in names]), critical=False)
    )
    return _pem(key, made.sign(signer.key, hashes.SHA256()), signer.certificate)


def _is_good(data: bytes, signer: Authority, names: Sequence[Name], now: datetime) -> bool:
    try:
        load_pem_private_key(data, None)
        leaf = x509.load_pem_x509_certificate(data)
        leaf.verify_directly_issued_by(signer.certificate)
        named = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except Exception:  # noqa: BLE001  whatever is wrong with it, another is made
        return False
    lasts = leaf.not_valid_before_utc <= now < leaf.not_valid_after_utc - _RENEWED
    return lasts and list(named) == [_general(name) for name in names]


def leaf_file(folder: Path, signer: Authority, names: Sequence[Name], now_ms: int) -> Path:
    """The file with the leaf for these names; another leaf if it ends soon, is of other names, or is none."""
    file, now = folder / "served.pem", datetime.fromtimestamp(now_ms / 1000, UTC)
    if not file.exists() or not _is_good(file.read_bytes(), signer, names, now):
        keep_secret(file, _new_leaf(signer, names, now))
    return file


@dataclass
class Certificate:
    """What the node shows. `names` are what the installer gave, else what the machine is called at `host`."""

    folder: Path
    host: str
    names: str = ""
    brought: tuple[Path, Path] | None = None
    """A certificate from elsewhere and its key, instead of the node's own."""

    def __post_init__(self) -> None:
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.set_alpn_protocols(["http/1.1"])

    def authority(self) -> Authority:
        """The node's own authority, made on first use. Raises CommandError."""
        return authority(self.folder, self._wanted())

    def _wanted(self) -> list[Name]:
        found = names_of(self.names) or names_here(self.host)
        return list(dict.fromkeys([*found, *names_of("localhost,127.0.0.1,::1")]))

    def covered(self) -> list[Name]:
        """The names in the leaf, the best known first. Raises CommandError if one that was given cannot be."""
        signer, names = self.authority(), self._wanted()
        beyond = [name for name in names if not signer.vouches_for(name)]
        if self.names and beyond:
            raise CommandError(
                f"The node's authority does not vouch for {beyond[0]}; remove {self.folder} to get another, which "
                "tablets must trust anew."
            )
        return [name for name in names if name not in beyond]

    def renew(self, now_ms: int) -> None:
        """Show the newest certificate from the next connection on. Raises CommandError."""
        file, key_file = self.brought or (leaf_file(self.folder, self.authority(), self.covered(), now_ms), None)
        try:
            self.context.load_cert_chain(file, key_file)
        except (OSError, ssl.SSLError) as error:
            raise CommandError(f"The certificate in {file} cannot be used: {error.strerror or error}.") from error
