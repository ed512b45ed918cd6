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
INSERT INTO "auth_users_profiles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c35-7368-b790-6b92209d26ee','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c35-7368-b790-6b92209d26ee','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',12,'4eff399d5f616385',X'C2B2D928D07E7B2F60743E4B56DEB00A545E8C6CDFCCC5C931CC03E82C8970BA');
INSERT INTO "feed_seals" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',13,'4eff399d5f616385',X'AE1EDAF916A4DBE11119EF2D4BBB76DE4A5C37399B0514C9CBCCA64FD260F286');
INSERT INTO "feed_seals" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',14,'4eff399d5f616385',X'4B9F6E044DB4CEB09A58C010D3285324162EAA184D9B40FB428DFF69B992AFB8');
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
INSERT INTO "node_state" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',13,X'1895AEF45A88FE1B897CB8ECEEB0E4B251E2C523A1A01784B7CE92CF4A77F68E',1795545083007,0,14,X'B3D1F8AB2540B4FC163768250776DF7EE6E910FD7DC4A87E630A83E610B8C667','4eff399d5f616385',16,'http://shore',5,NULL,0,NULL,'2026-11-24T18:31:19.420Z','ee075a695b15df1215598328da7d6938217a3728c6678a6a79bbd5b5d801eb04');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ee66f4427071d96d',13,'fc44be43-eec3-5df3-b673-4095304c1b8e',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a010-774c-a7d1-4f683bce62be','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','73faa34d-3c75-5251-9e62-3391f052247f','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp af923b94-21d1-4a24-b5fb-dc37d6d72a87", "quantity_requested": "2", "source_type": "manual_add", "id": "73faa34d-3c75-5251-9e62-3391f052247f", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.821Z", "updated_at": "2026-11-24T18:31:19.821Z"}','{}','{"entry_id": "73faa34d-3c75-5251-9e62-3391f052247f", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.821Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a051-738e-a7e5-4e648afdccd0','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','042da14e-ec47-5237-a11f-0e944689cc5b','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp 881039aa-d2e6-4f9d-b6c9-2e032f5f78b4", "quantity_requested": "2", "source_type": "manual_add", "id": "042da14e-ec47-5237-a11f-0e944689cc5b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.888Z", "updated_at": "2026-11-24T18:31:19.888Z"}','{}','{"entry_id": "042da14e-ec47-5237-a11f-0e944689cc5b", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.888Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a06c-7198-ab8c-cd2e85ba5bb2','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp bc7480a9-ca77-4d74-8e1f-e09d29cdfc06", "quantity_requested": "2", "source_type": "manual_add", "id": "49485e14-bc23-5a3b-ab71-2c105d9fa7ea", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.915Z", "updated_at": "2026-11-24T18:31:19.915Z"}','{}','{"entry_id": "49485e14-bc23-5a3b-ab71-2c105d9fa7ea", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.915Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a07c-77a4-a038-0ab1b22a3150','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','e8268d86-167f-5806-ae9a-84be9cdd96dc','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp d2ad48c6-ca67-43c1-b331-becf684e4c58", "quantity_requested": "2", "source_type": "manual_add", "id": "e8268d86-167f-5806-ae9a-84be9cdd96dc", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.931Z", "updated_at": "2026-11-24T18:31:19.931Z"}','{}','{"entry_id": "e8268d86-167f-5806-ae9a-84be9cdd96dc", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.931Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a093-7067-a58a-15617f2cfd4f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','c4d95afb-d7a8-5edd-b0d7-f561698147ca','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp bebdd6f6-65ad-4cc2-9d0d-770e245013ab", "quantity_requested": "2", "source_type": "manual_add", "id": "c4d95afb-d7a8-5edd-b0d7-f561698147ca", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.955Z", "updated_at": "2026-11-24T18:31:19.955Z"}','{}','{"entry_id": "c4d95afb-d7a8-5edd-b0d7-f561698147ca", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.955Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a0bc-7461-ae83-897d48b2c72d','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp edcd4c8d-57c1-4433-85b7-92f29e7d0867", "quantity_requested": "2", "source_type": "manual_add", "id": "9fa87ccf-4f71-573a-a0d2-f9029d8c8406", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:19.995Z", "updated_at": "2026-11-24T18:31:19.995Z"}','{}','{"entry_id": "9fa87ccf-4f71-573a-a0d2-f9029d8c8406", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:19.995Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a0e0-72d3-a9fa-7a4d4b36715b','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','ba73d36e-bbc2-586f-83de-92b279df8bbf','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp 388f1233-79cf-4a7e-85d3-20a6d0ef3ada", "quantity_requested": "2", "source_type": "manual_add", "id": "ba73d36e-bbc2-586f-83de-92b279df8bbf", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:20.031Z", "updated_at": "2026-11-24T18:31:20.031Z"}','{}','{"entry_id": "ba73d36e-bbc2-586f-83de-92b279df8bbf", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:20.031Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a103-74de-95c2-84a84004e5f5','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','57734321-db26-5924-a2be-97b01b17f552','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Lamp af920b93-f82f-4e35-bd1a-c2f8f16be7a5", "quantity_requested": "2", "source_type": "manual_add", "id": "57734321-db26-5924-a2be-97b01b17f552", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:20.066Z", "updated_at": "2026-11-24T18:31:20.066Z"}','{}','{"entry_id": "57734321-db26-5924-a2be-97b01b17f552", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:20.066Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a133-7505-b505-e4fc138caeae','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','approve_shopping_list_item','shopping_list_item','73faa34d-3c75-5251-9e62-3391f052247f','01a20ed3-9c5a-732b-af4e-635a734fea3b','{"status": "candidate", "updated_at": "2026-11-24T18:31:19.821Z"}','{"status": "approved", "updated_at": "2026-11-24T18:31:20.094Z", "approved_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b", "approved_at": "2026-11-24T18:31:20.094Z", "quantity_approved": "1", "updated_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b"}','{}','{"entry_id": "e58c82fd-25bb-5b3d-b999-78cd52b51313", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "captain"}','2026-11-24T18:31:20.094Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a16a-7729-ad3a-25cee6b781f6','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','approve_shopping_list_item','shopping_list_item','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','01a20ed3-9c5a-732b-af4e-635a734fea3b','{"status": "candidate", "updated_at": "2026-11-24T18:31:19.915Z"}','{"status": "approved", "updated_at": "2026-11-24T18:31:20.165Z", "approved_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b", "approved_at": "2026-11-24T18:31:20.165Z", "quantity_approved": "1", "updated_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b"}','{}','{"entry_id": "d8045331-fb4c-5071-a1c5-3a5d2cae0c61", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "captain"}','2026-11-24T18:31:20.165Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a183-73f0-a22f-a836bacdf0bc','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','approve_shopping_list_item','shopping_list_item','c4d95afb-d7a8-5edd-b0d7-f561698147ca','01a20ed3-9c5a-732b-af4e-635a734fea3b','{"status": "candidate", "updated_at": "2026-11-24T18:31:19.955Z"}','{"status": "approved", "updated_at": "2026-11-24T18:31:20.194Z", "approved_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b", "approved_at": "2026-11-24T18:31:20.194Z", "quantity_approved": "1", "updated_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b"}','{}','{"entry_id": "b7771bb6-334f-5576-b93b-78009db35ad9", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "captain"}','2026-11-24T18:31:20.194Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a188-7112-84f4-27ad7746ee61','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','approve_shopping_list_item','shopping_list_item','ba73d36e-bbc2-586f-83de-92b279df8bbf','01a20ed3-9c5a-732b-af4e-635a734fea3b','{"status": "candidate", "updated_at": "2026-11-24T18:31:20.031Z"}','{"status": "approved", "updated_at": "2026-11-24T18:31:20.199Z", "approved_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b", "approved_at": "2026-11-24T18:31:20.199Z", "quantity_approved": "1", "updated_by": "01a20ed3-9c5a-732b-af4e-635a734fea3b"}','{}','{"entry_id": "062075ba-3b8b-50a0-921d-23919f2b8f9f", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "captain"}','2026-11-24T18:31:20.199Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4bf-7653-a1d2-4fa49795f35e','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','role_added','person','01a20ed3-9b82-7009-a277-92992dcbeb7a',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4d3-73f7-b631-8f757ec972d6','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','role_added','person','01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4d5-7497-aaa9-6cbce605b3a5','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','role_added','person','01a20ed3-9c35-7368-b790-6b92209d26ee',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20ed3-9c35-7368-b790-6b92209d26ee", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4d6-71ea-8328-e3f0dbb8af99','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','role_added','person','01a20ed3-9c5a-732b-af4e-635a734fea3b',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20ed3-9c5a-732b-af4e-635a734fea3b", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4dd-712c-b035-076219c31c27','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','role_added','person','01a20ed3-9c8a-77da-a004-e4dfa9b08caa',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4f3-752b-85d9-20a2e20fa506','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','person_added','person','01a20ed3-9b82-7009-a277-92992dcbeb7a',NULL,NULL,'{"name": "crew", "user_id": "01a20ed3-9b82-7009-a277-92992dcbeb7a"}','{}','{"from": "shore"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a4f5-7705-b118-e72d39160de3','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','person_added','person','01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20ed3-9c0a-72a7-a782-d5b8ce95f2dc"}','{}','{"from": "shore"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a503-7207-a32b-3eb31b739608','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','person_added','person','01a20ed3-9c35-7368-b790-6b92209d26ee',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20ed3-9c35-7368-b790-6b92209d26ee"}','{}','{"from": "shore"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a504-767f-8ca0-230e81aecc59','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','person_added','person','01a20ed3-9c5a-732b-af4e-635a734fea3b',NULL,NULL,'{"name": "captain", "user_id": "01a20ed3-9c5a-732b-af4e-635a734fea3b"}','{}','{"from": "shore"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a505-7124-a197-692215fba6e0','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','person_added','person','01a20ed3-9c8a-77da-a004-e4dfa9b08caa',NULL,NULL,'{"name": "manager", "user_id": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa"}','{}','{"from": "shore"}','2026-11-24T18:31:20.947Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-a904-77ad-bf10-a9a69401aeca','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','reject_shopping_list_item','shopping_list_item','042da14e-ec47-5237-a11f-0e944689cc5b','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','{"status": "candidate", "updated_at": "2026-11-24T18:31:19.888Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:31:21.794Z", "rejected_by": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa", "rejected_at": "2026-11-24T18:31:21.794Z", "rejection_reason": "not this year", "updated_by": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa"}','{}','{"entry_id": "519f875d-c9e5-571a-96b7-704c3e482609", "node_id": "99c40a5d-7c73-422a-b7ce-4ae6763e7021", "role": "manager"}','2026-11-24T18:31:22.085Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-aa66-7059-a6ec-b9dc562388ed','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','reject_shopping_list_item','shopping_list_item','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','{"status": "candidate", "updated_at": "2026-11-24T18:31:19.995Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:31:22.182Z", "rejected_by": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa", "rejected_at": "2026-11-24T18:31:22.182Z", "rejection_reason": "not this year", "updated_by": "01a20ed3-9c8a-77da-a004-e4dfa9b08caa"}','{}','{"entry_id": "febcd6a2-e91a-533e-b69a-584905427b47", "node_id": "99c40a5d-7c73-422a-b7ce-4ae6763e7021", "role": "manager"}','2026-11-24T18:31:22.429Z');
INSERT INTO "pms_audit_log" VALUES('01a20ed3-ac7f-73cb-a4fa-9c4dce04d35c','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','create_shopping_list_item','shopping_list_item','fc44be43-eec3-5df3-b673-4095304c1b8e','01a20ed3-9b82-7009-a277-92992dcbeb7a','{}','{"part_name": "Waits 899b8683-faad-4818-814e-f5215310dd24", "quantity_requested": "2", "source_type": "manual_add", "id": "fc44be43-eec3-5df3-b673-4095304c1b8e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ed3-9b82-7009-a277-92992dcbeb7a", "created_at": "2026-11-24T18:31:23.007Z", "updated_at": "2026-11-24T18:31:23.007Z"}','{}','{"entry_id": "fc44be43-eec3-5df3-b673-4095304c1b8e", "node_id": "e0e9a8b3-e5c4-4905-b23c-6bea77c182a1", "role": "crew"}','2026-11-24T18:31:23.007Z');
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
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',1,'73faa34d-3c75-5251-9e62-3391f052247f',X'EDA51D71F10C8B64CC7CB96D849BE1571FA82BE3F874EA39DF7B6D592F9EC2DD',X'9E1BE7A4412D205800379D8EB70F6B70923AED4BAB5EE68A924B2B880C848FA9','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',2,'042da14e-ec47-5237-a11f-0e944689cc5b',X'2B0C2D186CEB8DD97126B35658399C5139566E4C02C8F96CC90F6CF1A66C1159',X'CA5723F2648EF8D74EBC2BE9B02E05E4A46CAA4823012CC3EE8FA15CB6ABA506','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',3,'49485e14-bc23-5a3b-ab71-2c105d9fa7ea',X'8D27F7CC0F7259C5D262572AE7BB9AF7DE761D1221410A11BDBE89C6CD2EA4E8',X'EDD6F1EC4C672EF45A7CFBB86318B7797DF6E9DB68469A277F3ABD3187352AAE','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',4,'e8268d86-167f-5806-ae9a-84be9cdd96dc',X'D89A3740BA763878A47A2A0DD1551279FA228D1FC168CDC73E37FC081256FFD9',X'DFEEE5D44BCBD6880D519DE88E6E7A74543F8D3D59EEB4481E0EE77B2120B993','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',5,'c4d95afb-d7a8-5edd-b0d7-f561698147ca',X'E4D5DEB3AFA4D38B39EE21E6C55C268554E59F2010F59998F0AD20AA4046A49C',X'A82F38D4791EBCF86877E6115061E81CE3EB273BFB96146EF1483E861A52C4F6','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',6,'9fa87ccf-4f71-573a-a0d2-f9029d8c8406',X'08D3262938B7EC6D7310C4DC2889B2C2479EDDFA4DB0CCF0CDBFFC3F59D2BC66',X'BDC4FF8C2F7BE05739276AABA3B26CCEDB052F4957B16B3EC8DE127E4EEE233E','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',7,'ba73d36e-bbc2-586f-83de-92b279df8bbf',X'388FEE4876DD355CD897CF8AB94874B0C82F1E3A956AF9801FDD1BCEAE3023E2',X'240FD7713CB8248BA84D393EBEFCD5BD06F7B47F2CA34AAC0F5DADE3317B2A8A','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',8,'57734321-db26-5924-a2be-97b01b17f552',X'906762A7B02EBE1B6A05D40D47344FBED732E76C14FDC55C1B42BFA1FD68EC38',X'29EAE1CF93F59095B7D7918249F974367A73B10468DFF110F29E7E6400575A47','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',9,'e58c82fd-25bb-5b3d-b999-78cd52b51313',X'D6E553EFFDCBA12A50483C5FF96CAEC55C2056388FA5B1034238F85F6A1AC4D7',X'42770C09F8B197AE2B78016DB7A6E7D7FF837BC9C88EAA860F90DE09D57CB297','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',10,'d8045331-fb4c-5071-a1c5-3a5d2cae0c61',X'995F267D9672FB21431E31809DC4C879F9A93C7E62BD593B8D2BD27C09FD8325',X'26FADB899317A7A55828B6347A1CCE8536409A1EB31FA66AE37E0D279214C894','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',11,'b7771bb6-334f-5576-b93b-78009db35ad9',X'C5A527286CC5F0C1858F53A04546234FECC3653823B61C2A1FF651FF96E0BC07',X'FA9132DD226ED2A44328F131DED94373272D1B2EBA3D38826FEF64B94F57B159','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',12,'062075ba-3b8b-50a0-921d-23919f2b8f9f',X'713892DF9841CF2826227310FFEA117139CA8C36E036A77E444D00B2C1A4367D',X'E0F837F8AFB43DD9AE5E572C765F0BF2EDCA20701BDA7D20EE4A6DFFE239E9AF','2026-11-24T18:31:21.629Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',13,'519f875d-c9e5-571a-96b7-704c3e482609',X'2BCDAC873B8E6C42C7027E657DBC07DBB90EA2300975A2689F8F4936CF3A821F',X'FD631CE4BD8E89B3BBBAEDD2805036009483DE0EF44B3F497AB370F09FFDE2D8','2026-11-24T18:31:22.085Z');
INSERT INTO "pms_feed" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',14,'febcd6a2-e91a-533e-b69a-584905427b47',X'3AB5BBCD285F5A1F50E0129204FE5842B2FE0BDC362690A1856B13B005ED9863',X'B3D1F8AB2540B4FC163768250776DF7EE6E910FD7DC4A87E630A83E610B8C667','2026-11-24T18:31:22.429Z');
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
INSERT INTO "pms_history_entries" VALUES('73faa34d-3c75-5251-9e62-3391f052247f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','73faa34d-3c75-5251-9e62-3391f052247f','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp af923b94-21d1-4a24-b5fb-dc37d6d72a87", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079821,0,X'EDA51D71F10C8B64CC7CB96D849BE1571FA82BE3F874EA39DF7B6D592F9EC2DD',X'9E1BE7A4412D205800379D8EB70F6B70923AED4BAB5EE68A924B2B880C848FA9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('042da14e-ec47-5237-a11f-0e944689cc5b','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','042da14e-ec47-5237-a11f-0e944689cc5b','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 881039aa-d2e6-4f9d-b6c9-2e032f5f78b4", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079888,0,X'2B0C2D186CEB8DD97126B35658399C5139566E4C02C8F96CC90F6CF1A66C1159',X'CA5723F2648EF8D74EBC2BE9B02E05E4A46CAA4823012CC3EE8FA15CB6ABA506','node',NULL);
INSERT INTO "pms_history_entries" VALUES('49485e14-bc23-5a3b-ab71-2c105d9fa7ea','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp bc7480a9-ca77-4d74-8e1f-e09d29cdfc06", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079915,0,X'8D27F7CC0F7259C5D262572AE7BB9AF7DE761D1221410A11BDBE89C6CD2EA4E8',X'EDD6F1EC4C672EF45A7CFBB86318B7797DF6E9DB68469A277F3ABD3187352AAE','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e8268d86-167f-5806-ae9a-84be9cdd96dc','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','e8268d86-167f-5806-ae9a-84be9cdd96dc','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp d2ad48c6-ca67-43c1-b331-becf684e4c58", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079931,0,X'D89A3740BA763878A47A2A0DD1551279FA228D1FC168CDC73E37FC081256FFD9',X'DFEEE5D44BCBD6880D519DE88E6E7A74543F8D3D59EEB4481E0EE77B2120B993','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c4d95afb-d7a8-5edd-b0d7-f561698147ca','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','c4d95afb-d7a8-5edd-b0d7-f561698147ca','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp bebdd6f6-65ad-4cc2-9d0d-770e245013ab", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079955,0,X'E4D5DEB3AFA4D38B39EE21E6C55C268554E59F2010F59998F0AD20AA4046A49C',X'A82F38D4791EBCF86877E6115061E81CE3EB273BFB96146EF1483E861A52C4F6','node',NULL);
INSERT INTO "pms_history_entries" VALUES('9fa87ccf-4f71-573a-a0d2-f9029d8c8406','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp edcd4c8d-57c1-4433-85b7-92f29e7d0867", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545079995,0,X'08D3262938B7EC6D7310C4DC2889B2C2479EDDFA4DB0CCF0CDBFFC3F59D2BC66',X'BDC4FF8C2F7BE05739276AABA3B26CCEDB052F4957B16B3EC8DE127E4EEE233E','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ba73d36e-bbc2-586f-83de-92b279df8bbf','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ba73d36e-bbc2-586f-83de-92b279df8bbf','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 388f1233-79cf-4a7e-85d3-20a6d0ef3ada", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545080031,0,X'388FEE4876DD355CD897CF8AB94874B0C82F1E3A956AF9801FDD1BCEAE3023E2',X'240FD7713CB8248BA84D393EBEFCD5BD06F7B47F2CA34AAC0F5DADE3317B2A8A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('57734321-db26-5924-a2be-97b01b17f552','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','57734321-db26-5924-a2be-97b01b17f552','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp af920b93-f82f-4e35-bd1a-c2f8f16be7a5", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545080066,0,X'906762A7B02EBE1B6A05D40D47344FBED732E76C14FDC55C1B42BFA1FD68EC38',X'29EAE1CF93F59095B7D7918249F974367A73B10468DFF110F29E7E6400575A47','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e58c82fd-25bb-5b3d-b999-78cd52b51313','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','73faa34d-3c75-5251-9e62-3391f052247f','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',9,'["73faa34d-3c75-5251-9e62-3391f052247f"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',1795545080094,0,X'D6E553EFFDCBA12A50483C5FF96CAEC55C2056388FA5B1034238F85F6A1AC4D7',X'42770C09F8B197AE2B78016DB7A6E7D7FF837BC9C88EAA860F90DE09D57CB297','node',NULL);
INSERT INTO "pms_history_entries" VALUES('d8045331-fb4c-5071-a1c5-3a5d2cae0c61','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',10,'["49485e14-bc23-5a3b-ab71-2c105d9fa7ea"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',1795545080165,0,X'995F267D9672FB21431E31809DC4C879F9A93C7E62BD593B8D2BD27C09FD8325',X'26FADB899317A7A55828B6347A1CCE8536409A1EB31FA66AE37E0D279214C894','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b7771bb6-334f-5576-b93b-78009db35ad9','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','c4d95afb-d7a8-5edd-b0d7-f561698147ca','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',11,'["c4d95afb-d7a8-5edd-b0d7-f561698147ca"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',1795545080194,0,X'C5A527286CC5F0C1858F53A04546234FECC3653823B61C2A1FF651FF96E0BC07',X'FA9132DD226ED2A44328F131DED94373272D1B2EBA3D38826FEF64B94F57B159','node',NULL);
INSERT INTO "pms_history_entries" VALUES('062075ba-3b8b-50a0-921d-23919f2b8f9f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ba73d36e-bbc2-586f-83de-92b279df8bbf','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',12,'["ba73d36e-bbc2-586f-83de-92b279df8bbf"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ed3-9c5a-732b-af4e-635a734fea3b','captain',1795545080199,0,X'713892DF9841CF2826227310FFEA117139CA8C36E036A77E444D00B2C1A4367D',X'E0F837F8AFB43DD9AE5E572C765F0BF2EDCA20701BDA7D20EE4A6DFFE239E9AF','node',NULL);
INSERT INTO "pms_history_entries" VALUES('519f875d-c9e5-571a-96b7-704c3e482609','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','042da14e-ec47-5237-a11f-0e944689cc5b','99c40a5d-7c73-422a-b7ce-4ae6763e7021','a070cb37c5278652',1,'["042da14e-ec47-5237-a11f-0e944689cc5b"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','manager',1795545081794,0,X'2BCDAC873B8E6C42C7027E657DBC07DBB90EA2300975A2689F8F4936CF3A821F',X'61D79D409A5C79E89D4F336C29E9026C79017533E1F6CBFB9549BC77BDE49DAF','node',NULL);
INSERT INTO "pms_history_entries" VALUES('febcd6a2-e91a-533e-b69a-584905427b47','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','99c40a5d-7c73-422a-b7ce-4ae6763e7021','a070cb37c5278652',2,'["9fa87ccf-4f71-573a-a0d2-f9029d8c8406"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','manager',1795545082182,0,X'3AB5BBCD285F5A1F50E0129204FE5842B2FE0BDC362690A1856B13B005ED9863',X'E6EF25E840FB21CD97C9F671FE6AD3B1910018EE36DBC2F673C9519C4B7EEEF6','node',NULL);
INSERT INTO "pms_history_entries" VALUES('fc44be43-eec3-5df3-b673-4095304c1b8e','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','fc44be43-eec3-5df3-b673-4095304c1b8e','e0e9a8b3-e5c4-4905-b23c-6bea77c182a1','ee66f4427071d96d',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 899b8683-faad-4818-814e-f5215310dd24", "quantity_requested": "2", "source_type": "manual_add"}','01a20ed3-9b82-7009-a277-92992dcbeb7a','crew',1795545083007,0,X'54A42DD7712AFD07E713D2C12EC80E65ACB03E0713C89593466B03B961C377E7',X'1895AEF45A88FE1B897CB8ECEEB0E4B251E2C523A1A01784B7CE92CF4A77F68E','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','73faa34d-3c75-5251-9e62-3391f052247f','["e58c82fd-25bb-5b3d-b999-78cd52b51313"]','52c1ed5428e4e8df398b3010dc174fdc91d039c4c2d8aab11b4adb7a4ac8a338');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','042da14e-ec47-5237-a11f-0e944689cc5b','["519f875d-c9e5-571a-96b7-704c3e482609"]','6f32d171e679b24a83594d8307f76a0f6d626d729b6bee0fbe29552048291d4a');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','["d8045331-fb4c-5071-a1c5-3a5d2cae0c61"]','56aee442b65ae57539d3ea199d2f30f09a79f5a6deb66ef35ae6f55c9296e054');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','e8268d86-167f-5806-ae9a-84be9cdd96dc','["e8268d86-167f-5806-ae9a-84be9cdd96dc"]','a76f02583062926353ae62cd7821f17f1dbffde51b1b99c63eccbc8e5f437b74');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','c4d95afb-d7a8-5edd-b0d7-f561698147ca','["b7771bb6-334f-5576-b93b-78009db35ad9"]','9e916f2dd20dd18b5f4e905149cbd781b931ca6ed5aadfe4191bfb6be9728434');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','["febcd6a2-e91a-533e-b69a-584905427b47"]','c9d37c6155a457f5323ebccf1da31f7a92c5bc3394042f665e382df3df462267');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ba73d36e-bbc2-586f-83de-92b279df8bbf','["062075ba-3b8b-50a0-921d-23919f2b8f9f"]','052b956fd2870815ef17bf398f23113ecd882421c940f00e867b6ab5d2a90f62');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','57734321-db26-5924-a2be-97b01b17f552','["57734321-db26-5924-a2be-97b01b17f552"]','b3f1111a42e18dbffc70f8266f157bd4a3e9476b3fbff9202d61d156b161b57d');
INSERT INTO "pms_item_heads" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','fc44be43-eec3-5df3-b673-4095304c1b8e','["fc44be43-eec3-5df3-b673-4095304c1b8e"]','872c2917a947065dac888a56eec773bb793bb1505b0183947f55c575471f847d');
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
INSERT INTO "pms_shopping_list_items" VALUES('73faa34d-3c75-5251-9e62-3391f052247f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp af923b94-21d1-4a24-b5fb-dc37d6d72a87',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.094Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.821Z','01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.094Z',NULL,NULL,NULL,'{"transition": {"id": "e58c82fd-25bb-5b3d-b999-78cd52b51313", "entry_id": "e58c82fd-25bb-5b3d-b999-78cd52b51313"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('042da14e-ec47-5237-a11f-0e944689cc5b','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp 881039aa-d2e6-4f9d-b6c9-2e032f5f78b4',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:21.794Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.888Z','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:21.794Z',NULL,NULL,NULL,'{"transition": {"id": "519f875d-c9e5-571a-96b7-704c3e482609", "entry_id": "519f875d-c9e5-571a-96b7-704c3e482609", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('49485e14-bc23-5a3b-ab71-2c105d9fa7ea','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp bc7480a9-ca77-4d74-8e1f-e09d29cdfc06',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.165Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.915Z','01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.165Z',NULL,NULL,NULL,'{"transition": {"id": "d8045331-fb4c-5071-a1c5-3a5d2cae0c61", "entry_id": "d8045331-fb4c-5071-a1c5-3a5d2cae0c61"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('e8268d86-167f-5806-ae9a-84be9cdd96dc','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp d2ad48c6-ca67-43c1-b331-becf684e4c58',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.931Z',NULL,'2026-11-24T18:31:19.931Z',NULL,NULL,NULL,'{"transition": {"id": "e8268d86-167f-5806-ae9a-84be9cdd96dc", "entry_id": "e8268d86-167f-5806-ae9a-84be9cdd96dc"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('c4d95afb-d7a8-5edd-b0d7-f561698147ca','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp bebdd6f6-65ad-4cc2-9d0d-770e245013ab',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.194Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.955Z','01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.194Z',NULL,NULL,NULL,'{"transition": {"id": "b7771bb6-334f-5576-b93b-78009db35ad9", "entry_id": "b7771bb6-334f-5576-b93b-78009db35ad9"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('9fa87ccf-4f71-573a-a0d2-f9029d8c8406','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp edcd4c8d-57c1-4433-85b7-92f29e7d0867',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:22.182Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.995Z','01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:22.182Z',NULL,NULL,NULL,'{"transition": {"id": "febcd6a2-e91a-533e-b69a-584905427b47", "entry_id": "febcd6a2-e91a-533e-b69a-584905427b47", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('ba73d36e-bbc2-586f-83de-92b279df8bbf','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp 388f1233-79cf-4a7e-85d3-20a6d0ef3ada',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.199Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:20.031Z','01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.199Z',NULL,NULL,NULL,'{"transition": {"id": "062075ba-3b8b-50a0-921d-23919f2b8f9f", "entry_id": "062075ba-3b8b-50a0-921d-23919f2b8f9f"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('57734321-db26-5924-a2be-97b01b17f552','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Lamp af920b93-f82f-4e35-bd1a-c2f8f16be7a5',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:20.066Z',NULL,'2026-11-24T18:31:20.066Z',NULL,NULL,NULL,'{"transition": {"id": "57734321-db26-5924-a2be-97b01b17f552", "entry_id": "57734321-db26-5924-a2be-97b01b17f552"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('fc44be43-eec3-5df3-b673-4095304c1b8e','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa',NULL,'Waits 899b8683-faad-4818-814e-f5215310dd24',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:23.007Z',NULL,'2026-11-24T18:31:23.007Z',NULL,NULL,NULL,'{"transition": {"id": "fc44be43-eec3-5df3-b673-4095304c1b8e", "entry_id": "fc44be43-eec3-5df3-b673-4095304c1b8e"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('73faa34d-3c75-5251-9e62-3391f052247f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','73faa34d-3c75-5251-9e62-3391f052247f',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.821Z',NULL,NULL,'{"entry_id":"73faa34d-3c75-5251-9e62-3391f052247f"}','2026-11-24T18:31:19.821Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('042da14e-ec47-5237-a11f-0e944689cc5b','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','042da14e-ec47-5237-a11f-0e944689cc5b',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.888Z',NULL,NULL,'{"entry_id":"042da14e-ec47-5237-a11f-0e944689cc5b"}','2026-11-24T18:31:19.888Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('49485e14-bc23-5a3b-ab71-2c105d9fa7ea','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','49485e14-bc23-5a3b-ab71-2c105d9fa7ea',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.915Z',NULL,NULL,'{"entry_id":"49485e14-bc23-5a3b-ab71-2c105d9fa7ea"}','2026-11-24T18:31:19.915Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e8268d86-167f-5806-ae9a-84be9cdd96dc','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','e8268d86-167f-5806-ae9a-84be9cdd96dc',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.931Z',NULL,NULL,'{"entry_id":"e8268d86-167f-5806-ae9a-84be9cdd96dc"}','2026-11-24T18:31:19.931Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c4d95afb-d7a8-5edd-b0d7-f561698147ca','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','c4d95afb-d7a8-5edd-b0d7-f561698147ca',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.955Z',NULL,NULL,'{"entry_id":"c4d95afb-d7a8-5edd-b0d7-f561698147ca"}','2026-11-24T18:31:19.955Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('9fa87ccf-4f71-573a-a0d2-f9029d8c8406','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','9fa87ccf-4f71-573a-a0d2-f9029d8c8406',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:19.995Z',NULL,NULL,'{"entry_id":"9fa87ccf-4f71-573a-a0d2-f9029d8c8406"}','2026-11-24T18:31:19.995Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ba73d36e-bbc2-586f-83de-92b279df8bbf','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ba73d36e-bbc2-586f-83de-92b279df8bbf',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:20.031Z',NULL,NULL,'{"entry_id":"ba73d36e-bbc2-586f-83de-92b279df8bbf"}','2026-11-24T18:31:20.031Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('57734321-db26-5924-a2be-97b01b17f552','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','57734321-db26-5924-a2be-97b01b17f552',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:20.066Z',NULL,NULL,'{"entry_id":"57734321-db26-5924-a2be-97b01b17f552"}','2026-11-24T18:31:20.066Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e58c82fd-25bb-5b3d-b999-78cd52b51313','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','73faa34d-3c75-5251-9e62-3391f052247f','candidate','approved',NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.094Z',NULL,NULL,'{"entry_id":"e58c82fd-25bb-5b3d-b999-78cd52b51313"}','2026-11-24T18:31:20.094Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('d8045331-fb4c-5071-a1c5-3a5d2cae0c61','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','49485e14-bc23-5a3b-ab71-2c105d9fa7ea','candidate','approved',NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.165Z',NULL,NULL,'{"entry_id":"d8045331-fb4c-5071-a1c5-3a5d2cae0c61"}','2026-11-24T18:31:20.165Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b7771bb6-334f-5576-b93b-78009db35ad9','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','c4d95afb-d7a8-5edd-b0d7-f561698147ca','candidate','approved',NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.194Z',NULL,NULL,'{"entry_id":"b7771bb6-334f-5576-b93b-78009db35ad9"}','2026-11-24T18:31:20.194Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('062075ba-3b8b-50a0-921d-23919f2b8f9f','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','ba73d36e-bbc2-586f-83de-92b279df8bbf','candidate','approved',NULL,NULL,'01a20ed3-9c5a-732b-af4e-635a734fea3b','2026-11-24T18:31:20.199Z',NULL,NULL,'{"entry_id":"062075ba-3b8b-50a0-921d-23919f2b8f9f"}','2026-11-24T18:31:20.199Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('519f875d-c9e5-571a-96b7-704c3e482609','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','042da14e-ec47-5237-a11f-0e944689cc5b','candidate','rejected','not this year',NULL,'01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:21.794Z',NULL,NULL,'{"entry_id":"519f875d-c9e5-571a-96b7-704c3e482609"}','2026-11-24T18:31:21.794Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('febcd6a2-e91a-533e-b69a-584905427b47','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','9fa87ccf-4f71-573a-a0d2-f9029d8c8406','candidate','rejected','not this year',NULL,'01a20ed3-9c8a-77da-a004-e4dfa9b08caa','2026-11-24T18:31:22.182Z',NULL,NULL,'{"entry_id":"febcd6a2-e91a-533e-b69a-584905427b47"}','2026-11-24T18:31:22.182Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('fc44be43-eec3-5df3-b673-4095304c1b8e','01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','fc44be43-eec3-5df3-b673-4095304c1b8e',NULL,'candidate',NULL,NULL,'01a20ed3-9b82-7009-a277-92992dcbeb7a','2026-11-24T18:31:23.007Z',NULL,NULL,'{"entry_id":"fc44be43-eec3-5df3-b673-4095304c1b8e"}','2026-11-24T18:31:23.007Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-a791-7511-a57e-36ef9394daba','2026-11-24T18:31:20.211Z',646,588,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-a92d-77a6-b058-48c001cbdf18','2026-11-24T18:31:21.907Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-aa94-7050-b3b9-d0b56e878ff6','2026-11-24T18:31:22.223Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','01a20ed3-ac76-7256-8a55-818f303b2828','2026-11-24T18:31:22.840Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20ed3-9b0f-742c-9fa4-2d952dd5a3fa','Aurora','2026-11-24T18:31:18.582Z',1);
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
