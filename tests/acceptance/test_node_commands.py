"""What the installer of a node types, as docs/installer.md says it."""

import io
import re
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from deploy.cli import main
from deploy.terminal import out
from edge_node.certificate import authority
from edge_node.enrol import DATABASE, become

Said = Callable[..., str]
ROOT = Path(__file__).parents[2]
KEY = "LAZARETTE_NODE_DATABASE_KEY_FILE"


@pytest.fixture
async def yacht(tmp_path: Path) -> Path:
    """A folder with an enrolled node in `data/node`, as the commands expect it."""
    data_dir = tmp_path / "data" / "node"
    data_dir.mkdir(parents=True)
    await become(data_dir, "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000003",
                 "http://127.0.0.1:1", 1_800_000_000_000, bytes(32))  # fmt: skip
    return tmp_path


@pytest.fixture
def said(yacht: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Said:
    """Runs a command in the yacht's folder; what it prints, or its error."""
    monkeypatch.chdir(yacht)

    def typed(*words: str, code: int = 0, answer: str = "", **environment: str) -> str:
        with monkeypatch.context() as patched:
            for name, value in environment.items():
                patched.setenv(name, value)
            patched.setattr(sys, "argv", ["lazarette", *words])
            patched.setattr(sys, "stdin", io.StringIO(answer))
            with pytest.raises(SystemExit) as ended:
                main()
        printed, told = (" ".join(text.split()) for text in capfd.readouterr())
        assert ended.value.code == code, (words, printed, told)
        return printed if code == 0 else told

    return typed


def encrypted(folder: Path) -> bool:
    return not (folder / "data" / "node" / DATABASE).read_bytes().startswith(b"SQLite format 3")


def test_a_nodes_database_is_encrypted_its_key_changed_and_taken_away_by_command(yacht: Path, said: Said) -> None:
    assert "is not encrypted" in said("node", "key")
    assert "holds a new key" in said("node", "key", "--make", "database.key")
    file = yacht / "database.key"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    key = file.read_text().strip()
    assert KEY in said("node", "key", "--new-key-file", "database.key")
    assert encrypted(yacht)
    assert "is encrypted, and the key opens it" in said("node", "key", **{KEY: "database.key"})
    assert "its key is wanted" in said("verify", code=2)
    assert "verified equal" in said("verify", **{KEY: "database.key"})
    refused = said("verify", code=2, LAZARETTE_NODE_DATABASE_KEY="not the passphrase")
    assert "does not open" in refused
    assert "passphrase" not in refused

    (yacht / "next.key").write_text("a passphrase that Ruben remembers\n")
    assert "chmod 600" in said("node", "key", "--new-key-file", "next.key", code=2, **{KEY: "database.key"})
    (yacht / "next.key").chmod(0o600)
    changed = said("node", "key", "--new-key-file", "next.key", **{KEY: "database.key"})
    assert "Ruben" not in changed
    assert key not in changed
    assert "does not open" in said("node", "key", code=2, **{KEY: "database.key"})

    assert "not taken away" in said("node", "key", "--remove", code=2, answer="n\n", **{KEY: "next.key"})
    assert encrypted(yacht)
    said("node", "key", "--remove", "--yes", **{KEY: "next.key"})
    assert not encrypted(yacht)
    assert "verified equal" in said("verify")


def test_a_fingerprint_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    out.print("12:AB:ON:56", markup=False, soft_wrap=True)
    assert capsys.readouterr().out == "12:AB:ON:56\n", "no part of it is taken for a picture"


@pytest.mark.parametrize(
    ("words", "environment", "why"),
    [
        (("verify",), {"LAZARETTE_NODE_DATABASE_KEY": "abc"}, "64 hexadecimal digits, or a passphrase of 12"),
        (("verify",), {"LAZARETTE_NODE_DATABASE_KEY": "a" * 63}, "this one 63"),
        (("verify",), {KEY: "none.key"}, "none.key cannot be read"),
        (("verify",), {KEY: "none.key", "LAZARETTE_NODE_DATABASE_KEY": "x" * 20}, "not both"),
        (("verify",), {"LAZARETTE_NODE_DATABASE_KEY": "b" * 64}, "is not encrypted, and a key is set"),
        (("node", "key", "--remove", "--yes"), {}, "not encrypted"),
        (("node", "key", "--make", "a", "--remove"), {}, "Give one of"),
        (("node", "key", "--make", "data"), {}, "is there already"),
        (("node", "key", "--data-dir", "elsewhere"), {}, "no node in elsewhere"),
    ],
)
def test_what_is_wrong_with_a_key_is_one_sentence(
    said: Said, words: tuple[str, ...], environment: dict[str, str], why: str
) -> None:
    assert why in said(*words, code=2, **environment)


def test_trust_prints_what_the_tablet_is_to_be_compared_with(yacht: Path, said: Said) -> None:
    printed = said("node", "trust", LAZARETTE_NODE_HOST="0.0.0.0", LAZARETTE_NODE_TLS_NAMES="aurora.local,192.168.1.20")
    signer = authority(yacht / "data" / "node" / "tls", [])
    assert "http://aurora.local:8180/trust" in printed
    assert signer.fingerprint() in printed
    assert signer.fingerprint("sha1") in printed
    assert "█" in printed or "▄" in printed, "a QR code"


@pytest.mark.parametrize(
    ("words", "environment", "why"),
    [
        (("node", "trust"), {}, "nothing to trust"),
        (("node", "trust"), {"LAZARETTE_NODE_TLS_NAMES": "not a name"}, "neither a host name"),
        (("node", "serve"), {"LAZARETTE_NODE_TLS_KEY_FILE": "a.pem"}, "go together"),
        (("node", "enrol", "--shore", "http://shore:port", "--code", "X"), {}, "is no URL"),
        (("node", "enrol", "--shore", "http://shore.example", "--code", "X"), {}, "give its https URL"),
        (("shore", "serve", "--host", "0.0.0.0"), {}, "LAZARETTE_SHORE_BEHIND_TLS_PROXY=true"),
    ],
)
def test_what_cannot_be_served_is_one_sentence(
    said: Said, words: tuple[str, ...], environment: dict[str, str], why: str
) -> None:
    assert why in said(*words, code=2, **environment)


def test_every_command_for_the_installer_is_one(said: Said) -> None:
    """Those of the installer's page that a test above does not type: their words are known."""
    page = (ROOT / "docs" / "installer.md").read_text("utf-8")
    commands = set(re.findall(r"lazarette (node \w+|[a-z]+)((?: --[\w-]+)?)[ `\n]", page))
    assert {"node key", "node enrol", "node serve", "node trust", "sync", "verify"} <= {one for one, _ in commands}
    for command, option in sorted(commands):
        assert option.strip() in said(*command.split(), "--help")
