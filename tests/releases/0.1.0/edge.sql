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
INSERT INTO "auth_users_profiles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc4d-7407-8054-1d65b0081831','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc6f-744a-b79c-03e7ec680718','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc90-740e-bfcf-3d556519f299','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dcb0-7164-a309-c16f05c2e11f','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc4d-7407-8054-1d65b0081831','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc6f-744a-b79c-03e7ec680718','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dc90-740e-bfcf-3d556519f299','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-dcb0-7164-a309-c16f05c2e11f','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',12,'2ec63f85366c4443',X'BD4DC686A0A1628E02B19507D62B25D45261A259AACBFFE20AAC16A9F1FC32E0');
INSERT INTO "feed_seals" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',13,'2ec63f85366c4443',X'F0FEB17786B3B42DDEA1DAE0341FD5C3F743D0170450462BDCF7770DE65FA907');
INSERT INTO "feed_seals" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',14,'2ec63f85366c4443',X'43F8B0892532801A1ED5ED2B57BE6F06897AA05A3FBC75C9E4E09301348EBB4B');
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
INSERT INTO "node_state" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',13,X'EF67BE35D0F50505908CFBE7A83C3B407331912DE9BE93BD7476CF96814D5852',1795545754453,0,14,X'76AF2EBDA9BB985417B1555FD070E26C1A6494E010F1D8A041C2FB68929731D8','2ec63f85366c4443',16,'http://shore',5,NULL,0,NULL,'2026-11-24T18:42:30.932Z','4e6381ac6d39682f963920237c69b146dba65b6f74ce2fcd575c7631710cd0a7');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','5c238e5e95ee5ac9',13,'a903158b-a9e7-5ab7-be56-8bab1d543260',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20edd-ded8-7519-adeb-65a60d4a0a5b','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp c6b5b01b-8166-4349-b8bd-90ac26566972", "quantity_requested": "2", "source_type": "manual_add", "id": "5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.242Z", "updated_at": "2026-11-24T18:42:31.242Z"}','{}','{"entry_id": "5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.242Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df00-714b-9b43-8a5c49e3a9d0','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','8a45b00a-6cf1-511d-bd03-9060da0f1263','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 8b2d20c4-9b48-4e25-b7e0-b65fca055562", "quantity_requested": "2", "source_type": "manual_add", "id": "8a45b00a-6cf1-511d-bd03-9060da0f1263", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.287Z", "updated_at": "2026-11-24T18:42:31.287Z"}','{}','{"entry_id": "8a45b00a-6cf1-511d-bd03-9060da0f1263", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.287Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df0f-7511-b1aa-cac9fdf9fba5','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 6a34286d-abc9-49f5-a22d-0bc3dcbc9ac6", "quantity_requested": "2", "source_type": "manual_add", "id": "05f6a7ad-540a-56b3-8452-bfa4ffc6d375", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.310Z", "updated_at": "2026-11-24T18:42:31.310Z"}','{}','{"entry_id": "05f6a7ad-540a-56b3-8452-bfa4ffc6d375", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.310Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df1f-7640-92e9-78f13d7db90c','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','62a912ff-a186-5133-9045-5dad2228fc86','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 5c5b4626-e752-428f-9c7d-3b5b5952afa4", "quantity_requested": "2", "source_type": "manual_add", "id": "62a912ff-a186-5133-9045-5dad2228fc86", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.323Z", "updated_at": "2026-11-24T18:42:31.323Z"}','{}','{"entry_id": "62a912ff-a186-5133-9045-5dad2228fc86", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.323Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df43-70ef-8158-035fdc1fabfd','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','d281aebb-1ee3-507b-8ba2-9fe05710002c','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp fc6cbf4b-8bb6-4fec-b722-0f9a147495c7", "quantity_requested": "2", "source_type": "manual_add", "id": "d281aebb-1ee3-507b-8ba2-9fe05710002c", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.352Z", "updated_at": "2026-11-24T18:42:31.352Z"}','{}','{"entry_id": "d281aebb-1ee3-507b-8ba2-9fe05710002c", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.352Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df4f-71e7-adee-90ce64243f36','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 3906c2e3-49e1-421f-95f1-baa670615e2d", "quantity_requested": "2", "source_type": "manual_add", "id": "b268aff3-bb84-5e11-ad77-d1acc7bd2e4d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.374Z", "updated_at": "2026-11-24T18:42:31.374Z"}','{}','{"entry_id": "b268aff3-bb84-5e11-ad77-d1acc7bd2e4d", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.374Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df60-7287-b986-9daeeeed18a0','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 91417e77-a174-4a9f-8ec6-6b02ef84b495", "quantity_requested": "2", "source_type": "manual_add", "id": "0f1acf82-e370-5eb2-8f48-e4fb7ed7995f", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.391Z", "updated_at": "2026-11-24T18:42:31.391Z"}','{}','{"entry_id": "0f1acf82-e370-5eb2-8f48-e4fb7ed7995f", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.391Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df71-72c7-ac98-cf0f5a1a3629','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','ad3c82ce-8f06-5939-bd21-de4de68e4a21','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Lamp 1718fad3-6cfa-47be-92a5-c76079030401", "quantity_requested": "2", "source_type": "manual_add", "id": "ad3c82ce-8f06-5939-bd21-de4de68e4a21", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:31.407Z", "updated_at": "2026-11-24T18:42:31.407Z"}','{}','{"entry_id": "ad3c82ce-8f06-5939-bd21-de4de68e4a21", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:31.407Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-df97-7728-9359-072f6396623c','01a20edd-dbd0-7703-8953-89a6edccef8f','approve_shopping_list_item','shopping_list_item','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','01a20edd-dc90-740e-bfcf-3d556519f299','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.242Z"}','{"status": "approved", "updated_at": "2026-11-24T18:42:31.423Z", "approved_by": "01a20edd-dc90-740e-bfcf-3d556519f299", "approved_at": "2026-11-24T18:42:31.423Z", "quantity_approved": "1", "updated_by": "01a20edd-dc90-740e-bfcf-3d556519f299"}','{}','{"entry_id": "5bb95cbf-2c4a-5215-b765-87bc79b0e137", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "captain"}','2026-11-24T18:42:31.423Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-dfbd-778a-9bc6-51782d6b70b2','01a20edd-dbd0-7703-8953-89a6edccef8f','approve_shopping_list_item','shopping_list_item','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','01a20edd-dc90-740e-bfcf-3d556519f299','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.310Z"}','{"status": "approved", "updated_at": "2026-11-24T18:42:31.484Z", "approved_by": "01a20edd-dc90-740e-bfcf-3d556519f299", "approved_at": "2026-11-24T18:42:31.484Z", "quantity_approved": "1", "updated_by": "01a20edd-dc90-740e-bfcf-3d556519f299"}','{}','{"entry_id": "1380942e-8d02-5e96-a3f2-94a45fb32e67", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "captain"}','2026-11-24T18:42:31.484Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-dfd6-70d8-a01b-e57dc9b024e8','01a20edd-dbd0-7703-8953-89a6edccef8f','approve_shopping_list_item','shopping_list_item','d281aebb-1ee3-507b-8ba2-9fe05710002c','01a20edd-dc90-740e-bfcf-3d556519f299','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.352Z"}','{"status": "approved", "updated_at": "2026-11-24T18:42:31.503Z", "approved_by": "01a20edd-dc90-740e-bfcf-3d556519f299", "approved_at": "2026-11-24T18:42:31.503Z", "quantity_approved": "1", "updated_by": "01a20edd-dc90-740e-bfcf-3d556519f299"}','{}','{"entry_id": "0dca7ca4-c184-5210-a94a-e9f1a78e339a", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "captain"}','2026-11-24T18:42:31.503Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-dfef-7593-a342-ae72714eb682','01a20edd-dbd0-7703-8953-89a6edccef8f','approve_shopping_list_item','shopping_list_item','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','01a20edd-dc90-740e-bfcf-3d556519f299','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.391Z"}','{"status": "approved", "updated_at": "2026-11-24T18:42:31.525Z", "approved_by": "01a20edd-dc90-740e-bfcf-3d556519f299", "approved_at": "2026-11-24T18:42:31.525Z", "quantity_approved": "1", "updated_by": "01a20edd-dc90-740e-bfcf-3d556519f299"}','{}','{"entry_id": "75a61d6a-02c7-5a01-a222-67a0828066da", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "captain"}','2026-11-24T18:42:31.525Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e213-72c5-8672-32f6a7ea7ef7','01a20edd-dbd0-7703-8953-89a6edccef8f','role_added','person','01a20edd-dbf9-7707-863a-672f1e9aa645',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20edd-dbf9-7707-863a-672f1e9aa645", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e22e-74d8-823b-772f2cfc9897','01a20edd-dbd0-7703-8953-89a6edccef8f','role_added','person','01a20edd-dc4d-7407-8054-1d65b0081831',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20edd-dc4d-7407-8054-1d65b0081831", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e231-730f-8fa9-4a18f0598877','01a20edd-dbd0-7703-8953-89a6edccef8f','role_added','person','01a20edd-dc6f-744a-b79c-03e7ec680718',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20edd-dc6f-744a-b79c-03e7ec680718", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e23c-75b9-8b4b-81114686ef0f','01a20edd-dbd0-7703-8953-89a6edccef8f','role_added','person','01a20edd-dc90-740e-bfcf-3d556519f299',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20edd-dc90-740e-bfcf-3d556519f299", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e247-7034-ba33-fd0dc056b3a1','01a20edd-dbd0-7703-8953-89a6edccef8f','role_added','person','01a20edd-dcb0-7164-a309-c16f05c2e11f',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20edd-dcb0-7164-a309-c16f05c2e11f", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e262-74b5-b222-d34bb798f533','01a20edd-dbd0-7703-8953-89a6edccef8f','person_added','person','01a20edd-dbf9-7707-863a-672f1e9aa645',NULL,NULL,'{"name": "crew", "user_id": "01a20edd-dbf9-7707-863a-672f1e9aa645"}','{}','{"from": "shore"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e267-7250-8fcc-5ba588743ae4','01a20edd-dbd0-7703-8953-89a6edccef8f','person_added','person','01a20edd-dc4d-7407-8054-1d65b0081831',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20edd-dc4d-7407-8054-1d65b0081831"}','{}','{"from": "shore"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e26d-76d0-85a3-d00933489bfd','01a20edd-dbd0-7703-8953-89a6edccef8f','person_added','person','01a20edd-dc6f-744a-b79c-03e7ec680718',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20edd-dc6f-744a-b79c-03e7ec680718"}','{}','{"from": "shore"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e270-723e-8e23-3e01e51439c2','01a20edd-dbd0-7703-8953-89a6edccef8f','person_added','person','01a20edd-dc90-740e-bfcf-3d556519f299',NULL,NULL,'{"name": "captain", "user_id": "01a20edd-dc90-740e-bfcf-3d556519f299"}','{}','{"from": "shore"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e273-7080-ba7e-91282dbbfb39','01a20edd-dbd0-7703-8953-89a6edccef8f','person_added','person','01a20edd-dcb0-7164-a309-c16f05c2e11f',NULL,NULL,'{"name": "manager", "user_id": "01a20edd-dcb0-7164-a309-c16f05c2e11f"}','{}','{"from": "shore"}','2026-11-24T18:42:31.972Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e7bd-735d-8ad4-bb2885b44e4d','01a20edd-dbd0-7703-8953-89a6edccef8f','reject_shopping_list_item','shopping_list_item','8a45b00a-6cf1-511d-bd03-9060da0f1263','01a20edd-dcb0-7164-a309-c16f05c2e11f','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.287Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:42:33.177Z", "rejected_by": "01a20edd-dcb0-7164-a309-c16f05c2e11f", "rejected_at": "2026-11-24T18:42:33.177Z", "rejection_reason": "not this year", "updated_by": "01a20edd-dcb0-7164-a309-c16f05c2e11f"}','{}','{"entry_id": "a659fe04-a570-5baa-b74b-c867af906406", "node_id": "8f7d3958-ca4a-4701-91e1-913f2bea15a0", "role": "manager"}','2026-11-24T18:42:33.507Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-e921-7601-a9d2-e81e562cba20','01a20edd-dbd0-7703-8953-89a6edccef8f','reject_shopping_list_item','shopping_list_item','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','01a20edd-dcb0-7164-a309-c16f05c2e11f','{"status": "candidate", "updated_at": "2026-11-24T18:42:31.374Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:42:33.612Z", "rejected_by": "01a20edd-dcb0-7164-a309-c16f05c2e11f", "rejected_at": "2026-11-24T18:42:33.612Z", "rejection_reason": "not this year", "updated_by": "01a20edd-dcb0-7164-a309-c16f05c2e11f"}','{}','{"entry_id": "939da248-9f37-5e86-bf7f-9992a2daad5d", "node_id": "8f7d3958-ca4a-4701-91e1-913f2bea15a0", "role": "manager"}','2026-11-24T18:42:33.859Z');
INSERT INTO "pms_audit_log" VALUES('01a20edd-eb57-76f9-bb98-fc111926ad25','01a20edd-dbd0-7703-8953-89a6edccef8f','create_shopping_list_item','shopping_list_item','a903158b-a9e7-5ab7-be56-8bab1d543260','01a20edd-dbf9-7707-863a-672f1e9aa645','{}','{"part_name": "Waits bd3d5ade-abb4-4329-b74a-bc74fb82e41d", "quantity_requested": "2", "source_type": "manual_add", "id": "a903158b-a9e7-5ab7-be56-8bab1d543260", "status": "candidate", "is_candidate_part": true, "created_by": "01a20edd-dbf9-7707-863a-672f1e9aa645", "created_at": "2026-11-24T18:42:34.453Z", "updated_at": "2026-11-24T18:42:34.453Z"}','{}','{"entry_id": "a903158b-a9e7-5ab7-be56-8bab1d543260", "node_id": "553a938f-cba6-49fe-8867-8c7b50da29ac", "role": "crew"}','2026-11-24T18:42:34.453Z');
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
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',1,'5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04',X'D35388361654C455DD3A082BEA2383841D9DA3D93EE1FB3941085A5A8E538628',X'5FFB7BBE5D1437FDB70D72B47B5F70E7F85D748601FFEB07E97C52A267EA6EBA','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',2,'8a45b00a-6cf1-511d-bd03-9060da0f1263',X'332970DB67E31AB56833B44475288532A1A89E7CD1C133E293ADD9C2D5785941',X'B8B1C87C8E34219514039C37E61A9D28547BB8FF49CCA92C2CB5990CE1306CE0','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',3,'05f6a7ad-540a-56b3-8452-bfa4ffc6d375',X'069F6261474976E373E4FFADA9A50B232B1FBB12583D471F9AB2EE470617812D',X'B0BAB95544440260E1A1143E536D358BB1882666EA8652F02DC4F1DF9D6CF8A0','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',4,'62a912ff-a186-5133-9045-5dad2228fc86',X'E833E4ED126331F0E64CACD9A02D812CAFB8FFBC8C1E2D792B51A3BEF4D1109B',X'C4F74F03F4FD35A9EF509F9AEB3C4127AF6F5716231EFFC7397BE4E16F2B9F31','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',5,'d281aebb-1ee3-507b-8ba2-9fe05710002c',X'431EDF349BB20D7FC72DD43D7536B4EB1EFD250F2983F43F6B83462C4A05207E',X'6967B63851B79037F67B69BEF47BF1F7EE2CEC429E156122EB004ADA0CE88653','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',6,'b268aff3-bb84-5e11-ad77-d1acc7bd2e4d',X'B1A78530214A4C823ACB0FCC081E325AF4416A645D5EA59B0B6BF0EF92B02AB8',X'061E022F072828B6571B9B4AA7EC259B15F99F0F3240FB70D47F3EA4AC7237A1','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',7,'0f1acf82-e370-5eb2-8f48-e4fb7ed7995f',X'24FDE4F6C2FAE7F12D50B517679FB11BC9A64C8FE0AA12DAF8EA1491DB1CA1A1',X'81F8FCEC3898D8516CD075A22B506746132483B6FA40587F59C11E3385F3D956','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',8,'ad3c82ce-8f06-5939-bd21-de4de68e4a21',X'0C3F76B7B89E8B453822675EEB2EDB7661396597248A4482F4CFEB9220FF3204',X'1A17B19D24ACCC834ADA78D9AE7F410C6594D0A381EE3FD02CC626B4F415C436','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',9,'5bb95cbf-2c4a-5215-b765-87bc79b0e137',X'AE29342C7E421BA95E3B857C6CA72A2793B147A9ABBA476102F77E5F9CE2585C',X'F4FEE31015DACFB6FE7D2C6A1476332773131A0E9219C698BA58E6B6EF24E1EC','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',10,'1380942e-8d02-5e96-a3f2-94a45fb32e67',X'8E191E472CD0A48647A93DC9AD5971693656E3988972B8F4F9E22E1B6CE931A8',X'9050DE78FDD38DC69F9CD541C69E85D5400BAAA0C3CCF225264F70565D3A2870','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',11,'0dca7ca4-c184-5210-a94a-e9f1a78e339a',X'9A9BB1B75DB92C542B46094E2964602C7543180DA9CB9B8334A511950F508DC4',X'7DF2E33CC82131BE37D6584F90E9E8891DD73A3C8D7F2ACC322150817AB5A45F','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',12,'75a61d6a-02c7-5a01-a222-67a0828066da',X'26CD8E722AD1F49161E5127AC478A15592C79CE4E0C9BC880A12DACA0F575988',X'7155A41A786C548325346AA42629F6997DDC7E0538C3B96C35E46A104C0D9511','2026-11-24T18:42:32.937Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',13,'a659fe04-a570-5baa-b74b-c867af906406',X'BA8050440F44C02DC07B3CD265AB2C07D94B3FA3E54F4FA04B97CB463F1AD23B',X'AF0235BF9BAEC3CA406F18279D13D45FE4A000B5952CCCC4AF6366A20B70D39B','2026-11-24T18:42:33.507Z');
INSERT INTO "pms_feed" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f',14,'939da248-9f37-5e86-bf7f-9992a2daad5d',X'2AEDF87E1075D21D89423803D1319753BF5869E6D4B60B21C4FA49533978F34C',X'76AF2EBDA9BB985417B1555FD070E26C1A6494E010F1D8A041C2FB68929731D8','2026-11-24T18:42:33.859Z');
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
INSERT INTO "pms_history_entries" VALUES('5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','01a20edd-dbd0-7703-8953-89a6edccef8f','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp c6b5b01b-8166-4349-b8bd-90ac26566972", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751242,0,X'D35388361654C455DD3A082BEA2383841D9DA3D93EE1FB3941085A5A8E538628',X'5FFB7BBE5D1437FDB70D72B47B5F70E7F85D748601FFEB07E97C52A267EA6EBA','node',NULL);
INSERT INTO "pms_history_entries" VALUES('8a45b00a-6cf1-511d-bd03-9060da0f1263','01a20edd-dbd0-7703-8953-89a6edccef8f','8a45b00a-6cf1-511d-bd03-9060da0f1263','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 8b2d20c4-9b48-4e25-b7e0-b65fca055562", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751287,0,X'332970DB67E31AB56833B44475288532A1A89E7CD1C133E293ADD9C2D5785941',X'B8B1C87C8E34219514039C37E61A9D28547BB8FF49CCA92C2CB5990CE1306CE0','node',NULL);
INSERT INTO "pms_history_entries" VALUES('05f6a7ad-540a-56b3-8452-bfa4ffc6d375','01a20edd-dbd0-7703-8953-89a6edccef8f','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 6a34286d-abc9-49f5-a22d-0bc3dcbc9ac6", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751310,0,X'069F6261474976E373E4FFADA9A50B232B1FBB12583D471F9AB2EE470617812D',X'B0BAB95544440260E1A1143E536D358BB1882666EA8652F02DC4F1DF9D6CF8A0','node',NULL);
INSERT INTO "pms_history_entries" VALUES('62a912ff-a186-5133-9045-5dad2228fc86','01a20edd-dbd0-7703-8953-89a6edccef8f','62a912ff-a186-5133-9045-5dad2228fc86','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 5c5b4626-e752-428f-9c7d-3b5b5952afa4", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751323,0,X'E833E4ED126331F0E64CACD9A02D812CAFB8FFBC8C1E2D792B51A3BEF4D1109B',X'C4F74F03F4FD35A9EF509F9AEB3C4127AF6F5716231EFFC7397BE4E16F2B9F31','node',NULL);
INSERT INTO "pms_history_entries" VALUES('d281aebb-1ee3-507b-8ba2-9fe05710002c','01a20edd-dbd0-7703-8953-89a6edccef8f','d281aebb-1ee3-507b-8ba2-9fe05710002c','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp fc6cbf4b-8bb6-4fec-b722-0f9a147495c7", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751352,0,X'431EDF349BB20D7FC72DD43D7536B4EB1EFD250F2983F43F6B83462C4A05207E',X'6967B63851B79037F67B69BEF47BF1F7EE2CEC429E156122EB004ADA0CE88653','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','01a20edd-dbd0-7703-8953-89a6edccef8f','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 3906c2e3-49e1-421f-95f1-baa670615e2d", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751374,0,X'B1A78530214A4C823ACB0FCC081E325AF4416A645D5EA59B0B6BF0EF92B02AB8',X'061E022F072828B6571B9B4AA7EC259B15F99F0F3240FB70D47F3EA4AC7237A1','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','01a20edd-dbd0-7703-8953-89a6edccef8f','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 91417e77-a174-4a9f-8ec6-6b02ef84b495", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751391,0,X'24FDE4F6C2FAE7F12D50B517679FB11BC9A64C8FE0AA12DAF8EA1491DB1CA1A1',X'81F8FCEC3898D8516CD075A22B506746132483B6FA40587F59C11E3385F3D956','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ad3c82ce-8f06-5939-bd21-de4de68e4a21','01a20edd-dbd0-7703-8953-89a6edccef8f','ad3c82ce-8f06-5939-bd21-de4de68e4a21','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 1718fad3-6cfa-47be-92a5-c76079030401", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545751407,0,X'0C3F76B7B89E8B453822675EEB2EDB7661396597248A4482F4CFEB9220FF3204',X'1A17B19D24ACCC834ADA78D9AE7F410C6594D0A381EE3FD02CC626B4F415C436','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5bb95cbf-2c4a-5215-b765-87bc79b0e137','01a20edd-dbd0-7703-8953-89a6edccef8f','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',9,'["5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edd-dc90-740e-bfcf-3d556519f299','captain',1795545751423,0,X'AE29342C7E421BA95E3B857C6CA72A2793B147A9ABBA476102F77E5F9CE2585C',X'F4FEE31015DACFB6FE7D2C6A1476332773131A0E9219C698BA58E6B6EF24E1EC','node',NULL);
INSERT INTO "pms_history_entries" VALUES('1380942e-8d02-5e96-a3f2-94a45fb32e67','01a20edd-dbd0-7703-8953-89a6edccef8f','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',10,'["05f6a7ad-540a-56b3-8452-bfa4ffc6d375"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edd-dc90-740e-bfcf-3d556519f299','captain',1795545751484,0,X'8E191E472CD0A48647A93DC9AD5971693656E3988972B8F4F9E22E1B6CE931A8',X'9050DE78FDD38DC69F9CD541C69E85D5400BAAA0C3CCF225264F70565D3A2870','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0dca7ca4-c184-5210-a94a-e9f1a78e339a','01a20edd-dbd0-7703-8953-89a6edccef8f','d281aebb-1ee3-507b-8ba2-9fe05710002c','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',11,'["d281aebb-1ee3-507b-8ba2-9fe05710002c"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edd-dc90-740e-bfcf-3d556519f299','captain',1795545751503,0,X'9A9BB1B75DB92C542B46094E2964602C7543180DA9CB9B8334A511950F508DC4',X'7DF2E33CC82131BE37D6584F90E9E8891DD73A3C8D7F2ACC322150817AB5A45F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('75a61d6a-02c7-5a01-a222-67a0828066da','01a20edd-dbd0-7703-8953-89a6edccef8f','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',12,'["0f1acf82-e370-5eb2-8f48-e4fb7ed7995f"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20edd-dc90-740e-bfcf-3d556519f299','captain',1795545751525,0,X'26CD8E722AD1F49161E5127AC478A15592C79CE4E0C9BC880A12DACA0F575988',X'7155A41A786C548325346AA42629F6997DDC7E0538C3B96C35E46A104C0D9511','node',NULL);
INSERT INTO "pms_history_entries" VALUES('a659fe04-a570-5baa-b74b-c867af906406','01a20edd-dbd0-7703-8953-89a6edccef8f','8a45b00a-6cf1-511d-bd03-9060da0f1263','8f7d3958-ca4a-4701-91e1-913f2bea15a0','9221d82920f5b84a',1,'["8a45b00a-6cf1-511d-bd03-9060da0f1263"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20edd-dcb0-7164-a309-c16f05c2e11f','manager',1795545753177,0,X'BA8050440F44C02DC07B3CD265AB2C07D94B3FA3E54F4FA04B97CB463F1AD23B',X'E26059186BB19E96DC31D2667E77A038846408F6BA55666CBF776231EE3A64A2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('939da248-9f37-5e86-bf7f-9992a2daad5d','01a20edd-dbd0-7703-8953-89a6edccef8f','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','8f7d3958-ca4a-4701-91e1-913f2bea15a0','9221d82920f5b84a',2,'["b268aff3-bb84-5e11-ad77-d1acc7bd2e4d"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20edd-dcb0-7164-a309-c16f05c2e11f','manager',1795545753612,0,X'2AEDF87E1075D21D89423803D1319753BF5869E6D4B60B21C4FA49533978F34C',X'ECD5A959ED66655874A388D28644E831A7301316654B4074BF647F64A21292AE','node',NULL);
INSERT INTO "pms_history_entries" VALUES('a903158b-a9e7-5ab7-be56-8bab1d543260','01a20edd-dbd0-7703-8953-89a6edccef8f','a903158b-a9e7-5ab7-be56-8bab1d543260','553a938f-cba6-49fe-8867-8c7b50da29ac','5c238e5e95ee5ac9',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits bd3d5ade-abb4-4329-b74a-bc74fb82e41d", "quantity_requested": "2", "source_type": "manual_add"}','01a20edd-dbf9-7707-863a-672f1e9aa645','crew',1795545754453,0,X'6C36A5B7C9803612C4BABB51077C492C1863103C3E4E846914DCB2BE300E06A5',X'EF67BE35D0F50505908CFBE7A83C3B407331912DE9BE93BD7476CF96814D5852','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','["5bb95cbf-2c4a-5215-b765-87bc79b0e137"]','e0f90d8fe1ec3649b116af51844b84699e00b4517b8dbe4767fe7f31f12e3a7f');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','8a45b00a-6cf1-511d-bd03-9060da0f1263','["a659fe04-a570-5baa-b74b-c867af906406"]','4448da07d481ed395ce907d356675adadd8be620af3db429ed45c560791935a6');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','["1380942e-8d02-5e96-a3f2-94a45fb32e67"]','721508305d072e3e4111cb0d3c5a6ef934d470ea90c907c1cce4a02804db08b0');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','62a912ff-a186-5133-9045-5dad2228fc86','["62a912ff-a186-5133-9045-5dad2228fc86"]','b866005236c39b29fa29904b7cae82b2f947d480aab3a1d69bb126c0d90bf245');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','d281aebb-1ee3-507b-8ba2-9fe05710002c','["0dca7ca4-c184-5210-a94a-e9f1a78e339a"]','7c51d55764139f72f824b5977e5ea1fbf94034f27e0aed05ea6461d56f4c86ea');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','["939da248-9f37-5e86-bf7f-9992a2daad5d"]','c9ab9af9c3788c3203014190757be606e97bdc0e7f666585deab8c342ab08b0e');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','["75a61d6a-02c7-5a01-a222-67a0828066da"]','768a65da6d75df496dea5d5b6c3ca00632dabab083ae4f9cb1cdafdb02edf8b8');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','ad3c82ce-8f06-5939-bd21-de4de68e4a21','["ad3c82ce-8f06-5939-bd21-de4de68e4a21"]','56d37c801495b6674375d4fb6a4fa5a690dbd778a35f5427115ea54ce927b7ed');
INSERT INTO "pms_item_heads" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','a903158b-a9e7-5ab7-be56-8bab1d543260','["a903158b-a9e7-5ab7-be56-8bab1d543260"]','aff027fa66e4f3bb73b174e98f14ee24160743c9ee3e6b8a3d904afdd7360404');
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
INSERT INTO "pms_shopping_list_items" VALUES('5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp c6b5b01b-8166-4349-b8bd-90ac26566972',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.423Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.242Z','01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.423Z',NULL,NULL,NULL,'{"transition": {"id": "5bb95cbf-2c4a-5215-b765-87bc79b0e137", "entry_id": "5bb95cbf-2c4a-5215-b765-87bc79b0e137"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('8a45b00a-6cf1-511d-bd03-9060da0f1263','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 8b2d20c4-9b48-4e25-b7e0-b65fca055562',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.177Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.287Z','01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.177Z',NULL,NULL,NULL,'{"transition": {"id": "a659fe04-a570-5baa-b74b-c867af906406", "entry_id": "a659fe04-a570-5baa-b74b-c867af906406", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('05f6a7ad-540a-56b3-8452-bfa4ffc6d375','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 6a34286d-abc9-49f5-a22d-0bc3dcbc9ac6',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.484Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.310Z','01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.484Z',NULL,NULL,NULL,'{"transition": {"id": "1380942e-8d02-5e96-a3f2-94a45fb32e67", "entry_id": "1380942e-8d02-5e96-a3f2-94a45fb32e67"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('62a912ff-a186-5133-9045-5dad2228fc86','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 5c5b4626-e752-428f-9c7d-3b5b5952afa4',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.323Z',NULL,'2026-11-24T18:42:31.323Z',NULL,NULL,NULL,'{"transition": {"id": "62a912ff-a186-5133-9045-5dad2228fc86", "entry_id": "62a912ff-a186-5133-9045-5dad2228fc86"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('d281aebb-1ee3-507b-8ba2-9fe05710002c','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp fc6cbf4b-8bb6-4fec-b722-0f9a147495c7',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.503Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.352Z','01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.503Z',NULL,NULL,NULL,'{"transition": {"id": "0dca7ca4-c184-5210-a94a-e9f1a78e339a", "entry_id": "0dca7ca4-c184-5210-a94a-e9f1a78e339a"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 3906c2e3-49e1-421f-95f1-baa670615e2d',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.612Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.374Z','01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.612Z',NULL,NULL,NULL,'{"transition": {"id": "939da248-9f37-5e86-bf7f-9992a2daad5d", "entry_id": "939da248-9f37-5e86-bf7f-9992a2daad5d", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 91417e77-a174-4a9f-8ec6-6b02ef84b495',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.525Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.391Z','01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.525Z',NULL,NULL,NULL,'{"transition": {"id": "75a61d6a-02c7-5a01-a222-67a0828066da", "entry_id": "75a61d6a-02c7-5a01-a222-67a0828066da"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('ad3c82ce-8f06-5939-bd21-de4de68e4a21','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Lamp 1718fad3-6cfa-47be-92a5-c76079030401',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.407Z',NULL,'2026-11-24T18:42:31.407Z',NULL,NULL,NULL,'{"transition": {"id": "ad3c82ce-8f06-5939-bd21-de4de68e4a21", "entry_id": "ad3c82ce-8f06-5939-bd21-de4de68e4a21"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('a903158b-a9e7-5ab7-be56-8bab1d543260','01a20edd-dbd0-7703-8953-89a6edccef8f',NULL,'Waits bd3d5ade-abb4-4329-b74a-bc74fb82e41d',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:34.453Z',NULL,'2026-11-24T18:42:34.453Z',NULL,NULL,NULL,'{"transition": {"id": "a903158b-a9e7-5ab7-be56-8bab1d543260", "entry_id": "a903158b-a9e7-5ab7-be56-8bab1d543260"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','01a20edd-dbd0-7703-8953-89a6edccef8f','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.242Z',NULL,NULL,'{"entry_id":"5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04"}','2026-11-24T18:42:31.242Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('8a45b00a-6cf1-511d-bd03-9060da0f1263','01a20edd-dbd0-7703-8953-89a6edccef8f','8a45b00a-6cf1-511d-bd03-9060da0f1263',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.287Z',NULL,NULL,'{"entry_id":"8a45b00a-6cf1-511d-bd03-9060da0f1263"}','2026-11-24T18:42:31.287Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('05f6a7ad-540a-56b3-8452-bfa4ffc6d375','01a20edd-dbd0-7703-8953-89a6edccef8f','05f6a7ad-540a-56b3-8452-bfa4ffc6d375',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.310Z',NULL,NULL,'{"entry_id":"05f6a7ad-540a-56b3-8452-bfa4ffc6d375"}','2026-11-24T18:42:31.310Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('62a912ff-a186-5133-9045-5dad2228fc86','01a20edd-dbd0-7703-8953-89a6edccef8f','62a912ff-a186-5133-9045-5dad2228fc86',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.323Z',NULL,NULL,'{"entry_id":"62a912ff-a186-5133-9045-5dad2228fc86"}','2026-11-24T18:42:31.323Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('d281aebb-1ee3-507b-8ba2-9fe05710002c','01a20edd-dbd0-7703-8953-89a6edccef8f','d281aebb-1ee3-507b-8ba2-9fe05710002c',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.352Z',NULL,NULL,'{"entry_id":"d281aebb-1ee3-507b-8ba2-9fe05710002c"}','2026-11-24T18:42:31.352Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','01a20edd-dbd0-7703-8953-89a6edccef8f','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.374Z',NULL,NULL,'{"entry_id":"b268aff3-bb84-5e11-ad77-d1acc7bd2e4d"}','2026-11-24T18:42:31.374Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','01a20edd-dbd0-7703-8953-89a6edccef8f','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.391Z',NULL,NULL,'{"entry_id":"0f1acf82-e370-5eb2-8f48-e4fb7ed7995f"}','2026-11-24T18:42:31.391Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ad3c82ce-8f06-5939-bd21-de4de68e4a21','01a20edd-dbd0-7703-8953-89a6edccef8f','ad3c82ce-8f06-5939-bd21-de4de68e4a21',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:31.407Z',NULL,NULL,'{"entry_id":"ad3c82ce-8f06-5939-bd21-de4de68e4a21"}','2026-11-24T18:42:31.407Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5bb95cbf-2c4a-5215-b765-87bc79b0e137','01a20edd-dbd0-7703-8953-89a6edccef8f','5f2a3cc1-aa4b-589c-85b5-b7c8dc48ca04','candidate','approved',NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.423Z',NULL,NULL,'{"entry_id":"5bb95cbf-2c4a-5215-b765-87bc79b0e137"}','2026-11-24T18:42:31.423Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('1380942e-8d02-5e96-a3f2-94a45fb32e67','01a20edd-dbd0-7703-8953-89a6edccef8f','05f6a7ad-540a-56b3-8452-bfa4ffc6d375','candidate','approved',NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.484Z',NULL,NULL,'{"entry_id":"1380942e-8d02-5e96-a3f2-94a45fb32e67"}','2026-11-24T18:42:31.484Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0dca7ca4-c184-5210-a94a-e9f1a78e339a','01a20edd-dbd0-7703-8953-89a6edccef8f','d281aebb-1ee3-507b-8ba2-9fe05710002c','candidate','approved',NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.503Z',NULL,NULL,'{"entry_id":"0dca7ca4-c184-5210-a94a-e9f1a78e339a"}','2026-11-24T18:42:31.503Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('75a61d6a-02c7-5a01-a222-67a0828066da','01a20edd-dbd0-7703-8953-89a6edccef8f','0f1acf82-e370-5eb2-8f48-e4fb7ed7995f','candidate','approved',NULL,NULL,'01a20edd-dc90-740e-bfcf-3d556519f299','2026-11-24T18:42:31.525Z',NULL,NULL,'{"entry_id":"75a61d6a-02c7-5a01-a222-67a0828066da"}','2026-11-24T18:42:31.525Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('a659fe04-a570-5baa-b74b-c867af906406','01a20edd-dbd0-7703-8953-89a6edccef8f','8a45b00a-6cf1-511d-bd03-9060da0f1263','candidate','rejected','not this year',NULL,'01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.177Z',NULL,NULL,'{"entry_id":"a659fe04-a570-5baa-b74b-c867af906406"}','2026-11-24T18:42:33.177Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('939da248-9f37-5e86-bf7f-9992a2daad5d','01a20edd-dbd0-7703-8953-89a6edccef8f','b268aff3-bb84-5e11-ad77-d1acc7bd2e4d','candidate','rejected','not this year',NULL,'01a20edd-dcb0-7164-a309-c16f05c2e11f','2026-11-24T18:42:33.612Z',NULL,NULL,'{"entry_id":"939da248-9f37-5e86-bf7f-9992a2daad5d"}','2026-11-24T18:42:33.612Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('a903158b-a9e7-5ab7-be56-8bab1d543260','01a20edd-dbd0-7703-8953-89a6edccef8f','a903158b-a9e7-5ab7-be56-8bab1d543260',NULL,'candidate',NULL,NULL,'01a20edd-dbf9-7707-863a-672f1e9aa645','2026-11-24T18:42:34.453Z',NULL,NULL,'{"entry_id":"a903158b-a9e7-5ab7-be56-8bab1d543260"}','2026-11-24T18:42:34.453Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-e607-76bd-886e-768fa3f97273','2026-11-24T18:42:31.556Z',644,588,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-e7f7-702a-97a5-0b5189c1d0b8','2026-11-24T18:42:33.306Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-e94d-74dd-ada2-f694a0afc948','2026-11-24T18:42:33.666Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','01a20edd-eb2c-7774-be67-a59d7626c888','2026-11-24T18:42:34.248Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20edd-dbd0-7703-8953-89a6edccef8f','Aurora','2026-11-24T18:42:30.493Z',1);
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
