"""`./dev simulate --seeds N --from S [--faults name=rate,...] [--defect NAME]`: run seeds, and show what breaks."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

import sqlalchemy as sa

from cloud_sync.embedded import EmbeddedPostgres
from deploy.simulate.defects import defect
from deploy.simulate.faults import Faults
from deploy.simulate.seeds import run_all


def main() -> int:
    """Run the seeds; 1 if any fails."""
    parser = argparse.ArgumentParser(prog="./dev simulate", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first")
    parser.add_argument("--steps", type=int, default=14, help="how long each one is")
    parser.add_argument(
        "--faults", type=Faults.parsed, default=Faults(), help="name=rate,...; the others do not happen"
    )
    parser.add_argument("--defect", type=defect, help="plant this one of deploy/simulate/defects.py")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many processes share them")
    parser.add_argument("--trace", action="store_true", help="show every step, also of seeds that hold")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "postgres", durable=False) as server:
            url = sa.make_url(server.owner_url).render_as_string(hide_password=False)
            return run_all(options, folder, url)


if __name__ == "__main__":
    sys.exit(main())
