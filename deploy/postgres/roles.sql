-- Once, as a superuser, before the first start of the shore:
--   psql -v password="'…'" -f roles.sql
-- The owner migrates, gives the application's login its password and registers yachts. It is no superuser; it sees all
-- rows (bypassrls), as its address is the shore's alone. The login itself, lazarette_app, is made by the shore: it
-- owns nothing and sees one yacht at a time.
create role lazarette_owner login password :password createrole bypassrls nosuperuser nocreatedb noreplication;
-- from Postgres 16 on: so that the owner may hand its functions to the roles that it makes
alter role lazarette_owner set createrole_self_grant = 'set, inherit';
create database lazarette owner lazarette_owner encoding 'UTF8' template template0;
\connect lazarette
alter schema public owner to lazarette_owner;
revoke all on schema public from public;
