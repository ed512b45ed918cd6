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
INSERT INTO "auth_users_profiles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f121-7776-8b3b-1245edf8e905','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f128-72a2-ab42-a3db9dab05d1','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f12e-74b5-b619-e559040efb01','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f121-7776-8b3b-1245edf8e905','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f128-72a2-ab42-a3db9dab05d1','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f12e-74b5-b619-e559040efb01','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',12,'e945ff538c8648f9',X'C6466D58EB3F03FEEDC6E1DB261551CD81D3E4254686598D9DE30528579A3A99');
INSERT INTO "feed_seals" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',13,'e945ff538c8648f9',X'6A5DA0777EC1286DF40BB34096148EF95A2F11769054FA0B6B34A1E1DD9CE6F0');
INSERT INTO "feed_seals" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',14,'e945ff538c8648f9',X'151D937C578707659F6DDA14A342761FC7C6580F0B66E72B90F8FCEFFDC2B6F5');
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
INSERT INTO "node_state" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',13,X'B5CE4706F246D677E8EF4E87ECF0822C551CF819EFB3F7DBBECEC33EBA348B25',1795558798271,0,14,X'F83E5DC3E343DFAD2841C08422F4B6B8F7020D9B67389FA35D026D849E8DC92D','e945ff538c8648f9',16,'http://shore',5,NULL,0,NULL,'2026-11-24T22:19:57.669Z','8ea16a59ddc74eb2f19f5928e3b9f50f63c5f965ddb4a46ceac00aac441b0f95');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','6d116f9eaf5eb093',13,'579bb204-22d9-5a74-9c7d-e17b2e1c1c40',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1c1-7602-8219-c87540be1145','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','0ca98fbb-2562-5221-adeb-8846a819ce88','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp bdb61639-e07a-4d2d-b633-760e6014b6e4", "quantity_requested": "2", "source_type": "manual_add", "id": "0ca98fbb-2562-5221-adeb-8846a819ce88", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.759Z", "updated_at": "2026-11-24T22:19:57.759Z"}','{}','{"entry_id": "0ca98fbb-2562-5221-adeb-8846a819ce88", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.759Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1c9-77d8-a0e5-9809e34e17fc','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','7d245321-e7a3-5720-9da1-71a464ec0ca1','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp a8e1658d-ddb3-4828-84e8-be23f35ba8e3", "quantity_requested": "2", "source_type": "manual_add", "id": "7d245321-e7a3-5720-9da1-71a464ec0ca1", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.769Z", "updated_at": "2026-11-24T22:19:57.769Z"}','{}','{"entry_id": "7d245321-e7a3-5720-9da1-71a464ec0ca1", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.769Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1cb-77fe-9c1d-b60aad3053fd','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 5bb58d62-ea94-4a12-8723-22067ec756dd", "quantity_requested": "2", "source_type": "manual_add", "id": "e3f82d4e-7e99-5a2c-bb14-ee2fe564c619", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.771Z", "updated_at": "2026-11-24T22:19:57.771Z"}','{}','{"entry_id": "e3f82d4e-7e99-5a2c-bb14-ee2fe564c619", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.771Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1cd-7729-b46b-fdc2871f06dd','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','c39324d3-e924-5f98-a37a-82f879b6cf8d','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 3c761bc0-3148-4a77-8f15-5638fe15b143", "quantity_requested": "2", "source_type": "manual_add", "id": "c39324d3-e924-5f98-a37a-82f879b6cf8d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.773Z", "updated_at": "2026-11-24T22:19:57.773Z"}','{}','{"entry_id": "c39324d3-e924-5f98-a37a-82f879b6cf8d", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.773Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1cf-76e3-861a-ca8e0e1afdd6','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','8c11b2b5-c782-545f-93b3-38a22703bce5','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 4d6b023a-a825-48eb-98e8-3beadd74a917", "quantity_requested": "2", "source_type": "manual_add", "id": "8c11b2b5-c782-545f-93b3-38a22703bce5", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.775Z", "updated_at": "2026-11-24T22:19:57.775Z"}','{}','{"entry_id": "8c11b2b5-c782-545f-93b3-38a22703bce5", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.775Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1d3-742e-a8f5-61f58ec12c08','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','64393af2-ae75-5acd-946c-bdecabda2978','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 76436768-28e4-407a-b20a-72b854ea2457", "quantity_requested": "2", "source_type": "manual_add", "id": "64393af2-ae75-5acd-946c-bdecabda2978", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.778Z", "updated_at": "2026-11-24T22:19:57.778Z"}','{}','{"entry_id": "64393af2-ae75-5acd-946c-bdecabda2978", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.778Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1d6-7257-b68c-62ef1d0e0994','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','b43b0560-3eee-57e9-a821-2d89f19bba64','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 307530e8-253e-439b-8253-e17c07a0f7d0", "quantity_requested": "2", "source_type": "manual_add", "id": "b43b0560-3eee-57e9-a821-2d89f19bba64", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.782Z", "updated_at": "2026-11-24T22:19:57.782Z"}','{}','{"entry_id": "b43b0560-3eee-57e9-a821-2d89f19bba64", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.782Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1db-74f0-9b9c-ceb13d5a458e','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Lamp 68130e1c-d601-4030-aabd-e87519886348", "quantity_requested": "2", "source_type": "manual_add", "id": "82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:57.787Z", "updated_at": "2026-11-24T22:19:57.787Z"}','{}','{"entry_id": "82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:57.787Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1e0-77b9-9264-2f6a05ba9a12','01a20fa4-f100-7553-a9a9-a2aa4c625467','approve_shopping_list_item','shopping_list_item','0ca98fbb-2562-5221-adeb-8846a819ce88','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.759Z"}','{"status": "approved", "updated_at": "2026-11-24T22:19:57.788Z", "approved_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7", "approved_at": "2026-11-24T22:19:57.788Z", "quantity_approved": "1", "updated_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7"}','{}','{"entry_id": "14e7d0b2-a604-5753-87e1-d9b177b8ce2f", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "captain"}','2026-11-24T22:19:57.788Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1e3-7011-a092-521d0777cb88','01a20fa4-f100-7553-a9a9-a2aa4c625467','approve_shopping_list_item','shopping_list_item','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.771Z"}','{"status": "approved", "updated_at": "2026-11-24T22:19:57.794Z", "approved_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7", "approved_at": "2026-11-24T22:19:57.794Z", "quantity_approved": "1", "updated_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7"}','{}','{"entry_id": "0801ee29-3c06-5c34-bc03-76b85fcb521b", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "captain"}','2026-11-24T22:19:57.794Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1e7-72b0-9f73-ee94733eb39b','01a20fa4-f100-7553-a9a9-a2aa4c625467','approve_shopping_list_item','shopping_list_item','8c11b2b5-c782-545f-93b3-38a22703bce5','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.775Z"}','{"status": "approved", "updated_at": "2026-11-24T22:19:57.798Z", "approved_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7", "approved_at": "2026-11-24T22:19:57.798Z", "quantity_approved": "1", "updated_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7"}','{}','{"entry_id": "a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "captain"}','2026-11-24T22:19:57.798Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f1e9-739f-9193-489279976b01','01a20fa4-f100-7553-a9a9-a2aa4c625467','approve_shopping_list_item','shopping_list_item','b43b0560-3eee-57e9-a821-2d89f19bba64','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.782Z"}','{"status": "approved", "updated_at": "2026-11-24T22:19:57.800Z", "approved_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7", "approved_at": "2026-11-24T22:19:57.800Z", "quantity_approved": "1", "updated_by": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7"}','{}','{"entry_id": "12191f38-2275-58fa-8409-2916d70b99dd", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "captain"}','2026-11-24T22:19:57.800Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f260-7497-9ba6-605acaeacb4b','01a20fa4-f100-7553-a9a9-a2aa4c625467','role_added','person','01a20fa4-f10f-722d-ba9d-39fb91b4be07',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f263-74f8-bc93-306beaa34771','01a20fa4-f100-7553-a9a9-a2aa4c625467','role_added','person','01a20fa4-f121-7776-8b3b-1245edf8e905',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20fa4-f121-7776-8b3b-1245edf8e905", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f264-767d-9e5e-8719f55cb8da','01a20fa4-f100-7553-a9a9-a2aa4c625467','role_added','person','01a20fa4-f128-72a2-ab42-a3db9dab05d1',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20fa4-f128-72a2-ab42-a3db9dab05d1", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f265-7314-a283-1b2d76947156','01a20fa4-f100-7553-a9a9-a2aa4c625467','role_added','person','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f265-7314-a283-1b2ea20010f7','01a20fa4-f100-7553-a9a9-a2aa4c625467','role_added','person','01a20fa4-f12e-74b5-b619-e559040efb01',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20fa4-f12e-74b5-b619-e559040efb01", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f269-7635-bb3b-81daa8216eee','01a20fa4-f100-7553-a9a9-a2aa4c625467','person_added','person','01a20fa4-f10f-722d-ba9d-39fb91b4be07',NULL,NULL,'{"name": "crew", "user_id": "01a20fa4-f10f-722d-ba9d-39fb91b4be07"}','{}','{"from": "shore"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f26a-7480-bf4f-892c5cb2290d','01a20fa4-f100-7553-a9a9-a2aa4c625467','person_added','person','01a20fa4-f121-7776-8b3b-1245edf8e905',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20fa4-f121-7776-8b3b-1245edf8e905"}','{}','{"from": "shore"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f26b-72fa-8214-0f792b3ed405','01a20fa4-f100-7553-a9a9-a2aa4c625467','person_added','person','01a20fa4-f128-72a2-ab42-a3db9dab05d1',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20fa4-f128-72a2-ab42-a3db9dab05d1"}','{}','{"from": "shore"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f26c-742c-95f0-acd5c3b5f8f2','01a20fa4-f100-7553-a9a9-a2aa4c625467','person_added','person','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7',NULL,NULL,'{"name": "captain", "user_id": "01a20fa4-f12a-755c-a0f5-e6efaf54e3d7"}','{}','{"from": "shore"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f26c-742c-95f0-acd6446708b8','01a20fa4-f100-7553-a9a9-a2aa4c625467','person_added','person','01a20fa4-f12e-74b5-b619-e559040efb01',NULL,NULL,'{"name": "manager", "user_id": "01a20fa4-f12e-74b5-b619-e559040efb01"}','{}','{"from": "shore"}','2026-11-24T22:19:57.903Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f33f-73a6-8fb0-3d8a94c4aebe','01a20fa4-f100-7553-a9a9-a2aa4c625467','reject_shopping_list_item','shopping_list_item','7d245321-e7a3-5720-9da1-71a464ec0ca1','01a20fa4-f12e-74b5-b619-e559040efb01','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.769Z"}','{"status": "rejected", "updated_at": "2026-11-24T22:19:58.091Z", "rejected_by": "01a20fa4-f12e-74b5-b619-e559040efb01", "rejected_at": "2026-11-24T22:19:58.091Z", "rejection_reason": "not this year", "updated_by": "01a20fa4-f12e-74b5-b619-e559040efb01"}','{}','{"entry_id": "521df2a8-859f-5ecb-8011-77377adbdeff", "node_id": "40b0b9a0-25fc-4fd0-9806-af8b3d0fc5a4", "role": "manager"}','2026-11-24T22:19:58.141Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f373-7772-9157-722006d0b4cf','01a20fa4-f100-7553-a9a9-a2aa4c625467','reject_shopping_list_item','shopping_list_item','64393af2-ae75-5acd-946c-bdecabda2978','01a20fa4-f12e-74b5-b619-e559040efb01','{"status": "candidate", "updated_at": "2026-11-24T22:19:57.778Z"}','{"status": "rejected", "updated_at": "2026-11-24T22:19:58.154Z", "rejected_by": "01a20fa4-f12e-74b5-b619-e559040efb01", "rejected_at": "2026-11-24T22:19:58.154Z", "rejection_reason": "not this year", "updated_by": "01a20fa4-f12e-74b5-b619-e559040efb01"}','{}','{"entry_id": "2d5e3b36-827e-5d3f-848d-80dd92c00b17", "node_id": "40b0b9a0-25fc-4fd0-9806-af8b3d0fc5a4", "role": "manager"}','2026-11-24T22:19:58.188Z');
INSERT INTO "pms_audit_log" VALUES('01a20fa4-f3c0-7371-a2fb-a351abbaaec9','01a20fa4-f100-7553-a9a9-a2aa4c625467','create_shopping_list_item','shopping_list_item','579bb204-22d9-5a74-9c7d-e17b2e1c1c40','01a20fa4-f10f-722d-ba9d-39fb91b4be07','{}','{"part_name": "Waits 70f27fea-8797-4816-9803-e90e16ca9e57", "quantity_requested": "2", "source_type": "manual_add", "id": "579bb204-22d9-5a74-9c7d-e17b2e1c1c40", "status": "candidate", "is_candidate_part": true, "created_by": "01a20fa4-f10f-722d-ba9d-39fb91b4be07", "created_at": "2026-11-24T22:19:58.271Z", "updated_at": "2026-11-24T22:19:58.271Z"}','{}','{"entry_id": "579bb204-22d9-5a74-9c7d-e17b2e1c1c40", "node_id": "0859ba7a-4d80-4ea6-b7d9-92b9f6257c45", "role": "crew"}','2026-11-24T22:19:58.271Z');
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
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',1,'0ca98fbb-2562-5221-adeb-8846a819ce88',X'0381AE11AF7A7F6E076C6F21477C440187012A3DD99E764917F672349E834474',X'DB442CE3818D3E00ADABB657E65140AE8621824416A2A5A5C19978AB07DA4776','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',2,'7d245321-e7a3-5720-9da1-71a464ec0ca1',X'9C586DD1626E15923D6FBF7A96115082BD85DE44715A70C74BFEFBB456813886',X'095D901676749C119851266F22B6592052017EA0C8B59DF2F1D131F1471BC385','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',3,'e3f82d4e-7e99-5a2c-bb14-ee2fe564c619',X'488BDCDE0F0B8922EB7C718DBFC559FD0EA8B9C59FFB9A47B98F4E15E5089D2E',X'3712DF034C680A7A9EBBECC7C74BDFF900AFFCE73D60A4C614374369F4687017','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',4,'c39324d3-e924-5f98-a37a-82f879b6cf8d',X'FAF01152450523FD3EF25ED2C831600F0562B7BA1D2DC5BA54A192C453D5CCD5',X'4A69064B031F7C7419BBE0EA38EFD5097942B2CA1D56A912A91D32E84893B6B7','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',5,'8c11b2b5-c782-545f-93b3-38a22703bce5',X'859B13805A4AD63DAC2A14640817BC0DC5EF5C489373EFB4C46F08A038BB4969',X'FB0B7643634A2EA9AE25D81D1B0F52A5B0895FAD861C940E1723750F64EC3A62','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',6,'64393af2-ae75-5acd-946c-bdecabda2978',X'4181D3492E775DA7288351E02C9E8CEBE0443F495E40114994F2D067A6908465',X'D5ECA1936D7C1C04513F6406A892C7F343A8227318FDF9CC03E63893AB768A8E','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',7,'b43b0560-3eee-57e9-a821-2d89f19bba64',X'EC971CC65B0070F5FC0351DF99B31CDA5EC52890A63BFA6464FA17DB185973F2',X'83AB660512045BD09AFDD0F490800A4629B1DFE63656234A915BB9876FF41407','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',8,'82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d',X'B723C63ED8DC662EC9A3056058AABCC82220032F8A945EA08FDB777019BB286E',X'FFE6220D03397C6EF27E6613C064A2BF0C00415FA508DABD8A88A720433C4E9E','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',9,'14e7d0b2-a604-5753-87e1-d9b177b8ce2f',X'B6987399F9772C67E3D4A0EB0C2B23B35C38DECABA992D8DC8E833FF4F3D52A4',X'CD1D1546DA1101B01FF25CFAC6404C1AB099B7C7B3BFF17AEB0DEB9D6A6E3388','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',10,'0801ee29-3c06-5c34-bc03-76b85fcb521b',X'55529E81A5ADF9E7DC496993A88C99FCD37C07D71870481B2F6310EACAE6FE1C',X'A700EF6D706ED943676CCDB987EE8FCB6B436CDBDDC4AA6AD13973A920F0299B','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',11,'a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7',X'866148C82BD934BC57727AA44EA060900031E6FF63C67EA3EA6E1F86ACBACF99',X'F289F6BE59A495EB4BB0B3A5CB3A476F487B04CCEA4FE6B0392568CC4779C10F','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',12,'12191f38-2275-58fa-8409-2916d70b99dd',X'8715FAE27E4210AA3B27AECCCE0E3EA7527D0B3DDED110C34FAD7C8AF7EA6096',X'E8F94693290F436B60AD0697BC219B1071BB016E92A125CEE6F8CB1CA6208348','2026-11-24T22:19:58.069Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',13,'521df2a8-859f-5ecb-8011-77377adbdeff',X'51A62F7CF117E1F25A5A220C02EE71D63FA69F70D6E57781761DD7D6E512B9D2',X'12CDC8DBF5F6B9BFC86656DC7A45696E54A62EF733582F3DCF99B52460E778E6','2026-11-24T22:19:58.141Z');
INSERT INTO "pms_feed" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467',14,'2d5e3b36-827e-5d3f-848d-80dd92c00b17',X'9AA81F0A74900F29CA29C11806368EF8223A0DC9002586E1C96E5E93FC7072BF',X'F83E5DC3E343DFAD2841C08422F4B6B8F7020D9B67389FA35D026D849E8DC92D','2026-11-24T22:19:58.188Z');
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
INSERT INTO "pms_history_entries" VALUES('0ca98fbb-2562-5221-adeb-8846a819ce88','01a20fa4-f100-7553-a9a9-a2aa4c625467','0ca98fbb-2562-5221-adeb-8846a819ce88','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp bdb61639-e07a-4d2d-b633-760e6014b6e4", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797759,0,X'0381AE11AF7A7F6E076C6F21477C440187012A3DD99E764917F672349E834474',X'DB442CE3818D3E00ADABB657E65140AE8621824416A2A5A5C19978AB07DA4776','node',NULL);
INSERT INTO "pms_history_entries" VALUES('7d245321-e7a3-5720-9da1-71a464ec0ca1','01a20fa4-f100-7553-a9a9-a2aa4c625467','7d245321-e7a3-5720-9da1-71a464ec0ca1','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp a8e1658d-ddb3-4828-84e8-be23f35ba8e3", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797769,0,X'9C586DD1626E15923D6FBF7A96115082BD85DE44715A70C74BFEFBB456813886',X'095D901676749C119851266F22B6592052017EA0C8B59DF2F1D131F1471BC385','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','01a20fa4-f100-7553-a9a9-a2aa4c625467','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 5bb58d62-ea94-4a12-8723-22067ec756dd", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797771,0,X'488BDCDE0F0B8922EB7C718DBFC559FD0EA8B9C59FFB9A47B98F4E15E5089D2E',X'3712DF034C680A7A9EBBECC7C74BDFF900AFFCE73D60A4C614374369F4687017','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c39324d3-e924-5f98-a37a-82f879b6cf8d','01a20fa4-f100-7553-a9a9-a2aa4c625467','c39324d3-e924-5f98-a37a-82f879b6cf8d','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 3c761bc0-3148-4a77-8f15-5638fe15b143", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797773,0,X'FAF01152450523FD3EF25ED2C831600F0562B7BA1D2DC5BA54A192C453D5CCD5',X'4A69064B031F7C7419BBE0EA38EFD5097942B2CA1D56A912A91D32E84893B6B7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8c11b2b5-c782-545f-93b3-38a22703bce5','01a20fa4-f100-7553-a9a9-a2aa4c625467','8c11b2b5-c782-545f-93b3-38a22703bce5','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 4d6b023a-a825-48eb-98e8-3beadd74a917", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797775,0,X'859B13805A4AD63DAC2A14640817BC0DC5EF5C489373EFB4C46F08A038BB4969',X'FB0B7643634A2EA9AE25D81D1B0F52A5B0895FAD861C940E1723750F64EC3A62','node',NULL);
INSERT INTO "pms_history_entries" VALUES('64393af2-ae75-5acd-946c-bdecabda2978','01a20fa4-f100-7553-a9a9-a2aa4c625467','64393af2-ae75-5acd-946c-bdecabda2978','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 76436768-28e4-407a-b20a-72b854ea2457", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797778,0,X'4181D3492E775DA7288351E02C9E8CEBE0443F495E40114994F2D067A6908465',X'D5ECA1936D7C1C04513F6406A892C7F343A8227318FDF9CC03E63893AB768A8E','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b43b0560-3eee-57e9-a821-2d89f19bba64','01a20fa4-f100-7553-a9a9-a2aa4c625467','b43b0560-3eee-57e9-a821-2d89f19bba64','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 307530e8-253e-439b-8253-e17c07a0f7d0", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797782,0,X'EC971CC65B0070F5FC0351DF99B31CDA5EC52890A63BFA6464FA17DB185973F2',X'83AB660512045BD09AFDD0F490800A4629B1DFE63656234A915BB9876FF41407','node',NULL);
INSERT INTO "pms_history_entries" VALUES('82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','01a20fa4-f100-7553-a9a9-a2aa4c625467','82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 68130e1c-d601-4030-aabd-e87519886348", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558797787,0,X'B723C63ED8DC662EC9A3056058AABCC82220032F8A945EA08FDB777019BB286E',X'FFE6220D03397C6EF27E6613C064A2BF0C00415FA508DABD8A88A720433C4E9E','node',NULL);
INSERT INTO "pms_history_entries" VALUES('14e7d0b2-a604-5753-87e1-d9b177b8ce2f','01a20fa4-f100-7553-a9a9-a2aa4c625467','0ca98fbb-2562-5221-adeb-8846a819ce88','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',9,'["0ca98fbb-2562-5221-adeb-8846a819ce88"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',1795558797788,0,X'B6987399F9772C67E3D4A0EB0C2B23B35C38DECABA992D8DC8E833FF4F3D52A4',X'CD1D1546DA1101B01FF25CFAC6404C1AB099B7C7B3BFF17AEB0DEB9D6A6E3388','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0801ee29-3c06-5c34-bc03-76b85fcb521b','01a20fa4-f100-7553-a9a9-a2aa4c625467','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',10,'["e3f82d4e-7e99-5a2c-bb14-ee2fe564c619"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',1795558797794,0,X'55529E81A5ADF9E7DC496993A88C99FCD37C07D71870481B2F6310EACAE6FE1C',X'A700EF6D706ED943676CCDB987EE8FCB6B436CDBDDC4AA6AD13973A920F0299B','node',NULL);
INSERT INTO "pms_history_entries" VALUES('a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7','01a20fa4-f100-7553-a9a9-a2aa4c625467','8c11b2b5-c782-545f-93b3-38a22703bce5','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',11,'["8c11b2b5-c782-545f-93b3-38a22703bce5"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',1795558797798,0,X'866148C82BD934BC57727AA44EA060900031E6FF63C67EA3EA6E1F86ACBACF99',X'F289F6BE59A495EB4BB0B3A5CB3A476F487B04CCEA4FE6B0392568CC4779C10F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('12191f38-2275-58fa-8409-2916d70b99dd','01a20fa4-f100-7553-a9a9-a2aa4c625467','b43b0560-3eee-57e9-a821-2d89f19bba64','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',12,'["b43b0560-3eee-57e9-a821-2d89f19bba64"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','captain',1795558797800,0,X'8715FAE27E4210AA3B27AECCCE0E3EA7527D0B3DDED110C34FAD7C8AF7EA6096',X'E8F94693290F436B60AD0697BC219B1071BB016E92A125CEE6F8CB1CA6208348','node',NULL);
INSERT INTO "pms_history_entries" VALUES('521df2a8-859f-5ecb-8011-77377adbdeff','01a20fa4-f100-7553-a9a9-a2aa4c625467','7d245321-e7a3-5720-9da1-71a464ec0ca1','40b0b9a0-25fc-4fd0-9806-af8b3d0fc5a4','3923c9f2a698bcca',1,'["7d245321-e7a3-5720-9da1-71a464ec0ca1"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20fa4-f12e-74b5-b619-e559040efb01','manager',1795558798091,0,X'51A62F7CF117E1F25A5A220C02EE71D63FA69F70D6E57781761DD7D6E512B9D2',X'A3D8AC168244474D99D23288E433CFACE144841514FE826752A1E7349E0315D6','node',NULL);
INSERT INTO "pms_history_entries" VALUES('2d5e3b36-827e-5d3f-848d-80dd92c00b17','01a20fa4-f100-7553-a9a9-a2aa4c625467','64393af2-ae75-5acd-946c-bdecabda2978','40b0b9a0-25fc-4fd0-9806-af8b3d0fc5a4','3923c9f2a698bcca',2,'["64393af2-ae75-5acd-946c-bdecabda2978"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20fa4-f12e-74b5-b619-e559040efb01','manager',1795558798154,0,X'9AA81F0A74900F29CA29C11806368EF8223A0DC9002586E1C96E5E93FC7072BF',X'26586AA8B4733F3A569DAE77AF8EC1F4898669D39A7ED3B049D48F4373A4D82F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('579bb204-22d9-5a74-9c7d-e17b2e1c1c40','01a20fa4-f100-7553-a9a9-a2aa4c625467','579bb204-22d9-5a74-9c7d-e17b2e1c1c40','0859ba7a-4d80-4ea6-b7d9-92b9f6257c45','6d116f9eaf5eb093',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 70f27fea-8797-4816-9803-e90e16ca9e57", "quantity_requested": "2", "source_type": "manual_add"}','01a20fa4-f10f-722d-ba9d-39fb91b4be07','crew',1795558798271,0,X'01929E4AE335EA166BCE3E9FE0800BA1A0DD59675E6785776F390B44354276A4',X'B5CE4706F246D677E8EF4E87ECF0822C551CF819EFB3F7DBBECEC33EBA348B25','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','0ca98fbb-2562-5221-adeb-8846a819ce88','["14e7d0b2-a604-5753-87e1-d9b177b8ce2f"]','4bbb4e641862cdee8209d1664ac4aeac3e3862aeeb89756f2a404eaa7eb14ce6');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','7d245321-e7a3-5720-9da1-71a464ec0ca1','["521df2a8-859f-5ecb-8011-77377adbdeff"]','682d6b0babfabf9aa415f22e1b58b73f02e590f877d8bc5e2ffa788621cc5504');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','["0801ee29-3c06-5c34-bc03-76b85fcb521b"]','8b100571b026e5f0c59b2c3455b4d7da2af4eb7e2d9bd3cf2b1706106c244f05');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','c39324d3-e924-5f98-a37a-82f879b6cf8d','["c39324d3-e924-5f98-a37a-82f879b6cf8d"]','396fabd8e2b9f11e2155a54d4c29b3302941f6aa7d10ad2a08c8f9af9000131a');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','8c11b2b5-c782-545f-93b3-38a22703bce5','["a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7"]','01018669f4dcb21a94a9c377dc3016ba947969d5e0512f4a2ae3c6d4ef1677cf');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','64393af2-ae75-5acd-946c-bdecabda2978','["2d5e3b36-827e-5d3f-848d-80dd92c00b17"]','d1878295fbb0122587cde051bbffd5ede6b79bcf5d09cc49183d8451cdfbe62d');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','b43b0560-3eee-57e9-a821-2d89f19bba64','["12191f38-2275-58fa-8409-2916d70b99dd"]','6d9746fd4c33780797d76bd7cd7c5555cd7c175f07a56cbb57dd1c1f12b37db6');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','["82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d"]','7a193ff4b8c712910bb258434365724f2cdcb39692b87dbdbbdff93402a5a824');
INSERT INTO "pms_item_heads" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','579bb204-22d9-5a74-9c7d-e17b2e1c1c40','["579bb204-22d9-5a74-9c7d-e17b2e1c1c40"]','64fb3a914db29442dcd64113c7cc36c36c68a9462b0325cabfd75e13d7a9f8fd');
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
INSERT INTO "pms_shopping_list_items" VALUES('0ca98fbb-2562-5221-adeb-8846a819ce88','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp bdb61639-e07a-4d2d-b633-760e6014b6e4',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.788Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.759Z','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.788Z',NULL,NULL,NULL,'{"transition": {"id": "14e7d0b2-a604-5753-87e1-d9b177b8ce2f", "entry_id": "14e7d0b2-a604-5753-87e1-d9b177b8ce2f"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('7d245321-e7a3-5720-9da1-71a464ec0ca1','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp a8e1658d-ddb3-4828-84e8-be23f35ba8e3',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.091Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.769Z','01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.091Z',NULL,NULL,NULL,'{"transition": {"id": "521df2a8-859f-5ecb-8011-77377adbdeff", "entry_id": "521df2a8-859f-5ecb-8011-77377adbdeff", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 5bb58d62-ea94-4a12-8723-22067ec756dd',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.794Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.771Z','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.794Z',NULL,NULL,NULL,'{"transition": {"id": "0801ee29-3c06-5c34-bc03-76b85fcb521b", "entry_id": "0801ee29-3c06-5c34-bc03-76b85fcb521b"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('c39324d3-e924-5f98-a37a-82f879b6cf8d','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 3c761bc0-3148-4a77-8f15-5638fe15b143',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.773Z',NULL,'2026-11-24T22:19:57.773Z',NULL,NULL,NULL,'{"transition": {"id": "c39324d3-e924-5f98-a37a-82f879b6cf8d", "entry_id": "c39324d3-e924-5f98-a37a-82f879b6cf8d"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('8c11b2b5-c782-545f-93b3-38a22703bce5','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 4d6b023a-a825-48eb-98e8-3beadd74a917',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.798Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.775Z','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.798Z',NULL,NULL,NULL,'{"transition": {"id": "a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7", "entry_id": "a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('64393af2-ae75-5acd-946c-bdecabda2978','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 76436768-28e4-407a-b20a-72b854ea2457',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.154Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.778Z','01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.154Z',NULL,NULL,NULL,'{"transition": {"id": "2d5e3b36-827e-5d3f-848d-80dd92c00b17", "entry_id": "2d5e3b36-827e-5d3f-848d-80dd92c00b17", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b43b0560-3eee-57e9-a821-2d89f19bba64','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 307530e8-253e-439b-8253-e17c07a0f7d0',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.800Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.782Z','01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.800Z',NULL,NULL,NULL,'{"transition": {"id": "12191f38-2275-58fa-8409-2916d70b99dd", "entry_id": "12191f38-2275-58fa-8409-2916d70b99dd"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Lamp 68130e1c-d601-4030-aabd-e87519886348',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.787Z',NULL,'2026-11-24T22:19:57.787Z',NULL,NULL,NULL,'{"transition": {"id": "82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d", "entry_id": "82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('579bb204-22d9-5a74-9c7d-e17b2e1c1c40','01a20fa4-f100-7553-a9a9-a2aa4c625467',NULL,'Waits 70f27fea-8797-4816-9803-e90e16ca9e57',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:58.271Z',NULL,'2026-11-24T22:19:58.271Z',NULL,NULL,NULL,'{"transition": {"id": "579bb204-22d9-5a74-9c7d-e17b2e1c1c40", "entry_id": "579bb204-22d9-5a74-9c7d-e17b2e1c1c40"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('0ca98fbb-2562-5221-adeb-8846a819ce88','01a20fa4-f100-7553-a9a9-a2aa4c625467','0ca98fbb-2562-5221-adeb-8846a819ce88',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.759Z',NULL,NULL,'{"entry_id":"0ca98fbb-2562-5221-adeb-8846a819ce88"}','2026-11-24T22:19:57.759Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('7d245321-e7a3-5720-9da1-71a464ec0ca1','01a20fa4-f100-7553-a9a9-a2aa4c625467','7d245321-e7a3-5720-9da1-71a464ec0ca1',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.769Z',NULL,NULL,'{"entry_id":"7d245321-e7a3-5720-9da1-71a464ec0ca1"}','2026-11-24T22:19:57.769Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','01a20fa4-f100-7553-a9a9-a2aa4c625467','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.771Z',NULL,NULL,'{"entry_id":"e3f82d4e-7e99-5a2c-bb14-ee2fe564c619"}','2026-11-24T22:19:57.771Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c39324d3-e924-5f98-a37a-82f879b6cf8d','01a20fa4-f100-7553-a9a9-a2aa4c625467','c39324d3-e924-5f98-a37a-82f879b6cf8d',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.773Z',NULL,NULL,'{"entry_id":"c39324d3-e924-5f98-a37a-82f879b6cf8d"}','2026-11-24T22:19:57.773Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8c11b2b5-c782-545f-93b3-38a22703bce5','01a20fa4-f100-7553-a9a9-a2aa4c625467','8c11b2b5-c782-545f-93b3-38a22703bce5',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.775Z',NULL,NULL,'{"entry_id":"8c11b2b5-c782-545f-93b3-38a22703bce5"}','2026-11-24T22:19:57.775Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('64393af2-ae75-5acd-946c-bdecabda2978','01a20fa4-f100-7553-a9a9-a2aa4c625467','64393af2-ae75-5acd-946c-bdecabda2978',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.778Z',NULL,NULL,'{"entry_id":"64393af2-ae75-5acd-946c-bdecabda2978"}','2026-11-24T22:19:57.778Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b43b0560-3eee-57e9-a821-2d89f19bba64','01a20fa4-f100-7553-a9a9-a2aa4c625467','b43b0560-3eee-57e9-a821-2d89f19bba64',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.782Z',NULL,NULL,'{"entry_id":"b43b0560-3eee-57e9-a821-2d89f19bba64"}','2026-11-24T22:19:57.782Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d','01a20fa4-f100-7553-a9a9-a2aa4c625467','82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:57.787Z',NULL,NULL,'{"entry_id":"82b8fd8c-c3ae-5b1d-a9e8-b0cc9cdac86d"}','2026-11-24T22:19:57.787Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('14e7d0b2-a604-5753-87e1-d9b177b8ce2f','01a20fa4-f100-7553-a9a9-a2aa4c625467','0ca98fbb-2562-5221-adeb-8846a819ce88','candidate','approved',NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.788Z',NULL,NULL,'{"entry_id":"14e7d0b2-a604-5753-87e1-d9b177b8ce2f"}','2026-11-24T22:19:57.788Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0801ee29-3c06-5c34-bc03-76b85fcb521b','01a20fa4-f100-7553-a9a9-a2aa4c625467','e3f82d4e-7e99-5a2c-bb14-ee2fe564c619','candidate','approved',NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.794Z',NULL,NULL,'{"entry_id":"0801ee29-3c06-5c34-bc03-76b85fcb521b"}','2026-11-24T22:19:57.794Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7','01a20fa4-f100-7553-a9a9-a2aa4c625467','8c11b2b5-c782-545f-93b3-38a22703bce5','candidate','approved',NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.798Z',NULL,NULL,'{"entry_id":"a57611ba-0d29-5ef3-90bf-6c8e0c35bcc7"}','2026-11-24T22:19:57.798Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('12191f38-2275-58fa-8409-2916d70b99dd','01a20fa4-f100-7553-a9a9-a2aa4c625467','b43b0560-3eee-57e9-a821-2d89f19bba64','candidate','approved',NULL,NULL,'01a20fa4-f12a-755c-a0f5-e6efaf54e3d7','2026-11-24T22:19:57.800Z',NULL,NULL,'{"entry_id":"12191f38-2275-58fa-8409-2916d70b99dd"}','2026-11-24T22:19:57.800Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('521df2a8-859f-5ecb-8011-77377adbdeff','01a20fa4-f100-7553-a9a9-a2aa4c625467','7d245321-e7a3-5720-9da1-71a464ec0ca1','candidate','rejected','not this year',NULL,'01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.091Z',NULL,NULL,'{"entry_id":"521df2a8-859f-5ecb-8011-77377adbdeff"}','2026-11-24T22:19:58.091Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('2d5e3b36-827e-5d3f-848d-80dd92c00b17','01a20fa4-f100-7553-a9a9-a2aa4c625467','64393af2-ae75-5acd-946c-bdecabda2978','candidate','rejected','not this year',NULL,'01a20fa4-f12e-74b5-b619-e559040efb01','2026-11-24T22:19:58.154Z',NULL,NULL,'{"entry_id":"2d5e3b36-827e-5d3f-848d-80dd92c00b17"}','2026-11-24T22:19:58.154Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('579bb204-22d9-5a74-9c7d-e17b2e1c1c40','01a20fa4-f100-7553-a9a9-a2aa4c625467','579bb204-22d9-5a74-9c7d-e17b2e1c1c40',NULL,'candidate',NULL,NULL,'01a20fa4-f10f-722d-ba9d-39fb91b4be07','2026-11-24T22:19:58.271Z',NULL,NULL,'{"entry_id":"579bb204-22d9-5a74-9c7d-e17b2e1c1c40"}','2026-11-24T22:19:58.271Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f307-7422-be5d-3a4533e9e83c','2026-11-24T22:19:57.802Z',638,585,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f348-74a7-ae39-a21deb533c44','2026-11-24T22:19:58.111Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f37a-75e4-9f9a-c69b03b46968','2026-11-24T22:19:58.163Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','01a20fa4-f3be-74aa-b4fc-9fc8d3378bba','2026-11-24T22:19:58.248Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20fa4-f100-7553-a9a9-a2aa4c625467','Aurora','2026-11-24T22:19:57.574Z',1);
CREATE INDEX items_by_creator ON pms_shopping_list_items (yacht_id, created_by, updated_at);
CREATE INDEX items_by_status ON pms_shopping_list_items (yacht_id, status, updated_at);
CREATE INDEX items_in_order ON pms_shopping_list_items (yacht_id, (case when status in ('candidate', 'under_review') then 0 else 1 end), (case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end), coalesce(required_by_date, '9999-12-31'), created_at, id, status);
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
