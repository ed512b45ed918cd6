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
INSERT INTO "auth_users_profiles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-3fb8-775c-bb57-662324a30db9','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-403d-7159-b3be-d61bcefa0081','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-406b-714b-92cd-072d737f5bfa','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-3fb8-775c-bb57-662324a30db9','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-403d-7159-b3be-d61bcefa0081','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-406b-714b-92cd-072d737f5bfa','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',12,'5b858ca479487b1f',X'E8277FC4D4EEAC97785620BCC5BB334820515A7C712E7C747D68EC115065027E');
INSERT INTO "feed_seals" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',13,'5b858ca479487b1f',X'738C70599D96C9E76BAC6B1320C67A558B567AEF155ABF46AC6F802749792042');
INSERT INTO "feed_seals" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',14,'5b858ca479487b1f',X'C5ABA4AA60DEEF64ACC60C8B3909785A7EA89A9F6B0F391BC51E04EE63B7CA54');
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
INSERT INTO "node_state" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',13,X'F4159B67BF0EBCBC7CE4D175712FB620AD131FB2DF9569AE22B22E2252D662C4',1795547025078,0,14,X'D4EA2FE546DD9EA9135514579117F9B9E15CC0AE63E3502884BD474946DBB195','5b858ca479487b1f',16,'http://shore',5,NULL,0,NULL,'2026-11-24T19:03:41.674Z','b897f61efc7d7fa86e61a41834ca2666c73eb94d9cd04d91c8167e3a95f3afb6');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','f0927b23f3fe5042',13,'fdb7d98f-8d27-5bc6-b676-57f73739fc30',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20ef1-42d0-772a-89b6-de4a2997fc6e','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','f526867d-a206-596b-b3bb-e0218bb31d44','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp cb9f7b59-d6ad-40d8-8f44-4a5d70d62371", "quantity_requested": "2", "source_type": "manual_add", "id": "f526867d-a206-596b-b3bb-e0218bb31d44", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.011Z", "updated_at": "2026-11-24T19:03:42.011Z"}','{}','{"entry_id": "f526867d-a206-596b-b3bb-e0218bb31d44", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.011Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4303-7741-8961-dd9edb87454b','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','fa915211-0d9a-5921-ba23-37c6c1920149','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp c8c029f6-c3f8-4e49-901e-c5b131524331", "quantity_requested": "2", "source_type": "manual_add", "id": "fa915211-0d9a-5921-ba23-37c6c1920149", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.082Z", "updated_at": "2026-11-24T19:03:42.082Z"}','{}','{"entry_id": "fa915211-0d9a-5921-ba23-37c6c1920149", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.082Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4315-7208-a8fc-acfc720df793','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','8568b2a2-ebb3-57b2-a570-767cf680f057','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp 016f609d-5a64-4fd9-a010-1bbc2885ad00", "quantity_requested": "2", "source_type": "manual_add", "id": "8568b2a2-ebb3-57b2-a570-767cf680f057", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.100Z", "updated_at": "2026-11-24T19:03:42.100Z"}','{}','{"entry_id": "8568b2a2-ebb3-57b2-a570-767cf680f057", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.100Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-431e-73fc-b6ea-6e4886ccd514','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp 967964c5-9a29-4c19-9ef5-9a89c59659b7", "quantity_requested": "2", "source_type": "manual_add", "id": "39fc7353-0d8b-5db1-82a6-7fa7f2c31b24", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.109Z", "updated_at": "2026-11-24T19:03:42.109Z"}','{}','{"entry_id": "39fc7353-0d8b-5db1-82a6-7fa7f2c31b24", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.109Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-432c-72c2-8d10-fd1d00a4f0c8','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','4587b8f6-e6a0-5f92-a614-add44ec5dda3','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp bc03048f-85d0-4433-bdf3-4ec46ff8fa31", "quantity_requested": "2", "source_type": "manual_add", "id": "4587b8f6-e6a0-5f92-a614-add44ec5dda3", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.122Z", "updated_at": "2026-11-24T19:03:42.122Z"}','{}','{"entry_id": "4587b8f6-e6a0-5f92-a614-add44ec5dda3", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.122Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-433e-7266-bd0c-6614b2acbd83','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','48ca8b39-8011-538a-9370-de1f0217fe7b','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp 03b8a617-8385-4844-85c3-00fd7cd04581", "quantity_requested": "2", "source_type": "manual_add", "id": "48ca8b39-8011-538a-9370-de1f0217fe7b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.141Z", "updated_at": "2026-11-24T19:03:42.141Z"}','{}','{"entry_id": "48ca8b39-8011-538a-9370-de1f0217fe7b", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.141Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4353-73aa-8102-a4cab012da87','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','b70eb781-76d1-5611-9b67-7ee96985dd2b','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp 06d04a87-5b6e-47d4-b66b-23af4b859b3d", "quantity_requested": "2", "source_type": "manual_add", "id": "b70eb781-76d1-5611-9b67-7ee96985dd2b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.161Z", "updated_at": "2026-11-24T19:03:42.161Z"}','{}','{"entry_id": "b70eb781-76d1-5611-9b67-7ee96985dd2b", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.161Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4362-7002-b85a-4280dddf5703','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','b994a77a-0057-5b64-8542-69555f9a5882','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Lamp 7a2956d2-4978-4fbe-adde-16e444045e30", "quantity_requested": "2", "source_type": "manual_add", "id": "b994a77a-0057-5b64-8542-69555f9a5882", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:42.175Z", "updated_at": "2026-11-24T19:03:42.175Z"}','{}','{"entry_id": "b994a77a-0057-5b64-8542-69555f9a5882", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:42.175Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-437e-7689-a49c-efd551332d50','01a20ef1-3f69-76b1-a300-851e0d53313f','approve_shopping_list_item','shopping_list_item','f526867d-a206-596b-b3bb-e0218bb31d44','01a20ef1-4054-7560-af90-d2d3cd7940dc','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.011Z"}','{"status": "approved", "updated_at": "2026-11-24T19:03:42.195Z", "approved_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc", "approved_at": "2026-11-24T19:03:42.195Z", "quantity_approved": "1", "updated_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc"}','{}','{"entry_id": "4cb0fcde-9747-548a-9aa3-f817852ada56", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "captain"}','2026-11-24T19:03:42.195Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-43a5-71a2-a4be-e0827cae5b78','01a20ef1-3f69-76b1-a300-851e0d53313f','approve_shopping_list_item','shopping_list_item','8568b2a2-ebb3-57b2-a570-767cf680f057','01a20ef1-4054-7560-af90-d2d3cd7940dc','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.100Z"}','{"status": "approved", "updated_at": "2026-11-24T19:03:42.244Z", "approved_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc", "approved_at": "2026-11-24T19:03:42.244Z", "quantity_approved": "1", "updated_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc"}','{}','{"entry_id": "f3336b09-cd9a-5db9-a866-f276ceb47266", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "captain"}','2026-11-24T19:03:42.244Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-43b9-70ed-830f-8aee132b7c4d','01a20ef1-3f69-76b1-a300-851e0d53313f','approve_shopping_list_item','shopping_list_item','4587b8f6-e6a0-5f92-a614-add44ec5dda3','01a20ef1-4054-7560-af90-d2d3cd7940dc','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.122Z"}','{"status": "approved", "updated_at": "2026-11-24T19:03:42.264Z", "approved_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc", "approved_at": "2026-11-24T19:03:42.264Z", "quantity_approved": "1", "updated_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc"}','{}','{"entry_id": "5de27014-48a0-581f-a651-0e63f0aa7b0a", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "captain"}','2026-11-24T19:03:42.264Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-43e0-7024-87d8-60ad16aef22c','01a20ef1-3f69-76b1-a300-851e0d53313f','approve_shopping_list_item','shopping_list_item','b70eb781-76d1-5611-9b67-7ee96985dd2b','01a20ef1-4054-7560-af90-d2d3cd7940dc','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.161Z"}','{"status": "approved", "updated_at": "2026-11-24T19:03:42.283Z", "approved_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc", "approved_at": "2026-11-24T19:03:42.283Z", "quantity_approved": "1", "updated_by": "01a20ef1-4054-7560-af90-d2d3cd7940dc"}','{}','{"entry_id": "518b8b09-9ffe-59a0-91a1-c7f1de1dce21", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "captain"}','2026-11-24T19:03:42.283Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-46f9-7639-aa23-887ab7c4fa98','01a20ef1-3f69-76b1-a300-851e0d53313f','role_added','person','01a20ef1-3f8d-7439-87e0-788f22ec992a',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-472e-7317-9e9d-faba9a881414','01a20ef1-3f69-76b1-a300-851e0d53313f','role_added','person','01a20ef1-3fb8-775c-bb57-662324a30db9',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20ef1-3fb8-775c-bb57-662324a30db9", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4731-7754-be74-98af7dcb22ac','01a20ef1-3f69-76b1-a300-851e0d53313f','role_added','person','01a20ef1-403d-7159-b3be-d61bcefa0081',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20ef1-403d-7159-b3be-d61bcefa0081", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4733-7387-ba8a-2d686e8ca90c','01a20ef1-3f69-76b1-a300-851e0d53313f','role_added','person','01a20ef1-4054-7560-af90-d2d3cd7940dc',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20ef1-4054-7560-af90-d2d3cd7940dc", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4735-7261-9e84-829499cc34ab','01a20ef1-3f69-76b1-a300-851e0d53313f','role_added','person','01a20ef1-406b-714b-92cd-072d737f5bfa',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20ef1-406b-714b-92cd-072d737f5bfa", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4738-7089-9e3e-9252f029fe62','01a20ef1-3f69-76b1-a300-851e0d53313f','person_added','person','01a20ef1-3f8d-7439-87e0-788f22ec992a',NULL,NULL,'{"name": "crew", "user_id": "01a20ef1-3f8d-7439-87e0-788f22ec992a"}','{}','{"from": "shore"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-473d-77a7-bdf2-1ca21175303c','01a20ef1-3f69-76b1-a300-851e0d53313f','person_added','person','01a20ef1-3fb8-775c-bb57-662324a30db9',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20ef1-3fb8-775c-bb57-662324a30db9"}','{}','{"from": "shore"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4748-7677-9e74-419a874498bb','01a20ef1-3f69-76b1-a300-851e0d53313f','person_added','person','01a20ef1-403d-7159-b3be-d61bcefa0081',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20ef1-403d-7159-b3be-d61bcefa0081"}','{}','{"from": "shore"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-474e-76a9-9e0c-c30ac729009d','01a20ef1-3f69-76b1-a300-851e0d53313f','person_added','person','01a20ef1-4054-7560-af90-d2d3cd7940dc',NULL,NULL,'{"name": "captain", "user_id": "01a20ef1-4054-7560-af90-d2d3cd7940dc"}','{}','{"from": "shore"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4758-73f0-9b6f-1be46dab8aeb','01a20ef1-3f69-76b1-a300-851e0d53313f','person_added','person','01a20ef1-406b-714b-92cd-072d737f5bfa',NULL,NULL,'{"name": "manager", "user_id": "01a20ef1-406b-714b-92cd-072d737f5bfa"}','{}','{"from": "shore"}','2026-11-24T19:03:43.001Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4b30-7679-8bdf-8538c60cee17','01a20ef1-3f69-76b1-a300-851e0d53313f','reject_shopping_list_item','shopping_list_item','fa915211-0d9a-5921-ba23-37c6c1920149','01a20ef1-406b-714b-92cd-072d737f5bfa','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.082Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:03:43.881Z", "rejected_by": "01a20ef1-406b-714b-92cd-072d737f5bfa", "rejected_at": "2026-11-24T19:03:43.881Z", "rejection_reason": "not this year", "updated_by": "01a20ef1-406b-714b-92cd-072d737f5bfa"}','{}','{"entry_id": "1d62fac6-2074-53b2-a6b2-6d3117d77815", "node_id": "5c3fb9b0-0496-4b43-ab6f-12be2d8d305a", "role": "manager"}','2026-11-24T19:03:44.168Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4d20-7474-ae31-23d6f5553470','01a20ef1-3f69-76b1-a300-851e0d53313f','reject_shopping_list_item','shopping_list_item','48ca8b39-8011-538a-9370-de1f0217fe7b','01a20ef1-406b-714b-92cd-072d737f5bfa','{"status": "candidate", "updated_at": "2026-11-24T19:03:42.141Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:03:44.231Z", "rejected_by": "01a20ef1-406b-714b-92cd-072d737f5bfa", "rejected_at": "2026-11-24T19:03:44.231Z", "rejection_reason": "not this year", "updated_by": "01a20ef1-406b-714b-92cd-072d737f5bfa"}','{}','{"entry_id": "f4b6e5f9-951c-5239-aee1-ce5f18b4324f", "node_id": "5c3fb9b0-0496-4b43-ab6f-12be2d8d305a", "role": "manager"}','2026-11-24T19:03:44.602Z');
INSERT INTO "pms_audit_log" VALUES('01a20ef1-4eb7-77ea-8f51-2076e219f495','01a20ef1-3f69-76b1-a300-851e0d53313f','create_shopping_list_item','shopping_list_item','fdb7d98f-8d27-5bc6-b676-57f73739fc30','01a20ef1-3f8d-7439-87e0-788f22ec992a','{}','{"part_name": "Waits c6de5098-639b-45d9-bd31-42936d5dbb3b", "quantity_requested": "2", "source_type": "manual_add", "id": "fdb7d98f-8d27-5bc6-b676-57f73739fc30", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ef1-3f8d-7439-87e0-788f22ec992a", "created_at": "2026-11-24T19:03:45.078Z", "updated_at": "2026-11-24T19:03:45.078Z"}','{}','{"entry_id": "fdb7d98f-8d27-5bc6-b676-57f73739fc30", "node_id": "45373710-d434-4106-a8f9-49977fb0aa32", "role": "crew"}','2026-11-24T19:03:45.078Z');
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
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',1,'f526867d-a206-596b-b3bb-e0218bb31d44',X'468D4B9E51A8ABE4EDB2FBCC0857AD548CF9C19CB79ADC49A8662B8CDE755C6B',X'2A1D16FB4B6AE8DFC4744800FFA552CA2CA681030A4D5927336430C5BDE0A7D1','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',2,'fa915211-0d9a-5921-ba23-37c6c1920149',X'3CC69D1D24C7A541F83E8341076D4ED483B1E9CA4A0EEDBC808CEFEE71E8542D',X'A9B1A016D8278B01398976715275165B7E8B0F894E905A5FE5254648FAEE8514','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',3,'8568b2a2-ebb3-57b2-a570-767cf680f057',X'986A7B8F4DA26327FDDBB48CB73D00C904482F4B434D9CE0B6C67C17CEB956C3',X'E259D2541D48D9FA6704CA6DD275D595F979F3CD4724F949B296882B8ABE7D32','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',4,'39fc7353-0d8b-5db1-82a6-7fa7f2c31b24',X'3290387C1B6AD24259555E87B76BE491D03ADF0ADEB289B72E802386CB8C2DA6',X'D35B9C7E1BEE4235C78E8EEFAC20231209697EAE0A269E71236196C7D3C07921','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',5,'4587b8f6-e6a0-5f92-a614-add44ec5dda3',X'227FF1A4B620E5E2C923FFB11B011E0E9F0DD281D53AB88B1B93D155D7C77F72',X'32089EF35ECB24DD422E4F0912C78384BBF07476FA6AA2A7F4F3E2FCB44DFDCE','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',6,'48ca8b39-8011-538a-9370-de1f0217fe7b',X'4A60F382F6E4C0416ED0D0534685894AA9B407A3471B07D9EA332D3557D18AD3',X'6556494960612EF95304DCD443F28F32FD09A2D7ED706BFB141F411DAC141581','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',7,'b70eb781-76d1-5611-9b67-7ee96985dd2b',X'6ADB568CFFA969C676C0FF8DBD4FA1DA98CF36949370BC67979702E0DCBC200C',X'573457CF7DF419EAFBE973EF8D3986A92847210A8003C6F147BCE49995C6BCF1','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',8,'b994a77a-0057-5b64-8542-69555f9a5882',X'9921BA4CB0E1F87802154E37D0745D355C634ABBD73BC9EFB6A1C927F32C1C14',X'8EFD54BCB9D2F2425306E8A557DF1E399DA8FC35177E4C60FA2FE043014624A2','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',9,'4cb0fcde-9747-548a-9aa3-f817852ada56',X'FE1C72E92DFDE5CCCFDBE27630CC51AF35AFD0C2F19A95A386F823789A652B35',X'5D61668B7D216F6DD199796D2BDB657A4D53B4F73541E8C027C21D111F01E9D5','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',10,'f3336b09-cd9a-5db9-a866-f276ceb47266',X'60B2ABD01B6BA035C5F9D1195905871E5040C2653EC30FE5446E6FC916DE6D54',X'3C5C200DEE7383ED523A13BF64F7DED294B822F0024DE0AA25D8B51F319B41EC','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',11,'5de27014-48a0-581f-a651-0e63f0aa7b0a',X'C336AAA8EB4DA2C1D50C1D0AFFFBDABAF6E774AE8FD5C4BA3BF40DA2C1785B74',X'2A18FB4B7D2E2EA26BB0582DB22FDE8464FDC2166F9BBBDF1FF097BF2AAF1EE4','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',12,'518b8b09-9ffe-59a0-91a1-c7f1de1dce21',X'37F6FBEF456D29D22941AA604BB14340A2D591532957D346A1F4E11FC65ED95B',X'D3EA0A65A24DFD7C0C7C955B68EC2CCE327FE238376E037192C99AA709807438','2026-11-24T19:03:43.782Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',13,'1d62fac6-2074-53b2-a6b2-6d3117d77815',X'29A4605FB7A24F88D2C5D73AF8D6C1203E5B827AD4CF134C20DD8F083E4C8136',X'AD26CBD236106C7D427F8F078FF23DECBC1E715BDF62EDC0F13CB26CD53D6EA8','2026-11-24T19:03:44.168Z');
INSERT INTO "pms_feed" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f',14,'f4b6e5f9-951c-5239-aee1-ce5f18b4324f',X'316A5C2EF3EC3239A792AB5B72662B91840A808F67A9C0A8732B22C17F4C3CBF',X'D4EA2FE546DD9EA9135514579117F9B9E15CC0AE63E3502884BD474946DBB195','2026-11-24T19:03:44.602Z');
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
INSERT INTO "pms_history_entries" VALUES('f526867d-a206-596b-b3bb-e0218bb31d44','01a20ef1-3f69-76b1-a300-851e0d53313f','f526867d-a206-596b-b3bb-e0218bb31d44','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp cb9f7b59-d6ad-40d8-8f44-4a5d70d62371", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022011,0,X'468D4B9E51A8ABE4EDB2FBCC0857AD548CF9C19CB79ADC49A8662B8CDE755C6B',X'2A1D16FB4B6AE8DFC4744800FFA552CA2CA681030A4D5927336430C5BDE0A7D1','node',NULL);
INSERT INTO "pms_history_entries" VALUES('fa915211-0d9a-5921-ba23-37c6c1920149','01a20ef1-3f69-76b1-a300-851e0d53313f','fa915211-0d9a-5921-ba23-37c6c1920149','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp c8c029f6-c3f8-4e49-901e-c5b131524331", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022082,0,X'3CC69D1D24C7A541F83E8341076D4ED483B1E9CA4A0EEDBC808CEFEE71E8542D',X'A9B1A016D8278B01398976715275165B7E8B0F894E905A5FE5254648FAEE8514','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8568b2a2-ebb3-57b2-a570-767cf680f057','01a20ef1-3f69-76b1-a300-851e0d53313f','8568b2a2-ebb3-57b2-a570-767cf680f057','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 016f609d-5a64-4fd9-a010-1bbc2885ad00", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022100,0,X'986A7B8F4DA26327FDDBB48CB73D00C904482F4B434D9CE0B6C67C17CEB956C3',X'E259D2541D48D9FA6704CA6DD275D595F979F3CD4724F949B296882B8ABE7D32','node',NULL);
INSERT INTO "pms_history_entries" VALUES('39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','01a20ef1-3f69-76b1-a300-851e0d53313f','39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 967964c5-9a29-4c19-9ef5-9a89c59659b7", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022109,0,X'3290387C1B6AD24259555E87B76BE491D03ADF0ADEB289B72E802386CB8C2DA6',X'D35B9C7E1BEE4235C78E8EEFAC20231209697EAE0A269E71236196C7D3C07921','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4587b8f6-e6a0-5f92-a614-add44ec5dda3','01a20ef1-3f69-76b1-a300-851e0d53313f','4587b8f6-e6a0-5f92-a614-add44ec5dda3','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp bc03048f-85d0-4433-bdf3-4ec46ff8fa31", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022122,0,X'227FF1A4B620E5E2C923FFB11B011E0E9F0DD281D53AB88B1B93D155D7C77F72',X'32089EF35ECB24DD422E4F0912C78384BBF07476FA6AA2A7F4F3E2FCB44DFDCE','node',NULL);
INSERT INTO "pms_history_entries" VALUES('48ca8b39-8011-538a-9370-de1f0217fe7b','01a20ef1-3f69-76b1-a300-851e0d53313f','48ca8b39-8011-538a-9370-de1f0217fe7b','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 03b8a617-8385-4844-85c3-00fd7cd04581", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022141,0,X'4A60F382F6E4C0416ED0D0534685894AA9B407A3471B07D9EA332D3557D18AD3',X'6556494960612EF95304DCD443F28F32FD09A2D7ED706BFB141F411DAC141581','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b70eb781-76d1-5611-9b67-7ee96985dd2b','01a20ef1-3f69-76b1-a300-851e0d53313f','b70eb781-76d1-5611-9b67-7ee96985dd2b','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 06d04a87-5b6e-47d4-b66b-23af4b859b3d", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022161,0,X'6ADB568CFFA969C676C0FF8DBD4FA1DA98CF36949370BC67979702E0DCBC200C',X'573457CF7DF419EAFBE973EF8D3986A92847210A8003C6F147BCE49995C6BCF1','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b994a77a-0057-5b64-8542-69555f9a5882','01a20ef1-3f69-76b1-a300-851e0d53313f','b994a77a-0057-5b64-8542-69555f9a5882','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7a2956d2-4978-4fbe-adde-16e444045e30", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547022175,0,X'9921BA4CB0E1F87802154E37D0745D355C634ABBD73BC9EFB6A1C927F32C1C14',X'8EFD54BCB9D2F2425306E8A557DF1E399DA8FC35177E4C60FA2FE043014624A2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4cb0fcde-9747-548a-9aa3-f817852ada56','01a20ef1-3f69-76b1-a300-851e0d53313f','f526867d-a206-596b-b3bb-e0218bb31d44','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',9,'["f526867d-a206-596b-b3bb-e0218bb31d44"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',1795547022195,0,X'FE1C72E92DFDE5CCCFDBE27630CC51AF35AFD0C2F19A95A386F823789A652B35',X'5D61668B7D216F6DD199796D2BDB657A4D53B4F73541E8C027C21D111F01E9D5','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f3336b09-cd9a-5db9-a866-f276ceb47266','01a20ef1-3f69-76b1-a300-851e0d53313f','8568b2a2-ebb3-57b2-a570-767cf680f057','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',10,'["8568b2a2-ebb3-57b2-a570-767cf680f057"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',1795547022244,0,X'60B2ABD01B6BA035C5F9D1195905871E5040C2653EC30FE5446E6FC916DE6D54',X'3C5C200DEE7383ED523A13BF64F7DED294B822F0024DE0AA25D8B51F319B41EC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5de27014-48a0-581f-a651-0e63f0aa7b0a','01a20ef1-3f69-76b1-a300-851e0d53313f','4587b8f6-e6a0-5f92-a614-add44ec5dda3','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',11,'["4587b8f6-e6a0-5f92-a614-add44ec5dda3"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',1795547022264,0,X'C336AAA8EB4DA2C1D50C1D0AFFFBDABAF6E774AE8FD5C4BA3BF40DA2C1785B74',X'2A18FB4B7D2E2EA26BB0582DB22FDE8464FDC2166F9BBBDF1FF097BF2AAF1EE4','node',NULL);
INSERT INTO "pms_history_entries" VALUES('518b8b09-9ffe-59a0-91a1-c7f1de1dce21','01a20ef1-3f69-76b1-a300-851e0d53313f','b70eb781-76d1-5611-9b67-7ee96985dd2b','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',12,'["b70eb781-76d1-5611-9b67-7ee96985dd2b"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ef1-4054-7560-af90-d2d3cd7940dc','captain',1795547022283,0,X'37F6FBEF456D29D22941AA604BB14340A2D591532957D346A1F4E11FC65ED95B',X'D3EA0A65A24DFD7C0C7C955B68EC2CCE327FE238376E037192C99AA709807438','node',NULL);
INSERT INTO "pms_history_entries" VALUES('1d62fac6-2074-53b2-a6b2-6d3117d77815','01a20ef1-3f69-76b1-a300-851e0d53313f','fa915211-0d9a-5921-ba23-37c6c1920149','5c3fb9b0-0496-4b43-ab6f-12be2d8d305a','ecef812f860cc54e',1,'["fa915211-0d9a-5921-ba23-37c6c1920149"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ef1-406b-714b-92cd-072d737f5bfa','manager',1795547023881,0,X'29A4605FB7A24F88D2C5D73AF8D6C1203E5B827AD4CF134C20DD8F083E4C8136',X'59981E86ECEA8F2C84DDD28D858D42C1E4DC07659D59A75F3BE2D9DA38E48FAF','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f4b6e5f9-951c-5239-aee1-ce5f18b4324f','01a20ef1-3f69-76b1-a300-851e0d53313f','48ca8b39-8011-538a-9370-de1f0217fe7b','5c3fb9b0-0496-4b43-ab6f-12be2d8d305a','ecef812f860cc54e',2,'["48ca8b39-8011-538a-9370-de1f0217fe7b"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ef1-406b-714b-92cd-072d737f5bfa','manager',1795547024231,0,X'316A5C2EF3EC3239A792AB5B72662B91840A808F67A9C0A8732B22C17F4C3CBF',X'6950720D96D9F046F8BFC319E318F4CBCC2BAEED0EB68DDE754DD213DB2461E0','node',NULL);
INSERT INTO "pms_history_entries" VALUES('fdb7d98f-8d27-5bc6-b676-57f73739fc30','01a20ef1-3f69-76b1-a300-851e0d53313f','fdb7d98f-8d27-5bc6-b676-57f73739fc30','45373710-d434-4106-a8f9-49977fb0aa32','f0927b23f3fe5042',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits c6de5098-639b-45d9-bd31-42936d5dbb3b", "quantity_requested": "2", "source_type": "manual_add"}','01a20ef1-3f8d-7439-87e0-788f22ec992a','crew',1795547025078,0,X'2ECDC07486E303AD980A6A4D245B087E6562B9B5E361E8393E7AC25D5F139E81',X'F4159B67BF0EBCBC7CE4D175712FB620AD131FB2DF9569AE22B22E2252D662C4','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','f526867d-a206-596b-b3bb-e0218bb31d44','["4cb0fcde-9747-548a-9aa3-f817852ada56"]','f8537219030501aa9275d1fcb742935827e8d7b49acf0a01c94dda8431e3b554');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','fa915211-0d9a-5921-ba23-37c6c1920149','["1d62fac6-2074-53b2-a6b2-6d3117d77815"]','344ff2a391d0b4d5d9e6585d97e9eb312b21c1c887f63181acd1e6b4eb89ad4a');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','8568b2a2-ebb3-57b2-a570-767cf680f057','["f3336b09-cd9a-5db9-a866-f276ceb47266"]','89332cc682680bbc81c42a82a39b18c1517940f90a977dd308003fcb12105d4b');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','["39fc7353-0d8b-5db1-82a6-7fa7f2c31b24"]','96c884a32a237fc907df27d3d8fb0c1de626ab3a474cefeabd2cb35adff6c7ba');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','4587b8f6-e6a0-5f92-a614-add44ec5dda3','["5de27014-48a0-581f-a651-0e63f0aa7b0a"]','5d5d4448cf98c68c40b1e5060969ba32e35f52d09462ec5e74fe6af66af7a617');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','48ca8b39-8011-538a-9370-de1f0217fe7b','["f4b6e5f9-951c-5239-aee1-ce5f18b4324f"]','42a3708de097eedba29ac9c308ae148b1d618a57ae78531ea8a062c636da1d7d');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','b70eb781-76d1-5611-9b67-7ee96985dd2b','["518b8b09-9ffe-59a0-91a1-c7f1de1dce21"]','3546f3b7dd044c602b472f3fbaa9fea69dd2ed9e49f6296190986d63c35c030c');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','b994a77a-0057-5b64-8542-69555f9a5882','["b994a77a-0057-5b64-8542-69555f9a5882"]','ef33d5329cbdee2bccdff75ad6d166d731f6d9ec9e3c53067997e8daa935722e');
INSERT INTO "pms_item_heads" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','fdb7d98f-8d27-5bc6-b676-57f73739fc30','["fdb7d98f-8d27-5bc6-b676-57f73739fc30"]','e6b8a2f05e3a4f4778edc1955ce1e0cf3cfcd4714a238ffd4b44bf614d82d6c0');
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
INSERT INTO "pms_shopping_list_items" VALUES('f526867d-a206-596b-b3bb-e0218bb31d44','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp cb9f7b59-d6ad-40d8-8f44-4a5d70d62371',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.195Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.011Z','01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.195Z',NULL,NULL,NULL,'{"transition": {"id": "4cb0fcde-9747-548a-9aa3-f817852ada56", "entry_id": "4cb0fcde-9747-548a-9aa3-f817852ada56"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('fa915211-0d9a-5921-ba23-37c6c1920149','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp c8c029f6-c3f8-4e49-901e-c5b131524331',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:43.881Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.082Z','01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:43.881Z',NULL,NULL,NULL,'{"transition": {"id": "1d62fac6-2074-53b2-a6b2-6d3117d77815", "entry_id": "1d62fac6-2074-53b2-a6b2-6d3117d77815", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('8568b2a2-ebb3-57b2-a570-767cf680f057','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp 016f609d-5a64-4fd9-a010-1bbc2885ad00',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.244Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.100Z','01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.244Z',NULL,NULL,NULL,'{"transition": {"id": "f3336b09-cd9a-5db9-a866-f276ceb47266", "entry_id": "f3336b09-cd9a-5db9-a866-f276ceb47266"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp 967964c5-9a29-4c19-9ef5-9a89c59659b7',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.109Z',NULL,'2026-11-24T19:03:42.109Z',NULL,NULL,NULL,'{"transition": {"id": "39fc7353-0d8b-5db1-82a6-7fa7f2c31b24", "entry_id": "39fc7353-0d8b-5db1-82a6-7fa7f2c31b24"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('4587b8f6-e6a0-5f92-a614-add44ec5dda3','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp bc03048f-85d0-4433-bdf3-4ec46ff8fa31',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.264Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.122Z','01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.264Z',NULL,NULL,NULL,'{"transition": {"id": "5de27014-48a0-581f-a651-0e63f0aa7b0a", "entry_id": "5de27014-48a0-581f-a651-0e63f0aa7b0a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('48ca8b39-8011-538a-9370-de1f0217fe7b','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp 03b8a617-8385-4844-85c3-00fd7cd04581',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:44.231Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.141Z','01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:44.231Z',NULL,NULL,NULL,'{"transition": {"id": "f4b6e5f9-951c-5239-aee1-ce5f18b4324f", "entry_id": "f4b6e5f9-951c-5239-aee1-ce5f18b4324f", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b70eb781-76d1-5611-9b67-7ee96985dd2b','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp 06d04a87-5b6e-47d4-b66b-23af4b859b3d',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.283Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.161Z','01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.283Z',NULL,NULL,NULL,'{"transition": {"id": "518b8b09-9ffe-59a0-91a1-c7f1de1dce21", "entry_id": "518b8b09-9ffe-59a0-91a1-c7f1de1dce21"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b994a77a-0057-5b64-8542-69555f9a5882','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Lamp 7a2956d2-4978-4fbe-adde-16e444045e30',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.175Z',NULL,'2026-11-24T19:03:42.175Z',NULL,NULL,NULL,'{"transition": {"id": "b994a77a-0057-5b64-8542-69555f9a5882", "entry_id": "b994a77a-0057-5b64-8542-69555f9a5882"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('fdb7d98f-8d27-5bc6-b676-57f73739fc30','01a20ef1-3f69-76b1-a300-851e0d53313f',NULL,'Waits c6de5098-639b-45d9-bd31-42936d5dbb3b',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:45.078Z',NULL,'2026-11-24T19:03:45.078Z',NULL,NULL,NULL,'{"transition": {"id": "fdb7d98f-8d27-5bc6-b676-57f73739fc30", "entry_id": "fdb7d98f-8d27-5bc6-b676-57f73739fc30"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('f526867d-a206-596b-b3bb-e0218bb31d44','01a20ef1-3f69-76b1-a300-851e0d53313f','f526867d-a206-596b-b3bb-e0218bb31d44',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.011Z',NULL,NULL,'{"entry_id":"f526867d-a206-596b-b3bb-e0218bb31d44"}','2026-11-24T19:03:42.011Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('fa915211-0d9a-5921-ba23-37c6c1920149','01a20ef1-3f69-76b1-a300-851e0d53313f','fa915211-0d9a-5921-ba23-37c6c1920149',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.082Z',NULL,NULL,'{"entry_id":"fa915211-0d9a-5921-ba23-37c6c1920149"}','2026-11-24T19:03:42.082Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8568b2a2-ebb3-57b2-a570-767cf680f057','01a20ef1-3f69-76b1-a300-851e0d53313f','8568b2a2-ebb3-57b2-a570-767cf680f057',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.100Z',NULL,NULL,'{"entry_id":"8568b2a2-ebb3-57b2-a570-767cf680f057"}','2026-11-24T19:03:42.100Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('39fc7353-0d8b-5db1-82a6-7fa7f2c31b24','01a20ef1-3f69-76b1-a300-851e0d53313f','39fc7353-0d8b-5db1-82a6-7fa7f2c31b24',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.109Z',NULL,NULL,'{"entry_id":"39fc7353-0d8b-5db1-82a6-7fa7f2c31b24"}','2026-11-24T19:03:42.109Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4587b8f6-e6a0-5f92-a614-add44ec5dda3','01a20ef1-3f69-76b1-a300-851e0d53313f','4587b8f6-e6a0-5f92-a614-add44ec5dda3',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.122Z',NULL,NULL,'{"entry_id":"4587b8f6-e6a0-5f92-a614-add44ec5dda3"}','2026-11-24T19:03:42.122Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('48ca8b39-8011-538a-9370-de1f0217fe7b','01a20ef1-3f69-76b1-a300-851e0d53313f','48ca8b39-8011-538a-9370-de1f0217fe7b',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.141Z',NULL,NULL,'{"entry_id":"48ca8b39-8011-538a-9370-de1f0217fe7b"}','2026-11-24T19:03:42.141Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b70eb781-76d1-5611-9b67-7ee96985dd2b','01a20ef1-3f69-76b1-a300-851e0d53313f','b70eb781-76d1-5611-9b67-7ee96985dd2b',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.161Z',NULL,NULL,'{"entry_id":"b70eb781-76d1-5611-9b67-7ee96985dd2b"}','2026-11-24T19:03:42.161Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b994a77a-0057-5b64-8542-69555f9a5882','01a20ef1-3f69-76b1-a300-851e0d53313f','b994a77a-0057-5b64-8542-69555f9a5882',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:42.175Z',NULL,NULL,'{"entry_id":"b994a77a-0057-5b64-8542-69555f9a5882"}','2026-11-24T19:03:42.175Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4cb0fcde-9747-548a-9aa3-f817852ada56','01a20ef1-3f69-76b1-a300-851e0d53313f','f526867d-a206-596b-b3bb-e0218bb31d44','candidate','approved',NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.195Z',NULL,NULL,'{"entry_id":"4cb0fcde-9747-548a-9aa3-f817852ada56"}','2026-11-24T19:03:42.195Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f3336b09-cd9a-5db9-a866-f276ceb47266','01a20ef1-3f69-76b1-a300-851e0d53313f','8568b2a2-ebb3-57b2-a570-767cf680f057','candidate','approved',NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.244Z',NULL,NULL,'{"entry_id":"f3336b09-cd9a-5db9-a866-f276ceb47266"}','2026-11-24T19:03:42.244Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5de27014-48a0-581f-a651-0e63f0aa7b0a','01a20ef1-3f69-76b1-a300-851e0d53313f','4587b8f6-e6a0-5f92-a614-add44ec5dda3','candidate','approved',NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.264Z',NULL,NULL,'{"entry_id":"5de27014-48a0-581f-a651-0e63f0aa7b0a"}','2026-11-24T19:03:42.264Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('518b8b09-9ffe-59a0-91a1-c7f1de1dce21','01a20ef1-3f69-76b1-a300-851e0d53313f','b70eb781-76d1-5611-9b67-7ee96985dd2b','candidate','approved',NULL,NULL,'01a20ef1-4054-7560-af90-d2d3cd7940dc','2026-11-24T19:03:42.283Z',NULL,NULL,'{"entry_id":"518b8b09-9ffe-59a0-91a1-c7f1de1dce21"}','2026-11-24T19:03:42.283Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('1d62fac6-2074-53b2-a6b2-6d3117d77815','01a20ef1-3f69-76b1-a300-851e0d53313f','fa915211-0d9a-5921-ba23-37c6c1920149','candidate','rejected','not this year',NULL,'01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:43.881Z',NULL,NULL,'{"entry_id":"1d62fac6-2074-53b2-a6b2-6d3117d77815"}','2026-11-24T19:03:43.881Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f4b6e5f9-951c-5239-aee1-ce5f18b4324f','01a20ef1-3f69-76b1-a300-851e0d53313f','48ca8b39-8011-538a-9370-de1f0217fe7b','candidate','rejected','not this year',NULL,'01a20ef1-406b-714b-92cd-072d737f5bfa','2026-11-24T19:03:44.231Z',NULL,NULL,'{"entry_id":"f4b6e5f9-951c-5239-aee1-ce5f18b4324f"}','2026-11-24T19:03:44.231Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('fdb7d98f-8d27-5bc6-b676-57f73739fc30','01a20ef1-3f69-76b1-a300-851e0d53313f','fdb7d98f-8d27-5bc6-b676-57f73739fc30',NULL,'candidate',NULL,NULL,'01a20ef1-3f8d-7439-87e0-788f22ec992a','2026-11-24T19:03:45.078Z',NULL,NULL,'{"entry_id":"fdb7d98f-8d27-5bc6-b676-57f73739fc30"}','2026-11-24T19:03:45.078Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-49ef-734d-a2ed-ba3c3ce1d04e','2026-11-24T19:03:42.324Z',645,590,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-4b5d-71a4-be55-3e78b2977276','2026-11-24T19:03:43.938Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-4d51-7612-be4f-d516f7f8c2f3','2026-11-24T19:03:44.274Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','01a20ef1-4eae-719b-924b-5dc620a40477','2026-11-24T19:03:44.926Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20ef1-3f69-76b1-a300-851e0d53313f','Aurora','2026-11-24T19:03:41.171Z',1);
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
