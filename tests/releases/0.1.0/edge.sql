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
INSERT INTO "auth_users_profiles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4708-76d9-a0b2-8869417cdb1f','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-470b-71e7-8a5f-2e1bfe890fc4','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4711-7023-9614-e70f6700fad6','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4708-76d9-a0b2-8869417cdb1f','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-470b-71e7-8a5f-2e1bfe890fc4','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4711-7023-9614-e70f6700fad6','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',12,'17730b1110dc5392',X'96C3B196EF54D7A8231D3DF760668E539090EB49008AB1B3F76BC8615CEB8C3B');
INSERT INTO "feed_seals" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',13,'17730b1110dc5392',X'04073C34C6CD8BC1A5F961635E070BD97FBFBDC343771440D1F4639EE16F2FEF');
INSERT INTO "feed_seals" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',14,'17730b1110dc5392',X'CC7B0F4424D7023B947DDD9FC2632FE4DAFEF2A4FFD842C813F4BB3702EFFD9D');
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
INSERT INTO "node_state" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',13,X'E431F0F5C8E4F71B8BB0224C9DDE143FC2FDD8BE03946E1895E01119F36BC0F4',1795557182025,0,14,X'2B61CF53B88C76B22FA50426B0E1E0040C4F50B9C4BEC83699500F4382AC0FFA','17730b1110dc5392',16,'http://shore',5,NULL,0,NULL,'2026-11-24T21:53:01.249Z','445be7a67ee50ad531125c2246903d71f1ec8830987e0ce22d9426ae7f678e5b');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','d3682bce2a613a73',13,'bbdf3081-396f-5093-b9d2-02287241d55b',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47cb-74de-86ad-6cae87aa3ef9','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','e5e7464b-30ae-50cf-b1a6-f868f2831483','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp d9a9d6b7-ed01-4091-9575-a7fdb3c9b1d3", "quantity_requested": "2", "source_type": "manual_add", "id": "e5e7464b-30ae-50cf-b1a6-f868f2831483", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.352Z", "updated_at": "2026-11-24T21:53:01.352Z"}','{}','{"entry_id": "e5e7464b-30ae-50cf-b1a6-f868f2831483", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.352Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47de-70bb-a273-61a088943016','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp 885eee64-03fb-4589-9d11-b159e64f88a6", "quantity_requested": "2", "source_type": "manual_add", "id": "8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.405Z", "updated_at": "2026-11-24T21:53:01.405Z"}','{}','{"entry_id": "8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.405Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47e1-73eb-b550-243e21d00644','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp 2b1ba338-e9f2-409e-b076-7327accc1287", "quantity_requested": "2", "source_type": "manual_add", "id": "c7f6eb65-a6b4-56d5-a044-c03b3a57b461", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.408Z", "updated_at": "2026-11-24T21:53:01.408Z"}','{}','{"entry_id": "c7f6eb65-a6b4-56d5-a044-c03b3a57b461", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.408Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47ec-75b1-a4c4-6443da9755c7','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','2624a0ce-8859-520c-ab22-ba006ecee436','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp 73121a42-f418-4c65-ac22-1b29ca325f9f", "quantity_requested": "2", "source_type": "manual_add", "id": "2624a0ce-8859-520c-ab22-ba006ecee436", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.419Z", "updated_at": "2026-11-24T21:53:01.419Z"}','{}','{"entry_id": "2624a0ce-8859-520c-ab22-ba006ecee436", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.419Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47f5-75d2-bf83-dcf4c2419f00','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','316de9ce-bc94-57e3-93a1-327ad8f1e7de','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp 451f7db6-ed1e-4343-83fc-b5da23fc4f7a", "quantity_requested": "2", "source_type": "manual_add", "id": "316de9ce-bc94-57e3-93a1-327ad8f1e7de", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.428Z", "updated_at": "2026-11-24T21:53:01.428Z"}','{}','{"entry_id": "316de9ce-bc94-57e3-93a1-327ad8f1e7de", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.428Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-47ff-7396-8b94-34734ef63e05','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','3fa8cce5-b48e-575d-8f4c-c83669b80d56','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp 42782932-90cb-4242-9e95-377abbe55e0f", "quantity_requested": "2", "source_type": "manual_add", "id": "3fa8cce5-b48e-575d-8f4c-c83669b80d56", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.438Z", "updated_at": "2026-11-24T21:53:01.438Z"}','{}','{"entry_id": "3fa8cce5-b48e-575d-8f4c-c83669b80d56", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.438Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-4804-778b-84dd-11c722a7a1fc','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','564be138-4d60-5647-b979-c543866d2c1c','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp a8f98b4c-3487-47cd-b1dd-2080598da677", "quantity_requested": "2", "source_type": "manual_add", "id": "564be138-4d60-5647-b979-c543866d2c1c", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.443Z", "updated_at": "2026-11-24T21:53:01.443Z"}','{}','{"entry_id": "564be138-4d60-5647-b979-c543866d2c1c", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.443Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-481b-749d-9024-ed476c8fb053','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','aad7b494-a50b-546f-8a89-591d8bfca8df','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Lamp bc7e9349-9b1b-4e22-941a-a86fe84772af", "quantity_requested": "2", "source_type": "manual_add", "id": "aad7b494-a50b-546f-8a89-591d8bfca8df", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:01.466Z", "updated_at": "2026-11-24T21:53:01.466Z"}','{}','{"entry_id": "aad7b494-a50b-546f-8a89-591d8bfca8df", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:01.466Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-482e-705b-ab65-1af79fdfdd2c','01a20f8c-46f4-7376-b7e7-2fd5f82329df','approve_shopping_list_item','shopping_list_item','e5e7464b-30ae-50cf-b1a6-f868f2831483','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.352Z"}','{"status": "approved", "updated_at": "2026-11-24T21:53:01.473Z", "approved_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79", "approved_at": "2026-11-24T21:53:01.473Z", "quantity_approved": "1", "updated_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79"}','{}','{"entry_id": "375047d5-b5ba-530e-830e-572b63babefa", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "captain"}','2026-11-24T21:53:01.473Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-4847-7228-b87b-26dba973cc5e','01a20f8c-46f4-7376-b7e7-2fd5f82329df','approve_shopping_list_item','shopping_list_item','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.408Z"}','{"status": "approved", "updated_at": "2026-11-24T21:53:01.510Z", "approved_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79", "approved_at": "2026-11-24T21:53:01.510Z", "quantity_approved": "1", "updated_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79"}','{}','{"entry_id": "39f3f87d-342b-54d3-82ec-7c79677319e1", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "captain"}','2026-11-24T21:53:01.510Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-484a-72b0-b28f-0270172a4b81','01a20f8c-46f4-7376-b7e7-2fd5f82329df','approve_shopping_list_item','shopping_list_item','316de9ce-bc94-57e3-93a1-327ad8f1e7de','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.428Z"}','{"status": "approved", "updated_at": "2026-11-24T21:53:01.514Z", "approved_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79", "approved_at": "2026-11-24T21:53:01.514Z", "quantity_approved": "1", "updated_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79"}','{}','{"entry_id": "8b25cf5e-2177-5367-820a-9bf8ff6e9e79", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "captain"}','2026-11-24T21:53:01.514Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-484f-76e1-acd6-42d193b0740f','01a20f8c-46f4-7376-b7e7-2fd5f82329df','approve_shopping_list_item','shopping_list_item','564be138-4d60-5647-b979-c543866d2c1c','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.443Z"}','{"status": "approved", "updated_at": "2026-11-24T21:53:01.518Z", "approved_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79", "approved_at": "2026-11-24T21:53:01.518Z", "quantity_approved": "1", "updated_by": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79"}','{}','{"entry_id": "fab89df6-9232-59b8-bd3f-a0f3ed3cc275", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "captain"}','2026-11-24T21:53:01.518Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b1-7232-8432-2ebfefff1c46','01a20f8c-46f4-7376-b7e7-2fd5f82329df','role_added','person','01a20f8c-46fd-7489-8f00-3ef570e9b472',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b4-7403-a8b6-e89f91ea3cbd','01a20f8c-46f4-7376-b7e7-2fd5f82329df','role_added','person','01a20f8c-4708-76d9-a0b2-8869417cdb1f',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20f8c-4708-76d9-a0b2-8869417cdb1f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b5-71c8-8a75-bceb453b079c','01a20f8c-46f4-7376-b7e7-2fd5f82329df','role_added','person','01a20f8c-470b-71e7-8a5f-2e1bfe890fc4',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20f8c-470b-71e7-8a5f-2e1bfe890fc4", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b6-7090-8c7b-8cd2cb56d5cc','01a20f8c-46f4-7376-b7e7-2fd5f82329df','role_added','person','01a20f8c-470f-75f3-8f3f-c70b44fb1a79',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b7-75d1-bdde-3ea5d5a3911b','01a20f8c-46f4-7376-b7e7-2fd5f82329df','role_added','person','01a20f8c-4711-7023-9614-e70f6700fad6',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20f8c-4711-7023-9614-e70f6700fad6", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48b9-732d-9daf-1bb35a22b22e','01a20f8c-46f4-7376-b7e7-2fd5f82329df','person_added','person','01a20f8c-46fd-7489-8f00-3ef570e9b472',NULL,NULL,'{"name": "crew", "user_id": "01a20f8c-46fd-7489-8f00-3ef570e9b472"}','{}','{"from": "shore"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48ba-7145-8ceb-88298b06faa7','01a20f8c-46f4-7376-b7e7-2fd5f82329df','person_added','person','01a20f8c-4708-76d9-a0b2-8869417cdb1f',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20f8c-4708-76d9-a0b2-8869417cdb1f"}','{}','{"from": "shore"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48bb-7476-948f-aafdbdd99b1e','01a20f8c-46f4-7376-b7e7-2fd5f82329df','person_added','person','01a20f8c-470b-71e7-8a5f-2e1bfe890fc4',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20f8c-470b-71e7-8a5f-2e1bfe890fc4"}','{}','{"from": "shore"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48bc-72db-adb2-b920dd5e54a8','01a20f8c-46f4-7376-b7e7-2fd5f82329df','person_added','person','01a20f8c-470f-75f3-8f3f-c70b44fb1a79',NULL,NULL,'{"name": "captain", "user_id": "01a20f8c-470f-75f3-8f3f-c70b44fb1a79"}','{}','{"from": "shore"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-48bd-72ba-b051-a9310f8a8c92','01a20f8c-46f4-7376-b7e7-2fd5f82329df','person_added','person','01a20f8c-4711-7023-9614-e70f6700fad6',NULL,NULL,'{"name": "manager", "user_id": "01a20f8c-4711-7023-9614-e70f6700fad6"}','{}','{"from": "shore"}','2026-11-24T21:53:01.603Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-4989-7060-827e-dfb22f1e78df','01a20f8c-46f4-7376-b7e7-2fd5f82329df','reject_shopping_list_item','shopping_list_item','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','01a20f8c-4711-7023-9614-e70f6700fad6','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.405Z"}','{"status": "rejected", "updated_at": "2026-11-24T21:53:01.780Z", "rejected_by": "01a20f8c-4711-7023-9614-e70f6700fad6", "rejected_at": "2026-11-24T21:53:01.780Z", "rejection_reason": "not this year", "updated_by": "01a20f8c-4711-7023-9614-e70f6700fad6"}','{}','{"entry_id": "90e7b25a-fbd2-5a74-a007-d60f4fb15357", "node_id": "8d3b255f-223b-476b-a8ae-f8149e5be39e", "role": "manager"}','2026-11-24T21:53:01.831Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-49d1-762d-8126-4e3ecdb218a7','01a20f8c-46f4-7376-b7e7-2fd5f82329df','reject_shopping_list_item','shopping_list_item','3fa8cce5-b48e-575d-8f4c-c83669b80d56','01a20f8c-4711-7023-9614-e70f6700fad6','{"status": "candidate", "updated_at": "2026-11-24T21:53:01.438Z"}','{"status": "rejected", "updated_at": "2026-11-24T21:53:01.854Z", "rejected_by": "01a20f8c-4711-7023-9614-e70f6700fad6", "rejected_at": "2026-11-24T21:53:01.854Z", "rejection_reason": "not this year", "updated_by": "01a20f8c-4711-7023-9614-e70f6700fad6"}','{}','{"entry_id": "7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd", "node_id": "8d3b255f-223b-476b-a8ae-f8149e5be39e", "role": "manager"}','2026-11-24T21:53:01.901Z');
INSERT INTO "pms_audit_log" VALUES('01a20f8c-4a49-71a6-815c-1820f6fcc697','01a20f8c-46f4-7376-b7e7-2fd5f82329df','create_shopping_list_item','shopping_list_item','bbdf3081-396f-5093-b9d2-02287241d55b','01a20f8c-46fd-7489-8f00-3ef570e9b472','{}','{"part_name": "Waits 6b14bab8-76c3-4d08-a7ff-30c3778456db", "quantity_requested": "2", "source_type": "manual_add", "id": "bbdf3081-396f-5093-b9d2-02287241d55b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20f8c-46fd-7489-8f00-3ef570e9b472", "created_at": "2026-11-24T21:53:02.025Z", "updated_at": "2026-11-24T21:53:02.025Z"}','{}','{"entry_id": "bbdf3081-396f-5093-b9d2-02287241d55b", "node_id": "d52273c4-03ac-4bfa-92db-8b1718505d6c", "role": "crew"}','2026-11-24T21:53:02.025Z');
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
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',1,'e5e7464b-30ae-50cf-b1a6-f868f2831483',X'01158EE20C7508C02DDED0CD1966EE1CDD4B0D682CD9881B503DB044A3958AE8',X'FE3B51AB41AB765B576E1E8A3800CF6A3B4C91093E97BC4D3A8BB77A792C86F2','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',2,'8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e',X'8FDB3C8143058D9B44D7945EF05F92B27677979D8BFA1CF36E5416A725A0E937',X'6F171AEE245FAE5B587017BB598240D8EFFB45C0C28AEBD5AFB4AE81805E7EA5','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',3,'c7f6eb65-a6b4-56d5-a044-c03b3a57b461',X'99D73E3652DF0E3C9479BFD9748466E7880B94201FA43CCC9107A62DB4DBB824',X'9F90FCBC07F845E78907805868220AA4CF5E11A078475BBE6997186E5A474FCC','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',4,'2624a0ce-8859-520c-ab22-ba006ecee436',X'2885E7E4F76D357EE8751271A9CD22426BB3FE58C5C074A98367965B1302B658',X'0CE1A0D282FDDE37983554949F5389B01E7AD8D69124BDAAA6AC1592E7386A86','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',5,'316de9ce-bc94-57e3-93a1-327ad8f1e7de',X'EF2D43D0EE85E0CD3D41E4CA30C2992D6FA80140036282D75D030D78A0CB0AD1',X'7867E36653A275E61655E76AC6934B107621E1AC65E457FB78045EFBD389A9D8','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',6,'3fa8cce5-b48e-575d-8f4c-c83669b80d56',X'68F4B08FDDB76AF6FC3C4CCC4447729A1477AFEA6AC882F9A015DBACBB81D487',X'EAE30C4260D5B99DFC65E7C1F730BC2F338357AD3BB4ACEECD46A421DBCDF53D','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',7,'564be138-4d60-5647-b979-c543866d2c1c',X'F2DAFBAFD21357A397BB0D67727F94643683851B64A95C9D0B202A8C38F264AF',X'FC4FA2B3FAA718A213743CDE2CB5AD8751874E5A1819EA4174D946E63C66AF72','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',8,'aad7b494-a50b-546f-8a89-591d8bfca8df',X'403F293A7369D1195AB7ACDD93840FDDDFDA1F37F972DAD65D89A4B496AE64B6',X'53973E6B1A65502E82DCDA263D5710B821F232D3DBD7F131812E91B84334B5B9','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',9,'375047d5-b5ba-530e-830e-572b63babefa',X'F8B878257E6035088FEDDC171C40CA6BFE479D0C823645BAC012C24D26516E52',X'0E9055031398AFD7E429B82AA193392EF5B83D505E4148B3A549F78B67C76827','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',10,'39f3f87d-342b-54d3-82ec-7c79677319e1',X'3842DD91D553F380B163759EA5335E58D54C370D6C6EA25279312314AEC221A3',X'F09422E826032AF10E7E8CF712421F8CF2CAB6194E80154C3AF76F61DC13E2E7','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',11,'8b25cf5e-2177-5367-820a-9bf8ff6e9e79',X'AC0C4A3C89032AB1074AC4562B3477F435F6475D87C7306007E7042EB4D97865',X'95994156D117629E230A69F2E027696FE5E80B58E47E9911D7D105238C7AEC45','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',12,'fab89df6-9232-59b8-bd3f-a0f3ed3cc275',X'3BE680B12542234CF2023397AC84DA9AF8CD8AEC499B416C6DE37EC2BB5E25C9',X'FDE0AD3250FFC3F7BBF75D35DA643F40513141483529FF2F548B42525209443F','2026-11-24T21:53:01.741Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',13,'90e7b25a-fbd2-5a74-a007-d60f4fb15357',X'CC4D15F3034ADF1494134D60D2F10876C74A111A71F580CE3AB2FCA776AD0BD8',X'E67F8AA771AACC91C51CBCB8A51AB199B727BFA759BB61509B1A939B7E579F16','2026-11-24T21:53:01.831Z');
INSERT INTO "pms_feed" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df',14,'7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd',X'9E71A6C7CD3B8AB60B09D8CD7D4EB6A8157F860B67159837CE3372E48D3BFD77',X'2B61CF53B88C76B22FA50426B0E1E0040C4F50B9C4BEC83699500F4382AC0FFA','2026-11-24T21:53:01.901Z');
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
INSERT INTO "pms_history_entries" VALUES('e5e7464b-30ae-50cf-b1a6-f868f2831483','01a20f8c-46f4-7376-b7e7-2fd5f82329df','e5e7464b-30ae-50cf-b1a6-f868f2831483','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp d9a9d6b7-ed01-4091-9575-a7fdb3c9b1d3", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181352,0,X'01158EE20C7508C02DDED0CD1966EE1CDD4B0D682CD9881B503DB044A3958AE8',X'FE3B51AB41AB765B576E1E8A3800CF6A3B4C91093E97BC4D3A8BB77A792C86F2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','01a20f8c-46f4-7376-b7e7-2fd5f82329df','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 885eee64-03fb-4589-9d11-b159e64f88a6", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181405,0,X'8FDB3C8143058D9B44D7945EF05F92B27677979D8BFA1CF36E5416A725A0E937',X'6F171AEE245FAE5B587017BB598240D8EFFB45C0C28AEBD5AFB4AE81805E7EA5','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c7f6eb65-a6b4-56d5-a044-c03b3a57b461','01a20f8c-46f4-7376-b7e7-2fd5f82329df','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 2b1ba338-e9f2-409e-b076-7327accc1287", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181408,0,X'99D73E3652DF0E3C9479BFD9748466E7880B94201FA43CCC9107A62DB4DBB824',X'9F90FCBC07F845E78907805868220AA4CF5E11A078475BBE6997186E5A474FCC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('2624a0ce-8859-520c-ab22-ba006ecee436','01a20f8c-46f4-7376-b7e7-2fd5f82329df','2624a0ce-8859-520c-ab22-ba006ecee436','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 73121a42-f418-4c65-ac22-1b29ca325f9f", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181419,0,X'2885E7E4F76D357EE8751271A9CD22426BB3FE58C5C074A98367965B1302B658',X'0CE1A0D282FDDE37983554949F5389B01E7AD8D69124BDAAA6AC1592E7386A86','node',NULL);
INSERT INTO "pms_history_entries" VALUES('316de9ce-bc94-57e3-93a1-327ad8f1e7de','01a20f8c-46f4-7376-b7e7-2fd5f82329df','316de9ce-bc94-57e3-93a1-327ad8f1e7de','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 451f7db6-ed1e-4343-83fc-b5da23fc4f7a", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181428,0,X'EF2D43D0EE85E0CD3D41E4CA30C2992D6FA80140036282D75D030D78A0CB0AD1',X'7867E36653A275E61655E76AC6934B107621E1AC65E457FB78045EFBD389A9D8','node',NULL);
INSERT INTO "pms_history_entries" VALUES('3fa8cce5-b48e-575d-8f4c-c83669b80d56','01a20f8c-46f4-7376-b7e7-2fd5f82329df','3fa8cce5-b48e-575d-8f4c-c83669b80d56','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 42782932-90cb-4242-9e95-377abbe55e0f", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181438,0,X'68F4B08FDDB76AF6FC3C4CCC4447729A1477AFEA6AC882F9A015DBACBB81D487',X'EAE30C4260D5B99DFC65E7C1F730BC2F338357AD3BB4ACEECD46A421DBCDF53D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('564be138-4d60-5647-b979-c543866d2c1c','01a20f8c-46f4-7376-b7e7-2fd5f82329df','564be138-4d60-5647-b979-c543866d2c1c','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp a8f98b4c-3487-47cd-b1dd-2080598da677", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181443,0,X'F2DAFBAFD21357A397BB0D67727F94643683851B64A95C9D0B202A8C38F264AF',X'FC4FA2B3FAA718A213743CDE2CB5AD8751874E5A1819EA4174D946E63C66AF72','node',NULL);
INSERT INTO "pms_history_entries" VALUES('aad7b494-a50b-546f-8a89-591d8bfca8df','01a20f8c-46f4-7376-b7e7-2fd5f82329df','aad7b494-a50b-546f-8a89-591d8bfca8df','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp bc7e9349-9b1b-4e22-941a-a86fe84772af", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557181466,0,X'403F293A7369D1195AB7ACDD93840FDDDFDA1F37F972DAD65D89A4B496AE64B6',X'53973E6B1A65502E82DCDA263D5710B821F232D3DBD7F131812E91B84334B5B9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('375047d5-b5ba-530e-830e-572b63babefa','01a20f8c-46f4-7376-b7e7-2fd5f82329df','e5e7464b-30ae-50cf-b1a6-f868f2831483','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',9,'["e5e7464b-30ae-50cf-b1a6-f868f2831483"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',1795557181473,0,X'F8B878257E6035088FEDDC171C40CA6BFE479D0C823645BAC012C24D26516E52',X'0E9055031398AFD7E429B82AA193392EF5B83D505E4148B3A549F78B67C76827','node',NULL);
INSERT INTO "pms_history_entries" VALUES('39f3f87d-342b-54d3-82ec-7c79677319e1','01a20f8c-46f4-7376-b7e7-2fd5f82329df','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',10,'["c7f6eb65-a6b4-56d5-a044-c03b3a57b461"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',1795557181510,0,X'3842DD91D553F380B163759EA5335E58D54C370D6C6EA25279312314AEC221A3',X'F09422E826032AF10E7E8CF712421F8CF2CAB6194E80154C3AF76F61DC13E2E7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8b25cf5e-2177-5367-820a-9bf8ff6e9e79','01a20f8c-46f4-7376-b7e7-2fd5f82329df','316de9ce-bc94-57e3-93a1-327ad8f1e7de','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',11,'["316de9ce-bc94-57e3-93a1-327ad8f1e7de"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',1795557181514,0,X'AC0C4A3C89032AB1074AC4562B3477F435F6475D87C7306007E7042EB4D97865',X'95994156D117629E230A69F2E027696FE5E80B58E47E9911D7D105238C7AEC45','node',NULL);
INSERT INTO "pms_history_entries" VALUES('fab89df6-9232-59b8-bd3f-a0f3ed3cc275','01a20f8c-46f4-7376-b7e7-2fd5f82329df','564be138-4d60-5647-b979-c543866d2c1c','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',12,'["564be138-4d60-5647-b979-c543866d2c1c"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','captain',1795557181518,0,X'3BE680B12542234CF2023397AC84DA9AF8CD8AEC499B416C6DE37EC2BB5E25C9',X'FDE0AD3250FFC3F7BBF75D35DA643F40513141483529FF2F548B42525209443F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('90e7b25a-fbd2-5a74-a007-d60f4fb15357','01a20f8c-46f4-7376-b7e7-2fd5f82329df','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','8d3b255f-223b-476b-a8ae-f8149e5be39e','739aa0a4e0ac6870',1,'["8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f8c-4711-7023-9614-e70f6700fad6','manager',1795557181780,0,X'CC4D15F3034ADF1494134D60D2F10876C74A111A71F580CE3AB2FCA776AD0BD8',X'4784FC15787749113AA60E0C7140C534C0DD25947EAA082E38D559490C9410A9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd','01a20f8c-46f4-7376-b7e7-2fd5f82329df','3fa8cce5-b48e-575d-8f4c-c83669b80d56','8d3b255f-223b-476b-a8ae-f8149e5be39e','739aa0a4e0ac6870',2,'["3fa8cce5-b48e-575d-8f4c-c83669b80d56"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20f8c-4711-7023-9614-e70f6700fad6','manager',1795557181854,0,X'9E71A6C7CD3B8AB60B09D8CD7D4EB6A8157F860B67159837CE3372E48D3BFD77',X'622E431BEE38AE0119642702C7D2F9481C96DD845A3AE7283C5699BC42D65683','node',NULL);
INSERT INTO "pms_history_entries" VALUES('bbdf3081-396f-5093-b9d2-02287241d55b','01a20f8c-46f4-7376-b7e7-2fd5f82329df','bbdf3081-396f-5093-b9d2-02287241d55b','d52273c4-03ac-4bfa-92db-8b1718505d6c','d3682bce2a613a73',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 6b14bab8-76c3-4d08-a7ff-30c3778456db", "quantity_requested": "2", "source_type": "manual_add"}','01a20f8c-46fd-7489-8f00-3ef570e9b472','crew',1795557182025,0,X'69BE244B3548B3696475FBDD809B8CC3FF5DAAE26683358B2B33ED8288152DF6',X'E431F0F5C8E4F71B8BB0224C9DDE143FC2FDD8BE03946E1895E01119F36BC0F4','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','e5e7464b-30ae-50cf-b1a6-f868f2831483','["375047d5-b5ba-530e-830e-572b63babefa"]','e4b0b94d369c4e0ef04cb8e84942e923725b8018fdd25061167ae3ed029e20d4');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','["90e7b25a-fbd2-5a74-a007-d60f4fb15357"]','b6723fd177270df699f87e8f0069532ffef0a13d440a1f8323cb6858bcd41f61');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','["39f3f87d-342b-54d3-82ec-7c79677319e1"]','4b0780dab4c8b3768a3ae63fff0b57b1b33f0f51e856d33be94773bf32f06fe8');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','2624a0ce-8859-520c-ab22-ba006ecee436','["2624a0ce-8859-520c-ab22-ba006ecee436"]','501c2e9cabb78df8dac625a52831685a4318f05cbc1206f08f49e912dcb670f7');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','316de9ce-bc94-57e3-93a1-327ad8f1e7de','["8b25cf5e-2177-5367-820a-9bf8ff6e9e79"]','7cc26eea8b04be484ea931a95fe04c90724b0149ec8d8402e4bc385efd561fd4');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','3fa8cce5-b48e-575d-8f4c-c83669b80d56','["7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd"]','656303e82570623ef509cdadfbb424ea974cd8571d23c0b68744ee71886045c1');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','564be138-4d60-5647-b979-c543866d2c1c','["fab89df6-9232-59b8-bd3f-a0f3ed3cc275"]','292aa2aeeb303caa561ffa1231cfcfb3be663a90624cd6515c2ebf3f435cd9d4');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','aad7b494-a50b-546f-8a89-591d8bfca8df','["aad7b494-a50b-546f-8a89-591d8bfca8df"]','80150893b7aef04750fabf2651e05794c86b966d049baf44e1c04e5f4a39efab');
INSERT INTO "pms_item_heads" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','bbdf3081-396f-5093-b9d2-02287241d55b','["bbdf3081-396f-5093-b9d2-02287241d55b"]','94d40258555d7b26789a281dc7f43c53e6d318eecf4c19a7a132ce6aa431911e');
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
INSERT INTO "pms_shopping_list_items" VALUES('e5e7464b-30ae-50cf-b1a6-f868f2831483','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp d9a9d6b7-ed01-4091-9575-a7fdb3c9b1d3',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.473Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.352Z','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.473Z',NULL,NULL,NULL,'{"transition": {"id": "375047d5-b5ba-530e-830e-572b63babefa", "entry_id": "375047d5-b5ba-530e-830e-572b63babefa"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp 885eee64-03fb-4589-9d11-b159e64f88a6',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.780Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.405Z','01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.780Z',NULL,NULL,NULL,'{"transition": {"id": "90e7b25a-fbd2-5a74-a007-d60f4fb15357", "entry_id": "90e7b25a-fbd2-5a74-a007-d60f4fb15357", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('c7f6eb65-a6b4-56d5-a044-c03b3a57b461','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp 2b1ba338-e9f2-409e-b076-7327accc1287',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.510Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.408Z','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.510Z',NULL,NULL,NULL,'{"transition": {"id": "39f3f87d-342b-54d3-82ec-7c79677319e1", "entry_id": "39f3f87d-342b-54d3-82ec-7c79677319e1"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('2624a0ce-8859-520c-ab22-ba006ecee436','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp 73121a42-f418-4c65-ac22-1b29ca325f9f',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.419Z',NULL,'2026-11-24T21:53:01.419Z',NULL,NULL,NULL,'{"transition": {"id": "2624a0ce-8859-520c-ab22-ba006ecee436", "entry_id": "2624a0ce-8859-520c-ab22-ba006ecee436"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('316de9ce-bc94-57e3-93a1-327ad8f1e7de','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp 451f7db6-ed1e-4343-83fc-b5da23fc4f7a',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.514Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.428Z','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.514Z',NULL,NULL,NULL,'{"transition": {"id": "8b25cf5e-2177-5367-820a-9bf8ff6e9e79", "entry_id": "8b25cf5e-2177-5367-820a-9bf8ff6e9e79"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('3fa8cce5-b48e-575d-8f4c-c83669b80d56','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp 42782932-90cb-4242-9e95-377abbe55e0f',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.854Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.438Z','01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.854Z',NULL,NULL,NULL,'{"transition": {"id": "7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd", "entry_id": "7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('564be138-4d60-5647-b979-c543866d2c1c','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp a8f98b4c-3487-47cd-b1dd-2080598da677',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.518Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.443Z','01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.518Z',NULL,NULL,NULL,'{"transition": {"id": "fab89df6-9232-59b8-bd3f-a0f3ed3cc275", "entry_id": "fab89df6-9232-59b8-bd3f-a0f3ed3cc275"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('aad7b494-a50b-546f-8a89-591d8bfca8df','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Lamp bc7e9349-9b1b-4e22-941a-a86fe84772af',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.466Z',NULL,'2026-11-24T21:53:01.466Z',NULL,NULL,NULL,'{"transition": {"id": "aad7b494-a50b-546f-8a89-591d8bfca8df", "entry_id": "aad7b494-a50b-546f-8a89-591d8bfca8df"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('bbdf3081-396f-5093-b9d2-02287241d55b','01a20f8c-46f4-7376-b7e7-2fd5f82329df',NULL,'Waits 6b14bab8-76c3-4d08-a7ff-30c3778456db',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:02.025Z',NULL,'2026-11-24T21:53:02.025Z',NULL,NULL,NULL,'{"transition": {"id": "bbdf3081-396f-5093-b9d2-02287241d55b", "entry_id": "bbdf3081-396f-5093-b9d2-02287241d55b"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('e5e7464b-30ae-50cf-b1a6-f868f2831483','01a20f8c-46f4-7376-b7e7-2fd5f82329df','e5e7464b-30ae-50cf-b1a6-f868f2831483',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.352Z',NULL,NULL,'{"entry_id":"e5e7464b-30ae-50cf-b1a6-f868f2831483"}','2026-11-24T21:53:01.352Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','01a20f8c-46f4-7376-b7e7-2fd5f82329df','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.405Z',NULL,NULL,'{"entry_id":"8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e"}','2026-11-24T21:53:01.405Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c7f6eb65-a6b4-56d5-a044-c03b3a57b461','01a20f8c-46f4-7376-b7e7-2fd5f82329df','c7f6eb65-a6b4-56d5-a044-c03b3a57b461',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.408Z',NULL,NULL,'{"entry_id":"c7f6eb65-a6b4-56d5-a044-c03b3a57b461"}','2026-11-24T21:53:01.408Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('2624a0ce-8859-520c-ab22-ba006ecee436','01a20f8c-46f4-7376-b7e7-2fd5f82329df','2624a0ce-8859-520c-ab22-ba006ecee436',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.419Z',NULL,NULL,'{"entry_id":"2624a0ce-8859-520c-ab22-ba006ecee436"}','2026-11-24T21:53:01.419Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('316de9ce-bc94-57e3-93a1-327ad8f1e7de','01a20f8c-46f4-7376-b7e7-2fd5f82329df','316de9ce-bc94-57e3-93a1-327ad8f1e7de',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.428Z',NULL,NULL,'{"entry_id":"316de9ce-bc94-57e3-93a1-327ad8f1e7de"}','2026-11-24T21:53:01.428Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('3fa8cce5-b48e-575d-8f4c-c83669b80d56','01a20f8c-46f4-7376-b7e7-2fd5f82329df','3fa8cce5-b48e-575d-8f4c-c83669b80d56',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.438Z',NULL,NULL,'{"entry_id":"3fa8cce5-b48e-575d-8f4c-c83669b80d56"}','2026-11-24T21:53:01.438Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('564be138-4d60-5647-b979-c543866d2c1c','01a20f8c-46f4-7376-b7e7-2fd5f82329df','564be138-4d60-5647-b979-c543866d2c1c',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.443Z',NULL,NULL,'{"entry_id":"564be138-4d60-5647-b979-c543866d2c1c"}','2026-11-24T21:53:01.443Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('aad7b494-a50b-546f-8a89-591d8bfca8df','01a20f8c-46f4-7376-b7e7-2fd5f82329df','aad7b494-a50b-546f-8a89-591d8bfca8df',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:01.466Z',NULL,NULL,'{"entry_id":"aad7b494-a50b-546f-8a89-591d8bfca8df"}','2026-11-24T21:53:01.466Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('375047d5-b5ba-530e-830e-572b63babefa','01a20f8c-46f4-7376-b7e7-2fd5f82329df','e5e7464b-30ae-50cf-b1a6-f868f2831483','candidate','approved',NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.473Z',NULL,NULL,'{"entry_id":"375047d5-b5ba-530e-830e-572b63babefa"}','2026-11-24T21:53:01.473Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('39f3f87d-342b-54d3-82ec-7c79677319e1','01a20f8c-46f4-7376-b7e7-2fd5f82329df','c7f6eb65-a6b4-56d5-a044-c03b3a57b461','candidate','approved',NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.510Z',NULL,NULL,'{"entry_id":"39f3f87d-342b-54d3-82ec-7c79677319e1"}','2026-11-24T21:53:01.510Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8b25cf5e-2177-5367-820a-9bf8ff6e9e79','01a20f8c-46f4-7376-b7e7-2fd5f82329df','316de9ce-bc94-57e3-93a1-327ad8f1e7de','candidate','approved',NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.514Z',NULL,NULL,'{"entry_id":"8b25cf5e-2177-5367-820a-9bf8ff6e9e79"}','2026-11-24T21:53:01.514Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('fab89df6-9232-59b8-bd3f-a0f3ed3cc275','01a20f8c-46f4-7376-b7e7-2fd5f82329df','564be138-4d60-5647-b979-c543866d2c1c','candidate','approved',NULL,NULL,'01a20f8c-470f-75f3-8f3f-c70b44fb1a79','2026-11-24T21:53:01.518Z',NULL,NULL,'{"entry_id":"fab89df6-9232-59b8-bd3f-a0f3ed3cc275"}','2026-11-24T21:53:01.518Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('90e7b25a-fbd2-5a74-a007-d60f4fb15357','01a20f8c-46f4-7376-b7e7-2fd5f82329df','8d6e86e7-ae1b-598c-b4fe-b7af4c0bf35e','candidate','rejected','not this year',NULL,'01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.780Z',NULL,NULL,'{"entry_id":"90e7b25a-fbd2-5a74-a007-d60f4fb15357"}','2026-11-24T21:53:01.780Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd','01a20f8c-46f4-7376-b7e7-2fd5f82329df','3fa8cce5-b48e-575d-8f4c-c83669b80d56','candidate','rejected','not this year',NULL,'01a20f8c-4711-7023-9614-e70f6700fad6','2026-11-24T21:53:01.854Z',NULL,NULL,'{"entry_id":"7eaf40b3-fdff-5bdf-920a-dc5caa2a5cfd"}','2026-11-24T21:53:01.854Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('bbdf3081-396f-5093-b9d2-02287241d55b','01a20f8c-46f4-7376-b7e7-2fd5f82329df','bbdf3081-396f-5093-b9d2-02287241d55b',NULL,'candidate',NULL,NULL,'01a20f8c-46fd-7489-8f00-3ef570e9b472','2026-11-24T21:53:02.025Z',NULL,NULL,'{"entry_id":"bbdf3081-396f-5093-b9d2-02287241d55b"}','2026-11-24T21:53:02.025Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4942-70da-baf8-ae0a6d8e5801','2026-11-24T21:53:01.522Z',644,588,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4994-724b-a197-845c58781ad0','2026-11-24T21:53:01.799Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-49df-73ef-8253-867bd4bde716','2026-11-24T21:53:01.861Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','01a20f8c-4a47-71c8-9ba9-163890d206ef','2026-11-24T21:53:01.971Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20f8c-46f4-7376-b7e7-2fd5f82329df','Aurora','2026-11-24T21:53:01.175Z',1);
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
