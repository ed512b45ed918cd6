BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE alerts (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  resolved_at TEXT,
  told INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
);
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
INSERT INTO "auth_users_profiles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-734f-7537-a710-1def11955f4c','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7365-700a-8d03-28e8dcbdd796','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-736e-7137-8680-cd231f273eb6','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7372-7275-b4f8-15f01a400d54','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7379-70c1-a541-1eca7961c06f','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-734f-7537-a710-1def11955f4c','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7365-700a-8d03-28e8dcbdd796','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-736e-7137-8680-cd231f273eb6','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7372-7275-b4f8-15f01a400d54','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7379-70c1-a541-1eca7961c06f','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
CREATE TABLE board_hours (
  yacht_id TEXT NOT NULL,
  hour TEXT NOT NULL,
  requests INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  times JSON NOT NULL,
  is_told BOOLEAN NOT NULL,
  PRIMARY KEY (yacht_id, hour)
);
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
INSERT INTO "feed_seals" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',12,'ecf3f57c8c183f0a',X'1BE927A3517365A8A2306749DF8ECC74799F90AD595486C3FDF3E0348DDA3A98');
INSERT INTO "feed_seals" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',13,'ecf3f57c8c183f0a',X'E3393A38D2D791346B8086C22C9D740DE05D09A115784D1E5B646039039A2C18');
INSERT INTO "feed_seals" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',14,'ecf3f57c8c183f0a',X'AE7C8B19BB0DAA01B56359AD04FBBD5F42484852403291F99D2D6B603E6F2B17');
CREATE TABLE health_checks (
  yacht_id TEXT NOT NULL,
  at TEXT NOT NULL,
  name TEXT NOT NULL,
  status INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  problem TEXT,
  PRIMARY KEY (yacht_id, at, name)
);
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
INSERT INTO "node_state" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',13,X'CA70DF7E16CB588EFC030A2D43A665CEADE0DADC15D6DE9B739EBDFA8422C857',1795557652395,0,14,X'345EC28D6D98D528F10745F7EB8566BE46FF2763CB5CD3365B9564AA5F8C2970','ecf3f57c8c183f0a',16,'http://shore',5,NULL,0,NULL,'2026-11-24T22:00:51.430Z','8d05eb690c40a26d3f1a34e77502ab68737874b5f2f1ec35aa8fef11a7d52ccc');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','c436e7612eed2b7d',13,'ea41a995-9869-5c99-9159-084c56cd42c3',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20f93-747c-72c3-986b-a0a66fcf0c95','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','b7a87088-790f-50aa-b13d-ecf84f3b04a5','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp 210479e9-380e-4b75-8c42-3d2e2f5c882c", "quantity_requested": "2", "source_type": "manual_add", "id": "b7a87088-790f-50aa-b13d-ecf84f3b04a5", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.575Z", "updated_at": "2026-11-24T22:00:51.575Z"}','{}','{"entry_id": "b7a87088-790f-50aa-b13d-ecf84f3b04a5", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.575Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-748b-70dd-af47-e5e2c2f9a610','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp f4c10bc3-7451-4031-be8d-1303d5b89135", "quantity_requested": "2", "source_type": "manual_add", "id": "bcbff8c1-cee2-5dbc-96fc-2406f087b7bf", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.594Z", "updated_at": "2026-11-24T22:00:51.594Z"}','{}','{"entry_id": "bcbff8c1-cee2-5dbc-96fc-2406f087b7bf", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.594Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-748f-7064-9426-acca51f1b701','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','f9f12a4c-ab1e-59f5-a603-77458a1eac98','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp 7d45bcef-7260-4ed0-b5b7-500b795be630", "quantity_requested": "2", "source_type": "manual_add", "id": "f9f12a4c-ab1e-59f5-a603-77458a1eac98", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.598Z", "updated_at": "2026-11-24T22:00:51.598Z"}','{}','{"entry_id": "f9f12a4c-ab1e-59f5-a603-77458a1eac98", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.598Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7497-7317-ac2c-7fcbf5b876c6','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp ec8f531e-a810-485f-a91e-ca024c01bca1", "quantity_requested": "2", "source_type": "manual_add", "id": "6c7ef2e4-1657-5f8e-adc1-7353d0f7db59", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.606Z", "updated_at": "2026-11-24T22:00:51.606Z"}','{}','{"entry_id": "6c7ef2e4-1657-5f8e-adc1-7353d0f7db59", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.606Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-749c-70c7-b2a1-b4769b066f3b','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','60300986-95d5-5656-adca-71078c84a4a8','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp e607df3a-8553-4c45-a91f-56b923c85433", "quantity_requested": "2", "source_type": "manual_add", "id": "60300986-95d5-5656-adca-71078c84a4a8", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.611Z", "updated_at": "2026-11-24T22:00:51.611Z"}','{}','{"entry_id": "60300986-95d5-5656-adca-71078c84a4a8", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.611Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74a1-7345-8907-92850ac24150','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','6e38ac2b-534c-5f12-84bc-1376588a0635','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp 56850aa1-f9ad-4235-846f-503e67d7bfad", "quantity_requested": "2", "source_type": "manual_add", "id": "6e38ac2b-534c-5f12-84bc-1376588a0635", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.617Z", "updated_at": "2026-11-24T22:00:51.617Z"}','{}','{"entry_id": "6e38ac2b-534c-5f12-84bc-1376588a0635", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.617Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74a7-77e9-99a4-a39c53443022','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','723aeeaa-d95c-56fb-8df0-01c460d619ea','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp 06b99919-e636-428a-b9d8-d408636e4b46", "quantity_requested": "2", "source_type": "manual_add", "id": "723aeeaa-d95c-56fb-8df0-01c460d619ea", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.622Z", "updated_at": "2026-11-24T22:00:51.622Z"}','{}','{"entry_id": "723aeeaa-d95c-56fb-8df0-01c460d619ea", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.622Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74ab-72e9-8c6f-d4e695404cd1','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','51a20145-2d13-5679-aa23-f509c63fc75b','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Lamp c2858985-41fe-4bd2-93d0-ba49f89f7980", "quantity_requested": "2", "source_type": "manual_add", "id": "51a20145-2d13-5679-aa23-f509c63fc75b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:51.626Z", "updated_at": "2026-11-24T22:00:51.626Z"}','{}','{"entry_id": "51a20145-2d13-5679-aa23-f509c63fc75b", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:51.626Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74b7-72a3-8429-27c3b252177a','01a20f93-7335-7355-9044-c368f5fb4cd1','approve_shopping_list_item','shopping_list_item','b7a87088-790f-50aa-b13d-ecf84f3b04a5','01a20f93-7372-7275-b4f8-15f01a400d54','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.575Z"}','{"status": "approved", "updated_at": "2026-11-24T22:00:51.631Z", "approved_by": "01a20f93-7372-7275-b4f8-15f01a400d54", "approved_at": "2026-11-24T22:00:51.631Z", "quantity_approved": "1", "updated_by": "01a20f93-7372-7275-b4f8-15f01a400d54"}','{}','{"entry_id": "4492b5c2-a5cf-50f1-a422-8732a84e455a", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "captain"}','2026-11-24T22:00:51.631Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74bd-700f-8827-9a20f8612ff2','01a20f93-7335-7355-9044-c368f5fb4cd1','approve_shopping_list_item','shopping_list_item','f9f12a4c-ab1e-59f5-a603-77458a1eac98','01a20f93-7372-7275-b4f8-15f01a400d54','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.598Z"}','{"status": "approved", "updated_at": "2026-11-24T22:00:51.645Z", "approved_by": "01a20f93-7372-7275-b4f8-15f01a400d54", "approved_at": "2026-11-24T22:00:51.645Z", "quantity_approved": "1", "updated_by": "01a20f93-7372-7275-b4f8-15f01a400d54"}','{}','{"entry_id": "00b0a753-ce88-5730-9eb8-ad8b6b793876", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "captain"}','2026-11-24T22:00:51.645Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74c2-77cd-bfee-d4701a244559','01a20f93-7335-7355-9044-c368f5fb4cd1','approve_shopping_list_item','shopping_list_item','60300986-95d5-5656-adca-71078c84a4a8','01a20f93-7372-7275-b4f8-15f01a400d54','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.611Z"}','{"status": "approved", "updated_at": "2026-11-24T22:00:51.648Z", "approved_by": "01a20f93-7372-7275-b4f8-15f01a400d54", "approved_at": "2026-11-24T22:00:51.648Z", "quantity_approved": "1", "updated_by": "01a20f93-7372-7275-b4f8-15f01a400d54"}','{}','{"entry_id": "0956917d-0756-5fce-bcfd-8274a74534ca", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "captain"}','2026-11-24T22:00:51.648Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-74c7-73d7-950b-5f5359978099','01a20f93-7335-7355-9044-c368f5fb4cd1','approve_shopping_list_item','shopping_list_item','723aeeaa-d95c-56fb-8df0-01c460d619ea','01a20f93-7372-7275-b4f8-15f01a400d54','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.622Z"}','{"status": "approved", "updated_at": "2026-11-24T22:00:51.654Z", "approved_by": "01a20f93-7372-7275-b4f8-15f01a400d54", "approved_at": "2026-11-24T22:00:51.654Z", "quantity_approved": "1", "updated_by": "01a20f93-7372-7275-b4f8-15f01a400d54"}','{}','{"entry_id": "dc38460c-ccd2-56dc-b369-520a949ca185", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "captain"}','2026-11-24T22:00:51.654Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7570-70f0-a354-b2cfc6c87e89','01a20f93-7335-7355-9044-c368f5fb4cd1','role_added','person','01a20f93-734f-7537-a710-1def11955f4c',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20f93-734f-7537-a710-1def11955f4c", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7584-7665-87f0-0c23b9fe2cd7','01a20f93-7335-7355-9044-c368f5fb4cd1','role_added','person','01a20f93-7365-700a-8d03-28e8dcbdd796',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20f93-7365-700a-8d03-28e8dcbdd796", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7585-7739-889d-b9dd45b6c585','01a20f93-7335-7355-9044-c368f5fb4cd1','role_added','person','01a20f93-736e-7137-8680-cd231f273eb6',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20f93-736e-7137-8680-cd231f273eb6", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-758e-7567-9295-704aecab589d','01a20f93-7335-7355-9044-c368f5fb4cd1','role_added','person','01a20f93-7372-7275-b4f8-15f01a400d54',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20f93-7372-7275-b4f8-15f01a400d54", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7590-75d7-a1dd-23a8ebf85aeb','01a20f93-7335-7355-9044-c368f5fb4cd1','role_added','person','01a20f93-7379-70c1-a541-1eca7961c06f',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20f93-7379-70c1-a541-1eca7961c06f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-759a-744f-88c1-53ded98c1012','01a20f93-7335-7355-9044-c368f5fb4cd1','person_added','person','01a20f93-734f-7537-a710-1def11955f4c',NULL,NULL,'{"name": "crew", "user_id": "01a20f93-734f-7537-a710-1def11955f4c"}','{}','{"from": "shore"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-759c-72be-b7dc-b73dd612dcab','01a20f93-7335-7355-9044-c368f5fb4cd1','person_added','person','01a20f93-7365-700a-8d03-28e8dcbdd796',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20f93-7365-700a-8d03-28e8dcbdd796"}','{}','{"from": "shore"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-759e-7474-b893-60a1ecfdeb2a','01a20f93-7335-7355-9044-c368f5fb4cd1','person_added','person','01a20f93-736e-7137-8680-cd231f273eb6',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20f93-736e-7137-8680-cd231f273eb6"}','{}','{"from": "shore"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-75a7-70a3-ae94-52975f904d80','01a20f93-7335-7355-9044-c368f5fb4cd1','person_added','person','01a20f93-7372-7275-b4f8-15f01a400d54',NULL,NULL,'{"name": "captain", "user_id": "01a20f93-7372-7275-b4f8-15f01a400d54"}','{}','{"from": "shore"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-75a9-7756-a9e9-03db3c612226','01a20f93-7335-7355-9044-c368f5fb4cd1','person_added','person','01a20f93-7379-70c1-a541-1eca7961c06f',NULL,NULL,'{"name": "manager", "user_id": "01a20f93-7379-70c1-a541-1eca7961c06f"}','{}','{"from": "shore"}','2026-11-24T22:00:51.807Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-7701-72fe-8f28-d236b829de30','01a20f93-7335-7355-9044-c368f5fb4cd1','reject_shopping_list_item','shopping_list_item','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','01a20f93-7379-70c1-a541-1eca7961c06f','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.594Z"}','{"status": "rejected", "updated_at": "2026-11-24T22:00:52.149Z", "rejected_by": "01a20f93-7379-70c1-a541-1eca7961c06f", "rejected_at": "2026-11-24T22:00:52.149Z", "rejection_reason": "not this year", "updated_by": "01a20f93-7379-70c1-a541-1eca7961c06f"}','{}','{"entry_id": "445bbfcf-e485-5403-8101-872fa4e2fabc", "node_id": "2c48d43e-bdce-4a73-a45e-a9a45389cf30", "role": "manager"}','2026-11-24T22:00:52.220Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-775a-7672-8691-95da977c80c7','01a20f93-7335-7355-9044-c368f5fb4cd1','reject_shopping_list_item','shopping_list_item','6e38ac2b-534c-5f12-84bc-1376588a0635','01a20f93-7379-70c1-a541-1eca7961c06f','{"status": "candidate", "updated_at": "2026-11-24T22:00:51.617Z"}','{"status": "rejected", "updated_at": "2026-11-24T22:00:52.245Z", "rejected_by": "01a20f93-7379-70c1-a541-1eca7961c06f", "rejected_at": "2026-11-24T22:00:52.245Z", "rejection_reason": "not this year", "updated_by": "01a20f93-7379-70c1-a541-1eca7961c06f"}','{}','{"entry_id": "ed476a88-9186-516e-b62e-5777832e0018", "node_id": "2c48d43e-bdce-4a73-a45e-a9a45389cf30", "role": "manager"}','2026-11-24T22:00:52.308Z');
INSERT INTO "pms_audit_log" VALUES('01a20f93-77ab-74eb-9969-97717c22a7bb','01a20f93-7335-7355-9044-c368f5fb4cd1','create_shopping_list_item','shopping_list_item','ea41a995-9869-5c99-9159-084c56cd42c3','01a20f93-734f-7537-a710-1def11955f4c','{}','{"part_name": "Waits 157c0947-e014-4880-b0ea-aa273b9a89e7", "quantity_requested": "2", "source_type": "manual_add", "id": "ea41a995-9869-5c99-9159-084c56cd42c3", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f93-734f-7537-a710-1def11955f4c", "created_at": "2026-11-24T22:00:52.395Z", "updated_at": "2026-11-24T22:00:52.395Z"}','{}','{"entry_id": "ea41a995-9869-5c99-9159-084c56cd42c3", "node_id": "c72c59fc-0331-4f4b-8bfa-57816f291c5d", "role": "crew"}','2026-11-24T22:00:52.395Z');
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
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',1,'b7a87088-790f-50aa-b13d-ecf84f3b04a5',X'7DAEA0563401366A1A11959C1A38CF523BDF11010E0163E9461CD8434DA4C6B9',X'862E2D7FF6BB0413851650033DDEC17B2E297910B614B18A1C5B0CCB84548F35','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',2,'bcbff8c1-cee2-5dbc-96fc-2406f087b7bf',X'DBECBBF73D35A19CFAC4710D44232E803C674C7D02FA3D88E7E5F6C69F188252',X'FF32524DFEE0D711BEB23386C87C986B52BC085E4627307FE771A21C95AA9E77','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',3,'f9f12a4c-ab1e-59f5-a603-77458a1eac98',X'6A18D7B483E10C27979896A714E9020B38A32E828B3B297B55428902AF14F64D',X'8E919DC9F98CE1627BC8C6A1CF4215C53D1B87B135381D47B83D14EF416A32FD','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',4,'6c7ef2e4-1657-5f8e-adc1-7353d0f7db59',X'4933DDF0AD69BAD467FF0132B4F1AD27EBAD26186E47B25F3EF9B7B8310A8DFF',X'C683F42A8030B04C1F4410892B8E03051789BF388AB7FE360BAD704FA4512E34','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',5,'60300986-95d5-5656-adca-71078c84a4a8',X'DC9CA8BE9912EAD2C081CF379663311C4E99E107B56E76A9E9BE3C015DBF9C4A',X'B6C2A746BC162F064472DD9DED96A196ECA4F146CE5D6243A20025C8EF0E3884','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',6,'6e38ac2b-534c-5f12-84bc-1376588a0635',X'906301FE17E6C7DAF735C859F2857C10B1FB67380A943A790B61CF1918220802',X'891D348B54FF9EDB3BC58F92A93F30BDF6F31FA5FE664FDF83C4F5FE606B5F22','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',7,'723aeeaa-d95c-56fb-8df0-01c460d619ea',X'D36547F23DCCD7073E72BADC5183CE2814E32F22EA7FF93B3D68F362DD8668D2',X'6177B41A3344B30B5D362BC153E64DC2053819489AD0274679D0ADB4CEBDCE96','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',8,'51a20145-2d13-5679-aa23-f509c63fc75b',X'762036D2FB0F3A62F3815BD3C9E86AD1422FF9E1111FA3E299F458A55CE5ABA9',X'80DEEDD685383F46C70C41C2CEA46D4D388F676A5AEF12580E76A9FBF6F323CC','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',9,'4492b5c2-a5cf-50f1-a422-8732a84e455a',X'AC35204AA532649E1B4DEC09736C713BEF2BF3E8860BC580625EB9485403698D',X'012C079E1273BAF20024C913C7A89A17BA670A9BA38F799D1CBD414CF86B79EC','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',10,'00b0a753-ce88-5730-9eb8-ad8b6b793876',X'5C7B377072F43C72205576E51BE82FA337B5D496C59F5F135C309131918E60C5',X'DF68C0B2A4ADACC6AE248C7AC69C6CEBDA570B3A83F1A6BF5162A6A0C69AC50C','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',11,'0956917d-0756-5fce-bcfd-8274a74534ca',X'70C14DD39CF977D07C5A8C524B625744D908DA1D2F907FD147F499350017DB29',X'1E97A616E89E26D757FA2CFBC389972A176B00C2C70EB6E62711488EC2FC411D','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',12,'dc38460c-ccd2-56dc-b369-520a949ca185',X'33476C37CA25377690E91CDD2EB78A68FD5D728EFFCAF6322F68254B70D3B00C',X'691B557B82E6D0CA384EC8A6D911EFDA9020840DADFA8F49A19AF922ACA51DED','2026-11-24T22:00:52.116Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',13,'445bbfcf-e485-5403-8101-872fa4e2fabc',X'0B444AF122840A8442704E5F6293F55045542E13AA7B6742409FBABF2A7583EC',X'3BB6038341CDFA54D5AA7CD4C7D7F58D70AE7656FBB5C7A98BE68702BF8BD07B','2026-11-24T22:00:52.220Z');
INSERT INTO "pms_feed" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1',14,'ed476a88-9186-516e-b62e-5777832e0018',X'42530E886CFFAA0E021948A8E131DF66773186915A2CC058616069579E213CE6',X'345EC28D6D98D528F10745F7EB8566BE46FF2763CB5CD3365B9564AA5F8C2970','2026-11-24T22:00:52.308Z');
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
INSERT INTO "pms_history_entries" VALUES('b7a87088-790f-50aa-b13d-ecf84f3b04a5','01a20f93-7335-7355-9044-c368f5fb4cd1','b7a87088-790f-50aa-b13d-ecf84f3b04a5','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 210479e9-380e-4b75-8c42-3d2e2f5c882c", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651575,0,X'7DAEA0563401366A1A11959C1A38CF523BDF11010E0163E9461CD8434DA4C6B9',X'862E2D7FF6BB0413851650033DDEC17B2E297910B614B18A1C5B0CCB84548F35','node',NULL);
INSERT INTO "pms_history_entries" VALUES('bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','01a20f93-7335-7355-9044-c368f5fb4cd1','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp f4c10bc3-7451-4031-be8d-1303d5b89135", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651594,0,X'DBECBBF73D35A19CFAC4710D44232E803C674C7D02FA3D88E7E5F6C69F188252',X'FF32524DFEE0D711BEB23386C87C986B52BC085E4627307FE771A21C95AA9E77','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f9f12a4c-ab1e-59f5-a603-77458a1eac98','01a20f93-7335-7355-9044-c368f5fb4cd1','f9f12a4c-ab1e-59f5-a603-77458a1eac98','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7d45bcef-7260-4ed0-b5b7-500b795be630", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651598,0,X'6A18D7B483E10C27979896A714E9020B38A32E828B3B297B55428902AF14F64D',X'8E919DC9F98CE1627BC8C6A1CF4215C53D1B87B135381D47B83D14EF416A32FD','node',NULL);
INSERT INTO "pms_history_entries" VALUES('6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','01a20f93-7335-7355-9044-c368f5fb4cd1','6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp ec8f531e-a810-485f-a91e-ca024c01bca1", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651606,0,X'4933DDF0AD69BAD467FF0132B4F1AD27EBAD26186E47B25F3EF9B7B8310A8DFF',X'C683F42A8030B04C1F4410892B8E03051789BF388AB7FE360BAD704FA4512E34','node',NULL);
INSERT INTO "pms_history_entries" VALUES('60300986-95d5-5656-adca-71078c84a4a8','01a20f93-7335-7355-9044-c368f5fb4cd1','60300986-95d5-5656-adca-71078c84a4a8','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp e607df3a-8553-4c45-a91f-56b923c85433", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651611,0,X'DC9CA8BE9912EAD2C081CF379663311C4E99E107B56E76A9E9BE3C015DBF9C4A',X'B6C2A746BC162F064472DD9DED96A196ECA4F146CE5D6243A20025C8EF0E3884','node',NULL);
INSERT INTO "pms_history_entries" VALUES('6e38ac2b-534c-5f12-84bc-1376588a0635','01a20f93-7335-7355-9044-c368f5fb4cd1','6e38ac2b-534c-5f12-84bc-1376588a0635','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 56850aa1-f9ad-4235-846f-503e67d7bfad", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651617,0,X'906301FE17E6C7DAF735C859F2857C10B1FB67380A943A790B61CF1918220802',X'891D348B54FF9EDB3BC58F92A93F30BDF6F31FA5FE664FDF83C4F5FE606B5F22','node',NULL);
INSERT INTO "pms_history_entries" VALUES('723aeeaa-d95c-56fb-8df0-01c460d619ea','01a20f93-7335-7355-9044-c368f5fb4cd1','723aeeaa-d95c-56fb-8df0-01c460d619ea','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 06b99919-e636-428a-b9d8-d408636e4b46", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651622,0,X'D36547F23DCCD7073E72BADC5183CE2814E32F22EA7FF93B3D68F362DD8668D2',X'6177B41A3344B30B5D362BC153E64DC2053819489AD0274679D0ADB4CEBDCE96','node',NULL);
INSERT INTO "pms_history_entries" VALUES('51a20145-2d13-5679-aa23-f509c63fc75b','01a20f93-7335-7355-9044-c368f5fb4cd1','51a20145-2d13-5679-aa23-f509c63fc75b','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp c2858985-41fe-4bd2-93d0-ba49f89f7980", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557651626,0,X'762036D2FB0F3A62F3815BD3C9E86AD1422FF9E1111FA3E299F458A55CE5ABA9',X'80DEEDD685383F46C70C41C2CEA46D4D388F676A5AEF12580E76A9FBF6F323CC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4492b5c2-a5cf-50f1-a422-8732a84e455a','01a20f93-7335-7355-9044-c368f5fb4cd1','b7a87088-790f-50aa-b13d-ecf84f3b04a5','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',9,'["b7a87088-790f-50aa-b13d-ecf84f3b04a5"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f93-7372-7275-b4f8-15f01a400d54','captain',1795557651631,0,X'AC35204AA532649E1B4DEC09736C713BEF2BF3E8860BC580625EB9485403698D',X'012C079E1273BAF20024C913C7A89A17BA670A9BA38F799D1CBD414CF86B79EC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('00b0a753-ce88-5730-9eb8-ad8b6b793876','01a20f93-7335-7355-9044-c368f5fb4cd1','f9f12a4c-ab1e-59f5-a603-77458a1eac98','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',10,'["f9f12a4c-ab1e-59f5-a603-77458a1eac98"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f93-7372-7275-b4f8-15f01a400d54','captain',1795557651645,0,X'5C7B377072F43C72205576E51BE82FA337B5D496C59F5F135C309131918E60C5',X'DF68C0B2A4ADACC6AE248C7AC69C6CEBDA570B3A83F1A6BF5162A6A0C69AC50C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0956917d-0756-5fce-bcfd-8274a74534ca','01a20f93-7335-7355-9044-c368f5fb4cd1','60300986-95d5-5656-adca-71078c84a4a8','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',11,'["60300986-95d5-5656-adca-71078c84a4a8"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f93-7372-7275-b4f8-15f01a400d54','captain',1795557651648,0,X'70C14DD39CF977D07C5A8C524B625744D908DA1D2F907FD147F499350017DB29',X'1E97A616E89E26D757FA2CFBC389972A176B00C2C70EB6E62711488EC2FC411D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('dc38460c-ccd2-56dc-b369-520a949ca185','01a20f93-7335-7355-9044-c368f5fb4cd1','723aeeaa-d95c-56fb-8df0-01c460d619ea','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',12,'["723aeeaa-d95c-56fb-8df0-01c460d619ea"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f93-7372-7275-b4f8-15f01a400d54','captain',1795557651654,0,X'33476C37CA25377690E91CDD2EB78A68FD5D728EFFCAF6322F68254B70D3B00C',X'691B557B82E6D0CA384EC8A6D911EFDA9020840DADFA8F49A19AF922ACA51DED','node',NULL);
INSERT INTO "pms_history_entries" VALUES('445bbfcf-e485-5403-8101-872fa4e2fabc','01a20f93-7335-7355-9044-c368f5fb4cd1','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','2c48d43e-bdce-4a73-a45e-a9a45389cf30','f74bd16323d0adc1',1,'["bcbff8c1-cee2-5dbc-96fc-2406f087b7bf"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f93-7379-70c1-a541-1eca7961c06f','manager',1795557652149,0,X'0B444AF122840A8442704E5F6293F55045542E13AA7B6742409FBABF2A7583EC',X'828322D1EBDA22FE26638982DDCEE45E29F678809B03201DE16843D301D44889','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ed476a88-9186-516e-b62e-5777832e0018','01a20f93-7335-7355-9044-c368f5fb4cd1','6e38ac2b-534c-5f12-84bc-1376588a0635','2c48d43e-bdce-4a73-a45e-a9a45389cf30','f74bd16323d0adc1',2,'["6e38ac2b-534c-5f12-84bc-1376588a0635"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f93-7379-70c1-a541-1eca7961c06f','manager',1795557652245,0,X'42530E886CFFAA0E021948A8E131DF66773186915A2CC058616069579E213CE6',X'52A7FCDC66547A8D5EACA11DAFBAE6236952834FB700E09F5973E9E2F7387569','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ea41a995-9869-5c99-9159-084c56cd42c3','01a20f93-7335-7355-9044-c368f5fb4cd1','ea41a995-9869-5c99-9159-084c56cd42c3','c72c59fc-0331-4f4b-8bfa-57816f291c5d','c436e7612eed2b7d',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 157c0947-e014-4880-b0ea-aa273b9a89e7", "quantity_requested": "2", "source_type": "manual_add"}','01a20f93-734f-7537-a710-1def11955f4c','crew',1795557652395,0,X'7190D915CF63B04C5BDEBF8F0893DF0EC05BAF513CE3D10FBCF7C83F6FF03D60',X'CA70DF7E16CB588EFC030A2D43A665CEADE0DADC15D6DE9B739EBDFA8422C857','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','b7a87088-790f-50aa-b13d-ecf84f3b04a5','["4492b5c2-a5cf-50f1-a422-8732a84e455a"]','b8f5557f96425c3482779b5d30cfc349398aae252aa73e4db8ca747c4c981011');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','["445bbfcf-e485-5403-8101-872fa4e2fabc"]','15e55b2ac12543f7da29fe3d6285a7cf506bfb5a7db294cd8565e8bb9731d75d');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','f9f12a4c-ab1e-59f5-a603-77458a1eac98','["00b0a753-ce88-5730-9eb8-ad8b6b793876"]','9aa4de15ccc4798f877fae3aad1df891005a0e88234f93ced20c06ae5a760199');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','["6c7ef2e4-1657-5f8e-adc1-7353d0f7db59"]','7d29792dd8a99a3af78ffa03b72a61f7cd9216d41becd3f73822d60dd273e1b0');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','60300986-95d5-5656-adca-71078c84a4a8','["0956917d-0756-5fce-bcfd-8274a74534ca"]','3b83acfd75b305c4cb3d48552eaa3ef455a9d08e9d9631a6ec2d1c50488fef66');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','6e38ac2b-534c-5f12-84bc-1376588a0635','["ed476a88-9186-516e-b62e-5777832e0018"]','61bc980b5905f94e26f73752499b8e84f4ac6ecc755ee46ed60f14ddc6f34261');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','723aeeaa-d95c-56fb-8df0-01c460d619ea','["dc38460c-ccd2-56dc-b369-520a949ca185"]','34bc91fa3fc64e7a5370b8553f39924a5bd165020e5e5f2743dacf307cb523bc');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','51a20145-2d13-5679-aa23-f509c63fc75b','["51a20145-2d13-5679-aa23-f509c63fc75b"]','bf708a9efc889c8deeb60489d1813398429c8a5d25814d9dd9a52ae081818021');
INSERT INTO "pms_item_heads" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','ea41a995-9869-5c99-9159-084c56cd42c3','["ea41a995-9869-5c99-9159-084c56cd42c3"]','b23e41d310b6c362c366a67b253307b6085d8836b07a121c036f3f3e93e2be49');
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
INSERT INTO "pms_shopping_list_items" VALUES('b7a87088-790f-50aa-b13d-ecf84f3b04a5','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp 210479e9-380e-4b75-8c42-3d2e2f5c882c',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.631Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.575Z','01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.631Z',NULL,NULL,NULL,'{"transition": {"id": "4492b5c2-a5cf-50f1-a422-8732a84e455a", "entry_id": "4492b5c2-a5cf-50f1-a422-8732a84e455a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp f4c10bc3-7451-4031-be8d-1303d5b89135',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.149Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.594Z','01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.149Z',NULL,NULL,NULL,'{"transition": {"id": "445bbfcf-e485-5403-8101-872fa4e2fabc", "entry_id": "445bbfcf-e485-5403-8101-872fa4e2fabc", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('f9f12a4c-ab1e-59f5-a603-77458a1eac98','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp 7d45bcef-7260-4ed0-b5b7-500b795be630',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.645Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.598Z','01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.645Z',NULL,NULL,NULL,'{"transition": {"id": "00b0a753-ce88-5730-9eb8-ad8b6b793876", "entry_id": "00b0a753-ce88-5730-9eb8-ad8b6b793876"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp ec8f531e-a810-485f-a91e-ca024c01bca1',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.606Z',NULL,'2026-11-24T22:00:51.606Z',NULL,NULL,NULL,'{"transition": {"id": "6c7ef2e4-1657-5f8e-adc1-7353d0f7db59", "entry_id": "6c7ef2e4-1657-5f8e-adc1-7353d0f7db59"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('60300986-95d5-5656-adca-71078c84a4a8','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp e607df3a-8553-4c45-a91f-56b923c85433',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.648Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.611Z','01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.648Z',NULL,NULL,NULL,'{"transition": {"id": "0956917d-0756-5fce-bcfd-8274a74534ca", "entry_id": "0956917d-0756-5fce-bcfd-8274a74534ca"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('6e38ac2b-534c-5f12-84bc-1376588a0635','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp 56850aa1-f9ad-4235-846f-503e67d7bfad',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.245Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.617Z','01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.245Z',NULL,NULL,NULL,'{"transition": {"id": "ed476a88-9186-516e-b62e-5777832e0018", "entry_id": "ed476a88-9186-516e-b62e-5777832e0018", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('723aeeaa-d95c-56fb-8df0-01c460d619ea','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp 06b99919-e636-428a-b9d8-d408636e4b46',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.654Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.622Z','01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.654Z',NULL,NULL,NULL,'{"transition": {"id": "dc38460c-ccd2-56dc-b369-520a949ca185", "entry_id": "dc38460c-ccd2-56dc-b369-520a949ca185"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('51a20145-2d13-5679-aa23-f509c63fc75b','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Lamp c2858985-41fe-4bd2-93d0-ba49f89f7980',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.626Z',NULL,'2026-11-24T22:00:51.626Z',NULL,NULL,NULL,'{"transition": {"id": "51a20145-2d13-5679-aa23-f509c63fc75b", "entry_id": "51a20145-2d13-5679-aa23-f509c63fc75b"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('ea41a995-9869-5c99-9159-084c56cd42c3','01a20f93-7335-7355-9044-c368f5fb4cd1',NULL,'Waits 157c0947-e014-4880-b0ea-aa273b9a89e7',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:52.395Z',NULL,'2026-11-24T22:00:52.395Z',NULL,NULL,NULL,'{"transition": {"id": "ea41a995-9869-5c99-9159-084c56cd42c3", "entry_id": "ea41a995-9869-5c99-9159-084c56cd42c3"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('b7a87088-790f-50aa-b13d-ecf84f3b04a5','01a20f93-7335-7355-9044-c368f5fb4cd1','b7a87088-790f-50aa-b13d-ecf84f3b04a5',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.575Z',NULL,NULL,'{"entry_id":"b7a87088-790f-50aa-b13d-ecf84f3b04a5"}','2026-11-24T22:00:51.575Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','01a20f93-7335-7355-9044-c368f5fb4cd1','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.594Z',NULL,NULL,'{"entry_id":"bcbff8c1-cee2-5dbc-96fc-2406f087b7bf"}','2026-11-24T22:00:51.594Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f9f12a4c-ab1e-59f5-a603-77458a1eac98','01a20f93-7335-7355-9044-c368f5fb4cd1','f9f12a4c-ab1e-59f5-a603-77458a1eac98',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.598Z',NULL,NULL,'{"entry_id":"f9f12a4c-ab1e-59f5-a603-77458a1eac98"}','2026-11-24T22:00:51.598Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('6c7ef2e4-1657-5f8e-adc1-7353d0f7db59','01a20f93-7335-7355-9044-c368f5fb4cd1','6c7ef2e4-1657-5f8e-adc1-7353d0f7db59',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.606Z',NULL,NULL,'{"entry_id":"6c7ef2e4-1657-5f8e-adc1-7353d0f7db59"}','2026-11-24T22:00:51.606Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('60300986-95d5-5656-adca-71078c84a4a8','01a20f93-7335-7355-9044-c368f5fb4cd1','60300986-95d5-5656-adca-71078c84a4a8',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.611Z',NULL,NULL,'{"entry_id":"60300986-95d5-5656-adca-71078c84a4a8"}','2026-11-24T22:00:51.611Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('6e38ac2b-534c-5f12-84bc-1376588a0635','01a20f93-7335-7355-9044-c368f5fb4cd1','6e38ac2b-534c-5f12-84bc-1376588a0635',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.617Z',NULL,NULL,'{"entry_id":"6e38ac2b-534c-5f12-84bc-1376588a0635"}','2026-11-24T22:00:51.617Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('723aeeaa-d95c-56fb-8df0-01c460d619ea','01a20f93-7335-7355-9044-c368f5fb4cd1','723aeeaa-d95c-56fb-8df0-01c460d619ea',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.622Z',NULL,NULL,'{"entry_id":"723aeeaa-d95c-56fb-8df0-01c460d619ea"}','2026-11-24T22:00:51.622Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('51a20145-2d13-5679-aa23-f509c63fc75b','01a20f93-7335-7355-9044-c368f5fb4cd1','51a20145-2d13-5679-aa23-f509c63fc75b',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:51.626Z',NULL,NULL,'{"entry_id":"51a20145-2d13-5679-aa23-f509c63fc75b"}','2026-11-24T22:00:51.626Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4492b5c2-a5cf-50f1-a422-8732a84e455a','01a20f93-7335-7355-9044-c368f5fb4cd1','b7a87088-790f-50aa-b13d-ecf84f3b04a5','candidate','approved',NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.631Z',NULL,NULL,'{"entry_id":"4492b5c2-a5cf-50f1-a422-8732a84e455a"}','2026-11-24T22:00:51.631Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('00b0a753-ce88-5730-9eb8-ad8b6b793876','01a20f93-7335-7355-9044-c368f5fb4cd1','f9f12a4c-ab1e-59f5-a603-77458a1eac98','candidate','approved',NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.645Z',NULL,NULL,'{"entry_id":"00b0a753-ce88-5730-9eb8-ad8b6b793876"}','2026-11-24T22:00:51.645Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0956917d-0756-5fce-bcfd-8274a74534ca','01a20f93-7335-7355-9044-c368f5fb4cd1','60300986-95d5-5656-adca-71078c84a4a8','candidate','approved',NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.648Z',NULL,NULL,'{"entry_id":"0956917d-0756-5fce-bcfd-8274a74534ca"}','2026-11-24T22:00:51.648Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('dc38460c-ccd2-56dc-b369-520a949ca185','01a20f93-7335-7355-9044-c368f5fb4cd1','723aeeaa-d95c-56fb-8df0-01c460d619ea','candidate','approved',NULL,NULL,'01a20f93-7372-7275-b4f8-15f01a400d54','2026-11-24T22:00:51.654Z',NULL,NULL,'{"entry_id":"dc38460c-ccd2-56dc-b369-520a949ca185"}','2026-11-24T22:00:51.654Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('445bbfcf-e485-5403-8101-872fa4e2fabc','01a20f93-7335-7355-9044-c368f5fb4cd1','bcbff8c1-cee2-5dbc-96fc-2406f087b7bf','candidate','rejected','not this year',NULL,'01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.149Z',NULL,NULL,'{"entry_id":"445bbfcf-e485-5403-8101-872fa4e2fabc"}','2026-11-24T22:00:52.149Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ed476a88-9186-516e-b62e-5777832e0018','01a20f93-7335-7355-9044-c368f5fb4cd1','6e38ac2b-534c-5f12-84bc-1376588a0635','candidate','rejected','not this year',NULL,'01a20f93-7379-70c1-a541-1eca7961c06f','2026-11-24T22:00:52.245Z',NULL,NULL,'{"entry_id":"ed476a88-9186-516e-b62e-5777832e0018"}','2026-11-24T22:00:52.245Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ea41a995-9869-5c99-9159-084c56cd42c3','01a20f93-7335-7355-9044-c368f5fb4cd1','ea41a995-9869-5c99-9159-084c56cd42c3',NULL,'candidate',NULL,NULL,'01a20f93-734f-7537-a710-1def11955f4c','2026-11-24T22:00:52.395Z',NULL,NULL,'{"entry_id":"ea41a995-9869-5c99-9159-084c56cd42c3"}','2026-11-24T22:00:52.395Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-76b0-72cc-a3ca-8d9f9f3a7158','2026-11-24T22:00:51.659Z',645,585,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7710-75f3-bf6a-b2dbb5d96a56','2026-11-24T22:00:52.178Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-7766-7188-b3b6-59afa51d32ce','2026-11-24T22:00:52.259Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','01a20f93-77a9-7225-bc81-38948f32c12d','2026-11-24T22:00:52.373Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20f93-7335-7355-9044-c368f5fb4cd1','Aurora','2026-11-24T22:00:51.261Z',1);
CREATE INDEX items_by_creator ON pms_shopping_list_items (yacht_id, created_by, updated_at);
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
CREATE INDEX profiles_by_user ON auth_users_profiles (user_id, yacht_id);
CREATE INDEX profiles_by_version ON auth_users_profiles (yacht_id, version);
CREATE INDEX roles_by_user ON auth_users_roles (user_id, yacht_id);
CREATE INDEX roles_by_version ON auth_users_roles (yacht_id, version);
CREATE INDEX sessions_by_user ON auth_sessions (user_id);
CREATE INDEX tries_by_client ON sign_in_tries (client);
CREATE INDEX outbox_by_priority ON outbox (yacht_id, priority, seq);
CREATE INDEX exchanges_by_time ON sync_exchanges (yacht_id, at);
CREATE UNIQUE INDEX open_alerts_by_kind ON alerts (yacht_id, kind) WHERE resolved_at is null;
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
