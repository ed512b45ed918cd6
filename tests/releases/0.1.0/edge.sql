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
INSERT INTO "auth_users_profiles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0da-77ba-9c5a-7d3ab83d80c2','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0dd-7683-9560-3f02035102ea','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0df-73d9-a147-f002a85f93ee','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0e2-712e-9c9e-068fd83acd67','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0da-77ba-9c5a-7d3ab83d80c2','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0dd-7683-9560-3f02035102ea','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0df-73d9-a147-f002a85f93ee','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b0e2-712e-9c9e-068fd83acd67','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',12,'2f88803d91387eb7',X'7D875C8AA67995A7DA406876A022AA2543596AA61CE53CF0EAF050043A5885BD');
INSERT INTO "feed_seals" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',13,'2f88803d91387eb7',X'BC3297D4F664EEAF9472F41B536FA4FC3F1FF987C0AC8B812BB5226D3890EE29');
INSERT INTO "feed_seals" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',14,'2f88803d91387eb7',X'351283AA17A20D964E39B1864A8833F0722DA632E2D7FDA4F8019B9AD1886983');
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
INSERT INTO "node_state" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',13,X'1329836AB21F082B0F9081578AA0D9295544ECC254EB20451D2A74C7B2F60446',1795568218891,0,14,X'7A6E75B6287039E70C90850AE55439FE950B410ACEFF6B14CACD01631BC9C06B','2f88803d91387eb7',16,'http://shore',5,NULL,0,NULL,'2026-11-25T00:56:58.386Z','41881ab6a715e03f2cc60dae2defc73bd1a0835f0582eda7e4ba4f01ebdc1dc3');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','27872e26fb196d3e',13,'0cf957d7-9c5f-5506-8d26-751a6e037643',1);
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
INSERT INTO "pms_audit_log" VALUES('01a21034-b14b-7282-b282-9465247e9e74','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','ba460929-f6f2-56ca-8753-6d6939b984c6','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp 92d0a42e-4c95-4ec7-b4b4-c32794a3be24", "quantity_requested": "2", "source_type": "manual_add", "id": "ba460929-f6f2-56ca-8753-6d6939b984c6", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.440Z", "updated_at": "2026-11-25T00:56:58.440Z"}','{}','{"entry_id": "ba460929-f6f2-56ca-8753-6d6939b984c6", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.440Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b150-7269-9609-606f22a3c475','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','ba991a09-b485-5adb-8fcd-6204db62f306','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp d5ec5b70-2bdf-4c8d-a7b9-0525c938885b", "quantity_requested": "2", "source_type": "manual_add", "id": "ba991a09-b485-5adb-8fcd-6204db62f306", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.448Z", "updated_at": "2026-11-25T00:56:58.448Z"}','{}','{"entry_id": "ba991a09-b485-5adb-8fcd-6204db62f306", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.448Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b153-7138-87e4-0bb75392b439','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','7bea94fb-c80e-555d-8efd-a8cde16ccb09','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp dbe6e031-57bc-4b01-8723-0f8dece40041", "quantity_requested": "2", "source_type": "manual_add", "id": "7bea94fb-c80e-555d-8efd-a8cde16ccb09", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.450Z", "updated_at": "2026-11-25T00:56:58.450Z"}','{}','{"entry_id": "7bea94fb-c80e-555d-8efd-a8cde16ccb09", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.450Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b155-760c-bf87-1292f8d4b942','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','63329335-c9c1-5100-b0ea-c968cd9a4f10','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp cc917934-dc13-429f-8ab4-fdad63e91f36", "quantity_requested": "2", "source_type": "manual_add", "id": "63329335-c9c1-5100-b0ea-c968cd9a4f10", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.453Z", "updated_at": "2026-11-25T00:56:58.453Z"}','{}','{"entry_id": "63329335-c9c1-5100-b0ea-c968cd9a4f10", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.453Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b157-738b-9f0a-276a159f625a','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp 7629c281-0a18-486c-9a2c-8005be405209", "quantity_requested": "2", "source_type": "manual_add", "id": "4feee89f-f3d8-5277-97a1-2d0316ab5ee1", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.455Z", "updated_at": "2026-11-25T00:56:58.455Z"}','{}','{"entry_id": "4feee89f-f3d8-5277-97a1-2d0316ab5ee1", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.455Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b159-7402-9fd1-a51c8ca2f0cf','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','3b03fba8-a203-5460-8990-23f0f5d10e31','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp 83a4eb26-4f1b-4a99-b96c-ad6a5690c35a", "quantity_requested": "2", "source_type": "manual_add", "id": "3b03fba8-a203-5460-8990-23f0f5d10e31", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.456Z", "updated_at": "2026-11-25T00:56:58.456Z"}','{}','{"entry_id": "3b03fba8-a203-5460-8990-23f0f5d10e31", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.456Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b15b-7353-81b8-1df21296b232','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp 7903b170-77f2-4c0a-9dfd-ab2aece92551", "quantity_requested": "2", "source_type": "manual_add", "id": "cbfcdc93-0b53-54b4-af05-9bf742c6bbcc", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.459Z", "updated_at": "2026-11-25T00:56:58.459Z"}','{}','{"entry_id": "cbfcdc93-0b53-54b4-af05-9bf742c6bbcc", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.459Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b15d-7420-b8a1-a3a67bc1ec83','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','c22648c5-9312-5668-9831-d404a7bd7dd0','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Lamp 914a8eef-236e-4380-b1cd-99f0d63938ab", "quantity_requested": "2", "source_type": "manual_add", "id": "c22648c5-9312-5668-9831-d404a7bd7dd0", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.461Z", "updated_at": "2026-11-25T00:56:58.461Z"}','{}','{"entry_id": "c22648c5-9312-5668-9831-d404a7bd7dd0", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.461Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b163-73f8-8661-96086a0c0a56','01a21034-b0c8-71b9-84b5-8aaaedea31e0','approve_shopping_list_item','shopping_list_item','ba460929-f6f2-56ca-8753-6d6939b984c6','01a21034-b0df-73d9-a147-f002a85f93ee','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.440Z"}','{"status": "approved", "updated_at": "2026-11-25T00:56:58.463Z", "approved_by": "01a21034-b0df-73d9-a147-f002a85f93ee", "approved_at": "2026-11-25T00:56:58.463Z", "quantity_approved": "1", "updated_by": "01a21034-b0df-73d9-a147-f002a85f93ee"}','{}','{"entry_id": "87636d81-1c0f-5fb1-baf9-9d01855bad7a", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "captain"}','2026-11-25T00:56:58.463Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b166-76e5-a72f-af8b9fcde18a','01a21034-b0c8-71b9-84b5-8aaaedea31e0','approve_shopping_list_item','shopping_list_item','7bea94fb-c80e-555d-8efd-a8cde16ccb09','01a21034-b0df-73d9-a147-f002a85f93ee','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.450Z"}','{"status": "approved", "updated_at": "2026-11-25T00:56:58.470Z", "approved_by": "01a21034-b0df-73d9-a147-f002a85f93ee", "approved_at": "2026-11-25T00:56:58.470Z", "quantity_approved": "1", "updated_by": "01a21034-b0df-73d9-a147-f002a85f93ee"}','{}','{"entry_id": "5ec41adb-72d9-5c59-a0f5-813a000042e3", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "captain"}','2026-11-25T00:56:58.470Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b169-7637-947d-4a1cca623551','01a21034-b0c8-71b9-84b5-8aaaedea31e0','approve_shopping_list_item','shopping_list_item','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','01a21034-b0df-73d9-a147-f002a85f93ee','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.455Z"}','{"status": "approved", "updated_at": "2026-11-25T00:56:58.472Z", "approved_by": "01a21034-b0df-73d9-a147-f002a85f93ee", "approved_at": "2026-11-25T00:56:58.472Z", "quantity_approved": "1", "updated_by": "01a21034-b0df-73d9-a147-f002a85f93ee"}','{}','{"entry_id": "c97548b7-f124-568d-a58a-7d1b9eb25e7d", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "captain"}','2026-11-25T00:56:58.472Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b16c-716e-b49d-516d057bb8fb','01a21034-b0c8-71b9-84b5-8aaaedea31e0','approve_shopping_list_item','shopping_list_item','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','01a21034-b0df-73d9-a147-f002a85f93ee','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.459Z"}','{"status": "approved", "updated_at": "2026-11-25T00:56:58.475Z", "approved_by": "01a21034-b0df-73d9-a147-f002a85f93ee", "approved_at": "2026-11-25T00:56:58.475Z", "quantity_approved": "1", "updated_by": "01a21034-b0df-73d9-a147-f002a85f93ee"}','{}','{"entry_id": "ba028940-e312-55fe-ae86-fdb8fb69f251", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "captain"}','2026-11-25T00:56:58.475Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1d7-74b0-b3ab-4fd9bef3ccee','01a21034-b0c8-71b9-84b5-8aaaedea31e0','role_added','person','01a21034-b0d0-73a8-b945-fb23a9ce5842',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1db-7450-b5a8-1be55b88a1fe','01a21034-b0c8-71b9-84b5-8aaaedea31e0','role_added','person','01a21034-b0da-77ba-9c5a-7d3ab83d80c2',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a21034-b0da-77ba-9c5a-7d3ab83d80c2", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1dc-72d6-85cc-fc30e30a212a','01a21034-b0c8-71b9-84b5-8aaaedea31e0','role_added','person','01a21034-b0dd-7683-9560-3f02035102ea',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a21034-b0dd-7683-9560-3f02035102ea", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1de-733d-a92b-419546db0082','01a21034-b0c8-71b9-84b5-8aaaedea31e0','role_added','person','01a21034-b0df-73d9-a147-f002a85f93ee',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a21034-b0df-73d9-a147-f002a85f93ee", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1df-730d-83b3-5204bf1752c5','01a21034-b0c8-71b9-84b5-8aaaedea31e0','role_added','person','01a21034-b0e2-712e-9c9e-068fd83acd67',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a21034-b0e2-712e-9c9e-068fd83acd67", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1e1-7091-b9d2-fec2c9ec9bb5','01a21034-b0c8-71b9-84b5-8aaaedea31e0','person_added','person','01a21034-b0d0-73a8-b945-fb23a9ce5842',NULL,NULL,'{"name": "crew", "user_id": "01a21034-b0d0-73a8-b945-fb23a9ce5842"}','{}','{"from": "shore"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1e3-72a2-ba6f-58ef53bd4e16','01a21034-b0c8-71b9-84b5-8aaaedea31e0','person_added','person','01a21034-b0da-77ba-9c5a-7d3ab83d80c2',NULL,NULL,'{"name": "chief_officer", "user_id": "01a21034-b0da-77ba-9c5a-7d3ab83d80c2"}','{}','{"from": "shore"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1e5-7082-b5a3-e7a0cc97f63b','01a21034-b0c8-71b9-84b5-8aaaedea31e0','person_added','person','01a21034-b0dd-7683-9560-3f02035102ea',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a21034-b0dd-7683-9560-3f02035102ea"}','{}','{"from": "shore"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1e6-744d-bc8c-926257b4e1c7','01a21034-b0c8-71b9-84b5-8aaaedea31e0','person_added','person','01a21034-b0df-73d9-a147-f002a85f93ee',NULL,NULL,'{"name": "captain", "user_id": "01a21034-b0df-73d9-a147-f002a85f93ee"}','{}','{"from": "shore"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b1e7-74c0-82be-a7ed72ea957c','01a21034-b0c8-71b9-84b5-8aaaedea31e0','person_added','person','01a21034-b0e2-712e-9c9e-068fd83acd67',NULL,NULL,'{"name": "manager", "user_id": "01a21034-b0e2-712e-9c9e-068fd83acd67"}','{}','{"from": "shore"}','2026-11-25T00:56:58.567Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b297-76d9-b1e7-9cc41207fc67','01a21034-b0c8-71b9-84b5-8aaaedea31e0','reject_shopping_list_item','shopping_list_item','ba991a09-b485-5adb-8fcd-6204db62f306','01a21034-b0e2-712e-9c9e-068fd83acd67','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.448Z"}','{"status": "rejected", "updated_at": "2026-11-25T00:56:58.734Z", "rejected_by": "01a21034-b0e2-712e-9c9e-068fd83acd67", "rejected_at": "2026-11-25T00:56:58.734Z", "rejection_reason": "not this year", "updated_by": "01a21034-b0e2-712e-9c9e-068fd83acd67"}','{}','{"entry_id": "9b1df8d1-0b97-510f-90a4-85c3efec2e01", "node_id": "a3041cac-3c14-4873-a72c-6de7667a74cb", "role": "manager"}','2026-11-25T00:56:58.772Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b2c1-774c-93e5-23013ed5fcd6','01a21034-b0c8-71b9-84b5-8aaaedea31e0','reject_shopping_list_item','shopping_list_item','3b03fba8-a203-5460-8990-23f0f5d10e31','01a21034-b0e2-712e-9c9e-068fd83acd67','{"status": "candidate", "updated_at": "2026-11-25T00:56:58.456Z"}','{"status": "rejected", "updated_at": "2026-11-25T00:56:58.782Z", "rejected_by": "01a21034-b0e2-712e-9c9e-068fd83acd67", "rejected_at": "2026-11-25T00:56:58.782Z", "rejection_reason": "not this year", "updated_by": "01a21034-b0e2-712e-9c9e-068fd83acd67"}','{}','{"entry_id": "98c80e25-0d62-595a-9a38-3457f7ac3d00", "node_id": "a3041cac-3c14-4873-a72c-6de7667a74cb", "role": "manager"}','2026-11-25T00:56:58.813Z');
INSERT INTO "pms_audit_log" VALUES('01a21034-b30c-700e-a89e-1148a4c8823f','01a21034-b0c8-71b9-84b5-8aaaedea31e0','create_shopping_list_item','shopping_list_item','0cf957d7-9c5f-5506-8d26-751a6e037643','01a21034-b0d0-73a8-b945-fb23a9ce5842','{}','{"part_name": "Waits 53b80782-ce23-43cb-8dc5-70658a60420b", "quantity_requested": "2", "source_type": "manual_add", "id": "0cf957d7-9c5f-5506-8d26-751a6e037643", "status": "candidate", "is_candidate_part": true, "created_by": "01a21034-b0d0-73a8-b945-fb23a9ce5842", "created_at": "2026-11-25T00:56:58.891Z", "updated_at": "2026-11-25T00:56:58.891Z"}','{}','{"entry_id": "0cf957d7-9c5f-5506-8d26-751a6e037643", "node_id": "9db7e1e6-f772-48c4-b412-5affc1c311a1", "role": "crew"}','2026-11-25T00:56:58.891Z');
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
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',1,'ba460929-f6f2-56ca-8753-6d6939b984c6',X'A223986758B53D263FD60EC3DD46301137616BA6EB125DA24D52391E620EC964',X'95901DB8B432D57DA0577C119BE4B19370BE14C5F6DE5F1E6EC015A0B2A8386A','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',2,'ba991a09-b485-5adb-8fcd-6204db62f306',X'05BCBB421D402DB59FE1983A16687DC144CF36BF56E8DDF4255D19C62DDA7DB0',X'6DA5F293593172E1F6DB90DA624217699F146A2495CB6E3A08C1CB9CBC8584A8','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',3,'7bea94fb-c80e-555d-8efd-a8cde16ccb09',X'88481AEC5842D6397AA2A614367B595A2D9D8696962E014ADCBBD01B38627BCA',X'77D0A91C107E4A01FE77DD4B37BED92F33ACA5E29D021EDC255F22B7319A3B8A','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',4,'63329335-c9c1-5100-b0ea-c968cd9a4f10',X'73B5EEC868081194A11EA51B809BEDF2B7620C4C666A84E0927E72C7CD8D681A',X'28D72389872EB04FB0FCFF8F6D2464629E422FA15ACAE5668432FB9C622E4D02','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',5,'4feee89f-f3d8-5277-97a1-2d0316ab5ee1',X'5F55762C5419C151A45260EC313624DD584902813C383FCF38A1A8C97520750D',X'D2DECD06ED7486D19F04D59FFC019B023237B8C1C58741326B2ACB712DBC35EF','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',6,'3b03fba8-a203-5460-8990-23f0f5d10e31',X'8D43060D4924B13D304BA80475F5E4FAA7273DEA463B6B5AEBD0351F7D4F8C14',X'93ED646B970F43DEC9270DF3A86841200D5B67877A753B1AB110B3F6A87B995C','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',7,'cbfcdc93-0b53-54b4-af05-9bf742c6bbcc',X'9C497E3A27F331F99D8C50621C4591EEF6A93282EFAE1C7CAEFDE907FA2988AE',X'CD368BFC75E8C164C6C449D27947DC2BE6420E0A73C0D7C5E732951D9ABB353B','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',8,'c22648c5-9312-5668-9831-d404a7bd7dd0',X'35AD084ADC89214B230E0E8E48140E0B921E9A7938C7A09C48BB6D78F34BB7F8',X'FE578EE7773B2B2CD544183A81C66D5A945B6FB9AF24EF9F5D2D9E71B391DF8A','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',9,'87636d81-1c0f-5fb1-baf9-9d01855bad7a',X'2CC90E0F6A78BF03086B2F31F397EDCBCCD08D697A6B300E443DD2B09A2001D9',X'DEE78CF71A3D07FBDD02F65E1880DDE369CF8EFBCCB493EB230F10A8BF62C424','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',10,'5ec41adb-72d9-5c59-a0f5-813a000042e3',X'9A0DE1C782BD16BC49FF346536C466EE9990C17ECD4184C32162D602A646DD1C',X'DB9B7D205891B3FED4429A3946B82CC4CB58D73B79EA78B1A81201757E94232C','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',11,'c97548b7-f124-568d-a58a-7d1b9eb25e7d',X'BECF1E53B62A0D3C18EEB9695C6D8EF09B6A6386605E321BC8C7909CCCED3D75',X'A41C04E96F463AB739085CD5805DCDDDDEF3117DAFB5A2451A0387D8650BCD04','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',12,'ba028940-e312-55fe-ae86-fdb8fb69f251',X'03F9C004BB5E3AA9D101579CF34144CE67694CDF5B20ADAD06ACC205D984B83A',X'4C2ECB08EF005BB2209E5D7823844CBA6B2FF71E9238F16B9D30D9F7CC16425C','2026-11-25T00:56:58.717Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',13,'9b1df8d1-0b97-510f-90a4-85c3efec2e01',X'82A82359FBBEEDE1751A65BB8E25015CC5814CD9062F7F4FD9431C61F977CCEA',X'50E77B9D55C73B9D9812B4B22B227F95C371FD0B088356B30B70D6A3F432A2CE','2026-11-25T00:56:58.772Z');
INSERT INTO "pms_feed" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0',14,'98c80e25-0d62-595a-9a38-3457f7ac3d00',X'03A31BF9C337DFCFD7CA641A974B69A1ADECA97DC23E26B70723D88BB2D28A81',X'7A6E75B6287039E70C90850AE55439FE950B410ACEFF6B14CACD01631BC9C06B','2026-11-25T00:56:58.813Z');
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
INSERT INTO "pms_history_entries" VALUES('ba460929-f6f2-56ca-8753-6d6939b984c6','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba460929-f6f2-56ca-8753-6d6939b984c6','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 92d0a42e-4c95-4ec7-b4b4-c32794a3be24", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218440,0,X'A223986758B53D263FD60EC3DD46301137616BA6EB125DA24D52391E620EC964',X'95901DB8B432D57DA0577C119BE4B19370BE14C5F6DE5F1E6EC015A0B2A8386A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ba991a09-b485-5adb-8fcd-6204db62f306','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba991a09-b485-5adb-8fcd-6204db62f306','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp d5ec5b70-2bdf-4c8d-a7b9-0525c938885b", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218448,0,X'05BCBB421D402DB59FE1983A16687DC144CF36BF56E8DDF4255D19C62DDA7DB0',X'6DA5F293593172E1F6DB90DA624217699F146A2495CB6E3A08C1CB9CBC8584A8','node',NULL);
INSERT INTO "pms_history_entries" VALUES('7bea94fb-c80e-555d-8efd-a8cde16ccb09','01a21034-b0c8-71b9-84b5-8aaaedea31e0','7bea94fb-c80e-555d-8efd-a8cde16ccb09','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp dbe6e031-57bc-4b01-8723-0f8dece40041", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218450,0,X'88481AEC5842D6397AA2A614367B595A2D9D8696962E014ADCBBD01B38627BCA',X'77D0A91C107E4A01FE77DD4B37BED92F33ACA5E29D021EDC255F22B7319A3B8A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('63329335-c9c1-5100-b0ea-c968cd9a4f10','01a21034-b0c8-71b9-84b5-8aaaedea31e0','63329335-c9c1-5100-b0ea-c968cd9a4f10','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp cc917934-dc13-429f-8ab4-fdad63e91f36", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218453,0,X'73B5EEC868081194A11EA51B809BEDF2B7620C4C666A84E0927E72C7CD8D681A',X'28D72389872EB04FB0FCFF8F6D2464629E422FA15ACAE5668432FB9C622E4D02','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4feee89f-f3d8-5277-97a1-2d0316ab5ee1','01a21034-b0c8-71b9-84b5-8aaaedea31e0','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7629c281-0a18-486c-9a2c-8005be405209", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218455,0,X'5F55762C5419C151A45260EC313624DD584902813C383FCF38A1A8C97520750D',X'D2DECD06ED7486D19F04D59FFC019B023237B8C1C58741326B2ACB712DBC35EF','node',NULL);
INSERT INTO "pms_history_entries" VALUES('3b03fba8-a203-5460-8990-23f0f5d10e31','01a21034-b0c8-71b9-84b5-8aaaedea31e0','3b03fba8-a203-5460-8990-23f0f5d10e31','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 83a4eb26-4f1b-4a99-b96c-ad6a5690c35a", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218456,0,X'8D43060D4924B13D304BA80475F5E4FAA7273DEA463B6B5AEBD0351F7D4F8C14',X'93ED646B970F43DEC9270DF3A86841200D5B67877A753B1AB110B3F6A87B995C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','01a21034-b0c8-71b9-84b5-8aaaedea31e0','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7903b170-77f2-4c0a-9dfd-ab2aece92551", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218459,0,X'9C497E3A27F331F99D8C50621C4591EEF6A93282EFAE1C7CAEFDE907FA2988AE',X'CD368BFC75E8C164C6C449D27947DC2BE6420E0A73C0D7C5E732951D9ABB353B','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c22648c5-9312-5668-9831-d404a7bd7dd0','01a21034-b0c8-71b9-84b5-8aaaedea31e0','c22648c5-9312-5668-9831-d404a7bd7dd0','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 914a8eef-236e-4380-b1cd-99f0d63938ab", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218461,0,X'35AD084ADC89214B230E0E8E48140E0B921E9A7938C7A09C48BB6D78F34BB7F8',X'FE578EE7773B2B2CD544183A81C66D5A945B6FB9AF24EF9F5D2D9E71B391DF8A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('87636d81-1c0f-5fb1-baf9-9d01855bad7a','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba460929-f6f2-56ca-8753-6d6939b984c6','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',9,'["ba460929-f6f2-56ca-8753-6d6939b984c6"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a21034-b0df-73d9-a147-f002a85f93ee','captain',1795568218463,0,X'2CC90E0F6A78BF03086B2F31F397EDCBCCD08D697A6B300E443DD2B09A2001D9',X'DEE78CF71A3D07FBDD02F65E1880DDE369CF8EFBCCB493EB230F10A8BF62C424','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5ec41adb-72d9-5c59-a0f5-813a000042e3','01a21034-b0c8-71b9-84b5-8aaaedea31e0','7bea94fb-c80e-555d-8efd-a8cde16ccb09','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',10,'["7bea94fb-c80e-555d-8efd-a8cde16ccb09"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a21034-b0df-73d9-a147-f002a85f93ee','captain',1795568218470,0,X'9A0DE1C782BD16BC49FF346536C466EE9990C17ECD4184C32162D602A646DD1C',X'DB9B7D205891B3FED4429A3946B82CC4CB58D73B79EA78B1A81201757E94232C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c97548b7-f124-568d-a58a-7d1b9eb25e7d','01a21034-b0c8-71b9-84b5-8aaaedea31e0','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',11,'["4feee89f-f3d8-5277-97a1-2d0316ab5ee1"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a21034-b0df-73d9-a147-f002a85f93ee','captain',1795568218472,0,X'BECF1E53B62A0D3C18EEB9695C6D8EF09B6A6386605E321BC8C7909CCCED3D75',X'A41C04E96F463AB739085CD5805DCDDDDEF3117DAFB5A2451A0387D8650BCD04','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ba028940-e312-55fe-ae86-fdb8fb69f251','01a21034-b0c8-71b9-84b5-8aaaedea31e0','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',12,'["cbfcdc93-0b53-54b4-af05-9bf742c6bbcc"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a21034-b0df-73d9-a147-f002a85f93ee','captain',1795568218475,0,X'03F9C004BB5E3AA9D101579CF34144CE67694CDF5B20ADAD06ACC205D984B83A',X'4C2ECB08EF005BB2209E5D7823844CBA6B2FF71E9238F16B9D30D9F7CC16425C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('9b1df8d1-0b97-510f-90a4-85c3efec2e01','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba991a09-b485-5adb-8fcd-6204db62f306','a3041cac-3c14-4873-a72c-6de7667a74cb','9fb2f3b2895827a0',1,'["ba991a09-b485-5adb-8fcd-6204db62f306"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a21034-b0e2-712e-9c9e-068fd83acd67','manager',1795568218734,0,X'82A82359FBBEEDE1751A65BB8E25015CC5814CD9062F7F4FD9431C61F977CCEA',X'8CC2E2610CD5D993DCBFDE83E9CB6E82334B7AE24A0767E3C9107E0C8D624A68','node',NULL);
INSERT INTO "pms_history_entries" VALUES('98c80e25-0d62-595a-9a38-3457f7ac3d00','01a21034-b0c8-71b9-84b5-8aaaedea31e0','3b03fba8-a203-5460-8990-23f0f5d10e31','a3041cac-3c14-4873-a72c-6de7667a74cb','9fb2f3b2895827a0',2,'["3b03fba8-a203-5460-8990-23f0f5d10e31"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a21034-b0e2-712e-9c9e-068fd83acd67','manager',1795568218782,0,X'03A31BF9C337DFCFD7CA641A974B69A1ADECA97DC23E26B70723D88BB2D28A81',X'9AA0EE50A32B32C1A089BF5D2835CB97D85770835E5BA7380958979A26E145D9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0cf957d7-9c5f-5506-8d26-751a6e037643','01a21034-b0c8-71b9-84b5-8aaaedea31e0','0cf957d7-9c5f-5506-8d26-751a6e037643','9db7e1e6-f772-48c4-b412-5affc1c311a1','27872e26fb196d3e',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 53b80782-ce23-43cb-8dc5-70658a60420b", "quantity_requested": "2", "source_type": "manual_add"}','01a21034-b0d0-73a8-b945-fb23a9ce5842','crew',1795568218891,0,X'B70E7BB1D22845B213F3E9A063658FA0CC86827125E1FFFB8AC8172C75507132',X'1329836AB21F082B0F9081578AA0D9295544ECC254EB20451D2A74C7B2F60446','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba460929-f6f2-56ca-8753-6d6939b984c6','["87636d81-1c0f-5fb1-baf9-9d01855bad7a"]','46821b9072dfeac699772d30fd48ee83bb24e834c04b5fa725e8d01718154672');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba991a09-b485-5adb-8fcd-6204db62f306','["9b1df8d1-0b97-510f-90a4-85c3efec2e01"]','f4c44d36abd70a5734d30c731faed994617b4951674f47a8f8807aeedbba5a6f');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','7bea94fb-c80e-555d-8efd-a8cde16ccb09','["5ec41adb-72d9-5c59-a0f5-813a000042e3"]','ecd6f2dc38913f9f756e8d4488ac8e5ba03b9c35d33b20b326607795c77f809f');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','63329335-c9c1-5100-b0ea-c968cd9a4f10','["63329335-c9c1-5100-b0ea-c968cd9a4f10"]','072c050fc04d67bf4fdae67f23d1b3bc8d320de789ba7b4ffbee927cbeeda5fd');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','["c97548b7-f124-568d-a58a-7d1b9eb25e7d"]','5c8389ce7be60c3e2f7042bbb78d4af8011dff9209e9b659816e2e374d5ba5cd');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','3b03fba8-a203-5460-8990-23f0f5d10e31','["98c80e25-0d62-595a-9a38-3457f7ac3d00"]','4c3de25c41da2593a3a01919a8a1d78d12dd1f722231ae5e335ca8aa80923529');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','["ba028940-e312-55fe-ae86-fdb8fb69f251"]','f9ab4071a1a4da8a3bce89facd0d55fe05ea161c518328152493c55771e5dfc3');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','c22648c5-9312-5668-9831-d404a7bd7dd0','["c22648c5-9312-5668-9831-d404a7bd7dd0"]','bf9a79162780a663346d2c72d8760c6b907a7d63f0a24bba57263d9a09ed7ebd');
INSERT INTO "pms_item_heads" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','0cf957d7-9c5f-5506-8d26-751a6e037643','["0cf957d7-9c5f-5506-8d26-751a6e037643"]','4f0ff7e8b325f1e18274a555e2692e690370c694adb0433adfc726ef6d8295cd');
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
INSERT INTO "pms_shopping_list_items" VALUES('ba460929-f6f2-56ca-8753-6d6939b984c6','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp 92d0a42e-4c95-4ec7-b4b4-c32794a3be24',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.463Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.440Z','01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.463Z',NULL,NULL,NULL,'{"transition": {"id": "87636d81-1c0f-5fb1-baf9-9d01855bad7a", "entry_id": "87636d81-1c0f-5fb1-baf9-9d01855bad7a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('ba991a09-b485-5adb-8fcd-6204db62f306','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp d5ec5b70-2bdf-4c8d-a7b9-0525c938885b',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.734Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.448Z','01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.734Z',NULL,NULL,NULL,'{"transition": {"id": "9b1df8d1-0b97-510f-90a4-85c3efec2e01", "entry_id": "9b1df8d1-0b97-510f-90a4-85c3efec2e01", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('7bea94fb-c80e-555d-8efd-a8cde16ccb09','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp dbe6e031-57bc-4b01-8723-0f8dece40041',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.470Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.450Z','01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.470Z',NULL,NULL,NULL,'{"transition": {"id": "5ec41adb-72d9-5c59-a0f5-813a000042e3", "entry_id": "5ec41adb-72d9-5c59-a0f5-813a000042e3"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('63329335-c9c1-5100-b0ea-c968cd9a4f10','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp cc917934-dc13-429f-8ab4-fdad63e91f36',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.453Z',NULL,'2026-11-25T00:56:58.453Z',NULL,NULL,NULL,'{"transition": {"id": "63329335-c9c1-5100-b0ea-c968cd9a4f10", "entry_id": "63329335-c9c1-5100-b0ea-c968cd9a4f10"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('4feee89f-f3d8-5277-97a1-2d0316ab5ee1','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp 7629c281-0a18-486c-9a2c-8005be405209',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.472Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.455Z','01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.472Z',NULL,NULL,NULL,'{"transition": {"id": "c97548b7-f124-568d-a58a-7d1b9eb25e7d", "entry_id": "c97548b7-f124-568d-a58a-7d1b9eb25e7d"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('3b03fba8-a203-5460-8990-23f0f5d10e31','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp 83a4eb26-4f1b-4a99-b96c-ad6a5690c35a',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.782Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.456Z','01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.782Z',NULL,NULL,NULL,'{"transition": {"id": "98c80e25-0d62-595a-9a38-3457f7ac3d00", "entry_id": "98c80e25-0d62-595a-9a38-3457f7ac3d00", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp 7903b170-77f2-4c0a-9dfd-ab2aece92551',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.475Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.459Z','01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.475Z',NULL,NULL,NULL,'{"transition": {"id": "ba028940-e312-55fe-ae86-fdb8fb69f251", "entry_id": "ba028940-e312-55fe-ae86-fdb8fb69f251"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('c22648c5-9312-5668-9831-d404a7bd7dd0','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Lamp 914a8eef-236e-4380-b1cd-99f0d63938ab',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.461Z',NULL,'2026-11-25T00:56:58.461Z',NULL,NULL,NULL,'{"transition": {"id": "c22648c5-9312-5668-9831-d404a7bd7dd0", "entry_id": "c22648c5-9312-5668-9831-d404a7bd7dd0"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('0cf957d7-9c5f-5506-8d26-751a6e037643','01a21034-b0c8-71b9-84b5-8aaaedea31e0',NULL,'Waits 53b80782-ce23-43cb-8dc5-70658a60420b',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.891Z',NULL,'2026-11-25T00:56:58.891Z',NULL,NULL,NULL,'{"transition": {"id": "0cf957d7-9c5f-5506-8d26-751a6e037643", "entry_id": "0cf957d7-9c5f-5506-8d26-751a6e037643"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('ba460929-f6f2-56ca-8753-6d6939b984c6','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba460929-f6f2-56ca-8753-6d6939b984c6',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.440Z',NULL,NULL,'{"entry_id":"ba460929-f6f2-56ca-8753-6d6939b984c6"}','2026-11-25T00:56:58.440Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ba991a09-b485-5adb-8fcd-6204db62f306','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba991a09-b485-5adb-8fcd-6204db62f306',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.448Z',NULL,NULL,'{"entry_id":"ba991a09-b485-5adb-8fcd-6204db62f306"}','2026-11-25T00:56:58.448Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('7bea94fb-c80e-555d-8efd-a8cde16ccb09','01a21034-b0c8-71b9-84b5-8aaaedea31e0','7bea94fb-c80e-555d-8efd-a8cde16ccb09',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.450Z',NULL,NULL,'{"entry_id":"7bea94fb-c80e-555d-8efd-a8cde16ccb09"}','2026-11-25T00:56:58.450Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('63329335-c9c1-5100-b0ea-c968cd9a4f10','01a21034-b0c8-71b9-84b5-8aaaedea31e0','63329335-c9c1-5100-b0ea-c968cd9a4f10',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.453Z',NULL,NULL,'{"entry_id":"63329335-c9c1-5100-b0ea-c968cd9a4f10"}','2026-11-25T00:56:58.453Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4feee89f-f3d8-5277-97a1-2d0316ab5ee1','01a21034-b0c8-71b9-84b5-8aaaedea31e0','4feee89f-f3d8-5277-97a1-2d0316ab5ee1',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.455Z',NULL,NULL,'{"entry_id":"4feee89f-f3d8-5277-97a1-2d0316ab5ee1"}','2026-11-25T00:56:58.455Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('3b03fba8-a203-5460-8990-23f0f5d10e31','01a21034-b0c8-71b9-84b5-8aaaedea31e0','3b03fba8-a203-5460-8990-23f0f5d10e31',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.456Z',NULL,NULL,'{"entry_id":"3b03fba8-a203-5460-8990-23f0f5d10e31"}','2026-11-25T00:56:58.456Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','01a21034-b0c8-71b9-84b5-8aaaedea31e0','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.459Z',NULL,NULL,'{"entry_id":"cbfcdc93-0b53-54b4-af05-9bf742c6bbcc"}','2026-11-25T00:56:58.459Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c22648c5-9312-5668-9831-d404a7bd7dd0','01a21034-b0c8-71b9-84b5-8aaaedea31e0','c22648c5-9312-5668-9831-d404a7bd7dd0',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.461Z',NULL,NULL,'{"entry_id":"c22648c5-9312-5668-9831-d404a7bd7dd0"}','2026-11-25T00:56:58.461Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('87636d81-1c0f-5fb1-baf9-9d01855bad7a','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba460929-f6f2-56ca-8753-6d6939b984c6','candidate','approved',NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.463Z',NULL,NULL,'{"entry_id":"87636d81-1c0f-5fb1-baf9-9d01855bad7a"}','2026-11-25T00:56:58.463Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5ec41adb-72d9-5c59-a0f5-813a000042e3','01a21034-b0c8-71b9-84b5-8aaaedea31e0','7bea94fb-c80e-555d-8efd-a8cde16ccb09','candidate','approved',NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.470Z',NULL,NULL,'{"entry_id":"5ec41adb-72d9-5c59-a0f5-813a000042e3"}','2026-11-25T00:56:58.470Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c97548b7-f124-568d-a58a-7d1b9eb25e7d','01a21034-b0c8-71b9-84b5-8aaaedea31e0','4feee89f-f3d8-5277-97a1-2d0316ab5ee1','candidate','approved',NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.472Z',NULL,NULL,'{"entry_id":"c97548b7-f124-568d-a58a-7d1b9eb25e7d"}','2026-11-25T00:56:58.472Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ba028940-e312-55fe-ae86-fdb8fb69f251','01a21034-b0c8-71b9-84b5-8aaaedea31e0','cbfcdc93-0b53-54b4-af05-9bf742c6bbcc','candidate','approved',NULL,NULL,'01a21034-b0df-73d9-a147-f002a85f93ee','2026-11-25T00:56:58.475Z',NULL,NULL,'{"entry_id":"ba028940-e312-55fe-ae86-fdb8fb69f251"}','2026-11-25T00:56:58.475Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('9b1df8d1-0b97-510f-90a4-85c3efec2e01','01a21034-b0c8-71b9-84b5-8aaaedea31e0','ba991a09-b485-5adb-8fcd-6204db62f306','candidate','rejected','not this year',NULL,'01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.734Z',NULL,NULL,'{"entry_id":"9b1df8d1-0b97-510f-90a4-85c3efec2e01"}','2026-11-25T00:56:58.734Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('98c80e25-0d62-595a-9a38-3457f7ac3d00','01a21034-b0c8-71b9-84b5-8aaaedea31e0','3b03fba8-a203-5460-8990-23f0f5d10e31','candidate','rejected','not this year',NULL,'01a21034-b0e2-712e-9c9e-068fd83acd67','2026-11-25T00:56:58.782Z',NULL,NULL,'{"entry_id":"98c80e25-0d62-595a-9a38-3457f7ac3d00"}','2026-11-25T00:56:58.782Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0cf957d7-9c5f-5506-8d26-751a6e037643','01a21034-b0c8-71b9-84b5-8aaaedea31e0','0cf957d7-9c5f-5506-8d26-751a6e037643',NULL,'candidate',NULL,NULL,'01a21034-b0d0-73a8-b945-fb23a9ce5842','2026-11-25T00:56:58.891Z',NULL,NULL,'{"entry_id":"0cf957d7-9c5f-5506-8d26-751a6e037643"}','2026-11-25T00:56:58.891Z');
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
INSERT INTO "sync_exchanges" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b26a-7021-a48e-04f6a85315b6','2026-11-25T00:56:58.477Z',640,585,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b29c-7241-b501-34d151e71d3e','2026-11-25T00:56:58.749Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b2c7-7575-9c4d-de1c454ab9bd','2026-11-25T00:56:58.790Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','01a21034-b30a-7207-b0d5-11750f2b163c','2026-11-25T00:56:58.867Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a21034-b0c8-71b9-84b5-8aaaedea31e0','Aurora','2026-11-25T00:56:58.315Z',1);
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
