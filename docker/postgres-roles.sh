#!/bin/sh
# First start of the database container: the owner of the tables and the application's role (docs/operating.md).
set -eu
psql --username postgres --dbname portal --set ON_ERROR_STOP=1 \
    --set owner="$(cat /run/secrets/owner_password)" --set app="$(cat /run/secrets/app_password)" <<'SQL'
CREATE ROLE portal_owner LOGIN PASSWORD :'owner';
CREATE ROLE portal_app LOGIN PASSWORD :'app';
ALTER DATABASE portal OWNER TO portal_owner;
SQL
