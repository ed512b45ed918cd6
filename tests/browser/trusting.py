"""A tablet's certificate store: a person's NSS database, in which Chromium on Linux looks for what they trust."""

import ctypes
from pathlib import Path

_VALID_CA, _TRUSTED_CA = 1 << 3, 1 << 4
"""CERTDB_VALID_CA and CERTDB_TRUSTED_CA (certdb.h): what `certutil -t C,,` sets."""


class _Trust(ctypes.Structure):
    """CERTCertTrust: for whom it is trusted, as flags."""

    _fields_ = [(name, ctypes.c_uint) for name in ("ssl", "email", "code")]


def trust(home: Path, der: bytes) -> None:
    """Trust an authority in a home directory that has no store yet; what `certutil -A -t C,,` does, by the library that
    comes with Chromium. AssertionError names the step that failed."""
    folder = home / ".pki" / "nssdb"
    folder.mkdir(parents=True)
    nss, read = ctypes.CDLL("libnss3.so"), ctypes.CDLL("libsmime3.so").CERT_DecodeCertFromPackage
    read.restype = nss.PK11_GetInternalKeySlot.restype = nss.CERT_GetDefaultCertDB.restype = ctypes.c_void_p
    assert nss.NSS_InitReadWrite(f"sql:{folder}".encode()) == 0, "open"
    try:
        slot = ctypes.c_void_p(nss.PK11_GetInternalKeySlot())
        assert nss.PK11_InitPin(slot, None, b"") == 0, "begin"
        certificate = ctypes.c_void_p(read(der, len(der)))
        assert certificate, "read"
        assert nss.PK11_ImportCert(slot, certificate, ctypes.c_ulong(0), b"Lazarette", 0) == 0, "import"
        said = _Trust(_VALID_CA | _TRUSTED_CA, 0, 0)
        store = ctypes.c_void_p(nss.CERT_GetDefaultCertDB())
        assert nss.CERT_ChangeCertTrust(store, certificate, ctypes.byref(said)) == 0, "trust"
        nss.CERT_DestroyCertificate(certificate)
        nss.PK11_FreeSlot(slot)
    finally:
        nss.NSS_Shutdown()
