"""The key by which the shore knows a node, and the one that waits to take its place.

A new key waits in a file of its own until the shore has it. Whoever finds it waiting, after a lost reply or a crash,
tries it where the shore refuses the old one; so there is no moment at which the node is left without a key that fits.
"""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shared_models.host import sync_folder
from shared_models.tokens import private_key, public_bytes

KEY, NEW_KEY = "node.key", "node.key.new"


@dataclass(frozen=True)
class NodeKeys:
    """The keys in a node's folder. Another process may change them at any time."""

    data_dir: Path

    def current(self) -> Ed25519PrivateKey:
        """The key in use; made on first use."""
        return private_key(self.data_dir / KEY)

    def waiting(self) -> Ed25519PrivateKey:
        """The key that waits; made if none does."""
        return private_key(self.data_dir / NEW_KEY)

    def other(self, refused: Ed25519PrivateKey) -> Ed25519PrivateKey | None:
        """A key by which the shore may know this node, if it refuses that one."""
        for name in (KEY, NEW_KEY):
            if (self.data_dir / name).exists():
                key = private_key(self.data_dir / name)
                if public_bytes(key) != public_bytes(refused):
                    return key
        return None

    def settle(self, accepted: Ed25519PrivateKey) -> None:
        """The shore knows the node by this key: if it was waiting, it takes the old one's place."""
        file = self.data_dir / NEW_KEY
        if file.exists() and public_bytes(private_key(file)) == public_bytes(accepted):
            file.replace(self.data_dir / KEY)
            sync_folder(self.data_dir)
