BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE auth_sessions (
  session_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  marks JSON NOT NULL,
  client TEXT NOT NULL,
  started_at TEXT NOT NULL,
  used_at TEXT NOT NULL,
  idle_limit_s INTEGER,
  ended_at TEXT,
  PRIMARY KEY (session_id)
);
CREATE TABLE auth_users_profiles (
  yacht_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  pin_hash TEXT,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, user_id),
  CONSTRAINT one_person_per_name UNIQUE (yacht_id, name)
);
INSERT INTO "auth_users_profiles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7ea-7174-9824-90d6a8ea1cc4','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7f6-7150-854e-4ac8269f55da','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d816-75ca-8aec-2738eb1ec128','manager',NULL,16);
CREATE TABLE auth_users_roles (
  yacht_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  role TEXT NOT NULL,
  is_active BOOLEAN DEFAULT 1 NOT NULL,
  valid_from TEXT NOT NULL,
  valid_until TEXT,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, user_id, role, valid_from),
  CONSTRAINT role_is_known CHECK (role in ('crew', 'chief_officer', 'chief_engineer', 'captain', 'manager'))
);
INSERT INTO "auth_users_roles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7ea-7174-9824-90d6a8ea1cc4','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d7f6-7150-854e-4ac8269f55da','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-d816-75ca-8aec-2738eb1ec128','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
CREATE TABLE feed_ahead (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, position)
);
CREATE TABLE feed_returning (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  "before" BLOB NOT NULL,
  generation TEXT NOT NULL,
  seal BLOB,
  PRIMARY KEY (yacht_id, position)
);
CREATE TABLE feed_seals (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  generation TEXT NOT NULL,
  seal BLOB NOT NULL,
  PRIMARY KEY (yacht_id, position)
);
INSERT INTO "feed_seals" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',12,'c04e77e843c9123d',X'F2F60FE0D8AE4A861F348959DBBB98ACE5DF8BA6DEEDA8C3C46030453208629C');
INSERT INTO "feed_seals" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',13,'c04e77e843c9123d',X'C5BC8FC7398BFABE90B28A9646371B610042AF9AAB7C194589B53CCDA2596D80');
INSERT INTO "feed_seals" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',14,'c04e77e843c9123d',X'CAD68C5F7C922D7BF4CA56856DB360BCB0AC6308624E0D7A9088F6AC439F90F1');
CREATE TABLE journal_pass (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id)
);
CREATE TABLE node_state (
  yacht_id TEXT NOT NULL,
  node_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  chain BLOB NOT NULL,
  clock_ms BIGINT NOT NULL,
  clock_counter BIGINT NOT NULL,
  position BIGINT NOT NULL,
  digest BLOB NOT NULL,
  generation TEXT NOT NULL,
  reference_version BIGINT DEFAULT 0 NOT NULL,
  shore_url TEXT,
  number BIGINT DEFAULT 0 NOT NULL,
  ahead TEXT,
  ahead_until BIGINT DEFAULT 0 NOT NULL,
  link_life_bytes BIGINT,
  enrolled_at TEXT NOT NULL,
  sealed_code_hash TEXT,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "node_state" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',13,X'C3E8B5459B0855843D28C2E9015C964704D78D4FD3DADD9F55CD42B743A7FD49',1795545228120,0,14,X'284CC79C3761D580F0748EB3937FB79191E59545308142FF16B92073E3270FC5','c04e77e843c9123d',16,'http://shore',5,NULL,0,NULL,'2026-11-24T18:33:45.481Z','01fd7e69366b4c3cc54bf7ee4559a5cb77ab79f40f25eda4c7efc57dc874aed4');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','6b48b1d089840f04',13,'7fc83659-9fb3-5bb8-9afc-8426c683708d',1);
CREATE TABLE pms_audit_log (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  action TEXT NOT NULL,
  entity_type TEXT NOT NULL,
  entity_id TEXT NOT NULL,
  user_id TEXT,
  old_values JSON,
  new_values JSON,
  signature JSON NOT NULL,
  metadata JSON,
  created_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
INSERT INTO "pms_audit_log" VALUES('01a20ed5-da93-719c-a52b-e9fd3c515c59','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','a76fc584-780e-508b-9368-ac8863f9cbfb','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp b17374ee-6d14-4543-8e27-621912ab039d", "quantity_requested": "2", "source_type": "manual_add", "id": "a76fc584-780e-508b-9368-ac8863f9cbfb", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:45.846Z", "updated_at": "2026-11-24T18:33:45.846Z"}','{}','{"entry_id": "a76fc584-780e-508b-9368-ac8863f9cbfb", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:45.846Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db0b-73fd-bfa6-407dee086591','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp b8418319-e787-4bfa-8a23-17cea5dd8b13", "quantity_requested": "2", "source_type": "manual_add", "id": "f4849ae9-80c6-59ac-a8af-43cf9abbbcde", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:45.994Z", "updated_at": "2026-11-24T18:33:45.994Z"}','{}','{"entry_id": "f4849ae9-80c6-59ac-a8af-43cf9abbbcde", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:45.994Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db4f-74d4-8320-e2ee7362b36e','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','88683269-4a62-5017-941f-5630506789d3','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp 4e247f23-5a0b-4ff2-8ea3-20b75f0345d3", "quantity_requested": "2", "source_type": "manual_add", "id": "88683269-4a62-5017-941f-5630506789d3", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.063Z", "updated_at": "2026-11-24T18:33:46.063Z"}','{}','{"entry_id": "88683269-4a62-5017-941f-5630506789d3", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.063Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db5b-720b-89db-1ffda7c2b68a','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','503c859e-df66-521e-9edb-5d6ec1747edb','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp 75c0e672-fa12-4eb2-befd-af0927b0a01a", "quantity_requested": "2", "source_type": "manual_add", "id": "503c859e-df66-521e-9edb-5d6ec1747edb", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.075Z", "updated_at": "2026-11-24T18:33:46.075Z"}','{}','{"entry_id": "503c859e-df66-521e-9edb-5d6ec1747edb", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.075Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db68-766c-9bff-8ae691fc40df','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','b7247f59-db12-5432-ac09-bbc0f1fd3416','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp e512ae75-ceb5-4113-8b69-b5ec7000eb2c", "quantity_requested": "2", "source_type": "manual_add", "id": "b7247f59-db12-5432-ac09-bbc0f1fd3416", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.087Z", "updated_at": "2026-11-24T18:33:46.087Z"}','{}','{"entry_id": "b7247f59-db12-5432-ac09-bbc0f1fd3416", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.087Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db77-716d-ba26-4b9a8a1570f0','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','08b4a821-1cf4-5538-b634-2d4ada9eef45','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp 7a694f57-cd39-4831-9334-d073fc3169f9", "quantity_requested": "2", "source_type": "manual_add", "id": "08b4a821-1cf4-5538-b634-2d4ada9eef45", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.103Z", "updated_at": "2026-11-24T18:33:46.103Z"}','{}','{"entry_id": "08b4a821-1cf4-5538-b634-2d4ada9eef45", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.103Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db80-70c7-a528-46fb8b4da30a','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','72cd6441-4411-5c93-82c5-4c88522b79f2','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp a74ad874-a63e-412e-ad86-e575af828d0e", "quantity_requested": "2", "source_type": "manual_add", "id": "72cd6441-4411-5c93-82c5-4c88522b79f2", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.112Z", "updated_at": "2026-11-24T18:33:46.112Z"}','{}','{"entry_id": "72cd6441-4411-5c93-82c5-4c88522b79f2", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.112Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-db8e-77d4-965f-6ac3aff47d7e','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Lamp 799dec1e-5597-4886-b0c2-daf0f6ebcc4b", "quantity_requested": "2", "source_type": "manual_add", "id": "1fcc0ea3-8b3f-5d82-9f91-f8441e27059c", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:46.125Z", "updated_at": "2026-11-24T18:33:46.125Z"}','{}','{"entry_id": "1fcc0ea3-8b3f-5d82-9f91-f8441e27059c", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:46.125Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dbac-70c5-8028-e568e2c8434e','01a20ed5-d787-764f-8fd5-ebece575d805','approve_shopping_list_item','shopping_list_item','a76fc584-780e-508b-9368-ac8863f9cbfb','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','{"status": "candidate", "updated_at": "2026-11-24T18:33:45.846Z"}','{"status": "approved", "updated_at": "2026-11-24T18:33:46.135Z", "approved_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17", "approved_at": "2026-11-24T18:33:46.135Z", "quantity_approved": "1", "updated_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17"}','{}','{"entry_id": "326f4425-a316-5c38-a9cd-c5ecf4e3d22a", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "captain"}','2026-11-24T18:33:46.135Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dbc0-71be-ada2-817f9be38fe3','01a20ed5-d787-764f-8fd5-ebece575d805','approve_shopping_list_item','shopping_list_item','88683269-4a62-5017-941f-5630506789d3','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','{"status": "candidate", "updated_at": "2026-11-24T18:33:46.063Z"}','{"status": "approved", "updated_at": "2026-11-24T18:33:46.175Z", "approved_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17", "approved_at": "2026-11-24T18:33:46.175Z", "quantity_approved": "1", "updated_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17"}','{}','{"entry_id": "b5f26a55-860a-5fbb-8b6e-f51f3d29fe06", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "captain"}','2026-11-24T18:33:46.175Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dbcf-7779-ae9d-d1e9caf7fdeb','01a20ed5-d787-764f-8fd5-ebece575d805','approve_shopping_list_item','shopping_list_item','b7247f59-db12-5432-ac09-bbc0f1fd3416','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','{"status": "candidate", "updated_at": "2026-11-24T18:33:46.087Z"}','{"status": "approved", "updated_at": "2026-11-24T18:33:46.190Z", "approved_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17", "approved_at": "2026-11-24T18:33:46.190Z", "quantity_approved": "1", "updated_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17"}','{}','{"entry_id": "b47bc317-0f5b-5e34-a74d-b07cfa6a7d66", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "captain"}','2026-11-24T18:33:46.190Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dbdf-7426-b0a3-0c5df3df0331','01a20ed5-d787-764f-8fd5-ebece575d805','approve_shopping_list_item','shopping_list_item','72cd6441-4411-5c93-82c5-4c88522b79f2','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','{"status": "candidate", "updated_at": "2026-11-24T18:33:46.112Z"}','{"status": "approved", "updated_at": "2026-11-24T18:33:46.206Z", "approved_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17", "approved_at": "2026-11-24T18:33:46.206Z", "quantity_approved": "1", "updated_by": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17"}','{}','{"entry_id": "31f5af9d-6895-5d64-9402-562f55f44c2a", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "captain"}','2026-11-24T18:33:46.206Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd53-70cc-a38e-0082be2461c5','01a20ed5-d787-764f-8fd5-ebece575d805','role_added','person','01a20ed5-d7b2-72fd-8a85-ee4a5578280c',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd64-72e9-ac72-1c1080a0aaca','01a20ed5-d787-764f-8fd5-ebece575d805','role_added','person','01a20ed5-d7ea-7174-9824-90d6a8ea1cc4',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20ed5-d7ea-7174-9824-90d6a8ea1cc4", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd70-75b8-905b-3d1946ad30b7','01a20ed5-d787-764f-8fd5-ebece575d805','role_added','person','01a20ed5-d7f6-7150-854e-4ac8269f55da',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20ed5-d7f6-7150-854e-4ac8269f55da", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd77-735e-9c66-9afb728b17fe','01a20ed5-d787-764f-8fd5-ebece575d805','role_added','person','01a20ed5-d804-7572-a89a-ca4ec3fb8c17',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd79-77af-9483-ff180d6b926e','01a20ed5-d787-764f-8fd5-ebece575d805','role_added','person','01a20ed5-d816-75ca-8aec-2738eb1ec128',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20ed5-d816-75ca-8aec-2738eb1ec128", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd8a-779d-a45b-1ad0d17dd566','01a20ed5-d787-764f-8fd5-ebece575d805','person_added','person','01a20ed5-d7b2-72fd-8a85-ee4a5578280c',NULL,NULL,'{"name": "crew", "user_id": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c"}','{}','{"from": "shore"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd8d-70c8-b3f2-d7fcc3c086d5','01a20ed5-d787-764f-8fd5-ebece575d805','person_added','person','01a20ed5-d7ea-7174-9824-90d6a8ea1cc4',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20ed5-d7ea-7174-9824-90d6a8ea1cc4"}','{}','{"from": "shore"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd8e-7281-b382-3c9b85e23fa0','01a20ed5-d787-764f-8fd5-ebece575d805','person_added','person','01a20ed5-d7f6-7150-854e-4ac8269f55da',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20ed5-d7f6-7150-854e-4ac8269f55da"}','{}','{"from": "shore"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd91-71c2-a95e-ce0c7ad2d4ed','01a20ed5-d787-764f-8fd5-ebece575d805','person_added','person','01a20ed5-d804-7572-a89a-ca4ec3fb8c17',NULL,NULL,'{"name": "captain", "user_id": "01a20ed5-d804-7572-a89a-ca4ec3fb8c17"}','{}','{"from": "shore"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-dd97-7266-ad45-90ff4de6e57b','01a20ed5-d787-764f-8fd5-ebece575d805','person_added','person','01a20ed5-d816-75ca-8aec-2738eb1ec128',NULL,NULL,'{"name": "manager", "user_id": "01a20ed5-d816-75ca-8aec-2738eb1ec128"}','{}','{"from": "shore"}','2026-11-24T18:33:46.516Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-e168-7370-8d78-071ee7876824','01a20ed5-d787-764f-8fd5-ebece575d805','reject_shopping_list_item','shopping_list_item','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','01a20ed5-d816-75ca-8aec-2738eb1ec128','{"status": "candidate", "updated_at": "2026-11-24T18:33:45.994Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:33:47.439Z", "rejected_by": "01a20ed5-d816-75ca-8aec-2738eb1ec128", "rejected_at": "2026-11-24T18:33:47.439Z", "rejection_reason": "not this year", "updated_by": "01a20ed5-d816-75ca-8aec-2738eb1ec128"}','{}','{"entry_id": "bbb468d1-8578-5bc6-b273-4d7c7f8c2458", "node_id": "edb7b733-c93c-4b46-b7f8-2741594d85cc", "role": "manager"}','2026-11-24T18:33:47.616Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-e20b-7132-8446-42604858fce4','01a20ed5-d787-764f-8fd5-ebece575d805','reject_shopping_list_item','shopping_list_item','08b4a821-1cf4-5538-b634-2d4ada9eef45','01a20ed5-d816-75ca-8aec-2738eb1ec128','{"status": "candidate", "updated_at": "2026-11-24T18:33:46.103Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:33:47.662Z", "rejected_by": "01a20ed5-d816-75ca-8aec-2738eb1ec128", "rejected_at": "2026-11-24T18:33:47.662Z", "rejection_reason": "not this year", "updated_by": "01a20ed5-d816-75ca-8aec-2738eb1ec128"}','{}','{"entry_id": "0a5ca240-3efc-5302-9e01-e9d83ba65000", "node_id": "edb7b733-c93c-4b46-b7f8-2741594d85cc", "role": "manager"}','2026-11-24T18:33:47.769Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed5-e359-702c-ab56-e3c39af4f082','01a20ed5-d787-764f-8fd5-ebece575d805','create_shopping_list_item','shopping_list_item','7fc83659-9fb3-5bb8-9afc-8426c683708d','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','{}','{"part_name": "Waits 5380e4fb-4164-471f-a7d7-cbe2db087afe", "quantity_requested": "2", "source_type": "manual_add", "id": "7fc83659-9fb3-5bb8-9afc-8426c683708d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed5-d7b2-72fd-8a85-ee4a5578280c", "created_at": "2026-11-24T18:33:48.120Z", "updated_at": "2026-11-24T18:33:48.120Z"}','{}','{"entry_id": "7fc83659-9fb3-5bb8-9afc-8426c683708d", "node_id": "b1b0af93-7c8e-4342-bc66-634b0048b7fa", "role": "crew"}','2026-11-24T18:33:48.120Z');
CREATE TABLE pms_conflict_sightings (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id, user_id)
);
CREATE TABLE pms_entry_outcomes (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  item_id TEXT,
  verdict TEXT NOT NULL,
  rule TEXT,
  by_entry TEXT,
  fields JSON NOT NULL,
  acknowledged_by TEXT,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT verdict_is_known CHECK (verdict in ('applied', 'partly_applied', 'superseded', 'rejected', 'quarantined'))
);
CREATE TABLE pms_feed (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  digest BLOB NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, position),
  CONSTRAINT one_position_per_entry UNIQUE (yacht_id, entry_id)
);
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',1,'a76fc584-780e-508b-9368-ac8863f9cbfb',X'E9E04D428646D871B7C078FD4B54FEC90AAA284D996C345FB924A3D5ABB15CF7',X'65839490138ECFCE5096AEA58FD6753F78DB49100074FD93D8BBC090C84781F9','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',2,'f4849ae9-80c6-59ac-a8af-43cf9abbbcde',X'3B2B92DE3901933B47D6F07E97A457FAA038D35C90DF34559CC7E2A8EE96CA18',X'9BD57FBBF287EF6C8F128BEBC4B49A868502CD4C0B0B15F4F775E1AFA211AB4F','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',3,'88683269-4a62-5017-941f-5630506789d3',X'F0F43D0423A33A9397497EDB59E9DC3CE60A3399862247627C5F56DFCDDF8D77',X'F02E1B4595AFF2FFC6B0E6470453CF02180B1C8198B510E4CC871AE169ECB6E0','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',4,'503c859e-df66-521e-9edb-5d6ec1747edb',X'7E39F48B6F3080EBE6D4C2098C7DB25B2E6783A4EE4F1CF5C1373C07C9AC6052',X'18E3B3C7240B566F34B7402133F31CBE0E37FA3DF0E8A32B1900EFD1BCC6B854','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',5,'b7247f59-db12-5432-ac09-bbc0f1fd3416',X'FD70013287B927B477C6DB40AD378226B0935D19AEBAE0D1A494F25FA3C21EBC',X'FA072B662F7380DC941624851A66D6B6068F4233027CA09A03EFEC09B637B79F','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',6,'08b4a821-1cf4-5538-b634-2d4ada9eef45',X'9355FF7FEEC26282F323FE6F10D3036A944BC7CD8F2BF4243D69494CF1B49D05',X'9C967E89F78AD82D35BFD1406EDA75AD797D2EF13B9A6E664066809644F2E1F5','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',7,'72cd6441-4411-5c93-82c5-4c88522b79f2',X'6DF9D89ABE0D227E2DC5AAA2B163683CDCE99F8D2B8DA74F60059D5A87D5FED1',X'966D379D25EDBAFDDA3A9A4F92F1D5FDC83B394469D4FA9BAE8EFE144C61BF38','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',8,'1fcc0ea3-8b3f-5d82-9f91-f8441e27059c',X'D21149AE0B6E1DE0702FAC66F8FC2C4923FD42EDE4FCE3A4EE78464EFFFC2387',X'D1010238B6E0CC49A80AD5027DF47A9A7E062B0CDD685BB2D9BAE2110C48B81F','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',9,'326f4425-a316-5c38-a9cd-c5ecf4e3d22a',X'9CFBE30DD46F4BF74D7313C87BE5A32890126DCCACDA7A903C8F8EEFACA25084',X'FC86BFEED96A9F26788E9C2B1CC4ADC55B9A168EB4FA30911DA232692CB04B9F','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',10,'b5f26a55-860a-5fbb-8b6e-f51f3d29fe06',X'B7CC14C76D58F83D5FE8229B5A72AA01FA3559492ED9CBA3025449A0DFDD1E3C',X'D95C47484F86D09AD3E815D5E91A0CAA26D11CC6E92CD2B85046926A6DCA90AD','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',11,'b47bc317-0f5b-5e34-a74d-b07cfa6a7d66',X'895BD64576BD4B43D4F18E369285A045315F2D1A9DE80C78D1E15138295FA564',X'CB46098EC7C2DDE9B0DE546A369487F6DBC64CEC931D92AE4016EDC79E368CA2','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',12,'31f5af9d-6895-5d64-9402-562f55f44c2a',X'7F54052521BD7550CC1FAB8FFEA6A153C3B4816B3A4BA69A78C24AF9F33BFDC3',X'FD2F75CEDF7B1BAF0246C7434E5B071CC3C1C4E7AAF377BDAE4BE62289369620','2026-11-24T18:33:47.268Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',13,'bbb468d1-8578-5bc6-b273-4d7c7f8c2458',X'DE7DB89F13D109CFFCB693F184A06CB72113DE064882634D3735A1BC95BB6E18',X'F913483C3D010738C1F74EFC9A0188FC3F96CFA7941089E27A5014CD5F48AF15','2026-11-24T18:33:47.616Z');
INSERT INTO "pms_feed" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805',14,'0a5ca240-3efc-5302-9e01-e9d83ba65000',X'CFB102F2212E4A4D51ABDBED5033791194FA11D9F9EEA42E055C89BCEAAA4C1E',X'284CC79C3761D580F0748EB3937FB79191E59545308142FF16B92073E3270FC5','2026-11-24T18:33:47.769Z');
CREATE TABLE pms_history_entries (
  entry_id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  item_id TEXT,
  node_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  parents JSON NOT NULL,
  seen BIGINT NOT NULL,
  action TEXT NOT NULL,
  payload JSON NOT NULL,
  actor_id TEXT NOT NULL,
  actor_role TEXT NOT NULL,
  clock_ms BIGINT NOT NULL,
  clock_counter BIGINT NOT NULL,
  hash BLOB NOT NULL,
  chain BLOB NOT NULL,
  assurance TEXT NOT NULL,
  extra JSON,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT one_entry_per_seq UNIQUE (yacht_id, node_id, epoch, seq),
  CONSTRAINT counts_are_whole CHECK (seq > 0 and seen >= 0),
  CONSTRAINT assurance_is_known CHECK (assurance in ('node', 'signed'))
);
INSERT INTO "pms_history_entries" VALUES('a76fc584-780e-508b-9368-ac8863f9cbfb','01a20ed5-d787-764f-8fd5-ebece575d805','a76fc584-780e-508b-9368-ac8863f9cbfb','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp b17374ee-6d14-4543-8e27-621912ab039d", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545225846,0,X'E9E04D428646D871B7C078FD4B54FEC90AAA284D996C345FB924A3D5ABB15CF7',X'65839490138ECFCE5096AEA58FD6753F78DB49100074FD93D8BBC090C84781F9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f4849ae9-80c6-59ac-a8af-43cf9abbbcde','01a20ed5-d787-764f-8fd5-ebece575d805','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp b8418319-e787-4bfa-8a23-17cea5dd8b13", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545225994,0,X'3B2B92DE3901933B47D6F07E97A457FAA038D35C90DF34559CC7E2A8EE96CA18',X'9BD57FBBF287EF6C8F128BEBC4B49A868502CD4C0B0B15F4F775E1AFA211AB4F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('88683269-4a62-5017-941f-5630506789d3','01a20ed5-d787-764f-8fd5-ebece575d805','88683269-4a62-5017-941f-5630506789d3','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 4e247f23-5a0b-4ff2-8ea3-20b75f0345d3", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226063,0,X'F0F43D0423A33A9397497EDB59E9DC3CE60A3399862247627C5F56DFCDDF8D77',X'F02E1B4595AFF2FFC6B0E6470453CF02180B1C8198B510E4CC871AE169ECB6E0','node',NULL);
INSERT INTO "pms_history_entries" VALUES('503c859e-df66-521e-9edb-5d6ec1747edb','01a20ed5-d787-764f-8fd5-ebece575d805','503c859e-df66-521e-9edb-5d6ec1747edb','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 75c0e672-fa12-4eb2-befd-af0927b0a01a", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226075,0,X'7E39F48B6F3080EBE6D4C2098C7DB25B2E6783A4EE4F1CF5C1373C07C9AC6052',X'18E3B3C7240B566F34B7402133F31CBE0E37FA3DF0E8A32B1900EFD1BCC6B854','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b7247f59-db12-5432-ac09-bbc0f1fd3416','01a20ed5-d787-764f-8fd5-ebece575d805','b7247f59-db12-5432-ac09-bbc0f1fd3416','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp e512ae75-ceb5-4113-8b69-b5ec7000eb2c", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226087,0,X'FD70013287B927B477C6DB40AD378226B0935D19AEBAE0D1A494F25FA3C21EBC',X'FA072B662F7380DC941624851A66D6B6068F4233027CA09A03EFEC09B637B79F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('08b4a821-1cf4-5538-b634-2d4ada9eef45','01a20ed5-d787-764f-8fd5-ebece575d805','08b4a821-1cf4-5538-b634-2d4ada9eef45','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7a694f57-cd39-4831-9334-d073fc3169f9", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226103,0,X'9355FF7FEEC26282F323FE6F10D3036A944BC7CD8F2BF4243D69494CF1B49D05',X'9C967E89F78AD82D35BFD1406EDA75AD797D2EF13B9A6E664066809644F2E1F5','node',NULL);
INSERT INTO "pms_history_entries" VALUES('72cd6441-4411-5c93-82c5-4c88522b79f2','01a20ed5-d787-764f-8fd5-ebece575d805','72cd6441-4411-5c93-82c5-4c88522b79f2','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp a74ad874-a63e-412e-ad86-e575af828d0e", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226112,0,X'6DF9D89ABE0D227E2DC5AAA2B163683CDCE99F8D2B8DA74F60059D5A87D5FED1',X'966D379D25EDBAFDDA3A9A4F92F1D5FDC83B394469D4FA9BAE8EFE144C61BF38','node',NULL);
INSERT INTO "pms_history_entries" VALUES('1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','01a20ed5-d787-764f-8fd5-ebece575d805','1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 799dec1e-5597-4886-b0c2-daf0f6ebcc4b", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545226125,0,X'D21149AE0B6E1DE0702FAC66F8FC2C4923FD42EDE4FCE3A4EE78464EFFFC2387',X'D1010238B6E0CC49A80AD5027DF47A9A7E062B0CDD685BB2D9BAE2110C48B81F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('326f4425-a316-5c38-a9cd-c5ecf4e3d22a','01a20ed5-d787-764f-8fd5-ebece575d805','a76fc584-780e-508b-9368-ac8863f9cbfb','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',9,'["a76fc584-780e-508b-9368-ac8863f9cbfb"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',1795545226135,0,X'9CFBE30DD46F4BF74D7313C87BE5A32890126DCCACDA7A903C8F8EEFACA25084',X'FC86BFEED96A9F26788E9C2B1CC4ADC55B9A168EB4FA30911DA232692CB04B9F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b5f26a55-860a-5fbb-8b6e-f51f3d29fe06','01a20ed5-d787-764f-8fd5-ebece575d805','88683269-4a62-5017-941f-5630506789d3','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',10,'["88683269-4a62-5017-941f-5630506789d3"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',1795545226175,0,X'B7CC14C76D58F83D5FE8229B5A72AA01FA3559492ED9CBA3025449A0DFDD1E3C',X'D95C47484F86D09AD3E815D5E91A0CAA26D11CC6E92CD2B85046926A6DCA90AD','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b47bc317-0f5b-5e34-a74d-b07cfa6a7d66','01a20ed5-d787-764f-8fd5-ebece575d805','b7247f59-db12-5432-ac09-bbc0f1fd3416','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',11,'["b7247f59-db12-5432-ac09-bbc0f1fd3416"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',1795545226190,0,X'895BD64576BD4B43D4F18E369285A045315F2D1A9DE80C78D1E15138295FA564',X'CB46098EC7C2DDE9B0DE546A369487F6DBC64CEC931D92AE4016EDC79E368CA2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('31f5af9d-6895-5d64-9402-562f55f44c2a','01a20ed5-d787-764f-8fd5-ebece575d805','72cd6441-4411-5c93-82c5-4c88522b79f2','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',12,'["72cd6441-4411-5c93-82c5-4c88522b79f2"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','captain',1795545226206,0,X'7F54052521BD7550CC1FAB8FFEA6A153C3B4816B3A4BA69A78C24AF9F33BFDC3',X'FD2F75CEDF7B1BAF0246C7434E5B071CC3C1C4E7AAF377BDAE4BE62289369620','node',NULL);
INSERT INTO "pms_history_entries" VALUES('bbb468d1-8578-5bc6-b273-4d7c7f8c2458','01a20ed5-d787-764f-8fd5-ebece575d805','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','edb7b733-c93c-4b46-b7f8-2741594d85cc','150d5d6cf1f8a0f4',1,'["f4849ae9-80c6-59ac-a8af-43cf9abbbcde"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ed5-d816-75ca-8aec-2738eb1ec128','manager',1795545227439,0,X'DE7DB89F13D109CFFCB693F184A06CB72113DE064882634D3735A1BC95BB6E18',X'D9DDE605D0F39120785249EAEDE20F88DB1971A3E8E7F86A535F93156FF6BE45','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0a5ca240-3efc-5302-9e01-e9d83ba65000','01a20ed5-d787-764f-8fd5-ebece575d805','08b4a821-1cf4-5538-b634-2d4ada9eef45','edb7b733-c93c-4b46-b7f8-2741594d85cc','150d5d6cf1f8a0f4',2,'["08b4a821-1cf4-5538-b634-2d4ada9eef45"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ed5-d816-75ca-8aec-2738eb1ec128','manager',1795545227662,0,X'CFB102F2212E4A4D51ABDBED5033791194FA11D9F9EEA42E055C89BCEAAA4C1E',X'0A6B5BBB14D618B581D7B5E70E0B7E202049D5901743C23D207A927E45402138','node',NULL);
INSERT INTO "pms_history_entries" VALUES('7fc83659-9fb3-5bb8-9afc-8426c683708d','01a20ed5-d787-764f-8fd5-ebece575d805','7fc83659-9fb3-5bb8-9afc-8426c683708d','b1b0af93-7c8e-4342-bc66-634b0048b7fa','6b48b1d089840f04',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 5380e4fb-4164-471f-a7d7-cbe2db087afe", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed5-d7b2-72fd-8a85-ee4a5578280c','crew',1795545228120,0,X'1B7FD24514A0D8ED6C853D5AA9A2531A0C4CC07C8D65776B4246DA9387112C9F',X'C3E8B5459B0855843D28C2E9015C964704D78D4FD3DADD9F55CD42B743A7FD49','node',NULL);
CREATE TABLE pms_idempotency_keys (
  yacht_id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer JSON NOT NULL,
  PRIMARY KEY (yacht_id, "key")
);
CREATE TABLE pms_item_heads (
  yacht_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  heads JSON NOT NULL,
  subject TEXT,
  PRIMARY KEY (yacht_id, item_id)
);
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','a76fc584-780e-508b-9368-ac8863f9cbfb','["326f4425-a316-5c38-a9cd-c5ecf4e3d22a"]','888b1b10dc1ed98511e974f9945d8c4ca9b5a7abc87a3b2f18b94e76a937c4e0');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','["bbb468d1-8578-5bc6-b273-4d7c7f8c2458"]','c7a70cd978ef7aa228ddf338f9ccfaa9503526353493abf602c71f2ffde98051');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','88683269-4a62-5017-941f-5630506789d3','["b5f26a55-860a-5fbb-8b6e-f51f3d29fe06"]','49dfe60ce6c982792394f3814a3b85402119d9ba07949fb471adbf35c7d7cc3b');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','503c859e-df66-521e-9edb-5d6ec1747edb','["503c859e-df66-521e-9edb-5d6ec1747edb"]','a869b0f5fce60252b01ac3b22c8cad13ef0e4f8c04c1dbf95b463cf26fc759bf');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','b7247f59-db12-5432-ac09-bbc0f1fd3416','["b47bc317-0f5b-5e34-a74d-b07cfa6a7d66"]','2a5535b8a6a58def9c8f465b39f06111f4ea6f55a07a27abefe07c782e38371a');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','08b4a821-1cf4-5538-b634-2d4ada9eef45','["0a5ca240-3efc-5302-9e01-e9d83ba65000"]','46db9098c659ba93b976f6a1381af895773bc7eb2a86c00ae2d73e91deca587d');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','72cd6441-4411-5c93-82c5-4c88522b79f2','["31f5af9d-6895-5d64-9402-562f55f44c2a"]','579f3a9ebad81854284e7ee53946d0861a300f60d24fb672ad7807205b2ac432');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','["1fcc0ea3-8b3f-5d82-9f91-f8441e27059c"]','efff92102f35a847a7d226e1b1893c3ba287046546ea898d5f4b5ae315bc67ef');
INSERT INTO "pms_item_heads" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','7fc83659-9fb3-5bb8-9afc-8426c683708d','["7fc83659-9fb3-5bb8-9afc-8426c683708d"]','f4aea72dc298e8a284de72c546e0caf2165d76db74c5a4e9676792af882a1453');
CREATE TABLE pms_notices (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
CREATE TABLE pms_parts (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  unit TEXT,
  quantity_on_hand BIGINT DEFAULT 0 NOT NULL,
  minimum_quantity BIGINT,
  location TEXT,
  impa_code TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  quantity_counted BIGINT DEFAULT 0 NOT NULL,
  origin TEXT DEFAULT 'catalogue' NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id),
  CONSTRAINT origin_is_known CHECK (origin in ('catalogue', 'promoted'))
);
CREATE TABLE pms_quarantine (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  entry_id TEXT,
  node_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  reason TEXT NOT NULL,
  raw BLOB NOT NULL,
  stored_at TEXT NOT NULL,
  item_id TEXT,
  tried_by TEXT NOT NULL,
  read_at TEXT,
  PRIMARY KEY (yacht_id, id)
);
CREATE TABLE pms_receiving_events (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  supplier TEXT,
  reference TEXT,
  received_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
CREATE TABLE pms_rulings (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  ruling TEXT,
  reason TEXT NOT NULL,
  ruled_by_entry TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT ruling_is_known CHECK (ruling in ('not_legal_when_made', 'role_in_doubt', 'role_not_held'))
);
CREATE TABLE pms_shopping_list_items (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  part_id TEXT,
  part_name TEXT NOT NULL,
  part_number TEXT,
  manufacturer TEXT,
  is_candidate_part BOOLEAN DEFAULT 0 NOT NULL,
  quantity_requested BIGINT NOT NULL,
  quantity_approved BIGINT,
  quantity_ordered BIGINT,
  quantity_received BIGINT DEFAULT 0,
  quantity_installed BIGINT DEFAULT 0,
  unit TEXT,
  preferred_supplier TEXT,
  estimated_unit_price BIGINT,
  status TEXT DEFAULT 'candidate' NOT NULL,
  source_type TEXT NOT NULL,
  source_work_order_id TEXT,
  source_receiving_id TEXT,
  source_notes TEXT,
  order_id TEXT,
  order_line_number INTEGER,
  approved_by TEXT,
  approved_at TEXT,
  approval_notes TEXT,
  rejected_by TEXT,
  rejected_at TEXT,
  rejection_reason TEXT,
  rejection_notes TEXT,
  fulfilled_at TEXT,
  installed_at TEXT,
  installed_to_equipment_id TEXT,
  urgency TEXT,
  required_by_date TEXT,
  created_by TEXT NOT NULL,
  created_at TEXT NOT NULL,
  updated_by TEXT,
  updated_at TEXT NOT NULL,
  deleted_at TEXT,
  deleted_by TEXT,
  deletion_reason TEXT,
  metadata JSON,
  candidate_promoted_to_part_id TEXT,
  promoted_by TEXT,
  promoted_at TEXT,
  PRIMARY KEY (yacht_id, id),
  CONSTRAINT quantity_requested_is_positive CHECK (quantity_requested > 0),
  CONSTRAINT quantity_approved_is_positive CHECK (quantity_approved > 0),
  CONSTRAINT quantity_ordered_is_positive CHECK (quantity_ordered > 0),
  CONSTRAINT quantity_received_is_not_negative CHECK (quantity_received >= 0),
  CONSTRAINT quantity_installed_is_not_negative CHECK (quantity_installed >= 0),
  CONSTRAINT estimated_unit_price_is_not_negative CHECK (estimated_unit_price >= 0),
  CONSTRAINT status_is_known CHECK (status in ('candidate', 'under_review', 'approved', 'ordered', 'partially_fulfilled', 'fulfilled', 'installed', 'rejected')),
  CONSTRAINT source_type_is_known CHECK (source_type in ('inventory_low', 'inventory_oos', 'work_order_usage', 'receiving_missing', 'receiving_damaged', 'manual_add')),
  CONSTRAINT urgency_is_known CHECK (urgency in ('low', 'normal', 'high', 'critical')),
  CONSTRAINT promotion_is_whole CHECK ((candidate_promoted_to_part_id is null) = (promoted_by is null) and (promoted_by is null) = (promoted_at is null))
);
INSERT INTO "pms_shopping_list_items" VALUES('a76fc584-780e-508b-9368-ac8863f9cbfb','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp b17374ee-6d14-4543-8e27-621912ab039d',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.135Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:45.846Z','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.135Z',NULL,NULL,NULL,'{"transition": {"id": "326f4425-a316-5c38-a9cd-c5ecf4e3d22a", "entry_id": "326f4425-a316-5c38-a9cd-c5ecf4e3d22a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('f4849ae9-80c6-59ac-a8af-43cf9abbbcde','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp b8418319-e787-4bfa-8a23-17cea5dd8b13',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.439Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:45.994Z','01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.439Z',NULL,NULL,NULL,'{"transition": {"id": "bbb468d1-8578-5bc6-b273-4d7c7f8c2458", "entry_id": "bbb468d1-8578-5bc6-b273-4d7c7f8c2458", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('88683269-4a62-5017-941f-5630506789d3','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp 4e247f23-5a0b-4ff2-8ea3-20b75f0345d3',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.175Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.063Z','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.175Z',NULL,NULL,NULL,'{"transition": {"id": "b5f26a55-860a-5fbb-8b6e-f51f3d29fe06", "entry_id": "b5f26a55-860a-5fbb-8b6e-f51f3d29fe06"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('503c859e-df66-521e-9edb-5d6ec1747edb','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp 75c0e672-fa12-4eb2-befd-af0927b0a01a',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.075Z',NULL,'2026-11-24T18:33:46.075Z',NULL,NULL,NULL,'{"transition": {"id": "503c859e-df66-521e-9edb-5d6ec1747edb", "entry_id": "503c859e-df66-521e-9edb-5d6ec1747edb"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b7247f59-db12-5432-ac09-bbc0f1fd3416','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp e512ae75-ceb5-4113-8b69-b5ec7000eb2c',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.190Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.087Z','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.190Z',NULL,NULL,NULL,'{"transition": {"id": "b47bc317-0f5b-5e34-a74d-b07cfa6a7d66", "entry_id": "b47bc317-0f5b-5e34-a74d-b07cfa6a7d66"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('08b4a821-1cf4-5538-b634-2d4ada9eef45','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp 7a694f57-cd39-4831-9334-d073fc3169f9',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.662Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.103Z','01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.662Z',NULL,NULL,NULL,'{"transition": {"id": "0a5ca240-3efc-5302-9e01-e9d83ba65000", "entry_id": "0a5ca240-3efc-5302-9e01-e9d83ba65000", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('72cd6441-4411-5c93-82c5-4c88522b79f2','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp a74ad874-a63e-412e-ad86-e575af828d0e',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.206Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.112Z','01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.206Z',NULL,NULL,NULL,'{"transition": {"id": "31f5af9d-6895-5d64-9402-562f55f44c2a", "entry_id": "31f5af9d-6895-5d64-9402-562f55f44c2a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Lamp 799dec1e-5597-4886-b0c2-daf0f6ebcc4b',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.125Z',NULL,'2026-11-24T18:33:46.125Z',NULL,NULL,NULL,'{"transition": {"id": "1fcc0ea3-8b3f-5d82-9f91-f8441e27059c", "entry_id": "1fcc0ea3-8b3f-5d82-9f91-f8441e27059c"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('7fc83659-9fb3-5bb8-9afc-8426c683708d','01a20ed5-d787-764f-8fd5-ebece575d805',NULL,'Waits 5380e4fb-4164-471f-a7d7-cbe2db087afe',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:48.120Z',NULL,'2026-11-24T18:33:48.120Z',NULL,NULL,NULL,'{"transition": {"id": "7fc83659-9fb3-5bb8-9afc-8426c683708d", "entry_id": "7fc83659-9fb3-5bb8-9afc-8426c683708d"}}',NULL,NULL,NULL);
CREATE TABLE pms_shopping_list_state_history (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  shopping_list_item_id TEXT NOT NULL,
  previous_state TEXT,
  new_state TEXT NOT NULL,
  transition_reason TEXT,
  transition_notes TEXT,
  changed_by TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  related_order_id TEXT,
  related_receiving_event_id TEXT,
  metadata JSON,
  created_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
INSERT INTO "pms_shopping_list_state_history" VALUES('a76fc584-780e-508b-9368-ac8863f9cbfb','01a20ed5-d787-764f-8fd5-ebece575d805','a76fc584-780e-508b-9368-ac8863f9cbfb',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:45.846Z',NULL,NULL,'{"entry_id":"a76fc584-780e-508b-9368-ac8863f9cbfb"}','2026-11-24T18:33:45.846Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f4849ae9-80c6-59ac-a8af-43cf9abbbcde','01a20ed5-d787-764f-8fd5-ebece575d805','f4849ae9-80c6-59ac-a8af-43cf9abbbcde',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:45.994Z',NULL,NULL,'{"entry_id":"f4849ae9-80c6-59ac-a8af-43cf9abbbcde"}','2026-11-24T18:33:45.994Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('88683269-4a62-5017-941f-5630506789d3','01a20ed5-d787-764f-8fd5-ebece575d805','88683269-4a62-5017-941f-5630506789d3',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.063Z',NULL,NULL,'{"entry_id":"88683269-4a62-5017-941f-5630506789d3"}','2026-11-24T18:33:46.063Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('503c859e-df66-521e-9edb-5d6ec1747edb','01a20ed5-d787-764f-8fd5-ebece575d805','503c859e-df66-521e-9edb-5d6ec1747edb',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.075Z',NULL,NULL,'{"entry_id":"503c859e-df66-521e-9edb-5d6ec1747edb"}','2026-11-24T18:33:46.075Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b7247f59-db12-5432-ac09-bbc0f1fd3416','01a20ed5-d787-764f-8fd5-ebece575d805','b7247f59-db12-5432-ac09-bbc0f1fd3416',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.087Z',NULL,NULL,'{"entry_id":"b7247f59-db12-5432-ac09-bbc0f1fd3416"}','2026-11-24T18:33:46.087Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('08b4a821-1cf4-5538-b634-2d4ada9eef45','01a20ed5-d787-764f-8fd5-ebece575d805','08b4a821-1cf4-5538-b634-2d4ada9eef45',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.103Z',NULL,NULL,'{"entry_id":"08b4a821-1cf4-5538-b634-2d4ada9eef45"}','2026-11-24T18:33:46.103Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('72cd6441-4411-5c93-82c5-4c88522b79f2','01a20ed5-d787-764f-8fd5-ebece575d805','72cd6441-4411-5c93-82c5-4c88522b79f2',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.112Z',NULL,NULL,'{"entry_id":"72cd6441-4411-5c93-82c5-4c88522b79f2"}','2026-11-24T18:33:46.112Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('1fcc0ea3-8b3f-5d82-9f91-f8441e27059c','01a20ed5-d787-764f-8fd5-ebece575d805','1fcc0ea3-8b3f-5d82-9f91-f8441e27059c',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:46.125Z',NULL,NULL,'{"entry_id":"1fcc0ea3-8b3f-5d82-9f91-f8441e27059c"}','2026-11-24T18:33:46.125Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('326f4425-a316-5c38-a9cd-c5ecf4e3d22a','01a20ed5-d787-764f-8fd5-ebece575d805','a76fc584-780e-508b-9368-ac8863f9cbfb','candidate','approved',NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.135Z',NULL,NULL,'{"entry_id":"326f4425-a316-5c38-a9cd-c5ecf4e3d22a"}','2026-11-24T18:33:46.135Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b5f26a55-860a-5fbb-8b6e-f51f3d29fe06','01a20ed5-d787-764f-8fd5-ebece575d805','88683269-4a62-5017-941f-5630506789d3','candidate','approved',NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.175Z',NULL,NULL,'{"entry_id":"b5f26a55-860a-5fbb-8b6e-f51f3d29fe06"}','2026-11-24T18:33:46.175Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b47bc317-0f5b-5e34-a74d-b07cfa6a7d66','01a20ed5-d787-764f-8fd5-ebece575d805','b7247f59-db12-5432-ac09-bbc0f1fd3416','candidate','approved',NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.190Z',NULL,NULL,'{"entry_id":"b47bc317-0f5b-5e34-a74d-b07cfa6a7d66"}','2026-11-24T18:33:46.190Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('31f5af9d-6895-5d64-9402-562f55f44c2a','01a20ed5-d787-764f-8fd5-ebece575d805','72cd6441-4411-5c93-82c5-4c88522b79f2','candidate','approved',NULL,NULL,'01a20ed5-d804-7572-a89a-ca4ec3fb8c17','2026-11-24T18:33:46.206Z',NULL,NULL,'{"entry_id":"31f5af9d-6895-5d64-9402-562f55f44c2a"}','2026-11-24T18:33:46.206Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('bbb468d1-8578-5bc6-b273-4d7c7f8c2458','01a20ed5-d787-764f-8fd5-ebece575d805','f4849ae9-80c6-59ac-a8af-43cf9abbbcde','candidate','rejected','not this year',NULL,'01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.439Z',NULL,NULL,'{"entry_id":"bbb468d1-8578-5bc6-b273-4d7c7f8c2458"}','2026-11-24T18:33:47.439Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0a5ca240-3efc-5302-9e01-e9d83ba65000','01a20ed5-d787-764f-8fd5-ebece575d805','08b4a821-1cf4-5538-b634-2d4ada9eef45','candidate','rejected','not this year',NULL,'01a20ed5-d816-75ca-8aec-2738eb1ec128','2026-11-24T18:33:47.662Z',NULL,NULL,'{"entry_id":"0a5ca240-3efc-5302-9e01-e9d83ba65000"}','2026-11-24T18:33:47.662Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('7fc83659-9fb3-5bb8-9afc-8426c683708d','01a20ed5-d787-764f-8fd5-ebece575d805','7fc83659-9fb3-5bb8-9afc-8426c683708d',NULL,'candidate',NULL,NULL,'01a20ed5-d7b2-72fd-8a85-ee4a5578280c','2026-11-24T18:33:48.120Z',NULL,NULL,'{"entry_id":"7fc83659-9fb3-5bb8-9afc-8426c683708d"}','2026-11-24T18:33:48.120Z');
CREATE TABLE pms_work_orders (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  equipment_name TEXT,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
CREATE TABLE projection_pass (
  yacht_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, item_id)
);
CREATE TABLE reply_pieces (
  yacht_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  mark BLOB NOT NULL,
  part BLOB NOT NULL,
  PRIMARY KEY (yacht_id, at)
);
CREATE TABLE sign_in_tries (
  name TEXT NOT NULL,
  client TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  wrong_at TEXT NOT NULL,
  proven_at TEXT,
  PRIMARY KEY (name, client)
);
CREATE TABLE sync_exchanges (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  bytes_up BIGINT NOT NULL,
  bytes_down BIGINT NOT NULL,
  round_trips INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
INSERT INTO "sync_exchanges" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-e094-74a1-9ce8-c09e8580bebf','2026-11-24T18:33:46.212Z',648,587,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-e180-7400-8965-bf43f53d7b62','2026-11-24T18:33:47.519Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-e21f-7098-9e3b-80dba64e953a','2026-11-24T18:33:47.699Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','01a20ed5-e352-7283-899b-9cb4d3676c08','2026-11-24T18:33:48.030Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20ed5-d787-764f-8fd5-ebece575d805','Aurora','2026-11-24T18:33:45.106Z',1);
CREATE INDEX items_by_status ON pms_shopping_list_items (yacht_id, status, updated_at);
CREATE INDEX items_in_order ON pms_shopping_list_items (yacht_id, (case when status in ('candidate', 'under_review') then 0 else 1 end), (case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end), coalesce(required_by_date, '9999-12-31'), created_at, id);
CREATE INDEX state_history_by_item ON pms_shopping_list_state_history (yacht_id, shopping_list_item_id, changed_at);
CREATE INDEX entries_by_item ON pms_history_entries (yacht_id, item_id);
CREATE INDEX open_conflicts ON pms_entry_outcomes (yacht_id, entry_id) WHERE acknowledged_by is null;
CREATE INDEX outcomes_by_item ON pms_entry_outcomes (yacht_id, item_id);
CREATE INDEX rulings_by_item ON pms_rulings (yacht_id, item_id);
CREATE INDEX items_by_subject ON pms_item_heads (yacht_id, subject);
CREATE INDEX quarantine_by_item ON pms_quarantine (yacht_id, item_id);
CREATE INDEX notices_by_time ON pms_notices (yacht_id, at);
CREATE INDEX audit_by_entity ON pms_audit_log (yacht_id, entity_id, created_at);
CREATE INDEX audit_by_time ON pms_audit_log (yacht_id, created_at, id);
CREATE INDEX parts_by_number ON pms_parts (yacht_id, part_number);
CREATE INDEX parts_by_version ON pms_parts (yacht_id, version);
CREATE INDEX work_orders_by_version ON pms_work_orders (yacht_id, version);
CREATE INDEX receiving_events_by_version ON pms_receiving_events (yacht_id, version);
CREATE INDEX profiles_by_version ON auth_users_profiles (yacht_id, version);
CREATE INDEX roles_by_version ON auth_users_roles (yacht_id, version);
CREATE INDEX sessions_by_user ON auth_sessions (user_id);
CREATE INDEX tries_by_client ON sign_in_tries (client);
CREATE INDEX outbox_by_priority ON outbox (yacht_id, priority, seq);
CREATE INDEX exchanges_by_time ON sync_exchanges (yacht_id, at);
CREATE TRIGGER trg_enforce_shopping_list_edit_rules BEFORE UPDATE ON pms_shopping_list_items
WHEN new.status IS NOT old.status AND ifnull(old.status || '>' || new.status, '') NOT IN ('candidate>under_review', 'candidate>approved', 'candidate>rejected', 'under_review>approved', 'under_review>rejected', 'approved>ordered', 'ordered>approved', 'ordered>partially_fulfilled', 'ordered>fulfilled', 'partially_fulfilled>ordered', 'partially_fulfilled>fulfilled', 'fulfilled>ordered', 'fulfilled>partially_fulfilled', 'fulfilled>installed')
BEGIN
  SELECT RAISE(ABORT, 'this status may not follow the one before');
END;
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_insert BEFORE INSERT ON pms_shopping_list_items
WHEN new.status IS NOT 'candidate'
BEGIN
  SELECT RAISE(ABORT, 'an item is made as candidate');
END;
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_replace BEFORE INSERT ON pms_shopping_list_items
WHEN EXISTS (SELECT 1 FROM pms_shopping_list_items WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'an item is deleted by marking it, not by removing its row');
END;
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_fixed BEFORE UPDATE ON pms_shopping_list_items
WHEN new.id IS NOT old.id OR new.yacht_id IS NOT old.yacht_id OR new.created_by IS NOT old.created_by OR new.created_at IS NOT old.created_at
BEGIN
  SELECT RAISE(ABORT, 'id, yacht_id, created_by and created_at of an item never change');
END;
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_delete BEFORE DELETE ON pms_shopping_list_items
WHEN NOT EXISTS (SELECT 1 FROM projection_pass WHERE yacht_id = old.yacht_id AND item_id = old.id)
BEGIN
  SELECT RAISE(ABORT, 'an item is deleted by marking it, not by removing its row');
END;
CREATE TRIGGER trg_log_shopping_list_state_change AFTER UPDATE ON pms_shopping_list_items
WHEN new.status IS NOT old.status
BEGIN
  INSERT INTO pms_shopping_list_state_history (
    id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
    changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
  ) VALUES (
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') THEN json_extract(new.metadata, '$.transition.id') ELSE lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))) END,
    new.yacht_id, new.id, old.status, new.status,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') THEN json_extract(new.metadata, '$.transition.reason') ELSE CASE WHEN new.status = 'rejected' THEN new.rejection_reason END END,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') THEN json_extract(new.metadata, '$.transition.notes') ELSE CASE new.status WHEN 'approved' THEN new.approval_notes WHEN 'rejected' THEN new.rejection_notes END END,
    coalesce(new.updated_by, new.created_by), CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') OR new.updated_at IS NOT old.updated_at THEN new.updated_at ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, new.order_id,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') THEN json_extract(new.metadata, '$.transition.receiving_event_id') ELSE NULL END,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') THEN json_object('entry_id', json_extract(new.metadata, '$.transition.entry_id')) END,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL AND json_extract(new.metadata, '$.transition.id') IS NOT json_extract(old.metadata, '$.transition.id') OR new.updated_at IS NOT old.updated_at THEN new.updated_at ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
  );
END;
CREATE TRIGGER trg_log_shopping_list_state_change_insert AFTER INSERT ON pms_shopping_list_items
BEGIN
  INSERT INTO pms_shopping_list_state_history (
    id, yacht_id, shopping_list_item_id, previous_state, new_state, transition_reason, transition_notes,
    changed_by, changed_at, related_order_id, related_receiving_event_id, metadata, created_at
  ) VALUES (
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL THEN json_extract(new.metadata, '$.transition.id') ELSE lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-' || substr('89ab', 1 + (random() & 3), 1) || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))) END,
    new.yacht_id, new.id, NULL, new.status,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL THEN json_extract(new.metadata, '$.transition.reason') ELSE CASE WHEN new.status = 'rejected' THEN new.rejection_reason END END,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL THEN json_extract(new.metadata, '$.transition.notes') ELSE CASE new.status WHEN 'approved' THEN new.approval_notes WHEN 'rejected' THEN new.rejection_notes END END,
    coalesce(new.updated_by, new.created_by), CASE WHEN 1 THEN new.updated_at ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END, new.order_id,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL THEN json_extract(new.metadata, '$.transition.receiving_event_id') ELSE NULL END,
    CASE WHEN json_extract(new.metadata, '$.transition.id') IS NOT NULL THEN json_object('entry_id', json_extract(new.metadata, '$.transition.entry_id')) END,
    CASE WHEN 1 THEN new.updated_at ELSE strftime('%Y-%m-%dT%H:%M:%fZ', 'now') END
  );
END;
CREATE TRIGGER trg_history_entries_append_only BEFORE UPDATE ON pms_history_entries
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END;
CREATE TRIGGER trg_history_entries_append_only_delete BEFORE DELETE ON pms_history_entries
WHEN NOT EXISTS (SELECT 1 FROM journal_pass WHERE yacht_id = old.yacht_id AND entry_id = old.entry_id)
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END;
CREATE TRIGGER trg_history_entries_append_only_replace BEFORE INSERT ON pms_history_entries
WHEN EXISTS (SELECT 1 FROM pms_history_entries WHERE yacht_id = new.yacht_id AND entry_id = new.entry_id) OR EXISTS (SELECT 1 FROM pms_history_entries WHERE yacht_id = new.yacht_id AND node_id = new.node_id AND epoch = new.epoch AND seq = new.seq)
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END;
CREATE TRIGGER trg_audit_log_append_only BEFORE UPDATE ON pms_audit_log
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END;
CREATE TRIGGER trg_audit_log_append_only_delete BEFORE DELETE ON pms_audit_log
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END;
CREATE TRIGGER trg_audit_log_append_only_replace BEFORE INSERT ON pms_audit_log
WHEN EXISTS (SELECT 1 FROM pms_audit_log WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END;
CREATE TRIGGER trg_shopping_list_state_history_append_only BEFORE UPDATE ON pms_shopping_list_state_history
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END;
CREATE TRIGGER trg_shopping_list_state_history_append_only_delete BEFORE DELETE ON pms_shopping_list_state_history
WHEN NOT EXISTS (SELECT 1 FROM projection_pass WHERE yacht_id = old.yacht_id AND item_id = old.shopping_list_item_id)
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END;
CREATE TRIGGER trg_shopping_list_state_history_append_only_replace BEFORE INSERT ON pms_shopping_list_state_history
WHEN EXISTS (SELECT 1 FROM pms_shopping_list_state_history WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END;
COMMIT;
