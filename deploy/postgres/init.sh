#!/bin/sh
# Run once by the Postgres image, on an empty data volume.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v password="'$LAZARETTE_OWNER_PASSWORD'" -f /deploy/roles.sql
