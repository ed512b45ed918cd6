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
INSERT INTO "auth_users_profiles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e3d3-7121-834d-2e938cd07716','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e400-7706-9c78-0a2d3f315c65','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e407-76bc-962c-28d788457608','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e430-767b-a2ee-470ab950bc1f','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e3d3-7121-834d-2e938cd07716','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e400-7706-9c78-0a2d3f315c65','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e407-76bc-962c-28d788457608','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-e430-767b-a2ee-470ab950bc1f','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',12,'c0818c4f665984d5',X'61FED9ECAEA3417C627A767A255AF2BD63FA54A5206400C6F86BCA60C4F5E6B5');
INSERT INTO "feed_seals" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',13,'c0818c4f665984d5',X'BBB21FBC85236032CBEFEFEAE1BAF74D4267F55BE4A5955A867339C3432CB774');
INSERT INTO "feed_seals" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',14,'c0818c4f665984d5',X'1CC7A49BC1414EF2A37E09E85591F311ABB02696E2AF28B821052B19DC537839');
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
INSERT INTO "node_state" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',13,X'933D342777D9975647E0A5D113D2A61F209F5811D44C80FF8ABAAE9CE9EE5197',1795547985027,0,14,X'D6965241F27D451DB833CB0A2C683A97F382F5B896F76A734AD9FF2036CD390D','c0818c4f665984d5',16,'http://shore',5,NULL,0,NULL,'2026-11-24T19:19:41.096Z','26c1704469dcf2bd6bc374099b35e628e843dab28e4bab2a0d22258dada96e30');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','1a686f1864c66b63',13,'6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20eff-e72f-77f0-bbe2-6df69381675e','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','6b36241b-684e-59f9-9a7c-7eea70b1c129','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp 7e2ca9de-95b7-4322-a0a7-2e56bcd08457", "quantity_requested": "2", "source_type": "manual_add", "id": "6b36241b-684e-59f9-9a7c-7eea70b1c129", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.589Z", "updated_at": "2026-11-24T19:19:41.589Z"}','{}','{"entry_id": "6b36241b-684e-59f9-9a7c-7eea70b1c129", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.589Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e764-7101-bde0-c1510d7d99b3','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','040c45fa-9786-5132-83d1-d22614ef287a','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp 4dc7777a-f859-4f28-928a-ff9b328130bb", "quantity_requested": "2", "source_type": "manual_add", "id": "040c45fa-9786-5132-83d1-d22614ef287a", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.667Z", "updated_at": "2026-11-24T19:19:41.667Z"}','{}','{"entry_id": "040c45fa-9786-5132-83d1-d22614ef287a", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.667Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e780-73fc-ae3c-ebc62029cf92','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','812d0cb2-3007-5517-8424-9cf39689676d','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp f92b8feb-58d8-41b3-8e6c-89459b4c36f1", "quantity_requested": "2", "source_type": "manual_add", "id": "812d0cb2-3007-5517-8424-9cf39689676d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.695Z", "updated_at": "2026-11-24T19:19:41.695Z"}','{}','{"entry_id": "812d0cb2-3007-5517-8424-9cf39689676d", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.695Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e79c-714c-badc-a5ec52442dc4','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','eed87f5d-269e-52df-8e8d-f69adf6d9143','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp 19664d48-328d-46b3-a378-9c12861ca910", "quantity_requested": "2", "source_type": "manual_add", "id": "eed87f5d-269e-52df-8e8d-f69adf6d9143", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.723Z", "updated_at": "2026-11-24T19:19:41.723Z"}','{}','{"entry_id": "eed87f5d-269e-52df-8e8d-f69adf6d9143", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.723Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e7c0-7651-b325-0417e33216b8','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp efbfa399-c491-4375-b6f7-45db99b7aab8", "quantity_requested": "2", "source_type": "manual_add", "id": "e1f2145d-33a3-5125-ada6-a1b7bbcbef40", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.759Z", "updated_at": "2026-11-24T19:19:41.759Z"}','{}','{"entry_id": "e1f2145d-33a3-5125-ada6-a1b7bbcbef40", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.759Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e7ca-72ed-98dc-0e4269f767e0','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp 0a48419d-f291-439b-a2d6-90e20fed1131", "quantity_requested": "2", "source_type": "manual_add", "id": "0a7e5bbd-e978-5d82-b9e3-badf1ce08b12", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.769Z", "updated_at": "2026-11-24T19:19:41.769Z"}','{}','{"entry_id": "0a7e5bbd-e978-5d82-b9e3-badf1ce08b12", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.769Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e7dd-7333-8f5a-b4941101c345','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','9c747679-2175-56b6-aba3-25cdaead62e5','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp dfc11776-4745-4ee0-8de1-5c8c451e06f0", "quantity_requested": "2", "source_type": "manual_add", "id": "9c747679-2175-56b6-aba3-25cdaead62e5", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.788Z", "updated_at": "2026-11-24T19:19:41.788Z"}','{}','{"entry_id": "9c747679-2175-56b6-aba3-25cdaead62e5", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.788Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e7ef-7378-a49e-970fab84fc27','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','27826cf4-c0cb-5786-b3f0-765f4769a319','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Lamp edc6e5f8-ea61-40e0-9963-49f84c36cca4", "quantity_requested": "2", "source_type": "manual_add", "id": "27826cf4-c0cb-5786-b3f0-765f4769a319", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:41.806Z", "updated_at": "2026-11-24T19:19:41.806Z"}','{}','{"entry_id": "27826cf4-c0cb-5786-b3f0-765f4769a319", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:41.806Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e83f-7015-87d7-6617c208aa4e','01a20eff-e333-7242-b898-5d8508a9f8cb','approve_shopping_list_item','shopping_list_item','6b36241b-684e-59f9-9a7c-7eea70b1c129','01a20eff-e407-76bc-962c-28d788457608','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.589Z"}','{"status": "approved", "updated_at": "2026-11-24T19:19:41.830Z", "approved_by": "01a20eff-e407-76bc-962c-28d788457608", "approved_at": "2026-11-24T19:19:41.830Z", "quantity_approved": "1", "updated_by": "01a20eff-e407-76bc-962c-28d788457608"}','{}','{"entry_id": "da85da7c-893c-5b31-b20c-3359f773e586", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "captain"}','2026-11-24T19:19:41.830Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e87c-77dc-a9cf-f820c2f0b7a6','01a20eff-e333-7242-b898-5d8508a9f8cb','approve_shopping_list_item','shopping_list_item','812d0cb2-3007-5517-8424-9cf39689676d','01a20eff-e407-76bc-962c-28d788457608','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.695Z"}','{"status": "approved", "updated_at": "2026-11-24T19:19:41.941Z", "approved_by": "01a20eff-e407-76bc-962c-28d788457608", "approved_at": "2026-11-24T19:19:41.941Z", "quantity_approved": "1", "updated_by": "01a20eff-e407-76bc-962c-28d788457608"}','{}','{"entry_id": "55246443-2caf-5428-8804-3696aa6b769f", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "captain"}','2026-11-24T19:19:41.941Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e89b-7661-9f07-48dbf0da4682','01a20eff-e333-7242-b898-5d8508a9f8cb','approve_shopping_list_item','shopping_list_item','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01a20eff-e407-76bc-962c-28d788457608','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.759Z"}','{"status": "approved", "updated_at": "2026-11-24T19:19:41.977Z", "approved_by": "01a20eff-e407-76bc-962c-28d788457608", "approved_at": "2026-11-24T19:19:41.977Z", "quantity_approved": "1", "updated_by": "01a20eff-e407-76bc-962c-28d788457608"}','{}','{"entry_id": "82c383a9-c8dd-57ed-b22b-449ab16c0f80", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "captain"}','2026-11-24T19:19:41.977Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-e8ae-73e6-8598-a2321777b690','01a20eff-e333-7242-b898-5d8508a9f8cb','approve_shopping_list_item','shopping_list_item','9c747679-2175-56b6-aba3-25cdaead62e5','01a20eff-e407-76bc-962c-28d788457608','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.788Z"}','{"status": "approved", "updated_at": "2026-11-24T19:19:41.997Z", "approved_by": "01a20eff-e407-76bc-962c-28d788457608", "approved_at": "2026-11-24T19:19:41.997Z", "quantity_approved": "1", "updated_by": "01a20eff-e407-76bc-962c-28d788457608"}','{}','{"entry_id": "bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "captain"}','2026-11-24T19:19:41.997Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ec25-768f-9bc4-062dba29c661','01a20eff-e333-7242-b898-5d8508a9f8cb','role_added','person','01a20eff-e348-71cf-b6cd-639b6a50c9be',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ec47-7131-abc3-3ec0ce67e2c0','01a20eff-e333-7242-b898-5d8508a9f8cb','role_added','person','01a20eff-e3d3-7121-834d-2e938cd07716',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20eff-e3d3-7121-834d-2e938cd07716", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ec60-70e6-a920-0b1fd7bdcb83','01a20eff-e333-7242-b898-5d8508a9f8cb','role_added','person','01a20eff-e400-7706-9c78-0a2d3f315c65',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20eff-e400-7706-9c78-0a2d3f315c65", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ec64-778c-8ac1-cb8eeb5c0ba4','01a20eff-e333-7242-b898-5d8508a9f8cb','role_added','person','01a20eff-e407-76bc-962c-28d788457608',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20eff-e407-76bc-962c-28d788457608", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ec7e-73c8-ac3e-4a8369227a01','01a20eff-e333-7242-b898-5d8508a9f8cb','role_added','person','01a20eff-e430-767b-a2ee-470ab950bc1f',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20eff-e430-767b-a2ee-470ab950bc1f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-eca2-77af-8fb7-310dc40217aa','01a20eff-e333-7242-b898-5d8508a9f8cb','person_added','person','01a20eff-e348-71cf-b6cd-639b6a50c9be',NULL,NULL,'{"name": "crew", "user_id": "01a20eff-e348-71cf-b6cd-639b6a50c9be"}','{}','{"from": "shore"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-eccf-758e-9a79-4c93913cf257','01a20eff-e333-7242-b898-5d8508a9f8cb','person_added','person','01a20eff-e3d3-7121-834d-2e938cd07716',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20eff-e3d3-7121-834d-2e938cd07716"}','{}','{"from": "shore"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ecd1-75e2-9afe-71b0881f6203','01a20eff-e333-7242-b898-5d8508a9f8cb','person_added','person','01a20eff-e400-7706-9c78-0a2d3f315c65',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20eff-e400-7706-9c78-0a2d3f315c65"}','{}','{"from": "shore"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ece1-71af-bcab-fae8277802ca','01a20eff-e333-7242-b898-5d8508a9f8cb','person_added','person','01a20eff-e407-76bc-962c-28d788457608',NULL,NULL,'{"name": "captain", "user_id": "01a20eff-e407-76bc-962c-28d788457608"}','{}','{"from": "shore"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-ecef-7194-bc9c-3571354618ee','01a20eff-e333-7242-b898-5d8508a9f8cb','person_added','person','01a20eff-e430-767b-a2ee-470ab950bc1f',NULL,NULL,'{"name": "manager", "user_id": "01a20eff-e430-767b-a2ee-470ab950bc1f"}','{}','{"from": "shore"}','2026-11-24T19:19:42.789Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-f1ba-77ac-b356-d54f4d430a76','01a20eff-e333-7242-b898-5d8508a9f8cb','reject_shopping_list_item','shopping_list_item','040c45fa-9786-5132-83d1-d22614ef287a','01a20eff-e430-767b-a2ee-470ab950bc1f','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.667Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:19:44.033Z", "rejected_by": "01a20eff-e430-767b-a2ee-470ab950bc1f", "rejected_at": "2026-11-24T19:19:44.033Z", "rejection_reason": "not this year", "updated_by": "01a20eff-e430-767b-a2ee-470ab950bc1f"}','{}','{"entry_id": "afa48157-69ed-54d0-8c65-0501c5033877", "node_id": "8b0d8afc-624c-462e-bb0c-9b9e3dd73b9c", "role": "manager"}','2026-11-24T19:19:44.303Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-f26b-74c6-a741-0b8367b46b3b','01a20eff-e333-7242-b898-5d8508a9f8cb','reject_shopping_list_item','shopping_list_item','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01a20eff-e430-767b-a2ee-470ab950bc1f','{"status": "candidate", "updated_at": "2026-11-24T19:19:41.769Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:19:44.358Z", "rejected_by": "01a20eff-e430-767b-a2ee-470ab950bc1f", "rejected_at": "2026-11-24T19:19:44.358Z", "rejection_reason": "not this year", "updated_by": "01a20eff-e430-767b-a2ee-470ab950bc1f"}','{}','{"entry_id": "f51be34b-5aa3-5c06-8f4c-bccce84253f5", "node_id": "8b0d8afc-624c-462e-bb0c-9b9e3dd73b9c", "role": "manager"}','2026-11-24T19:19:44.468Z');
INSERT INTO "pms_audit_log" VALUES('01a20eff-f484-718b-ac89-9de28769c1f1','01a20eff-e333-7242-b898-5d8508a9f8cb','create_shopping_list_item','shopping_list_item','6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','01a20eff-e348-71cf-b6cd-639b6a50c9be','{}','{"part_name": "Waits 5c87e3ac-e9e0-4443-b11e-e82062e26f14", "quantity_requested": "2", "source_type": "manual_add", "id": "6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82", "status": "candidate", "is_candidate_part": true, "created_by": "01a20eff-e348-71cf-b6cd-639b6a50c9be", "created_at": "2026-11-24T19:19:45.027Z", "updated_at": "2026-11-24T19:19:45.027Z"}','{}','{"entry_id": "6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82", "node_id": "01beb1fc-c101-46c1-a566-990d8716b95e", "role": "crew"}','2026-11-24T19:19:45.027Z');
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
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',1,'6b36241b-684e-59f9-9a7c-7eea70b1c129',X'C0079238F2748AB41C5E1BD38720908ED7ABD60C912771EABBED406359E85F21',X'9F4806D66933C6F9B0919C293215B5B3DA5CF4BF66373BB478903E517ED2C4A9','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',2,'040c45fa-9786-5132-83d1-d22614ef287a',X'072B9378A3F8DFA2AF079BE43122C4B62155744AF8168F138505872B83FA421A',X'CEA2B02D2CD3D5E2E07C100B0EE43EDE12ED5D4D099DEDFF7654BF4F02967C24','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',3,'812d0cb2-3007-5517-8424-9cf39689676d',X'BD8DC2DD28EBE815F55F90F7C9BD1E42AEC02F65C349692B389678532D110B2C',X'21DEF2E08D236E6A72AB5BA15F570FCBA54F5D1BD03AF257B8B734BB7425C1E4','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',4,'eed87f5d-269e-52df-8e8d-f69adf6d9143',X'41A344FC3A0895876252FA971301FBF16F4DA61FBBDACD90B9882CEEB8797FC0',X'52919DA18D7F5847C47FF15970990834521707B9FBBAF9F96BE9F00252C5D1B6','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',5,'e1f2145d-33a3-5125-ada6-a1b7bbcbef40',X'BE4F1D6500C4665097D0ACCE165A1147E0F763C61BC17054520470F2A09B6C6E',X'C093594C53F5D0C1B66DA85EB257F1D56E20943B392023880F7D3544827B57ED','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',6,'0a7e5bbd-e978-5d82-b9e3-badf1ce08b12',X'B8356E4AEC8C580D881D0E22FDB06208B363275042958AAC42FE3DB285E6D38C',X'8ED284992D6E5F0DA8F9EA069887B3BFD39A319E37D8290E199B9A4D413DEAA4','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',7,'9c747679-2175-56b6-aba3-25cdaead62e5',X'E50EBBDBE543EB7AC54C8FE13E492CD798624D43A2401D134C463B5E1E0576C4',X'A2AA17D51A38E1429BE6A65D552A0C1D1654C6FA4B27F65A51E809AA5B6C4351','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',8,'27826cf4-c0cb-5786-b3f0-765f4769a319',X'9619979992AAB4AF69339DFDABE2EAA7C9FA65005932445935972A5D1123251C',X'EB741E80AB992374BA4FF00EEDB56953CDE6CCA41DD0EE594F0A0E7AC83399F2','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',9,'da85da7c-893c-5b31-b20c-3359f773e586',X'BBCB55296099490CE6346D71C0EE96E7FBE7AFD6D68FF7676BB689A30622B4D7',X'3FD404B28DDC9FA5A8A11E2357442970E7ECB14172A57F0F60096D348D5310EB','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',10,'55246443-2caf-5428-8804-3696aa6b769f',X'3531F87FFC35B382ED970CD48714680D3CE923A7D52AC2A495CA07F51EC99822',X'4C3BC93E16E7284F0CB4924D78BFDD4340184133853DD7F939C9A9255B5E5A24','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',11,'82c383a9-c8dd-57ed-b22b-449ab16c0f80',X'68F57FE8CC5182BA4916FB92ECE17246318DF6DEFCA891DF8C446ACD85209BEF',X'6104E3A05F33A4745A4D0C96C6AAF763EB4D6F3F34FFFA0D21756B1D30E9EDA7','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',12,'bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c',X'226970B324C6A2D318431F20E9D44F49682F94D7887C2642E3C5F6C7822E9793',X'E4041B469CB277E3C49CF5BCFB7B4D9CE094EFE376B92B2E68A0C46894CADD8A','2026-11-24T19:19:43.848Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',13,'afa48157-69ed-54d0-8c65-0501c5033877',X'CF3927B2A5CE2DD7204B4385D68A6921C78E93DA7334A284E0D1D137B97C0393',X'8DD338613A3DC85D35169454A118675B216C44DF2D01E775AF4874A8D862CC73','2026-11-24T19:19:44.303Z');
INSERT INTO "pms_feed" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb',14,'f51be34b-5aa3-5c06-8f4c-bccce84253f5',X'6EBBDAB53DCCFE6695A938804093331FB01CB0D18C6B9B0DCF18ACDA10E4C373',X'D6965241F27D451DB833CB0A2C683A97F382F5B896F76A734AD9FF2036CD390D','2026-11-24T19:19:44.468Z');
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
INSERT INTO "pms_history_entries" VALUES('6b36241b-684e-59f9-9a7c-7eea70b1c129','01a20eff-e333-7242-b898-5d8508a9f8cb','6b36241b-684e-59f9-9a7c-7eea70b1c129','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 7e2ca9de-95b7-4322-a0a7-2e56bcd08457", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981589,0,X'C0079238F2748AB41C5E1BD38720908ED7ABD60C912771EABBED406359E85F21',X'9F4806D66933C6F9B0919C293215B5B3DA5CF4BF66373BB478903E517ED2C4A9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('040c45fa-9786-5132-83d1-d22614ef287a','01a20eff-e333-7242-b898-5d8508a9f8cb','040c45fa-9786-5132-83d1-d22614ef287a','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 4dc7777a-f859-4f28-928a-ff9b328130bb", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981667,0,X'072B9378A3F8DFA2AF079BE43122C4B62155744AF8168F138505872B83FA421A',X'CEA2B02D2CD3D5E2E07C100B0EE43EDE12ED5D4D099DEDFF7654BF4F02967C24','node',NULL);
INSERT INTO "pms_history_entries" VALUES('812d0cb2-3007-5517-8424-9cf39689676d','01a20eff-e333-7242-b898-5d8508a9f8cb','812d0cb2-3007-5517-8424-9cf39689676d','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp f92b8feb-58d8-41b3-8e6c-89459b4c36f1", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981695,0,X'BD8DC2DD28EBE815F55F90F7C9BD1E42AEC02F65C349692B389678532D110B2C',X'21DEF2E08D236E6A72AB5BA15F570FCBA54F5D1BD03AF257B8B734BB7425C1E4','node',NULL);
INSERT INTO "pms_history_entries" VALUES('eed87f5d-269e-52df-8e8d-f69adf6d9143','01a20eff-e333-7242-b898-5d8508a9f8cb','eed87f5d-269e-52df-8e8d-f69adf6d9143','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 19664d48-328d-46b3-a378-9c12861ca910", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981723,0,X'41A344FC3A0895876252FA971301FBF16F4DA61FBBDACD90B9882CEEB8797FC0',X'52919DA18D7F5847C47FF15970990834521707B9FBBAF9F96BE9F00252C5D1B6','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01a20eff-e333-7242-b898-5d8508a9f8cb','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp efbfa399-c491-4375-b6f7-45db99b7aab8", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981759,0,X'BE4F1D6500C4665097D0ACCE165A1147E0F763C61BC17054520470F2A09B6C6E',X'C093594C53F5D0C1B66DA85EB257F1D56E20943B392023880F7D3544827B57ED','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01a20eff-e333-7242-b898-5d8508a9f8cb','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 0a48419d-f291-439b-a2d6-90e20fed1131", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981769,0,X'B8356E4AEC8C580D881D0E22FDB06208B363275042958AAC42FE3DB285E6D38C',X'8ED284992D6E5F0DA8F9EA069887B3BFD39A319E37D8290E199B9A4D413DEAA4','node',NULL);
INSERT INTO "pms_history_entries" VALUES('9c747679-2175-56b6-aba3-25cdaead62e5','01a20eff-e333-7242-b898-5d8508a9f8cb','9c747679-2175-56b6-aba3-25cdaead62e5','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp dfc11776-4745-4ee0-8de1-5c8c451e06f0", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981788,0,X'E50EBBDBE543EB7AC54C8FE13E492CD798624D43A2401D134C463B5E1E0576C4',X'A2AA17D51A38E1429BE6A65D552A0C1D1654C6FA4B27F65A51E809AA5B6C4351','node',NULL);
INSERT INTO "pms_history_entries" VALUES('27826cf4-c0cb-5786-b3f0-765f4769a319','01a20eff-e333-7242-b898-5d8508a9f8cb','27826cf4-c0cb-5786-b3f0-765f4769a319','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp edc6e5f8-ea61-40e0-9963-49f84c36cca4", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547981806,0,X'9619979992AAB4AF69339DFDABE2EAA7C9FA65005932445935972A5D1123251C',X'EB741E80AB992374BA4FF00EEDB56953CDE6CCA41DD0EE594F0A0E7AC83399F2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('da85da7c-893c-5b31-b20c-3359f773e586','01a20eff-e333-7242-b898-5d8508a9f8cb','6b36241b-684e-59f9-9a7c-7eea70b1c129','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',9,'["6b36241b-684e-59f9-9a7c-7eea70b1c129"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20eff-e407-76bc-962c-28d788457608','captain',1795547981830,0,X'BBCB55296099490CE6346D71C0EE96E7FBE7AFD6D68FF7676BB689A30622B4D7',X'3FD404B28DDC9FA5A8A11E2357442970E7ECB14172A57F0F60096D348D5310EB','node',NULL);
INSERT INTO "pms_history_entries" VALUES('55246443-2caf-5428-8804-3696aa6b769f','01a20eff-e333-7242-b898-5d8508a9f8cb','812d0cb2-3007-5517-8424-9cf39689676d','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',10,'["812d0cb2-3007-5517-8424-9cf39689676d"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20eff-e407-76bc-962c-28d788457608','captain',1795547981941,0,X'3531F87FFC35B382ED970CD48714680D3CE923A7D52AC2A495CA07F51EC99822',X'4C3BC93E16E7284F0CB4924D78BFDD4340184133853DD7F939C9A9255B5E5A24','node',NULL);
INSERT INTO "pms_history_entries" VALUES('82c383a9-c8dd-57ed-b22b-449ab16c0f80','01a20eff-e333-7242-b898-5d8508a9f8cb','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',11,'["e1f2145d-33a3-5125-ada6-a1b7bbcbef40"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20eff-e407-76bc-962c-28d788457608','captain',1795547981977,0,X'68F57FE8CC5182BA4916FB92ECE17246318DF6DEFCA891DF8C446ACD85209BEF',X'6104E3A05F33A4745A4D0C96C6AAF763EB4D6F3F34FFFA0D21756B1D30E9EDA7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c','01a20eff-e333-7242-b898-5d8508a9f8cb','9c747679-2175-56b6-aba3-25cdaead62e5','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',12,'["9c747679-2175-56b6-aba3-25cdaead62e5"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20eff-e407-76bc-962c-28d788457608','captain',1795547981997,0,X'226970B324C6A2D318431F20E9D44F49682F94D7887C2642E3C5F6C7822E9793',X'E4041B469CB277E3C49CF5BCFB7B4D9CE094EFE376B92B2E68A0C46894CADD8A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('afa48157-69ed-54d0-8c65-0501c5033877','01a20eff-e333-7242-b898-5d8508a9f8cb','040c45fa-9786-5132-83d1-d22614ef287a','8b0d8afc-624c-462e-bb0c-9b9e3dd73b9c','07e1dc5e0ff496b1',1,'["040c45fa-9786-5132-83d1-d22614ef287a"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20eff-e430-767b-a2ee-470ab950bc1f','manager',1795547984033,0,X'CF3927B2A5CE2DD7204B4385D68A6921C78E93DA7334A284E0D1D137B97C0393',X'DBB4B9A2B0421164F2EED68F005F516EEA6C734E113B065D65A5E78B335576D1','node',NULL);
INSERT INTO "pms_history_entries" VALUES('f51be34b-5aa3-5c06-8f4c-bccce84253f5','01a20eff-e333-7242-b898-5d8508a9f8cb','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','8b0d8afc-624c-462e-bb0c-9b9e3dd73b9c','07e1dc5e0ff496b1',2,'["0a7e5bbd-e978-5d82-b9e3-badf1ce08b12"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20eff-e430-767b-a2ee-470ab950bc1f','manager',1795547984358,0,X'6EBBDAB53DCCFE6695A938804093331FB01CB0D18C6B9B0DCF18ACDA10E4C373',X'44D1709F00FA8F4974E54DE2F74307E70D38359E8E25A7C8001B3EED7E83B7ED','node',NULL);
INSERT INTO "pms_history_entries" VALUES('6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','01a20eff-e333-7242-b898-5d8508a9f8cb','6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','01beb1fc-c101-46c1-a566-990d8716b95e','1a686f1864c66b63',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits 5c87e3ac-e9e0-4443-b11e-e82062e26f14", "quantity_requested": "2", "source_type": "manual_add"}','01a20eff-e348-71cf-b6cd-639b6a50c9be','crew',1795547985027,0,X'12A2BED7447175B6E2D0FD7B39D9B3C9059AD84BD494FDCB11D7655A7E436A68',X'933D342777D9975647E0A5D113D2A61F209F5811D44C80FF8ABAAE9CE9EE5197','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','6b36241b-684e-59f9-9a7c-7eea70b1c129','["da85da7c-893c-5b31-b20c-3359f773e586"]','a08072adbd93e75db9cc448b7bb10c48e2a7222756892b2d09e39a6fb5970c87');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','040c45fa-9786-5132-83d1-d22614ef287a','["afa48157-69ed-54d0-8c65-0501c5033877"]','bf88a90ec5688db4230279465bc54cffe2ea37f75e2f555b0d99fed1c05d7c26');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','812d0cb2-3007-5517-8424-9cf39689676d','["55246443-2caf-5428-8804-3696aa6b769f"]','8f67bb1ee1eb92e11d53086281a88a7f059b51c794f0378bead804ce411c4454');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','eed87f5d-269e-52df-8e8d-f69adf6d9143','["eed87f5d-269e-52df-8e8d-f69adf6d9143"]','77461835ac0ff8b9d39980c6874254886630b0d5ed1fd9b38ab85885db98072d');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','["82c383a9-c8dd-57ed-b22b-449ab16c0f80"]','374b76277d00a8dc6714faccf411e6d0647b248a9512368c874b5d3cca32190f');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','["f51be34b-5aa3-5c06-8f4c-bccce84253f5"]','ce4ad8e2fae102d0ce6b16c48138607637d595371face2327a2e1d52324285a6');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','9c747679-2175-56b6-aba3-25cdaead62e5','["bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c"]','819e9cd779829d86df5bdae5662f28058e75e79cc62ff49c8a161a78a0b7e6f4');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','27826cf4-c0cb-5786-b3f0-765f4769a319','["27826cf4-c0cb-5786-b3f0-765f4769a319"]','34f6e93a8433144264a44ba0c1011359c8290a09090e80ebb0d851a6724d714c');
INSERT INTO "pms_item_heads" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','["6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82"]','4c0a7ecfc548be917b9ada469b0b5c211bdcc84d72db1c5cffea6524da29281b');
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
INSERT INTO "pms_shopping_list_items" VALUES('6b36241b-684e-59f9-9a7c-7eea70b1c129','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp 7e2ca9de-95b7-4322-a0a7-2e56bcd08457',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.830Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.589Z','01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.830Z',NULL,NULL,NULL,'{"transition": {"id": "da85da7c-893c-5b31-b20c-3359f773e586", "entry_id": "da85da7c-893c-5b31-b20c-3359f773e586"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('040c45fa-9786-5132-83d1-d22614ef287a','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp 4dc7777a-f859-4f28-928a-ff9b328130bb',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.033Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.667Z','01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.033Z',NULL,NULL,NULL,'{"transition": {"id": "afa48157-69ed-54d0-8c65-0501c5033877", "entry_id": "afa48157-69ed-54d0-8c65-0501c5033877", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('812d0cb2-3007-5517-8424-9cf39689676d','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp f92b8feb-58d8-41b3-8e6c-89459b4c36f1',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.941Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.695Z','01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.941Z',NULL,NULL,NULL,'{"transition": {"id": "55246443-2caf-5428-8804-3696aa6b769f", "entry_id": "55246443-2caf-5428-8804-3696aa6b769f"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('eed87f5d-269e-52df-8e8d-f69adf6d9143','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp 19664d48-328d-46b3-a378-9c12861ca910',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.723Z',NULL,'2026-11-24T19:19:41.723Z',NULL,NULL,NULL,'{"transition": {"id": "eed87f5d-269e-52df-8e8d-f69adf6d9143", "entry_id": "eed87f5d-269e-52df-8e8d-f69adf6d9143"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp efbfa399-c491-4375-b6f7-45db99b7aab8',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.977Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.759Z','01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.977Z',NULL,NULL,NULL,'{"transition": {"id": "82c383a9-c8dd-57ed-b22b-449ab16c0f80", "entry_id": "82c383a9-c8dd-57ed-b22b-449ab16c0f80"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp 0a48419d-f291-439b-a2d6-90e20fed1131',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.358Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.769Z','01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.358Z',NULL,NULL,NULL,'{"transition": {"id": "f51be34b-5aa3-5c06-8f4c-bccce84253f5", "entry_id": "f51be34b-5aa3-5c06-8f4c-bccce84253f5", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('9c747679-2175-56b6-aba3-25cdaead62e5','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp dfc11776-4745-4ee0-8de1-5c8c451e06f0',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.997Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.788Z','01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.997Z',NULL,NULL,NULL,'{"transition": {"id": "bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c", "entry_id": "bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('27826cf4-c0cb-5786-b3f0-765f4769a319','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Lamp edc6e5f8-ea61-40e0-9963-49f84c36cca4',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.806Z',NULL,'2026-11-24T19:19:41.806Z',NULL,NULL,NULL,'{"transition": {"id": "27826cf4-c0cb-5786-b3f0-765f4769a319", "entry_id": "27826cf4-c0cb-5786-b3f0-765f4769a319"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','01a20eff-e333-7242-b898-5d8508a9f8cb',NULL,'Waits 5c87e3ac-e9e0-4443-b11e-e82062e26f14',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:45.027Z',NULL,'2026-11-24T19:19:45.027Z',NULL,NULL,NULL,'{"transition": {"id": "6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82", "entry_id": "6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('6b36241b-684e-59f9-9a7c-7eea70b1c129','01a20eff-e333-7242-b898-5d8508a9f8cb','6b36241b-684e-59f9-9a7c-7eea70b1c129',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.589Z',NULL,NULL,'{"entry_id":"6b36241b-684e-59f9-9a7c-7eea70b1c129"}','2026-11-24T19:19:41.589Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('040c45fa-9786-5132-83d1-d22614ef287a','01a20eff-e333-7242-b898-5d8508a9f8cb','040c45fa-9786-5132-83d1-d22614ef287a',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.667Z',NULL,NULL,'{"entry_id":"040c45fa-9786-5132-83d1-d22614ef287a"}','2026-11-24T19:19:41.667Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('812d0cb2-3007-5517-8424-9cf39689676d','01a20eff-e333-7242-b898-5d8508a9f8cb','812d0cb2-3007-5517-8424-9cf39689676d',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.695Z',NULL,NULL,'{"entry_id":"812d0cb2-3007-5517-8424-9cf39689676d"}','2026-11-24T19:19:41.695Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('eed87f5d-269e-52df-8e8d-f69adf6d9143','01a20eff-e333-7242-b898-5d8508a9f8cb','eed87f5d-269e-52df-8e8d-f69adf6d9143',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.723Z',NULL,NULL,'{"entry_id":"eed87f5d-269e-52df-8e8d-f69adf6d9143"}','2026-11-24T19:19:41.723Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e1f2145d-33a3-5125-ada6-a1b7bbcbef40','01a20eff-e333-7242-b898-5d8508a9f8cb','e1f2145d-33a3-5125-ada6-a1b7bbcbef40',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.759Z',NULL,NULL,'{"entry_id":"e1f2145d-33a3-5125-ada6-a1b7bbcbef40"}','2026-11-24T19:19:41.759Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','01a20eff-e333-7242-b898-5d8508a9f8cb','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.769Z',NULL,NULL,'{"entry_id":"0a7e5bbd-e978-5d82-b9e3-badf1ce08b12"}','2026-11-24T19:19:41.769Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('9c747679-2175-56b6-aba3-25cdaead62e5','01a20eff-e333-7242-b898-5d8508a9f8cb','9c747679-2175-56b6-aba3-25cdaead62e5',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.788Z',NULL,NULL,'{"entry_id":"9c747679-2175-56b6-aba3-25cdaead62e5"}','2026-11-24T19:19:41.788Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('27826cf4-c0cb-5786-b3f0-765f4769a319','01a20eff-e333-7242-b898-5d8508a9f8cb','27826cf4-c0cb-5786-b3f0-765f4769a319',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:41.806Z',NULL,NULL,'{"entry_id":"27826cf4-c0cb-5786-b3f0-765f4769a319"}','2026-11-24T19:19:41.806Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('da85da7c-893c-5b31-b20c-3359f773e586','01a20eff-e333-7242-b898-5d8508a9f8cb','6b36241b-684e-59f9-9a7c-7eea70b1c129','candidate','approved',NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.830Z',NULL,NULL,'{"entry_id":"da85da7c-893c-5b31-b20c-3359f773e586"}','2026-11-24T19:19:41.830Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('55246443-2caf-5428-8804-3696aa6b769f','01a20eff-e333-7242-b898-5d8508a9f8cb','812d0cb2-3007-5517-8424-9cf39689676d','candidate','approved',NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.941Z',NULL,NULL,'{"entry_id":"55246443-2caf-5428-8804-3696aa6b769f"}','2026-11-24T19:19:41.941Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('82c383a9-c8dd-57ed-b22b-449ab16c0f80','01a20eff-e333-7242-b898-5d8508a9f8cb','e1f2145d-33a3-5125-ada6-a1b7bbcbef40','candidate','approved',NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.977Z',NULL,NULL,'{"entry_id":"82c383a9-c8dd-57ed-b22b-449ab16c0f80"}','2026-11-24T19:19:41.977Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c','01a20eff-e333-7242-b898-5d8508a9f8cb','9c747679-2175-56b6-aba3-25cdaead62e5','candidate','approved',NULL,NULL,'01a20eff-e407-76bc-962c-28d788457608','2026-11-24T19:19:41.997Z',NULL,NULL,'{"entry_id":"bfa9cec7-6921-5f32-beaa-dc5a38ecbd9c"}','2026-11-24T19:19:41.997Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('afa48157-69ed-54d0-8c65-0501c5033877','01a20eff-e333-7242-b898-5d8508a9f8cb','040c45fa-9786-5132-83d1-d22614ef287a','candidate','rejected','not this year',NULL,'01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.033Z',NULL,NULL,'{"entry_id":"afa48157-69ed-54d0-8c65-0501c5033877"}','2026-11-24T19:19:44.033Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('f51be34b-5aa3-5c06-8f4c-bccce84253f5','01a20eff-e333-7242-b898-5d8508a9f8cb','0a7e5bbd-e978-5d82-b9e3-badf1ce08b12','candidate','rejected','not this year',NULL,'01a20eff-e430-767b-a2ee-470ab950bc1f','2026-11-24T19:19:44.358Z',NULL,NULL,'{"entry_id":"f51be34b-5aa3-5c06-8f4c-bccce84253f5"}','2026-11-24T19:19:44.358Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82','01a20eff-e333-7242-b898-5d8508a9f8cb','6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82',NULL,'candidate',NULL,NULL,'01a20eff-e348-71cf-b6cd-639b6a50c9be','2026-11-24T19:19:45.027Z',NULL,NULL,'{"entry_id":"6dca64aa-a17a-5fd3-88df-ba3cf5fd6d82"}','2026-11-24T19:19:45.027Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-f086-7376-a0cb-bb0689f46271','2026-11-24T19:19:42.008Z',648,589,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-f1e1-73cd-ab96-65146f6f8af0','2026-11-24T19:19:44.132Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-f296-73f5-a931-209bacbcf6f5','2026-11-24T19:19:44.383Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','01a20eff-f47f-7598-9662-b2832944e39d','2026-11-24T19:19:44.802Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20eff-e333-7242-b898-5d8508a9f8cb','Aurora','2026-11-24T19:19:40.599Z',1);
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
