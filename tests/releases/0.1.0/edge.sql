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
INSERT INTO "auth_users_profiles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa38-764d-9ba2-435f19eeccf2','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa44-705a-be2a-2747f7c1e3db','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa56-71df-9bf1-360db283db2f','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa38-764d-9ba2-435f19eeccf2','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa44-705a-be2a-2747f7c1e3db','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0c-fa56-71df-9bf1-360db283db2f','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',12,'0127090c21defe55',X'064650AC90CC9C2EE0108E79356F1BDFC9504F0CE945A5A635D083245D9535FE');
INSERT INTO "feed_seals" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',13,'0127090c21defe55',X'CEBD5D89FBD6B55B4AC5A71367144D8EE5087A37C3EFD0B031AC494C7D5956E7');
INSERT INTO "feed_seals" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',14,'0127090c21defe55',X'FDC38B1E236A0ACAB1075C00990133F42E9F38B5C3BE4CAFE0C88043612BCADD');
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
INSERT INTO "node_state" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',13,X'7205B667B33163B9C036C92004D74F1708E29CED495219D6852223CD6E6D85C1',1795548840869,0,14,X'1C433F5901AF5C2C635076B3AAC9DF60A7F67DCB472E381F888A75B5C102398E','0127090c21defe55',16,'http://shore',5,NULL,0,NULL,'2026-11-24T19:33:58.627Z','a0b352bc34b1a526b4db884772cdab199b01d4332c78a483e646116e7d745bfe');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','049201b840c9332e',13,'2778715a-d703-54ff-a754-3028bffcbf61',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbc2-7560-b9d5-b1408eae8688','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','771ae01b-da03-56b5-bdac-fe909e62d32d','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp dbe28dab-11a0-4cbd-97bc-bfcf0e25bb8a", "quantity_requested": "2", "source_type": "manual_add", "id": "771ae01b-da03-56b5-bdac-fe909e62d32d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.847Z", "updated_at": "2026-11-24T19:33:58.847Z"}','{}','{"entry_id": "771ae01b-da03-56b5-bdac-fe909e62d32d", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.847Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbd2-7610-a830-e7ca5090ff9a','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','f5b4a107-a281-5d67-bb66-e5bd85048754','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp b28cfa43-d7d0-4256-ad4c-1548ac8aedac", "quantity_requested": "2", "source_type": "manual_add", "id": "f5b4a107-a281-5d67-bb66-e5bd85048754", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.865Z", "updated_at": "2026-11-24T19:33:58.865Z"}','{}','{"entry_id": "f5b4a107-a281-5d67-bb66-e5bd85048754", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.865Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbd8-72d7-bafe-8017bce0a40f','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 80c3944e-e53b-438d-b32d-fa6a375b4291", "quantity_requested": "2", "source_type": "manual_add", "id": "8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.871Z", "updated_at": "2026-11-24T19:33:58.871Z"}','{}','{"entry_id": "8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.871Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbd9-7606-a4a8-4a9681733c4d','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','86f316d8-28c0-5263-b90e-c2102f9a22e9','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 3a78dc20-2868-47aa-884c-65a584731939", "quantity_requested": "2", "source_type": "manual_add", "id": "86f316d8-28c0-5263-b90e-c2102f9a22e9", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.873Z", "updated_at": "2026-11-24T19:33:58.873Z"}','{}','{"entry_id": "86f316d8-28c0-5263-b90e-c2102f9a22e9", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.873Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbdb-7106-9513-271db0958253','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','a720ad4d-0d0f-5fbf-b803-9e71859233aa','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 56d1ab25-a2be-492f-ae2e-563a24781183", "quantity_requested": "2", "source_type": "manual_add", "id": "a720ad4d-0d0f-5fbf-b803-9e71859233aa", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.875Z", "updated_at": "2026-11-24T19:33:58.875Z"}','{}','{"entry_id": "a720ad4d-0d0f-5fbf-b803-9e71859233aa", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.875Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbde-7539-9cd2-77d6347b48ba','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','889c4014-d515-5190-b830-16247b013b82','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 8c426fe4-98ce-468b-b3f5-369eacb785c6", "quantity_requested": "2", "source_type": "manual_add", "id": "889c4014-d515-5190-b830-16247b013b82", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.878Z", "updated_at": "2026-11-24T19:33:58.878Z"}','{}','{"entry_id": "889c4014-d515-5190-b830-16247b013b82", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.878Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbe3-7083-87d2-c2a02df4b300','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','b9f38ae5-e56e-5f5d-9a10-d754a921e768','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 6d3e4f39-a605-4e6a-8426-3ba905eaeebb", "quantity_requested": "2", "source_type": "manual_add", "id": "b9f38ae5-e56e-5f5d-9a10-d754a921e768", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.883Z", "updated_at": "2026-11-24T19:33:58.883Z"}','{}','{"entry_id": "b9f38ae5-e56e-5f5d-9a10-d754a921e768", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.883Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbe7-7110-a7ad-cc7d981ddb1d','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','d6d96473-3d36-5763-adf6-ef9917652eb3','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Lamp 70ba08c0-7d07-4501-b7ea-b5d4ec3220ac", "quantity_requested": "2", "source_type": "manual_add", "id": "d6d96473-3d36-5763-adf6-ef9917652eb3", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:33:58.887Z", "updated_at": "2026-11-24T19:33:58.887Z"}','{}','{"entry_id": "d6d96473-3d36-5763-adf6-ef9917652eb3", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:33:58.887Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fbf0-7525-b5e3-5b686977e429','01a20f0c-f9ed-726e-873a-8902259a399d','approve_shopping_list_item','shopping_list_item','771ae01b-da03-56b5-bdac-fe909e62d32d','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.847Z"}','{"status": "approved", "updated_at": "2026-11-24T19:33:58.888Z", "approved_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2", "approved_at": "2026-11-24T19:33:58.888Z", "quantity_approved": "1", "updated_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2"}','{}','{"entry_id": "076f7827-3ab0-5e0b-b917-13235dcf2f14", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "captain"}','2026-11-24T19:33:58.888Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fc03-77e1-9615-c4ad0cca02a9','01a20f0c-f9ed-726e-873a-8902259a399d','approve_shopping_list_item','shopping_list_item','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.871Z"}','{"status": "approved", "updated_at": "2026-11-24T19:33:58.914Z", "approved_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2", "approved_at": "2026-11-24T19:33:58.914Z", "quantity_approved": "1", "updated_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2"}','{}','{"entry_id": "3272a735-1a07-56f4-aeae-df57af526f5e", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "captain"}','2026-11-24T19:33:58.914Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fc05-7731-9dad-f04f4ca9d4b8','01a20f0c-f9ed-726e-873a-8902259a399d','approve_shopping_list_item','shopping_list_item','a720ad4d-0d0f-5fbf-b803-9e71859233aa','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.875Z"}','{"status": "approved", "updated_at": "2026-11-24T19:33:58.916Z", "approved_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2", "approved_at": "2026-11-24T19:33:58.916Z", "quantity_approved": "1", "updated_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2"}','{}','{"entry_id": "5261e44f-4da9-5381-b544-c1e53b51835d", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "captain"}','2026-11-24T19:33:58.916Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fc0b-716c-8daa-1e3fff85e324','01a20f0c-f9ed-726e-873a-8902259a399d','approve_shopping_list_item','shopping_list_item','b9f38ae5-e56e-5f5d-9a10-d754a921e768','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.883Z"}','{"status": "approved", "updated_at": "2026-11-24T19:33:58.922Z", "approved_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2", "approved_at": "2026-11-24T19:33:58.922Z", "quantity_approved": "1", "updated_by": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2"}','{}','{"entry_id": "a2f7f887-0ebc-5872-af19-ac2e7af43217", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "captain"}','2026-11-24T19:33:58.922Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe2d-773f-88ee-435950442138','01a20f0c-f9ed-726e-873a-8902259a399d','role_added','person','01a20f0c-fa02-77b1-96bd-ba7e3580466e',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe61-76af-ac41-e957de416774','01a20f0c-f9ed-726e-873a-8902259a399d','role_added','person','01a20f0c-fa38-764d-9ba2-435f19eeccf2',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20f0c-fa38-764d-9ba2-435f19eeccf2", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe6f-7714-9374-3174f9e0b1af','01a20f0c-f9ed-726e-873a-8902259a399d','role_added','person','01a20f0c-fa44-705a-be2a-2747f7c1e3db',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20f0c-fa44-705a-be2a-2747f7c1e3db", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe71-75c4-bf39-8a418e75db33','01a20f0c-f9ed-726e-873a-8902259a399d','role_added','person','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe7e-76e5-b3be-8457d1151a0b','01a20f0c-f9ed-726e-873a-8902259a399d','role_added','person','01a20f0c-fa56-71df-9bf1-360db283db2f',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20f0c-fa56-71df-9bf1-360db283db2f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe87-7293-afb9-6bebc0ecdecc','01a20f0c-f9ed-726e-873a-8902259a399d','person_added','person','01a20f0c-fa02-77b1-96bd-ba7e3580466e',NULL,NULL,'{"name": "crew", "user_id": "01a20f0c-fa02-77b1-96bd-ba7e3580466e"}','{}','{"from": "shore"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe8e-715b-8563-230393db7997','01a20f0c-f9ed-726e-873a-8902259a399d','person_added','person','01a20f0c-fa38-764d-9ba2-435f19eeccf2',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20f0c-fa38-764d-9ba2-435f19eeccf2"}','{}','{"from": "shore"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe97-72bf-be21-427458ffd448','01a20f0c-f9ed-726e-873a-8902259a399d','person_added','person','01a20f0c-fa44-705a-be2a-2747f7c1e3db',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20f0c-fa44-705a-be2a-2747f7c1e3db"}','{}','{"from": "shore"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fe99-72ff-9f76-93e9ec151ade','01a20f0c-f9ed-726e-873a-8902259a399d','person_added','person','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2',NULL,NULL,'{"name": "captain", "user_id": "01a20f0c-fa4f-766c-ae3c-a55e5555f6b2"}','{}','{"from": "shore"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0c-fea1-73e3-8643-4c2d956af573','01a20f0c-f9ed-726e-873a-8902259a399d','person_added','person','01a20f0c-fa56-71df-9bf1-360db283db2f',NULL,NULL,'{"name": "manager", "user_id": "01a20f0c-fa56-71df-9bf1-360db283db2f"}','{}','{"from": "shore"}','2026-11-24T19:33:59.376Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0d-0281-7264-805f-2f6c2d900eee','01a20f0c-f9ed-726e-873a-8902259a399d','reject_shopping_list_item','shopping_list_item','f5b4a107-a281-5d67-bb66-e5bd85048754','01a20f0c-fa56-71df-9bf1-360db283db2f','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.865Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:34:00.349Z", "rejected_by": "01a20f0c-fa56-71df-9bf1-360db283db2f", "rejected_at": "2026-11-24T19:34:00.349Z", "rejection_reason": "not this year", "updated_by": "01a20f0c-fa56-71df-9bf1-360db283db2f"}','{}','{"entry_id": "d69dfd39-b861-533f-b5ab-bd8293dbdacc", "node_id": "d31c9e8e-62ab-44e9-b984-33240ad8433b", "role": "manager"}','2026-11-24T19:34:00.568Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0d-0344-74c9-8cf6-e54e65217ab9','01a20f0c-f9ed-726e-873a-8902259a399d','reject_shopping_list_item','shopping_list_item','889c4014-d515-5190-b830-16247b013b82','01a20f0c-fa56-71df-9bf1-360db283db2f','{"status": "candidate", "updated_at": "2026-11-24T19:33:58.878Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:34:00.626Z", "rejected_by": "01a20f0c-fa56-71df-9bf1-360db283db2f", "rejected_at": "2026-11-24T19:34:00.626Z", "rejection_reason": "not this year", "updated_by": "01a20f0c-fa56-71df-9bf1-360db283db2f"}','{}','{"entry_id": "79349f65-2e4d-57ad-81bd-3878a2d4ee70", "node_id": "d31c9e8e-62ab-44e9-b984-33240ad8433b", "role": "manager"}','2026-11-24T19:34:00.755Z');
INSERT INTO "pms_audit_log" VALUES('01a20f0d-03a6-77f5-a860-8d90a62d918a','01a20f0c-f9ed-726e-873a-8902259a399d','create_shopping_list_item','shopping_list_item','2778715a-d703-54ff-a754-3028bffcbf61','01a20f0c-fa02-77b1-96bd-ba7e3580466e','{}','{"part_name": "Waits ff8bd040-d35d-4e47-a8cb-aa0df34341c6", "quantity_requested": "2", "source_type": "manual_add", "id": "2778715a-d703-54ff-a754-3028bffcbf61", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f0c-fa02-77b1-96bd-ba7e3580466e", "created_at": "2026-11-24T19:34:00.869Z", "updated_at": "2026-11-24T19:34:00.869Z"}','{}','{"entry_id": "2778715a-d703-54ff-a754-3028bffcbf61", "node_id": "ea3af53b-db06-41c4-b97d-89a71eba562b", "role": "crew"}','2026-11-24T19:34:00.869Z');
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
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',1,'771ae01b-da03-56b5-bdac-fe909e62d32d',X'0D26AC28813FBB09A436F199F615234A9A66DC20172097F8812BA9DCD607AED5',X'FE22EA72993AD4B2887A78FEA59107006B85EC0F5013A3EF687C31E2E35A61FD','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',2,'f5b4a107-a281-5d67-bb66-e5bd85048754',X'3F5BCB512CB2B84DAB09626596BD6B2E721A45175EE40B16C314FA5302670721',X'16161705E4A3D998CDAC42546ACD8F84653680E87A1F77A6C6F76C0E605768CC','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',3,'8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b',X'41B365F20E0A8A7E176B21A28AFADA82B8EC6CF9AD45161F0C27B9C39B41D431',X'F27FE4C2F794FC4D7430518A0365977DE3318208DD2D82643D64CE22C1F6522A','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',4,'86f316d8-28c0-5263-b90e-c2102f9a22e9',X'32B751EA78584A395761FD803EB9CF56A11377A2B050B23AE52C6B9137946480',X'6466B6974F0620A23D125EE001385CC43A7DB9C719F658DCA44DD8A9F6656414','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',5,'a720ad4d-0d0f-5fbf-b803-9e71859233aa',X'98F29D734393F0B2824625843BF29C4B61FDF1096EFB16B5AC67F73CA34D492C',X'3D565121CCE3069B5EDB483C567B8FB7A23EA59CF5D82CB15439948922BB591F','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',6,'889c4014-d515-5190-b830-16247b013b82',X'3A6F8E66521DB9ABD035DB89FDD430CA3B8341992C16F03DCD284942AFD5D7CD',X'9D174E9628CD0DB33B095B6651F2BAD44F505D7AB7FE26A34619F74FB74348F8','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',7,'b9f38ae5-e56e-5f5d-9a10-d754a921e768',X'ABBB4F95E819A5B6F968705A78CF70982CFE8231014647E950CCC9211D501378',X'C5690397A2498AD94938038DDC07A54DD2F6A76298AA045AD9D360DDC124639D','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',8,'d6d96473-3d36-5763-adf6-ef9917652eb3',X'33E215B0363935F45864CA52DA0D190B1E0A024D98187A13BD397ACF92AAADD1',X'AC65E02B81C70F27858D52B03DA97D20E87D044BB990384B7CCACD871ED63668','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',9,'076f7827-3ab0-5e0b-b917-13235dcf2f14',X'FA75EA4292D08CE44932B98774117D9B937F2D0F1F2ED10D666B02E4D3B41756',X'637943FC0FAD7F7AB42D57FD84E078929C11CE581E72A41B94A80AB146E3FF0D','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',10,'3272a735-1a07-56f4-aeae-df57af526f5e',X'25F5531507F23F8D3AF424BFCD3C63BA21666652FEA721BAE7D0AFC49B768CE0',X'67FEF25F6AC8D912B6B42891FB60DA537C3FC3E548E02311BD84AAB1BD7FF406','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',11,'5261e44f-4da9-5381-b544-c1e53b51835d',X'BE0F355B6AAD0EECAC167B26D22158B3FEB1DF6BFA4DA0358E8AF06F9D9C2436',X'2A4C76F5C616118F12D1B45536CE41E6A1B1E7E3BA6BECD932F0A3D7711ACC97','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',12,'a2f7f887-0ebc-5872-af19-ac2e7af43217',X'AC8F7F1BBFE87608440C7AA1B0B8A9719568297825E5731A4E630A28D2FC80FA',X'4CFDBE3616F7E59A25681DEBCB334B47434905EB900892565065CDD356962A7F','2026-11-24T19:34:00.259Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',13,'d69dfd39-b861-533f-b5ab-bd8293dbdacc',X'15D26A17690D84813BB86F3A1FA6956823F801834F8284EED21E9D6A115C2F52',X'574849E620ABE78EC69916DDB6E41633BA6AF04C6F9D30EC8B33D6E830D0CC77','2026-11-24T19:34:00.568Z');
INSERT INTO "pms_feed" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d',14,'79349f65-2e4d-57ad-81bd-3878a2d4ee70',X'BC46981FA87E29486F45C364051615F068688B1E6C43C97F4EB7EAB5F0B3675C',X'1C433F5901AF5C2C635076B3AAC9DF60A7F67DCB472E381F888A75B5C102398E','2026-11-24T19:34:00.755Z');
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
INSERT INTO "pms_history_entries" VALUES('771ae01b-da03-56b5-bdac-fe909e62d32d','01a20f0c-f9ed-726e-873a-8902259a399d','771ae01b-da03-56b5-bdac-fe909e62d32d','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp dbe28dab-11a0-4cbd-97bc-bfcf0e25bb8a", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838847,0,X'0D26AC28813FBB09A436F199F615234A9A66DC20172097F8812BA9DCD607AED5',X'FE22EA72993AD4B2887A78FEA59107006B85EC0F5013A3EF687C31E2E35A61FD','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f5b4a107-a281-5d67-bb66-e5bd85048754','01a20f0c-f9ed-726e-873a-8902259a399d','f5b4a107-a281-5d67-bb66-e5bd85048754','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp b28cfa43-d7d0-4256-ad4c-1548ac8aedac", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838865,0,X'3F5BCB512CB2B84DAB09626596BD6B2E721A45175EE40B16C314FA5302670721',X'16161705E4A3D998CDAC42546ACD8F84653680E87A1F77A6C6F76C0E605768CC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','01a20f0c-f9ed-726e-873a-8902259a399d','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 80c3944e-e53b-438d-b32d-fa6a375b4291", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838871,0,X'41B365F20E0A8A7E176B21A28AFADA82B8EC6CF9AD45161F0C27B9C39B41D431',X'F27FE4C2F794FC4D7430518A0365977DE3318208DD2D82643D64CE22C1F6522A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('86f316d8-28c0-5263-b90e-c2102f9a22e9','01a20f0c-f9ed-726e-873a-8902259a399d','86f316d8-28c0-5263-b90e-c2102f9a22e9','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 3a78dc20-2868-47aa-884c-65a584731939", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838873,0,X'32B751EA78584A395761FD803EB9CF56A11377A2B050B23AE52C6B9137946480',X'6466B6974F0620A23D125EE001385CC43A7DB9C719F658DCA44DD8A9F6656414','node',NULL);
INSERT INTO "pms_history_entries" VALUES('a720ad4d-0d0f-5fbf-b803-9e71859233aa','01a20f0c-f9ed-726e-873a-8902259a399d','a720ad4d-0d0f-5fbf-b803-9e71859233aa','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 56d1ab25-a2be-492f-ae2e-563a24781183", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838875,0,X'98F29D734393F0B2824625843BF29C4B61FDF1096EFB16B5AC67F73CA34D492C',X'3D565121CCE3069B5EDB483C567B8FB7A23EA59CF5D82CB15439948922BB591F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('889c4014-d515-5190-b830-16247b013b82','01a20f0c-f9ed-726e-873a-8902259a399d','889c4014-d515-5190-b830-16247b013b82','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 8c426fe4-98ce-468b-b3f5-369eacb785c6", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838878,0,X'3A6F8E66521DB9ABD035DB89FDD430CA3B8341992C16F03DCD284942AFD5D7CD',X'9D174E9628CD0DB33B095B6651F2BAD44F505D7AB7FE26A34619F74FB74348F8','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b9f38ae5-e56e-5f5d-9a10-d754a921e768','01a20f0c-f9ed-726e-873a-8902259a399d','b9f38ae5-e56e-5f5d-9a10-d754a921e768','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 6d3e4f39-a605-4e6a-8426-3ba905eaeebb", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838883,0,X'ABBB4F95E819A5B6F968705A78CF70982CFE8231014647E950CCC9211D501378',X'C5690397A2498AD94938038DDC07A54DD2F6A76298AA045AD9D360DDC124639D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('d6d96473-3d36-5763-adf6-ef9917652eb3','01a20f0c-f9ed-726e-873a-8902259a399d','d6d96473-3d36-5763-adf6-ef9917652eb3','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 70ba08c0-7d07-4501-b7ea-b5d4ec3220ac", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548838887,0,X'33E215B0363935F45864CA52DA0D190B1E0A024D98187A13BD397ACF92AAADD1',X'AC65E02B81C70F27858D52B03DA97D20E87D044BB990384B7CCACD871ED63668','node',NULL);
INSERT INTO "pms_history_entries" VALUES('076f7827-3ab0-5e0b-b917-13235dcf2f14','01a20f0c-f9ed-726e-873a-8902259a399d','771ae01b-da03-56b5-bdac-fe909e62d32d','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',9,'["771ae01b-da03-56b5-bdac-fe909e62d32d"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',1795548838888,0,X'FA75EA4292D08CE44932B98774117D9B937F2D0F1F2ED10D666B02E4D3B41756',X'637943FC0FAD7F7AB42D57FD84E078929C11CE581E72A41B94A80AB146E3FF0D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('3272a735-1a07-56f4-aeae-df57af526f5e','01a20f0c-f9ed-726e-873a-8902259a399d','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',10,'["8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',1795548838914,0,X'25F5531507F23F8D3AF424BFCD3C63BA21666652FEA721BAE7D0AFC49B768CE0',X'67FEF25F6AC8D912B6B42891FB60DA537C3FC3E548E02311BD84AAB1BD7FF406','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5261e44f-4da9-5381-b544-c1e53b51835d','01a20f0c-f9ed-726e-873a-8902259a399d','a720ad4d-0d0f-5fbf-b803-9e71859233aa','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',11,'["a720ad4d-0d0f-5fbf-b803-9e71859233aa"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',1795548838916,0,X'BE0F355B6AAD0EECAC167B26D22158B3FEB1DF6BFA4DA0358E8AF06F9D9C2436',X'2A4C76F5C616118F12D1B45536CE41E6A1B1E7E3BA6BECD932F0A3D7711ACC97','node',NULL);
INSERT INTO "pms_history_entries" VALUES('a2f7f887-0ebc-5872-af19-ac2e7af43217','01a20f0c-f9ed-726e-873a-8902259a399d','b9f38ae5-e56e-5f5d-9a10-d754a921e768','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',12,'["b9f38ae5-e56e-5f5d-9a10-d754a921e768"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','captain',1795548838922,0,X'AC8F7F1BBFE87608440C7AA1B0B8A9719568297825E5731A4E630A28D2FC80FA',X'4CFDBE3616F7E59A25681DEBCB334B47434905EB900892565065CDD356962A7F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('d69dfd39-b861-533f-b5ab-bd8293dbdacc','01a20f0c-f9ed-726e-873a-8902259a399d','f5b4a107-a281-5d67-bb66-e5bd85048754','d31c9e8e-62ab-44e9-b984-33240ad8433b','2d4d687d2ca9ba60',1,'["f5b4a107-a281-5d67-bb66-e5bd85048754"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f0c-fa56-71df-9bf1-360db283db2f','manager',1795548840349,0,X'15D26A17690D84813BB86F3A1FA6956823F801834F8284EED21E9D6A115C2F52',X'EC4EA9CABD12211778532BCAA92FF4761F812063A20ECE5A68ABF969FEB0ED17','node',NULL);
INSERT INTO "pms_history_entries" VALUES('79349f65-2e4d-57ad-81bd-3878a2d4ee70','01a20f0c-f9ed-726e-873a-8902259a399d','889c4014-d515-5190-b830-16247b013b82','d31c9e8e-62ab-44e9-b984-33240ad8433b','2d4d687d2ca9ba60',2,'["889c4014-d515-5190-b830-16247b013b82"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f0c-fa56-71df-9bf1-360db283db2f','manager',1795548840626,0,X'BC46981FA87E29486F45C364051615F068688B1E6C43C97F4EB7EAB5F0B3675C',X'B67D795D4B9CBDF2C2CE7182B1390EBD8B3A55185B649715D4AD28F787E87E73','node',NULL);
INSERT INTO "pms_history_entries" VALUES('2778715a-d703-54ff-a754-3028bffcbf61','01a20f0c-f9ed-726e-873a-8902259a399d','2778715a-d703-54ff-a754-3028bffcbf61','ea3af53b-db06-41c4-b97d-89a71eba562b','049201b840c9332e',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits ff8bd040-d35d-4e47-a8cb-aa0df34341c6", "quantity_requested": "2", "source_type": "manual_add"}','01a20f0c-fa02-77b1-96bd-ba7e3580466e','crew',1795548840869,0,X'0A387875A73AFC5DE4219E0B42F3C75C5CFFFDA80CA54A5AEE1E2FFB7AAB004D',X'7205B667B33163B9C036C92004D74F1708E29CED495219D6852223CD6E6D85C1','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','771ae01b-da03-56b5-bdac-fe909e62d32d','["076f7827-3ab0-5e0b-b917-13235dcf2f14"]','39f0ce34617f46827ed31da0190932fb8c59a89b03d0463668e910a96e31a355');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','f5b4a107-a281-5d67-bb66-e5bd85048754','["d69dfd39-b861-533f-b5ab-bd8293dbdacc"]','4008be6aeda7c6179393809f43308396d1366d29b892ef948904d907ea4d0eb6');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','["3272a735-1a07-56f4-aeae-df57af526f5e"]','71b8c03a900652909b3e17a9ec7ffe911b7ac0e5f1a42eb264c0e09df13b4e9c');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','86f316d8-28c0-5263-b90e-c2102f9a22e9','["86f316d8-28c0-5263-b90e-c2102f9a22e9"]','dea82048ca1597dc9436aa60ef04c6006f3c9ec7cb83fdd3e4fe4d0da32f174f');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','a720ad4d-0d0f-5fbf-b803-9e71859233aa','["5261e44f-4da9-5381-b544-c1e53b51835d"]','328d4d516a8e91cd52052eb2e82156177a16a99fc857b41d523ee211809d0f42');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','889c4014-d515-5190-b830-16247b013b82','["79349f65-2e4d-57ad-81bd-3878a2d4ee70"]','d1fcdb45ff8ad3e6ea13bdf748bbc2847c4333b05604137bf15b28d8b4a86b0a');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','b9f38ae5-e56e-5f5d-9a10-d754a921e768','["a2f7f887-0ebc-5872-af19-ac2e7af43217"]','d4de5d7d17c66f971720ee389743d88d3b10c9fc077678f5f473d081120e8ea3');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','d6d96473-3d36-5763-adf6-ef9917652eb3','["d6d96473-3d36-5763-adf6-ef9917652eb3"]','3cf2eba601f41b2aaa3cf538d58510919fb485a2be473847d37a1dcc989aabc7');
INSERT INTO "pms_item_heads" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','2778715a-d703-54ff-a754-3028bffcbf61','["2778715a-d703-54ff-a754-3028bffcbf61"]','b367c8b84ea55e5d40ef626a695a21ea656ca7eb9343b4583b274c34b7b2cd04');
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
INSERT INTO "pms_shopping_list_items" VALUES('771ae01b-da03-56b5-bdac-fe909e62d32d','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp dbe28dab-11a0-4cbd-97bc-bfcf0e25bb8a',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.888Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.847Z','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.888Z',NULL,NULL,NULL,'{"transition": {"id": "076f7827-3ab0-5e0b-b917-13235dcf2f14", "entry_id": "076f7827-3ab0-5e0b-b917-13235dcf2f14"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('f5b4a107-a281-5d67-bb66-e5bd85048754','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp b28cfa43-d7d0-4256-ad4c-1548ac8aedac',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.349Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.865Z','01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.349Z',NULL,NULL,NULL,'{"transition": {"id": "d69dfd39-b861-533f-b5ab-bd8293dbdacc", "entry_id": "d69dfd39-b861-533f-b5ab-bd8293dbdacc", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 80c3944e-e53b-438d-b32d-fa6a375b4291',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.914Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.871Z','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.914Z',NULL,NULL,NULL,'{"transition": {"id": "3272a735-1a07-56f4-aeae-df57af526f5e", "entry_id": "3272a735-1a07-56f4-aeae-df57af526f5e"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('86f316d8-28c0-5263-b90e-c2102f9a22e9','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 3a78dc20-2868-47aa-884c-65a584731939',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.873Z',NULL,'2026-11-24T19:33:58.873Z',NULL,NULL,NULL,'{"transition": {"id": "86f316d8-28c0-5263-b90e-c2102f9a22e9", "entry_id": "86f316d8-28c0-5263-b90e-c2102f9a22e9"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('a720ad4d-0d0f-5fbf-b803-9e71859233aa','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 56d1ab25-a2be-492f-ae2e-563a24781183',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.916Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.875Z','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.916Z',NULL,NULL,NULL,'{"transition": {"id": "5261e44f-4da9-5381-b544-c1e53b51835d", "entry_id": "5261e44f-4da9-5381-b544-c1e53b51835d"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('889c4014-d515-5190-b830-16247b013b82','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 8c426fe4-98ce-468b-b3f5-369eacb785c6',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.626Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.878Z','01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.626Z',NULL,NULL,NULL,'{"transition": {"id": "79349f65-2e4d-57ad-81bd-3878a2d4ee70", "entry_id": "79349f65-2e4d-57ad-81bd-3878a2d4ee70", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b9f38ae5-e56e-5f5d-9a10-d754a921e768','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 6d3e4f39-a605-4e6a-8426-3ba905eaeebb',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.922Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.883Z','01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.922Z',NULL,NULL,NULL,'{"transition": {"id": "a2f7f887-0ebc-5872-af19-ac2e7af43217", "entry_id": "a2f7f887-0ebc-5872-af19-ac2e7af43217"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('d6d96473-3d36-5763-adf6-ef9917652eb3','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Lamp 70ba08c0-7d07-4501-b7ea-b5d4ec3220ac',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.887Z',NULL,'2026-11-24T19:33:58.887Z',NULL,NULL,NULL,'{"transition": {"id": "d6d96473-3d36-5763-adf6-ef9917652eb3", "entry_id": "d6d96473-3d36-5763-adf6-ef9917652eb3"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('2778715a-d703-54ff-a754-3028bffcbf61','01a20f0c-f9ed-726e-873a-8902259a399d',NULL,'Waits ff8bd040-d35d-4e47-a8cb-aa0df34341c6',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:34:00.869Z',NULL,'2026-11-24T19:34:00.869Z',NULL,NULL,NULL,'{"transition": {"id": "2778715a-d703-54ff-a754-3028bffcbf61", "entry_id": "2778715a-d703-54ff-a754-3028bffcbf61"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('771ae01b-da03-56b5-bdac-fe909e62d32d','01a20f0c-f9ed-726e-873a-8902259a399d','771ae01b-da03-56b5-bdac-fe909e62d32d',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.847Z',NULL,NULL,'{"entry_id":"771ae01b-da03-56b5-bdac-fe909e62d32d"}','2026-11-24T19:33:58.847Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f5b4a107-a281-5d67-bb66-e5bd85048754','01a20f0c-f9ed-726e-873a-8902259a399d','f5b4a107-a281-5d67-bb66-e5bd85048754',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.865Z',NULL,NULL,'{"entry_id":"f5b4a107-a281-5d67-bb66-e5bd85048754"}','2026-11-24T19:33:58.865Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','01a20f0c-f9ed-726e-873a-8902259a399d','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.871Z',NULL,NULL,'{"entry_id":"8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b"}','2026-11-24T19:33:58.871Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('86f316d8-28c0-5263-b90e-c2102f9a22e9','01a20f0c-f9ed-726e-873a-8902259a399d','86f316d8-28c0-5263-b90e-c2102f9a22e9',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.873Z',NULL,NULL,'{"entry_id":"86f316d8-28c0-5263-b90e-c2102f9a22e9"}','2026-11-24T19:33:58.873Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('a720ad4d-0d0f-5fbf-b803-9e71859233aa','01a20f0c-f9ed-726e-873a-8902259a399d','a720ad4d-0d0f-5fbf-b803-9e71859233aa',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.875Z',NULL,NULL,'{"entry_id":"a720ad4d-0d0f-5fbf-b803-9e71859233aa"}','2026-11-24T19:33:58.875Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('889c4014-d515-5190-b830-16247b013b82','01a20f0c-f9ed-726e-873a-8902259a399d','889c4014-d515-5190-b830-16247b013b82',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.878Z',NULL,NULL,'{"entry_id":"889c4014-d515-5190-b830-16247b013b82"}','2026-11-24T19:33:58.878Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b9f38ae5-e56e-5f5d-9a10-d754a921e768','01a20f0c-f9ed-726e-873a-8902259a399d','b9f38ae5-e56e-5f5d-9a10-d754a921e768',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.883Z',NULL,NULL,'{"entry_id":"b9f38ae5-e56e-5f5d-9a10-d754a921e768"}','2026-11-24T19:33:58.883Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('d6d96473-3d36-5763-adf6-ef9917652eb3','01a20f0c-f9ed-726e-873a-8902259a399d','d6d96473-3d36-5763-adf6-ef9917652eb3',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:33:58.887Z',NULL,NULL,'{"entry_id":"d6d96473-3d36-5763-adf6-ef9917652eb3"}','2026-11-24T19:33:58.887Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('076f7827-3ab0-5e0b-b917-13235dcf2f14','01a20f0c-f9ed-726e-873a-8902259a399d','771ae01b-da03-56b5-bdac-fe909e62d32d','candidate','approved',NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.888Z',NULL,NULL,'{"entry_id":"076f7827-3ab0-5e0b-b917-13235dcf2f14"}','2026-11-24T19:33:58.888Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('3272a735-1a07-56f4-aeae-df57af526f5e','01a20f0c-f9ed-726e-873a-8902259a399d','8e23cb0e-c0fc-5a5f-bf08-bb3467ba945b','candidate','approved',NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.914Z',NULL,NULL,'{"entry_id":"3272a735-1a07-56f4-aeae-df57af526f5e"}','2026-11-24T19:33:58.914Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5261e44f-4da9-5381-b544-c1e53b51835d','01a20f0c-f9ed-726e-873a-8902259a399d','a720ad4d-0d0f-5fbf-b803-9e71859233aa','candidate','approved',NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.916Z',NULL,NULL,'{"entry_id":"5261e44f-4da9-5381-b544-c1e53b51835d"}','2026-11-24T19:33:58.916Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('a2f7f887-0ebc-5872-af19-ac2e7af43217','01a20f0c-f9ed-726e-873a-8902259a399d','b9f38ae5-e56e-5f5d-9a10-d754a921e768','candidate','approved',NULL,NULL,'01a20f0c-fa4f-766c-ae3c-a55e5555f6b2','2026-11-24T19:33:58.922Z',NULL,NULL,'{"entry_id":"a2f7f887-0ebc-5872-af19-ac2e7af43217"}','2026-11-24T19:33:58.922Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('d69dfd39-b861-533f-b5ab-bd8293dbdacc','01a20f0c-f9ed-726e-873a-8902259a399d','f5b4a107-a281-5d67-bb66-e5bd85048754','candidate','rejected','not this year',NULL,'01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.349Z',NULL,NULL,'{"entry_id":"d69dfd39-b861-533f-b5ab-bd8293dbdacc"}','2026-11-24T19:34:00.349Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('79349f65-2e4d-57ad-81bd-3878a2d4ee70','01a20f0c-f9ed-726e-873a-8902259a399d','889c4014-d515-5190-b830-16247b013b82','candidate','rejected','not this year',NULL,'01a20f0c-fa56-71df-9bf1-360db283db2f','2026-11-24T19:34:00.626Z',NULL,NULL,'{"entry_id":"79349f65-2e4d-57ad-81bd-3878a2d4ee70"}','2026-11-24T19:34:00.626Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('2778715a-d703-54ff-a754-3028bffcbf61','01a20f0c-f9ed-726e-873a-8902259a399d','2778715a-d703-54ff-a754-3028bffcbf61',NULL,'candidate',NULL,NULL,'01a20f0c-fa02-77b1-96bd-ba7e3580466e','2026-11-24T19:34:00.869Z',NULL,NULL,'{"entry_id":"2778715a-d703-54ff-a754-3028bffcbf61"}','2026-11-24T19:34:00.869Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0d-0197-73ba-a808-729e39f1bd6e','2026-11-24T19:33:58.924Z',636,588,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0d-029b-77c1-8d6b-23d4c497e2b8','2026-11-24T19:34:00.458Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0d-034f-748a-b5d5-0c05e8793ff3','2026-11-24T19:34:00.637Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','01a20f0d-03a4-74a0-b278-c8e7733eaf30','2026-11-24T19:34:00.840Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20f0c-f9ed-726e-873a-8902259a399d','Aurora','2026-11-24T19:33:58.388Z',1);
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
