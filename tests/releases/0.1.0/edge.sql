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
INSERT INTO "auth_users_profiles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b56-72e6-8757-2c686063f24f','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b72-729c-b6e1-e037ea8c5c86','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9ba1-75c8-9f7f-efcf8f927233','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b56-72e6-8757-2c686063f24f','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b72-729c-b6e1-e037ea8c5c86','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-9ba1-75c8-9f7f-efcf8f927233','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',12,'76594e247ce6f37c',X'217AC1BD5BD51B7A1FDED7AC5881CA688510738F34C1420B7986D779DC7EEDA7');
INSERT INTO "feed_seals" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',13,'76594e247ce6f37c',X'CA01BEEAB005E0ED795B7582E9F26AA8B1602DD47FCFFF6855E2576781EE1FE2');
INSERT INTO "feed_seals" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',14,'76594e247ce6f37c',X'D29C276D5E50C5642F197E671C5D2CA736C971044AEFE81FF8791CA8F8D1388F');
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
INSERT INTO "node_state" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',13,X'FB9A6AC0D864D5FAA0977CD191C09E01A65F89C85E4D98FDE65F1426DF0DA7C0',1795545606622,0,14,X'B8956935E371DAB15A536CED6825347C939CFE658B6F29615E8C1753B453122F','76594e247ce6f37c',16,'http://shore',5,NULL,0,NULL,'2026-11-24T18:40:03.359Z','279d6d54ab90185f10fbbcae2440660d9c543b6812ab6a2687d17c6dc04ab5e0');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','7d229446df4c72a6',13,'ce0edfea-b469-5b1a-82bb-911253c5726d',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20edb-9ed9-732b-b615-a88fb9ea4694','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 0f90bfb4-935a-4144-8feb-eaec671a243e", "quantity_requested": "2", "source_type": "manual_add", "id": "8e9d85b9-4a28-5f93-9a6e-4e479799b98e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.782Z", "updated_at": "2026-11-24T18:40:03.782Z"}','{}','{"entry_id": "8e9d85b9-4a28-5f93-9a6e-4e479799b98e", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.782Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9ef4-752c-ab45-7112a68943cd','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','55471f37-7e08-59bd-83b4-d01a42527883','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 95a0bc87-72a8-43ae-bb61-2a484b89eba9", "quantity_requested": "2", "source_type": "manual_add", "id": "55471f37-7e08-59bd-83b4-d01a42527883", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.827Z", "updated_at": "2026-11-24T18:40:03.827Z"}','{}','{"entry_id": "55471f37-7e08-59bd-83b4-d01a42527883", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.827Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9efd-7331-9df0-7100c3a60600','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','730d2341-9736-53a3-bbbf-695458f4c268','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 1c6f47f4-e829-4711-91a8-d0069fbfd683", "quantity_requested": "2", "source_type": "manual_add", "id": "730d2341-9736-53a3-bbbf-695458f4c268", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.836Z", "updated_at": "2026-11-24T18:40:03.836Z"}','{}','{"entry_id": "730d2341-9736-53a3-bbbf-695458f4c268", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.836Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f0b-731f-b58d-4510dc36338c','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','e7d6096f-6b87-5967-b096-b2698c57ccf6','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp e2ed85bf-81af-4950-9e21-c84a4102899d", "quantity_requested": "2", "source_type": "manual_add", "id": "e7d6096f-6b87-5967-b096-b2698c57ccf6", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.850Z", "updated_at": "2026-11-24T18:40:03.850Z"}','{}','{"entry_id": "e7d6096f-6b87-5967-b096-b2698c57ccf6", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.850Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f1c-716e-a61b-5404c24a71a8','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','09bfac37-f5a0-5c7f-ade0-53c619728298','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 5b4ee3ad-a9b9-4efb-84ed-f241c6daad8e", "quantity_requested": "2", "source_type": "manual_add", "id": "09bfac37-f5a0-5c7f-ade0-53c619728298", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.867Z", "updated_at": "2026-11-24T18:40:03.867Z"}','{}','{"entry_id": "09bfac37-f5a0-5c7f-ade0-53c619728298", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.867Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f2e-7697-afeb-65cac33d7eae','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','d281749c-bffd-5114-b043-d34b2a3c55f9','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 1abd749e-93aa-445c-b566-590915778424", "quantity_requested": "2", "source_type": "manual_add", "id": "d281749c-bffd-5114-b043-d34b2a3c55f9", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.882Z", "updated_at": "2026-11-24T18:40:03.882Z"}','{}','{"entry_id": "d281749c-bffd-5114-b043-d34b2a3c55f9", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.882Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f37-74fd-b7f3-66c0ae9031d8','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','90418bf5-67b2-5bbd-a042-20e4baeb498e','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp e7db06d4-0bed-47ff-ad29-4881fd3bdb25", "quantity_requested": "2", "source_type": "manual_add", "id": "90418bf5-67b2-5bbd-a042-20e4baeb498e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.894Z", "updated_at": "2026-11-24T18:40:03.894Z"}','{}','{"entry_id": "90418bf5-67b2-5bbd-a042-20e4baeb498e", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.894Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f44-72fa-9e25-c574a7cfb86c','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','b9d2948d-ca73-5412-ae7f-302de75b0f90','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Lamp 3056d704-0810-4b16-a207-0a13a563b29e", "quantity_requested": "2", "source_type": "manual_add", "id": "b9d2948d-ca73-5412-ae7f-302de75b0f90", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:03.907Z", "updated_at": "2026-11-24T18:40:03.907Z"}','{}','{"entry_id": "b9d2948d-ca73-5412-ae7f-302de75b0f90", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:03.907Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f63-711a-9d12-8febcf3dc037','01a20edb-9ab8-71fa-9202-fd1e862c7efa','approve_shopping_list_item','shopping_list_item','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','01a20edb-9b8f-70f0-abc6-364d38b51550','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.782Z"}','{"status": "approved", "updated_at": "2026-11-24T18:40:03.919Z", "approved_by": "01a20edb-9b8f-70f0-abc6-364d38b51550", "approved_at": "2026-11-24T18:40:03.919Z", "quantity_approved": "1", "updated_by": "01a20edb-9b8f-70f0-abc6-364d38b51550"}','{}','{"entry_id": "0848770d-b56f-59ee-866a-b9b42cf3887a", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "captain"}','2026-11-24T18:40:03.919Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f7c-7478-9724-5a3aee67859a','01a20edb-9ab8-71fa-9202-fd1e862c7efa','approve_shopping_list_item','shopping_list_item','730d2341-9736-53a3-bbbf-695458f4c268','01a20edb-9b8f-70f0-abc6-364d38b51550','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.836Z"}','{"status": "approved", "updated_at": "2026-11-24T18:40:03.963Z", "approved_by": "01a20edb-9b8f-70f0-abc6-364d38b51550", "approved_at": "2026-11-24T18:40:03.963Z", "quantity_approved": "1", "updated_by": "01a20edb-9b8f-70f0-abc6-364d38b51550"}','{}','{"entry_id": "59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "captain"}','2026-11-24T18:40:03.963Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f88-770a-b9fe-8e9e8e828f4f','01a20edb-9ab8-71fa-9202-fd1e862c7efa','approve_shopping_list_item','shopping_list_item','09bfac37-f5a0-5c7f-ade0-53c619728298','01a20edb-9b8f-70f0-abc6-364d38b51550','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.867Z"}','{"status": "approved", "updated_at": "2026-11-24T18:40:03.975Z", "approved_by": "01a20edb-9b8f-70f0-abc6-364d38b51550", "approved_at": "2026-11-24T18:40:03.975Z", "quantity_approved": "1", "updated_by": "01a20edb-9b8f-70f0-abc6-364d38b51550"}','{}','{"entry_id": "be98c136-c937-5d17-9c1c-bda2a8b527c4", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "captain"}','2026-11-24T18:40:03.975Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-9f94-7613-93c6-4ca2dce2bd7d','01a20edb-9ab8-71fa-9202-fd1e862c7efa','approve_shopping_list_item','shopping_list_item','90418bf5-67b2-5bbd-a042-20e4baeb498e','01a20edb-9b8f-70f0-abc6-364d38b51550','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.894Z"}','{"status": "approved", "updated_at": "2026-11-24T18:40:03.987Z", "approved_by": "01a20edb-9b8f-70f0-abc6-364d38b51550", "approved_at": "2026-11-24T18:40:03.987Z", "quantity_approved": "1", "updated_by": "01a20edb-9b8f-70f0-abc6-364d38b51550"}','{}','{"entry_id": "176d48a7-855e-5e1c-a65f-11614967b31e", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "captain"}','2026-11-24T18:40:03.987Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a129-72cf-ab9a-e57c2a50f2e7','01a20edb-9ab8-71fa-9202-fd1e862c7efa','role_added','person','01a20edb-9b00-77f4-be51-ee4f175cedec',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20edb-9b00-77f4-be51-ee4f175cedec", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a12f-70cb-9d37-4f3c0a39c8ef','01a20edb-9ab8-71fa-9202-fd1e862c7efa','role_added','person','01a20edb-9b56-72e6-8757-2c686063f24f',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20edb-9b56-72e6-8757-2c686063f24f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a131-7390-bdc4-8ac143b2ff3b','01a20edb-9ab8-71fa-9202-fd1e862c7efa','role_added','person','01a20edb-9b72-729c-b6e1-e037ea8c5c86',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20edb-9b72-729c-b6e1-e037ea8c5c86", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a135-7159-a01e-d8421bb4461a','01a20edb-9ab8-71fa-9202-fd1e862c7efa','role_added','person','01a20edb-9b8f-70f0-abc6-364d38b51550',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20edb-9b8f-70f0-abc6-364d38b51550", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a139-7704-bc75-4c060f155b08','01a20edb-9ab8-71fa-9202-fd1e862c7efa','role_added','person','01a20edb-9ba1-75c8-9f7f-efcf8f927233',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20edb-9ba1-75c8-9f7f-efcf8f927233", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a13d-76f1-85a5-8b2e4040f16f','01a20edb-9ab8-71fa-9202-fd1e862c7efa','person_added','person','01a20edb-9b00-77f4-be51-ee4f175cedec',NULL,NULL,'{"name": "crew", "user_id": "01a20edb-9b00-77f4-be51-ee4f175cedec"}','{}','{"from": "shore"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a141-7306-8bde-6d4bfaa15e7b','01a20edb-9ab8-71fa-9202-fd1e862c7efa','person_added','person','01a20edb-9b56-72e6-8757-2c686063f24f',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20edb-9b56-72e6-8757-2c686063f24f"}','{}','{"from": "shore"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a144-7160-b160-cee1576dac92','01a20edb-9ab8-71fa-9202-fd1e862c7efa','person_added','person','01a20edb-9b72-729c-b6e1-e037ea8c5c86',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20edb-9b72-729c-b6e1-e037ea8c5c86"}','{}','{"from": "shore"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a146-7412-bea8-a86ce23d5535','01a20edb-9ab8-71fa-9202-fd1e862c7efa','person_added','person','01a20edb-9b8f-70f0-abc6-364d38b51550',NULL,NULL,'{"name": "captain", "user_id": "01a20edb-9b8f-70f0-abc6-364d38b51550"}','{}','{"from": "shore"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a14b-7450-b9f8-0b68d0a42540','01a20edb-9ab8-71fa-9202-fd1e862c7efa','person_added','person','01a20edb-9ba1-75c8-9f7f-efcf8f927233',NULL,NULL,'{"name": "manager", "user_id": "01a20edb-9ba1-75c8-9f7f-efcf8f927233"}','{}','{"from": "shore"}','2026-11-24T18:40:04.375Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a5ba-71db-8c2e-28ed5a64ccba','01a20edb-9ab8-71fa-9202-fd1e862c7efa','reject_shopping_list_item','shopping_list_item','55471f37-7e08-59bd-83b4-d01a42527883','01a20edb-9ba1-75c8-9f7f-efcf8f927233','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.827Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:40:05.207Z", "rejected_by": "01a20edb-9ba1-75c8-9f7f-efcf8f927233", "rejected_at": "2026-11-24T18:40:05.207Z", "rejection_reason": "not this year", "updated_by": "01a20edb-9ba1-75c8-9f7f-efcf8f927233"}','{}','{"entry_id": "c43f429c-1a80-5871-9d3e-090436aeb2ac", "node_id": "1c4b3a5d-40a0-4cc0-abda-433e510c6d08", "role": "manager"}','2026-11-24T18:40:05.491Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a707-742d-a400-9752ffe30319','01a20edb-9ab8-71fa-9202-fd1e862c7efa','reject_shopping_list_item','shopping_list_item','d281749c-bffd-5114-b043-d34b2a3c55f9','01a20edb-9ba1-75c8-9f7f-efcf8f927233','{"status": "candidate", "updated_at": "2026-11-24T18:40:03.882Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:40:05.673Z", "rejected_by": "01a20edb-9ba1-75c8-9f7f-efcf8f927233", "rejected_at": "2026-11-24T18:40:05.673Z", "rejection_reason": "not this year", "updated_by": "01a20edb-9ba1-75c8-9f7f-efcf8f927233"}','{}','{"entry_id": "e4cb2491-9020-51fa-8c3b-6e69645595b9", "node_id": "1c4b3a5d-40a0-4cc0-abda-433e510c6d08", "role": "manager"}','2026-11-24T18:40:05.792Z');
INSERT INTO "pms_audit_log" VALUES('01a20edb-a9df-723c-9d7a-05baf431b1c9','01a20edb-9ab8-71fa-9202-fd1e862c7efa','create_shopping_list_item','shopping_list_item','ce0edfea-b469-5b1a-82bb-911253c5726d','01a20edb-9b00-77f4-be51-ee4f175cedec','{}','{"part_name": "Waits 5d12fd59-3c27-4759-91d7-0d84afceabfa", "quantity_requested": "2", "source_type": "manual_add", "id": "ce0edfea-b469-5b1a-82bb-911253c5726d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edb-9b00-77f4-be51-ee4f175cedec", "created_at": "2026-11-24T18:40:06.622Z", "updated_at": "2026-11-24T18:40:06.622Z"}','{}','{"entry_id": "ce0edfea-b469-5b1a-82bb-911253c5726d", "node_id": "ace1a5e2-9cf3-4744-8bb3-6746645dff91", "role": "crew"}','2026-11-24T18:40:06.622Z');
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
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',1,'8e9d85b9-4a28-5f93-9a6e-4e479799b98e',X'6A321B42BEA0F5BC2630429D2281201313B2861F02C54B5B18709C55D7B18809',X'AE953763F845914F0DF3B72DB9F20D9ACA5F366C16A6AA460BB2B08377DF6464','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',2,'55471f37-7e08-59bd-83b4-d01a42527883',X'6B82628FE235703F4EA92DFD912694408715BFFEF17233873B9CF63519AFB478',X'0A7C0C6666711402ED403F725A69D3173E41B9EE6B237C684C3501B017BDF467','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',3,'730d2341-9736-53a3-bbbf-695458f4c268',X'F6085657E976796603EACFA2B0FFBBAF727A17C4A25377DBD2899B91FC8A682E',X'CEDB978E034A526A7A5DC3372BD21C75E3B9E518F8B5C5823D53D3C33DF23719','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',4,'e7d6096f-6b87-5967-b096-b2698c57ccf6',X'A6DAFB43C7B9B94373D945C1D26CCED8E34163E1BB85A9EEDC20CF5024D104ED',X'83CA1EBE0717B8CDA183BB94B5FE3B5585E843D2804E250C272DCAEB32C26E54','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',5,'09bfac37-f5a0-5c7f-ade0-53c619728298',X'AF08A188F449D30C78CC51DEB6D1DAC93A68B01FF5C72863C05032AC2C2CF101',X'D77A647D3F88C74459FA11433F6724A985DA39B622C3357BBADFA4A3739619E8','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',6,'d281749c-bffd-5114-b043-d34b2a3c55f9',X'0D7AABB3AB6080F803AAB869A98C8E43189C77499AC0E1FEFCE6F32ABD9D4216',X'8C266BE35ABC27337FABBDEBD02ABF1844ECF3FE69200FE1259C52475F506DCB','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',7,'90418bf5-67b2-5bbd-a042-20e4baeb498e',X'D2E7192C9F034AD8F60D4B38F836B92F4DBE0F1EC353C03720B0B8C416060FB4',X'F0687135418578DE5A0F31DC94D12DC70A8B35CEC656A8EE677E75E5FD29708D','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',8,'b9d2948d-ca73-5412-ae7f-302de75b0f90',X'62C3DD2E6533FE15405CA032F1D4885D628324F7606B0281826D939CFD7655F6',X'E267CFEA0876E87C3A250632ED3C370E95272B3C9F4DBD0C1EB221D6BF96814C','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',9,'0848770d-b56f-59ee-866a-b9b42cf3887a',X'8B80830BA8D878D6A873EF65F10069A364369940E245EC68B6A927A0987E6098',X'ECFC4A3526AD9538C45F70111A956B088BACAC230BA13F04AD00B285716EA478','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',10,'59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc',X'00747761F39A863F74D698DED33EA777AE363ED81DFCCB5414DC3CF0A0220BCF',X'DB62235BE2F8BD4E1EE2CDB04C834710C3C1705BE654FF120B8F9E50D739F5F2','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',11,'be98c136-c937-5d17-9c1c-bda2a8b527c4',X'986B6095F4B699FABF22DCF9F721F319226E99D7B4B9D58EC759EBEC46E447F7',X'8881BD32139B698487F01FB5B12F784C42A5B513C60C0211E26E9CFFAC83F23C','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',12,'176d48a7-855e-5e1c-a65f-11614967b31e',X'9E6502D76F2313DBA493DAD5BB71A7696380170ECC205C5FB3EE32A8EFCC156D',X'E5372B6AF7D6D22C002F1B6315E754B317DF4EEF5E7D1C92FA5C0C1B412BA639','2026-11-24T18:40:04.987Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',13,'c43f429c-1a80-5871-9d3e-090436aeb2ac',X'26A46674C0097D53C6E8231CD8A038B2355D01CD4FB2BCD812B26BE9AB468854',X'DF075A2A83180560183036E01E7124D922A8FFC330C1D4EE782AF00FBD65B77E','2026-11-24T18:40:05.491Z');
INSERT INTO "pms_feed" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa',14,'e4cb2491-9020-51fa-8c3b-6e69645595b9',X'3D30C448D78DFDE739939737BD8F54A8215B6E4CF472C1428D6CE03D66B9B8F9',X'B8956935E371DAB15A536CED6825347C939CFE658B6F29615E8C1753B453122F','2026-11-24T18:40:05.792Z');
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
INSERT INTO "pms_history_entries" VALUES('8e9d85b9-4a28-5f93-9a6e-4e479799b98e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 0f90bfb4-935a-4144-8feb-eaec671a243e", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603782,0,X'6A321B42BEA0F5BC2630429D2281201313B2861F02C54B5B18709C55D7B18809',X'AE953763F845914F0DF3B72DB9F20D9ACA5F366C16A6AA460BB2B08377DF6464','node',NULL);
INSERT INTO "pms_history_entries" VALUES('55471f37-7e08-59bd-83b4-d01a42527883','01a20edb-9ab8-71fa-9202-fd1e862c7efa','55471f37-7e08-59bd-83b4-d01a42527883','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 95a0bc87-72a8-43ae-bb61-2a484b89eba9", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603827,0,X'6B82628FE235703F4EA92DFD912694408715BFFEF17233873B9CF63519AFB478',X'0A7C0C6666711402ED403F725A69D3173E41B9EE6B237C684C3501B017BDF467','node',NULL);
INSERT INTO "pms_history_entries" VALUES('730d2341-9736-53a3-bbbf-695458f4c268','01a20edb-9ab8-71fa-9202-fd1e862c7efa','730d2341-9736-53a3-bbbf-695458f4c268','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 1c6f47f4-e829-4711-91a8-d0069fbfd683", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603836,0,X'F6085657E976796603EACFA2B0FFBBAF727A17C4A25377DBD2899B91FC8A682E',X'CEDB978E034A526A7A5DC3372BD21C75E3B9E518F8B5C5823D53D3C33DF23719','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e7d6096f-6b87-5967-b096-b2698c57ccf6','01a20edb-9ab8-71fa-9202-fd1e862c7efa','e7d6096f-6b87-5967-b096-b2698c57ccf6','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp e2ed85bf-81af-4950-9e21-c84a4102899d", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603850,0,X'A6DAFB43C7B9B94373D945C1D26CCED8E34163E1BB85A9EEDC20CF5024D104ED',X'83CA1EBE0717B8CDA183BB94B5FE3B5585E843D2804E250C272DCAEB32C26E54','node',NULL);
INSERT INTO "pms_history_entries" VALUES('09bfac37-f5a0-5c7f-ade0-53c619728298','01a20edb-9ab8-71fa-9202-fd1e862c7efa','09bfac37-f5a0-5c7f-ade0-53c619728298','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 5b4ee3ad-a9b9-4efb-84ed-f241c6daad8e", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603867,0,X'AF08A188F449D30C78CC51DEB6D1DAC93A68B01FF5C72863C05032AC2C2CF101',X'D77A647D3F88C74459FA11433F6724A985DA39B622C3357BBADFA4A3739619E8','node',NULL);
INSERT INTO "pms_history_entries" VALUES('d281749c-bffd-5114-b043-d34b2a3c55f9','01a20edb-9ab8-71fa-9202-fd1e862c7efa','d281749c-bffd-5114-b043-d34b2a3c55f9','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 1abd749e-93aa-445c-b566-590915778424", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603882,0,X'0D7AABB3AB6080F803AAB869A98C8E43189C77499AC0E1FEFCE6F32ABD9D4216',X'8C266BE35ABC27337FABBDEBD02ABF1844ECF3FE69200FE1259C52475F506DCB','node',NULL);
INSERT INTO "pms_history_entries" VALUES('90418bf5-67b2-5bbd-a042-20e4baeb498e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','90418bf5-67b2-5bbd-a042-20e4baeb498e','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp e7db06d4-0bed-47ff-ad29-4881fd3bdb25", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603894,0,X'D2E7192C9F034AD8F60D4B38F836B92F4DBE0F1EC353C03720B0B8C416060FB4',X'F0687135418578DE5A0F31DC94D12DC70A8B35CEC656A8EE677E75E5FD29708D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b9d2948d-ca73-5412-ae7f-302de75b0f90','01a20edb-9ab8-71fa-9202-fd1e862c7efa','b9d2948d-ca73-5412-ae7f-302de75b0f90','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 3056d704-0810-4b16-a207-0a13a563b29e", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545603907,0,X'62C3DD2E6533FE15405CA032F1D4885D628324F7606B0281826D939CFD7655F6',X'E267CFEA0876E87C3A250632ED3C370E95272B3C9F4DBD0C1EB221D6BF96814C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0848770d-b56f-59ee-866a-b9b42cf3887a','01a20edb-9ab8-71fa-9202-fd1e862c7efa','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',9,'["8e9d85b9-4a28-5f93-9a6e-4e479799b98e"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',1795545603919,0,X'8B80830BA8D878D6A873EF65F10069A364369940E245EC68B6A927A0987E6098',X'ECFC4A3526AD9538C45F70111A956B088BACAC230BA13F04AD00B285716EA478','node',NULL);
INSERT INTO "pms_history_entries" VALUES('59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc','01a20edb-9ab8-71fa-9202-fd1e862c7efa','730d2341-9736-53a3-bbbf-695458f4c268','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',10,'["730d2341-9736-53a3-bbbf-695458f4c268"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',1795545603963,0,X'00747761F39A863F74D698DED33EA777AE363ED81DFCCB5414DC3CF0A0220BCF',X'DB62235BE2F8BD4E1EE2CDB04C834710C3C1705BE654FF120B8F9E50D739F5F2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('be98c136-c937-5d17-9c1c-bda2a8b527c4','01a20edb-9ab8-71fa-9202-fd1e862c7efa','09bfac37-f5a0-5c7f-ade0-53c619728298','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',11,'["09bfac37-f5a0-5c7f-ade0-53c619728298"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',1795545603975,0,X'986B6095F4B699FABF22DCF9F721F319226E99D7B4B9D58EC759EBEC46E447F7',X'8881BD32139B698487F01FB5B12F784C42A5B513C60C0211E26E9CFFAC83F23C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('176d48a7-855e-5e1c-a65f-11614967b31e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','90418bf5-67b2-5bbd-a042-20e4baeb498e','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',12,'["90418bf5-67b2-5bbd-a042-20e4baeb498e"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edb-9b8f-70f0-abc6-364d38b51550','captain',1795545603987,0,X'9E6502D76F2313DBA493DAD5BB71A7696380170ECC205C5FB3EE32A8EFCC156D',X'E5372B6AF7D6D22C002F1B6315E754B317DF4EEF5E7D1C92FA5C0C1B412BA639','node',NULL);
INSERT INTO "pms_history_entries" VALUES('c43f429c-1a80-5871-9d3e-090436aeb2ac','01a20edb-9ab8-71fa-9202-fd1e862c7efa','55471f37-7e08-59bd-83b4-d01a42527883','1c4b3a5d-40a0-4cc0-abda-433e510c6d08','466fdbe92f47682d',1,'["55471f37-7e08-59bd-83b4-d01a42527883"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20edb-9ba1-75c8-9f7f-efcf8f927233','manager',1795545605207,0,X'26A46674C0097D53C6E8231CD8A038B2355D01CD4FB2BCD812B26BE9AB468854',X'3691EE4F0560CB09B91EB6B568FBE24401D6E61E7E16B54F0BD10B1A00BE16E7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e4cb2491-9020-51fa-8c3b-6e69645595b9','01a20edb-9ab8-71fa-9202-fd1e862c7efa','d281749c-bffd-5114-b043-d34b2a3c55f9','1c4b3a5d-40a0-4cc0-abda-433e510c6d08','466fdbe92f47682d',2,'["d281749c-bffd-5114-b043-d34b2a3c55f9"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20edb-9ba1-75c8-9f7f-efcf8f927233','manager',1795545605673,0,X'3D30C448D78DFDE739939737BD8F54A8215B6E4CF472C1428D6CE03D66B9B8F9',X'3EC591C37D62527237AD8E9FE0298646647AD50AFD42CD46B95A341FAA524618','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ce0edfea-b469-5b1a-82bb-911253c5726d','01a20edb-9ab8-71fa-9202-fd1e862c7efa','ce0edfea-b469-5b1a-82bb-911253c5726d','ace1a5e2-9cf3-4744-8bb3-6746645dff91','7d229446df4c72a6',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 5d12fd59-3c27-4759-91d7-0d84afceabfa", "quantity_requested": "2", "source_type": "manual_add"}','01a20edb-9b00-77f4-be51-ee4f175cedec','crew',1795545606622,0,X'82F0D9F0D041078E448E1B36BFA49F784C0B337114826C070108CFCA1E127B1C',X'FB9A6AC0D864D5FAA0977CD191C09E01A65F89C85E4D98FDE65F1426DF0DA7C0','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','["0848770d-b56f-59ee-866a-b9b42cf3887a"]','7018bbfb147e1c1bfe8125595bd52a8c1fbb17e536099bad623593981d4b214e');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','55471f37-7e08-59bd-83b4-d01a42527883','["c43f429c-1a80-5871-9d3e-090436aeb2ac"]','3547ace4b3f391e6b0d11b928594035008adcc00f1163f374295c2c7e853add5');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','730d2341-9736-53a3-bbbf-695458f4c268','["59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc"]','ee1d87e865fb370f15a293a6646422d601203c6c0ba0900f2c443c6fab19218f');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','e7d6096f-6b87-5967-b096-b2698c57ccf6','["e7d6096f-6b87-5967-b096-b2698c57ccf6"]','bd05b9ca7e5f4c6ce9872404c372cb6ff395af9d84d012a5b6fd011f07619c2c');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','09bfac37-f5a0-5c7f-ade0-53c619728298','["be98c136-c937-5d17-9c1c-bda2a8b527c4"]','67bff633d09fac1f3fe7e5f6b494b99a17718fed8295b81c3cd60d5805502312');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','d281749c-bffd-5114-b043-d34b2a3c55f9','["e4cb2491-9020-51fa-8c3b-6e69645595b9"]','ce3e89f9688baa826b0681abc3e475ad033e0d96dece71007af03f73411af987');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','90418bf5-67b2-5bbd-a042-20e4baeb498e','["176d48a7-855e-5e1c-a65f-11614967b31e"]','32525e873cf89f2505cb4785c969332c625ce1089e80f2c7df26e04f4ffc777b');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','b9d2948d-ca73-5412-ae7f-302de75b0f90','["b9d2948d-ca73-5412-ae7f-302de75b0f90"]','e36a5f64f9963e5b9b4fd6bdab4d360bc1a903b8b30b33731892158603d23fbc');
INSERT INTO "pms_item_heads" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','ce0edfea-b469-5b1a-82bb-911253c5726d','["ce0edfea-b469-5b1a-82bb-911253c5726d"]','5dec332bae8a6fda882d453b27f71c912a435bdc5b1aaa67184313e0d3e545dc');
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
INSERT INTO "pms_shopping_list_items" VALUES('8e9d85b9-4a28-5f93-9a6e-4e479799b98e','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 0f90bfb4-935a-4144-8feb-eaec671a243e',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.919Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.782Z','01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.919Z',NULL,NULL,NULL,'{"transition": {"id": "0848770d-b56f-59ee-866a-b9b42cf3887a", "entry_id": "0848770d-b56f-59ee-866a-b9b42cf3887a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('55471f37-7e08-59bd-83b4-d01a42527883','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 95a0bc87-72a8-43ae-bb61-2a484b89eba9',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.207Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.827Z','01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.207Z',NULL,NULL,NULL,'{"transition": {"id": "c43f429c-1a80-5871-9d3e-090436aeb2ac", "entry_id": "c43f429c-1a80-5871-9d3e-090436aeb2ac", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('730d2341-9736-53a3-bbbf-695458f4c268','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 1c6f47f4-e829-4711-91a8-d0069fbfd683',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.963Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.836Z','01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.963Z',NULL,NULL,NULL,'{"transition": {"id": "59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc", "entry_id": "59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('e7d6096f-6b87-5967-b096-b2698c57ccf6','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp e2ed85bf-81af-4950-9e21-c84a4102899d',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.850Z',NULL,'2026-11-24T18:40:03.850Z',NULL,NULL,NULL,'{"transition": {"id": "e7d6096f-6b87-5967-b096-b2698c57ccf6", "entry_id": "e7d6096f-6b87-5967-b096-b2698c57ccf6"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('09bfac37-f5a0-5c7f-ade0-53c619728298','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 5b4ee3ad-a9b9-4efb-84ed-f241c6daad8e',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.975Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.867Z','01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.975Z',NULL,NULL,NULL,'{"transition": {"id": "be98c136-c937-5d17-9c1c-bda2a8b527c4", "entry_id": "be98c136-c937-5d17-9c1c-bda2a8b527c4"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('d281749c-bffd-5114-b043-d34b2a3c55f9','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 1abd749e-93aa-445c-b566-590915778424',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.673Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.882Z','01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.673Z',NULL,NULL,NULL,'{"transition": {"id": "e4cb2491-9020-51fa-8c3b-6e69645595b9", "entry_id": "e4cb2491-9020-51fa-8c3b-6e69645595b9", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('90418bf5-67b2-5bbd-a042-20e4baeb498e','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp e7db06d4-0bed-47ff-ad29-4881fd3bdb25',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.987Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.894Z','01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.987Z',NULL,NULL,NULL,'{"transition": {"id": "176d48a7-855e-5e1c-a65f-11614967b31e", "entry_id": "176d48a7-855e-5e1c-a65f-11614967b31e"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b9d2948d-ca73-5412-ae7f-302de75b0f90','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Lamp 3056d704-0810-4b16-a207-0a13a563b29e',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.907Z',NULL,'2026-11-24T18:40:03.907Z',NULL,NULL,NULL,'{"transition": {"id": "b9d2948d-ca73-5412-ae7f-302de75b0f90", "entry_id": "b9d2948d-ca73-5412-ae7f-302de75b0f90"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('ce0edfea-b469-5b1a-82bb-911253c5726d','01a20edb-9ab8-71fa-9202-fd1e862c7efa',NULL,'Waits 5d12fd59-3c27-4759-91d7-0d84afceabfa',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:06.622Z',NULL,'2026-11-24T18:40:06.622Z',NULL,NULL,NULL,'{"transition": {"id": "ce0edfea-b469-5b1a-82bb-911253c5726d", "entry_id": "ce0edfea-b469-5b1a-82bb-911253c5726d"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('8e9d85b9-4a28-5f93-9a6e-4e479799b98e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','8e9d85b9-4a28-5f93-9a6e-4e479799b98e',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.782Z',NULL,NULL,'{"entry_id":"8e9d85b9-4a28-5f93-9a6e-4e479799b98e"}','2026-11-24T18:40:03.782Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('55471f37-7e08-59bd-83b4-d01a42527883','01a20edb-9ab8-71fa-9202-fd1e862c7efa','55471f37-7e08-59bd-83b4-d01a42527883',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.827Z',NULL,NULL,'{"entry_id":"55471f37-7e08-59bd-83b4-d01a42527883"}','2026-11-24T18:40:03.827Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('730d2341-9736-53a3-bbbf-695458f4c268','01a20edb-9ab8-71fa-9202-fd1e862c7efa','730d2341-9736-53a3-bbbf-695458f4c268',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.836Z',NULL,NULL,'{"entry_id":"730d2341-9736-53a3-bbbf-695458f4c268"}','2026-11-24T18:40:03.836Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e7d6096f-6b87-5967-b096-b2698c57ccf6','01a20edb-9ab8-71fa-9202-fd1e862c7efa','e7d6096f-6b87-5967-b096-b2698c57ccf6',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.850Z',NULL,NULL,'{"entry_id":"e7d6096f-6b87-5967-b096-b2698c57ccf6"}','2026-11-24T18:40:03.850Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('09bfac37-f5a0-5c7f-ade0-53c619728298','01a20edb-9ab8-71fa-9202-fd1e862c7efa','09bfac37-f5a0-5c7f-ade0-53c619728298',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.867Z',NULL,NULL,'{"entry_id":"09bfac37-f5a0-5c7f-ade0-53c619728298"}','2026-11-24T18:40:03.867Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('d281749c-bffd-5114-b043-d34b2a3c55f9','01a20edb-9ab8-71fa-9202-fd1e862c7efa','d281749c-bffd-5114-b043-d34b2a3c55f9',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.882Z',NULL,NULL,'{"entry_id":"d281749c-bffd-5114-b043-d34b2a3c55f9"}','2026-11-24T18:40:03.882Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('90418bf5-67b2-5bbd-a042-20e4baeb498e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','90418bf5-67b2-5bbd-a042-20e4baeb498e',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.894Z',NULL,NULL,'{"entry_id":"90418bf5-67b2-5bbd-a042-20e4baeb498e"}','2026-11-24T18:40:03.894Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b9d2948d-ca73-5412-ae7f-302de75b0f90','01a20edb-9ab8-71fa-9202-fd1e862c7efa','b9d2948d-ca73-5412-ae7f-302de75b0f90',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:03.907Z',NULL,NULL,'{"entry_id":"b9d2948d-ca73-5412-ae7f-302de75b0f90"}','2026-11-24T18:40:03.907Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0848770d-b56f-59ee-866a-b9b42cf3887a','01a20edb-9ab8-71fa-9202-fd1e862c7efa','8e9d85b9-4a28-5f93-9a6e-4e479799b98e','candidate','approved',NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.919Z',NULL,NULL,'{"entry_id":"0848770d-b56f-59ee-866a-b9b42cf3887a"}','2026-11-24T18:40:03.919Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc','01a20edb-9ab8-71fa-9202-fd1e862c7efa','730d2341-9736-53a3-bbbf-695458f4c268','candidate','approved',NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.963Z',NULL,NULL,'{"entry_id":"59a16d00-d8a0-5bcd-8c40-ce9ab50b02dc"}','2026-11-24T18:40:03.963Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('be98c136-c937-5d17-9c1c-bda2a8b527c4','01a20edb-9ab8-71fa-9202-fd1e862c7efa','09bfac37-f5a0-5c7f-ade0-53c619728298','candidate','approved',NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.975Z',NULL,NULL,'{"entry_id":"be98c136-c937-5d17-9c1c-bda2a8b527c4"}','2026-11-24T18:40:03.975Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('176d48a7-855e-5e1c-a65f-11614967b31e','01a20edb-9ab8-71fa-9202-fd1e862c7efa','90418bf5-67b2-5bbd-a042-20e4baeb498e','candidate','approved',NULL,NULL,'01a20edb-9b8f-70f0-abc6-364d38b51550','2026-11-24T18:40:03.987Z',NULL,NULL,'{"entry_id":"176d48a7-855e-5e1c-a65f-11614967b31e"}','2026-11-24T18:40:03.987Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('c43f429c-1a80-5871-9d3e-090436aeb2ac','01a20edb-9ab8-71fa-9202-fd1e862c7efa','55471f37-7e08-59bd-83b4-d01a42527883','candidate','rejected','not this year',NULL,'01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.207Z',NULL,NULL,'{"entry_id":"c43f429c-1a80-5871-9d3e-090436aeb2ac"}','2026-11-24T18:40:05.207Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e4cb2491-9020-51fa-8c3b-6e69645595b9','01a20edb-9ab8-71fa-9202-fd1e862c7efa','d281749c-bffd-5114-b043-d34b2a3c55f9','candidate','rejected','not this year',NULL,'01a20edb-9ba1-75c8-9f7f-efcf8f927233','2026-11-24T18:40:05.673Z',NULL,NULL,'{"entry_id":"e4cb2491-9020-51fa-8c3b-6e69645595b9"}','2026-11-24T18:40:05.673Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ce0edfea-b469-5b1a-82bb-911253c5726d','01a20edb-9ab8-71fa-9202-fd1e862c7efa','ce0edfea-b469-5b1a-82bb-911253c5726d',NULL,'candidate',NULL,NULL,'01a20edb-9b00-77f4-be51-ee4f175cedec','2026-11-24T18:40:06.622Z',NULL,NULL,'{"entry_id":"ce0edfea-b469-5b1a-82bb-911253c5726d"}','2026-11-24T18:40:06.622Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-a430-771d-adc4-f9ad1df3f719','2026-11-24T18:40:04.002Z',640,587,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-a602-744b-aa97-1f668f0431af','2026-11-24T18:40:05.287Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-a73e-71da-9fdb-d43966ab5a7f','2026-11-24T18:40:05.714Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','01a20edb-a9dc-7664-8074-75cadc1d27ce','2026-11-24T18:40:06.443Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20edb-9ab8-71fa-9202-fd1e862c7efa','Aurora','2026-11-24T18:40:02.770Z',1);
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
