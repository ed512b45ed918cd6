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
INSERT INTO "auth_users_profiles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6906-716c-8026-cda3ef26e370','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6913-716a-828a-6e41656c4e3e','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6916-7150-becd-332d9f8f86f0','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6918-7523-a669-239738fca1d8','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-691b-75a4-a098-a5739c53f1f8','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6913-716a-828a-6e41656c4e3e','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6916-7150-becd-332d9f8f86f0','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6918-7523-a669-239738fca1d8','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-691b-75a4-a098-a5739c53f1f8','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',12,'d945cfcf8598b851',X'01B91DCCEA3CF85B5F9A776268159C94D3AA470928B603BD4137E5CE6E854B91');
INSERT INTO "feed_seals" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',13,'d945cfcf8598b851',X'5FA9101D9F0A0101517FD3AAE4A79063839CE21DF66F69C10D0600491D0B7EF0');
INSERT INTO "feed_seals" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',14,'d945cfcf8598b851',X'250F3FFD70738CC9D320B00BC04BED12FD0559A969C85C050EC6524D5778790C');
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
INSERT INTO "node_state" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',13,X'5430328F29F2951947B9366B795D5644BC9CCC56B14785DBAB5BC9A85DC4368D',1795546246752,0,14,X'F46DEC94A7CCD01D9F1846B3411AC5B719B89AF3CFBCBF6D003A396C122E9A12','d945cfcf8598b851',16,'http://shore',5,NULL,0,NULL,'2026-11-24T18:50:45.471Z','b3940258ac663d2fe09d57f38cd2f321302e988ac81aeeb05ed8573246505fd5');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','53392a5263f070a3',13,'39b3b4e4-93a5-5304-a53a-48c8cb148e38',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20ee5-69e5-72ea-ab47-aeb7e3e0efe8','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','88115acc-1211-54a3-ac27-98ff68977e1a','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp e261a9bd-83e2-48e9-9ccb-0ad207da58b8", "quantity_requested": "2", "source_type": "manual_add", "id": "88115acc-1211-54a3-ac27-98ff68977e1a", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.600Z", "updated_at": "2026-11-24T18:50:45.600Z"}','{}','{"entry_id": "88115acc-1211-54a3-ac27-98ff68977e1a", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.600Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-69f8-769c-b5ba-92fb0dad7802','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','4cf8f84d-8141-5568-b976-ab28fefe073b','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp 568a54ee-d053-49be-8eb4-8f9409dbfa36", "quantity_requested": "2", "source_type": "manual_add", "id": "4cf8f84d-8141-5568-b976-ab28fefe073b", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.623Z", "updated_at": "2026-11-24T18:50:45.623Z"}','{}','{"entry_id": "4cf8f84d-8141-5568-b976-ab28fefe073b", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.623Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a00-7432-b96b-c68990e4b531','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','879863fb-87da-5ebb-89bc-f3461749ab33','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp f2be9ae4-1617-4dbe-b4dd-03eceba6e00c", "quantity_requested": "2", "source_type": "manual_add", "id": "879863fb-87da-5ebb-89bc-f3461749ab33", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.631Z", "updated_at": "2026-11-24T18:50:45.631Z"}','{}','{"entry_id": "879863fb-87da-5ebb-89bc-f3461749ab33", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.631Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a06-757c-8898-d605ac2af5cf','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','24ca4ae3-e1f6-5139-a4ab-700471cae07e','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp 9812bec8-a4c2-40f5-a4ec-10390d1de2d9", "quantity_requested": "2", "source_type": "manual_add", "id": "24ca4ae3-e1f6-5139-a4ab-700471cae07e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.637Z", "updated_at": "2026-11-24T18:50:45.637Z"}','{}','{"entry_id": "24ca4ae3-e1f6-5139-a4ab-700471cae07e", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.637Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a0c-7575-9e16-7903eb1ee1ab','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','b32b5e39-d334-54d7-93c2-7f9142c62125','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp af5e0439-985d-4016-ad68-e964b71e70f4", "quantity_requested": "2", "source_type": "manual_add", "id": "b32b5e39-d334-54d7-93c2-7f9142c62125", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.643Z", "updated_at": "2026-11-24T18:50:45.643Z"}','{}','{"entry_id": "b32b5e39-d334-54d7-93c2-7f9142c62125", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.643Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a11-75d2-8d78-5ae0af1f323b','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp 8012eed3-77bb-4802-9a02-5abd3cf7673a", "quantity_requested": "2", "source_type": "manual_add", "id": "399ed2dd-ad4e-5657-a332-8ae9427e1b3e", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.648Z", "updated_at": "2026-11-24T18:50:45.648Z"}','{}','{"entry_id": "399ed2dd-ad4e-5657-a332-8ae9427e1b3e", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.648Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a1c-7115-85e7-c56a22796d29','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp a21eee42-5c65-45b2-a334-75e2cca29e45", "quantity_requested": "2", "source_type": "manual_add", "id": "bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.659Z", "updated_at": "2026-11-24T18:50:45.659Z"}','{}','{"entry_id": "bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.659Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a2a-75bc-ac98-621a74fff972','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','192495fe-efce-5b1b-8c52-2eb0e04f15fb','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Lamp d1dfa0d8-7c7d-4fae-832c-ece5010cd70a", "quantity_requested": "2", "source_type": "manual_add", "id": "192495fe-efce-5b1b-8c52-2eb0e04f15fb", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:45.673Z", "updated_at": "2026-11-24T18:50:45.673Z"}','{}','{"entry_id": "192495fe-efce-5b1b-8c52-2eb0e04f15fb", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:45.673Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a39-7310-8ac7-8b138249267d','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','approve_shopping_list_item','shopping_list_item','88115acc-1211-54a3-ac27-98ff68977e1a','01a20ee5-6918-7523-a669-239738fca1d8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.600Z"}','{"status": "approved", "updated_at": "2026-11-24T18:50:45.683Z", "approved_by": "01a20ee5-6918-7523-a669-239738fca1d8", "approved_at": "2026-11-24T18:50:45.683Z", "quantity_approved": "1", "updated_by": "01a20ee5-6918-7523-a669-239738fca1d8"}','{}','{"entry_id": "225fdf4c-83f1-58f6-8b98-6570fa6748a7", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "captain"}','2026-11-24T18:50:45.683Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a44-70db-8201-ae184187182f','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','approve_shopping_list_item','shopping_list_item','879863fb-87da-5ebb-89bc-f3461749ab33','01a20ee5-6918-7523-a669-239738fca1d8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.631Z"}','{"status": "approved", "updated_at": "2026-11-24T18:50:45.699Z", "approved_by": "01a20ee5-6918-7523-a669-239738fca1d8", "approved_at": "2026-11-24T18:50:45.699Z", "quantity_approved": "1", "updated_by": "01a20ee5-6918-7523-a669-239738fca1d8"}','{}','{"entry_id": "0cfa2c29-5021-5371-a995-65557058498c", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "captain"}','2026-11-24T18:50:45.699Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a4c-70dd-90b4-6e8501f729c9','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','approve_shopping_list_item','shopping_list_item','b32b5e39-d334-54d7-93c2-7f9142c62125','01a20ee5-6918-7523-a669-239738fca1d8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.643Z"}','{"status": "approved", "updated_at": "2026-11-24T18:50:45.707Z", "approved_by": "01a20ee5-6918-7523-a669-239738fca1d8", "approved_at": "2026-11-24T18:50:45.707Z", "quantity_approved": "1", "updated_by": "01a20ee5-6918-7523-a669-239738fca1d8"}','{}','{"entry_id": "15f73f0e-968c-5d2c-88f9-25d6fdeecab4", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "captain"}','2026-11-24T18:50:45.707Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6a58-73a4-8cfd-e2834636b17e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','approve_shopping_list_item','shopping_list_item','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','01a20ee5-6918-7523-a669-239738fca1d8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.659Z"}','{"status": "approved", "updated_at": "2026-11-24T18:50:45.719Z", "approved_by": "01a20ee5-6918-7523-a669-239738fca1d8", "approved_at": "2026-11-24T18:50:45.719Z", "quantity_approved": "1", "updated_by": "01a20ee5-6918-7523-a669-239738fca1d8"}','{}','{"entry_id": "2d097536-e1fb-5c07-be6c-0d26a14453be", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "captain"}','2026-11-24T18:50:45.719Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b0b-7061-973e-57ed8b740f7f','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','role_added','person','01a20ee5-6906-716c-8026-cda3ef26e370',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20ee5-6906-716c-8026-cda3ef26e370", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b0e-716a-b3e6-09dff1392ca0','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','role_added','person','01a20ee5-6913-716a-828a-6e41656c4e3e',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20ee5-6913-716a-828a-6e41656c4e3e", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b10-7374-b8ad-213b5e0a9bcb','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','role_added','person','01a20ee5-6916-7150-becd-332d9f8f86f0',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20ee5-6916-7150-becd-332d9f8f86f0", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b11-77a5-b9cc-94ecb47a54b8','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','role_added','person','01a20ee5-6918-7523-a669-239738fca1d8',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20ee5-6918-7523-a669-239738fca1d8", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b12-775b-b3e9-f39921894451','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','role_added','person','01a20ee5-691b-75a4-a098-a5739c53f1f8',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20ee5-691b-75a4-a098-a5739c53f1f8", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b14-74dd-ad70-240fbc4600a1','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','person_added','person','01a20ee5-6906-716c-8026-cda3ef26e370',NULL,NULL,'{"name": "crew", "user_id": "01a20ee5-6906-716c-8026-cda3ef26e370"}','{}','{"from": "shore"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b16-73fc-9da1-c7016899c0d5','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','person_added','person','01a20ee5-6913-716a-828a-6e41656c4e3e',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20ee5-6913-716a-828a-6e41656c4e3e"}','{}','{"from": "shore"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b17-7722-8a8f-5f82340a4ae5','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','person_added','person','01a20ee5-6916-7150-becd-332d9f8f86f0',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20ee5-6916-7150-becd-332d9f8f86f0"}','{}','{"from": "shore"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b18-7515-b0a8-c296c130305e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','person_added','person','01a20ee5-6918-7523-a669-239738fca1d8',NULL,NULL,'{"name": "captain", "user_id": "01a20ee5-6918-7523-a669-239738fca1d8"}','{}','{"from": "shore"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6b19-70ba-87c6-a77083002c20','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','person_added','person','01a20ee5-691b-75a4-a098-a5739c53f1f8',NULL,NULL,'{"name": "manager", "user_id": "01a20ee5-691b-75a4-a098-a5739c53f1f8"}','{}','{"from": "shore"}','2026-11-24T18:50:45.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6ccf-741e-ad9f-ba0c6e228d13','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','reject_shopping_list_item','shopping_list_item','4cf8f84d-8141-5568-b976-ab28fefe073b','01a20ee5-691b-75a4-a098-a5739c53f1f8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.623Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:50:46.211Z", "rejected_by": "01a20ee5-691b-75a4-a098-a5739c53f1f8", "rejected_at": "2026-11-24T18:50:46.211Z", "rejection_reason": "not this year", "updated_by": "01a20ee5-691b-75a4-a098-a5739c53f1f8"}','{}','{"entry_id": "e0b82e3e-ae6a-5a60-9953-4f47112104d5", "node_id": "6e9bb738-5ae3-441c-a568-e67792741423", "role": "manager"}','2026-11-24T18:50:46.330Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6d69-709a-84b2-4e87562a0da5','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','reject_shopping_list_item','shopping_list_item','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','01a20ee5-691b-75a4-a098-a5739c53f1f8','{"status": "candidate", "updated_at": "2026-11-24T18:50:45.648Z"}','{"status": "rejected", "updated_at": "2026-11-24T18:50:46.384Z", "rejected_by": "01a20ee5-691b-75a4-a098-a5739c53f1f8", "rejected_at": "2026-11-24T18:50:46.384Z", "rejection_reason": "not this year", "updated_by": "01a20ee5-691b-75a4-a098-a5739c53f1f8"}','{}','{"entry_id": "3e4589d2-c787-504f-88ee-337106432bea", "node_id": "6e9bb738-5ae3-441c-a568-e67792741423", "role": "manager"}','2026-11-24T18:50:46.495Z');
INSERT INTO "pms_audit_log" VALUES('01a20ee5-6e61-774c-8b3b-cdad449bdbb9','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','create_shopping_list_item','shopping_list_item','39b3b4e4-93a5-5304-a53a-48c8cb148e38','01a20ee5-6906-716c-8026-cda3ef26e370','{}','{"part_name": "Waits f3068352-5224-42b2-8483-1f391ed60a46", "quantity_requested": "2", "source_type": "manual_add", "id": "39b3b4e4-93a5-5304-a53a-48c8cb148e38", "status": "candidate", "is_candidate_part": true, "created_by": "01a20ee5-6906-716c-8026-cda3ef26e370", "created_at": "2026-11-24T18:50:46.752Z", "updated_at": "2026-11-24T18:50:46.752Z"}','{}','{"entry_id": "39b3b4e4-93a5-5304-a53a-48c8cb148e38", "node_id": "c9d5435c-6d9f-4edf-8cf9-6fa519289b3b", "role": "crew"}','2026-11-24T18:50:46.752Z');
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
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',1,'88115acc-1211-54a3-ac27-98ff68977e1a',X'2DF08097C61EDF77E71E42B6E40E068CE870B026613BE980DB6DAEF065181298',X'258703BCB7C68A6BABFD909FFFC68EB32A4B8B54C0A887DD6C555E33CE342046','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',2,'4cf8f84d-8141-5568-b976-ab28fefe073b',X'101A2C54BAD713F7711DDF62F8A3F1052C3875D18FFB7757186BD65164806ABC',X'A642A9B9D42724A0934E19953D125F494FFB1D793091CB39555A6BD3C5B2FCB2','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',3,'879863fb-87da-5ebb-89bc-f3461749ab33',X'3F20F0846EB760136D143BEFC3E95DE7007970F863BA251D9BC02FF24B389D12',X'FD1844F3CB4BE10209EC097E7BE8B6F00827D12EE7DD07307F9FF0632A75ED5F','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',4,'24ca4ae3-e1f6-5139-a4ab-700471cae07e',X'0421C0B907CEB33FDEC7451E9F2B45F35BECE1DE61F76E19BA3E55059F3622F5',X'78B224394E0767873BCB99065DA56903A9C3BAFB9112119B2CD47119464338B5','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',5,'b32b5e39-d334-54d7-93c2-7f9142c62125',X'1B0CF61D39C8F0F451B3B55B3EBD63FAEE17A89E8515D2CDA9A7F9EBDE9B0C6E',X'FED355C45D394383CC5F6C1FD2E07A61595DC0C8D7B71E9A736D7B558FD2FCEB','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',6,'399ed2dd-ad4e-5657-a332-8ae9427e1b3e',X'9F1E255CFF49929EBDF775E7308A9FE641723CDCDD0A212DEB838DBEF3124C2C',X'DEC58BC053E914DAEFC253D850B8F59C5727FE3C12527FD9DBFBBE818B073C81','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',7,'bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a',X'A954FCFB7D182C5A67560D35CF00F6D29AB1F700DB51233A95F2E16FC83940CB',X'F29C417A1D8E75CA754C483BEF865C2EBBC235D592984E16F887E5A164D7C5A7','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',8,'192495fe-efce-5b1b-8c52-2eb0e04f15fb',X'A360AE4510BC76D2E55A0402185BC78463BE8EAE66231B6D952E10C77EE02668',X'F8F38E255AF7BDD9CF3EA6D44191110C390975C0874F18E8DB352080BF0365DE','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',9,'225fdf4c-83f1-58f6-8b98-6570fa6748a7',X'5D966576B4F3B8DEBC79D53721E9953D37CC3F7AF215CF0DBA06FBAE73F02813',X'E617FE0F6D06362352722EC8E070F07312B40BB1C438F41CB6DAC3503F8E923E','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',10,'0cfa2c29-5021-5371-a995-65557058498c',X'8C94B2E8552D76EA46BE41102DA301AB001607C99E945FC2852B990849ABF1AD',X'DE59B7229361126C1D78A7CABCC5B6C94F058AACF6C32BD262187A8E8C30232F','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',11,'15f73f0e-968c-5d2c-88f9-25d6fdeecab4',X'2AB5DAC85667AED65E8F0D348C6BE1DB2C769410C39059E113D0B9BE2B55BA8B',X'79959BBDB8816D77AF45815AC96D0BD852676CDE3CB28E9116E6FB7AE3106DDB','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',12,'2d097536-e1fb-5c07-be6c-0d26a14453be',X'FD847508824E50D398D7A710DB66E4E3323304B8510CE90C0406FEE0A832E9CE',X'A0DF775D98F4992C91DEA6F76C8E7BD84C798250DB5A3E9BED7267DA585AD98C','2026-11-24T18:50:46.174Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',13,'e0b82e3e-ae6a-5a60-9953-4f47112104d5',X'E5A01C1605B41B7CE58FF060901B190DB19AFCE655E4E38A4C10DC7760C19967',X'FAC4E7C26D3EB6B978BA5251864D9738856CDC0BF193A7958F8A99395CB384F5','2026-11-24T18:50:46.330Z');
INSERT INTO "pms_feed" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7',14,'3e4589d2-c787-504f-88ee-337106432bea',X'5E694B78FC4294414866F51CF3E0CE4BB00849EDBF045CB604D33A6AEBED76B2',X'F46DEC94A7CCD01D9F1846B3411AC5B719B89AF3CFBCBF6D003A396C122E9A12','2026-11-24T18:50:46.495Z');
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
INSERT INTO "pms_history_entries" VALUES('88115acc-1211-54a3-ac27-98ff68977e1a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','88115acc-1211-54a3-ac27-98ff68977e1a','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp e261a9bd-83e2-48e9-9ccb-0ad207da58b8", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245600,0,X'2DF08097C61EDF77E71E42B6E40E068CE870B026613BE980DB6DAEF065181298',X'258703BCB7C68A6BABFD909FFFC68EB32A4B8B54C0A887DD6C555E33CE342046','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4cf8f84d-8141-5568-b976-ab28fefe073b','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','4cf8f84d-8141-5568-b976-ab28fefe073b','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 568a54ee-d053-49be-8eb4-8f9409dbfa36", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245623,0,X'101A2C54BAD713F7711DDF62F8A3F1052C3875D18FFB7757186BD65164806ABC',X'A642A9B9D42724A0934E19953D125F494FFB1D793091CB39555A6BD3C5B2FCB2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('879863fb-87da-5ebb-89bc-f3461749ab33','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','879863fb-87da-5ebb-89bc-f3461749ab33','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp f2be9ae4-1617-4dbe-b4dd-03eceba6e00c", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245631,0,X'3F20F0846EB760136D143BEFC3E95DE7007970F863BA251D9BC02FF24B389D12',X'FD1844F3CB4BE10209EC097E7BE8B6F00827D12EE7DD07307F9FF0632A75ED5F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('24ca4ae3-e1f6-5139-a4ab-700471cae07e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','24ca4ae3-e1f6-5139-a4ab-700471cae07e','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 9812bec8-a4c2-40f5-a4ec-10390d1de2d9", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245637,0,X'0421C0B907CEB33FDEC7451E9F2B45F35BECE1DE61F76E19BA3E55059F3622F5',X'78B224394E0767873BCB99065DA56903A9C3BAFB9112119B2CD47119464338B5','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b32b5e39-d334-54d7-93c2-7f9142c62125','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','b32b5e39-d334-54d7-93c2-7f9142c62125','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp af5e0439-985d-4016-ad68-e964b71e70f4", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245643,0,X'1B0CF61D39C8F0F451B3B55B3EBD63FAEE17A89E8515D2CDA9A7F9EBDE9B0C6E',X'FED355C45D394383CC5F6C1FD2E07A61595DC0C8D7B71E9A736D7B558FD2FCEB','node',NULL);
INSERT INTO "pms_history_entries" VALUES('399ed2dd-ad4e-5657-a332-8ae9427e1b3e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 8012eed3-77bb-4802-9a02-5abd3cf7673a", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245648,0,X'9F1E255CFF49929EBDF775E7308A9FE641723CDCDD0A212DEB838DBEF3124C2C',X'DEC58BC053E914DAEFC253D850B8F59C5727FE3C12527FD9DBFBBE818B073C81','node',NULL);
INSERT INTO "pms_history_entries" VALUES('bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp a21eee42-5c65-45b2-a334-75e2cca29e45", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245659,0,X'A954FCFB7D182C5A67560D35CF00F6D29AB1F700DB51233A95F2E16FC83940CB',X'F29C417A1D8E75CA754C483BEF865C2EBBC235D592984E16F887E5A164D7C5A7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('192495fe-efce-5b1b-8c52-2eb0e04f15fb','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','192495fe-efce-5b1b-8c52-2eb0e04f15fb','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp d1dfa0d8-7c7d-4fae-832c-ece5010cd70a", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546245673,0,X'A360AE4510BC76D2E55A0402185BC78463BE8EAE66231B6D952E10C77EE02668',X'F8F38E255AF7BDD9CF3EA6D44191110C390975C0874F18E8DB352080BF0365DE','node',NULL);
INSERT INTO "pms_history_entries" VALUES('225fdf4c-83f1-58f6-8b98-6570fa6748a7','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','88115acc-1211-54a3-ac27-98ff68977e1a','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',9,'["88115acc-1211-54a3-ac27-98ff68977e1a"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ee5-6918-7523-a669-239738fca1d8','captain',1795546245683,0,X'5D966576B4F3B8DEBC79D53721E9953D37CC3F7AF215CF0DBA06FBAE73F02813',X'E617FE0F6D06362352722EC8E070F07312B40BB1C438F41CB6DAC3503F8E923E','node',NULL);
INSERT INTO "pms_history_entries" VALUES('0cfa2c29-5021-5371-a995-65557058498c','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','879863fb-87da-5ebb-89bc-f3461749ab33','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',10,'["879863fb-87da-5ebb-89bc-f3461749ab33"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ee5-6918-7523-a669-239738fca1d8','captain',1795546245699,0,X'8C94B2E8552D76EA46BE41102DA301AB001607C99E945FC2852B990849ABF1AD',X'DE59B7229361126C1D78A7CABCC5B6C94F058AACF6C32BD262187A8E8C30232F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('15f73f0e-968c-5d2c-88f9-25d6fdeecab4','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','b32b5e39-d334-54d7-93c2-7f9142c62125','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',11,'["b32b5e39-d334-54d7-93c2-7f9142c62125"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ee5-6918-7523-a669-239738fca1d8','captain',1795546245707,0,X'2AB5DAC85667AED65E8F0D348C6BE1DB2C769410C39059E113D0B9BE2B55BA8B',X'79959BBDB8816D77AF45815AC96D0BD852676CDE3CB28E9116E6FB7AE3106DDB','node',NULL);
INSERT INTO "pms_history_entries" VALUES('2d097536-e1fb-5c07-be6c-0d26a14453be','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',12,'["bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20ee5-6918-7523-a669-239738fca1d8','captain',1795546245719,0,X'FD847508824E50D398D7A710DB66E4E3323304B8510CE90C0406FEE0A832E9CE',X'A0DF775D98F4992C91DEA6F76C8E7BD84C798250DB5A3E9BED7267DA585AD98C','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e0b82e3e-ae6a-5a60-9953-4f47112104d5','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','4cf8f84d-8141-5568-b976-ab28fefe073b','6e9bb738-5ae3-441c-a568-e67792741423','7ad7e24bb0a010d8',1,'["4cf8f84d-8141-5568-b976-ab28fefe073b"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ee5-691b-75a4-a098-a5739c53f1f8','manager',1795546246211,0,X'E5A01C1605B41B7CE58FF060901B190DB19AFCE655E4E38A4C10DC7760C19967',X'EEA8DA9BB60402D928BC96D02FB868826067C7978F9CCD48984C6789DDDFDEE8','node',NULL);
INSERT INTO "pms_history_entries" VALUES('3e4589d2-c787-504f-88ee-337106432bea','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','6e9bb738-5ae3-441c-a568-e67792741423','7ad7e24bb0a010d8',2,'["399ed2dd-ad4e-5657-a332-8ae9427e1b3e"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20ee5-691b-75a4-a098-a5739c53f1f8','manager',1795546246384,0,X'5E694B78FC4294414866F51CF3E0CE4BB00849EDBF045CB604D33A6AEBED76B2',X'C949355ED7F87FA64A96AFA58F4B9FE527E4C90B00F48AAB138955132909DFB6','node',NULL);
INSERT INTO "pms_history_entries" VALUES('39b3b4e4-93a5-5304-a53a-48c8cb148e38','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','39b3b4e4-93a5-5304-a53a-48c8cb148e38','c9d5435c-6d9f-4edf-8cf9-6fa519289b3b','53392a5263f070a3',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits f3068352-5224-42b2-8483-1f391ed60a46", "quantity_requested": "2", "source_type": "manual_add"}','01a20ee5-6906-716c-8026-cda3ef26e370','crew',1795546246752,0,X'9CC3FE5755ACEDC5FA6F65F3493AF1C21E112AA1E39E5B262385D95901455579',X'5430328F29F2951947B9366B795D5644BC9CCC56B14785DBAB5BC9A85DC4368D','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','88115acc-1211-54a3-ac27-98ff68977e1a','["225fdf4c-83f1-58f6-8b98-6570fa6748a7"]','6e60fcf8526fc56a1233e560c36747471f0a40e48dfef38b5defcb75a52548ad');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','4cf8f84d-8141-5568-b976-ab28fefe073b','["e0b82e3e-ae6a-5a60-9953-4f47112104d5"]','0be8bbd341d1c5ad0a18f20b713eb2cda95a2be12b0a56b4975a2e247ccd29d6');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','879863fb-87da-5ebb-89bc-f3461749ab33','["0cfa2c29-5021-5371-a995-65557058498c"]','28122fa48de9eadbb10f459c80ec77459de3689c891ab02324b3b3f427dcc665');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','24ca4ae3-e1f6-5139-a4ab-700471cae07e','["24ca4ae3-e1f6-5139-a4ab-700471cae07e"]','4b639dc6992869b98643c40cdf87af904bf2e10482ab857a2960c6aedcb68d42');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','b32b5e39-d334-54d7-93c2-7f9142c62125','["15f73f0e-968c-5d2c-88f9-25d6fdeecab4"]','adee251dfea45686c0ba1ea1638a0d7966bf2f7f7241ad152959086da8adea0e');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','["3e4589d2-c787-504f-88ee-337106432bea"]','bab3eabd9381779b1df523fc86d75614280135f5c27099ee810e22847a055abf');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','["2d097536-e1fb-5c07-be6c-0d26a14453be"]','ceb4384a0d5a3fb6c7c965b62c6191a6c2f3151867f84dc136b44ff03e0c03ce');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','192495fe-efce-5b1b-8c52-2eb0e04f15fb','["192495fe-efce-5b1b-8c52-2eb0e04f15fb"]','5bb8f9a9f341e64d38a631baf1490f3a5564f242bd6f6c61ec52fca96d67a688');
INSERT INTO "pms_item_heads" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','39b3b4e4-93a5-5304-a53a-48c8cb148e38','["39b3b4e4-93a5-5304-a53a-48c8cb148e38"]','b0da2d94171876808ae60bbe4174ee56f6fbf39f2ce9401d295858b46cece015');
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
INSERT INTO "pms_shopping_list_items" VALUES('88115acc-1211-54a3-ac27-98ff68977e1a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp e261a9bd-83e2-48e9-9ccb-0ad207da58b8',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.683Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.600Z','01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.683Z',NULL,NULL,NULL,'{"transition": {"id": "225fdf4c-83f1-58f6-8b98-6570fa6748a7", "entry_id": "225fdf4c-83f1-58f6-8b98-6570fa6748a7"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('4cf8f84d-8141-5568-b976-ab28fefe073b','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp 568a54ee-d053-49be-8eb4-8f9409dbfa36',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.211Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.623Z','01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.211Z',NULL,NULL,NULL,'{"transition": {"id": "e0b82e3e-ae6a-5a60-9953-4f47112104d5", "entry_id": "e0b82e3e-ae6a-5a60-9953-4f47112104d5", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('879863fb-87da-5ebb-89bc-f3461749ab33','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp f2be9ae4-1617-4dbe-b4dd-03eceba6e00c',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.699Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.631Z','01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.699Z',NULL,NULL,NULL,'{"transition": {"id": "0cfa2c29-5021-5371-a995-65557058498c", "entry_id": "0cfa2c29-5021-5371-a995-65557058498c"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('24ca4ae3-e1f6-5139-a4ab-700471cae07e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp 9812bec8-a4c2-40f5-a4ec-10390d1de2d9',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.637Z',NULL,'2026-11-24T18:50:45.637Z',NULL,NULL,NULL,'{"transition": {"id": "24ca4ae3-e1f6-5139-a4ab-700471cae07e", "entry_id": "24ca4ae3-e1f6-5139-a4ab-700471cae07e"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b32b5e39-d334-54d7-93c2-7f9142c62125','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp af5e0439-985d-4016-ad68-e964b71e70f4',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.707Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.643Z','01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.707Z',NULL,NULL,NULL,'{"transition": {"id": "15f73f0e-968c-5d2c-88f9-25d6fdeecab4", "entry_id": "15f73f0e-968c-5d2c-88f9-25d6fdeecab4"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('399ed2dd-ad4e-5657-a332-8ae9427e1b3e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp 8012eed3-77bb-4802-9a02-5abd3cf7673a',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.384Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.648Z','01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.384Z',NULL,NULL,NULL,'{"transition": {"id": "3e4589d2-c787-504f-88ee-337106432bea", "entry_id": "3e4589d2-c787-504f-88ee-337106432bea", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp a21eee42-5c65-45b2-a334-75e2cca29e45',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.719Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.659Z','01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.719Z',NULL,NULL,NULL,'{"transition": {"id": "2d097536-e1fb-5c07-be6c-0d26a14453be", "entry_id": "2d097536-e1fb-5c07-be6c-0d26a14453be"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('192495fe-efce-5b1b-8c52-2eb0e04f15fb','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Lamp d1dfa0d8-7c7d-4fae-832c-ece5010cd70a',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.673Z',NULL,'2026-11-24T18:50:45.673Z',NULL,NULL,NULL,'{"transition": {"id": "192495fe-efce-5b1b-8c52-2eb0e04f15fb", "entry_id": "192495fe-efce-5b1b-8c52-2eb0e04f15fb"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('39b3b4e4-93a5-5304-a53a-48c8cb148e38','01a20ee5-68fd-73a3-a09f-9aef2dff61a7',NULL,'Waits f3068352-5224-42b2-8483-1f391ed60a46',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:46.752Z',NULL,'2026-11-24T18:50:46.752Z',NULL,NULL,NULL,'{"transition": {"id": "39b3b4e4-93a5-5304-a53a-48c8cb148e38", "entry_id": "39b3b4e4-93a5-5304-a53a-48c8cb148e38"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('88115acc-1211-54a3-ac27-98ff68977e1a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','88115acc-1211-54a3-ac27-98ff68977e1a',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.600Z',NULL,NULL,'{"entry_id":"88115acc-1211-54a3-ac27-98ff68977e1a"}','2026-11-24T18:50:45.600Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4cf8f84d-8141-5568-b976-ab28fefe073b','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','4cf8f84d-8141-5568-b976-ab28fefe073b',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.623Z',NULL,NULL,'{"entry_id":"4cf8f84d-8141-5568-b976-ab28fefe073b"}','2026-11-24T18:50:45.623Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('879863fb-87da-5ebb-89bc-f3461749ab33','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','879863fb-87da-5ebb-89bc-f3461749ab33',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.631Z',NULL,NULL,'{"entry_id":"879863fb-87da-5ebb-89bc-f3461749ab33"}','2026-11-24T18:50:45.631Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('24ca4ae3-e1f6-5139-a4ab-700471cae07e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','24ca4ae3-e1f6-5139-a4ab-700471cae07e',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.637Z',NULL,NULL,'{"entry_id":"24ca4ae3-e1f6-5139-a4ab-700471cae07e"}','2026-11-24T18:50:45.637Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b32b5e39-d334-54d7-93c2-7f9142c62125','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','b32b5e39-d334-54d7-93c2-7f9142c62125',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.643Z',NULL,NULL,'{"entry_id":"b32b5e39-d334-54d7-93c2-7f9142c62125"}','2026-11-24T18:50:45.643Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('399ed2dd-ad4e-5657-a332-8ae9427e1b3e','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','399ed2dd-ad4e-5657-a332-8ae9427e1b3e',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.648Z',NULL,NULL,'{"entry_id":"399ed2dd-ad4e-5657-a332-8ae9427e1b3e"}','2026-11-24T18:50:45.648Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.659Z',NULL,NULL,'{"entry_id":"bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a"}','2026-11-24T18:50:45.659Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('192495fe-efce-5b1b-8c52-2eb0e04f15fb','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','192495fe-efce-5b1b-8c52-2eb0e04f15fb',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:45.673Z',NULL,NULL,'{"entry_id":"192495fe-efce-5b1b-8c52-2eb0e04f15fb"}','2026-11-24T18:50:45.673Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('225fdf4c-83f1-58f6-8b98-6570fa6748a7','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','88115acc-1211-54a3-ac27-98ff68977e1a','candidate','approved',NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.683Z',NULL,NULL,'{"entry_id":"225fdf4c-83f1-58f6-8b98-6570fa6748a7"}','2026-11-24T18:50:45.683Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('0cfa2c29-5021-5371-a995-65557058498c','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','879863fb-87da-5ebb-89bc-f3461749ab33','candidate','approved',NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.699Z',NULL,NULL,'{"entry_id":"0cfa2c29-5021-5371-a995-65557058498c"}','2026-11-24T18:50:45.699Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('15f73f0e-968c-5d2c-88f9-25d6fdeecab4','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','b32b5e39-d334-54d7-93c2-7f9142c62125','candidate','approved',NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.707Z',NULL,NULL,'{"entry_id":"15f73f0e-968c-5d2c-88f9-25d6fdeecab4"}','2026-11-24T18:50:45.707Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('2d097536-e1fb-5c07-be6c-0d26a14453be','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','bcb5c23f-a53b-5fa6-bdc3-1dc461c9ed6a','candidate','approved',NULL,NULL,'01a20ee5-6918-7523-a669-239738fca1d8','2026-11-24T18:50:45.719Z',NULL,NULL,'{"entry_id":"2d097536-e1fb-5c07-be6c-0d26a14453be"}','2026-11-24T18:50:45.719Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e0b82e3e-ae6a-5a60-9953-4f47112104d5','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','4cf8f84d-8141-5568-b976-ab28fefe073b','candidate','rejected','not this year',NULL,'01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.211Z',NULL,NULL,'{"entry_id":"e0b82e3e-ae6a-5a60-9953-4f47112104d5"}','2026-11-24T18:50:46.211Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('3e4589d2-c787-504f-88ee-337106432bea','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','399ed2dd-ad4e-5657-a332-8ae9427e1b3e','candidate','rejected','not this year',NULL,'01a20ee5-691b-75a4-a098-a5739c53f1f8','2026-11-24T18:50:46.384Z',NULL,NULL,'{"entry_id":"3e4589d2-c787-504f-88ee-337106432bea"}','2026-11-24T18:50:46.384Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('39b3b4e4-93a5-5304-a53a-48c8cb148e38','01a20ee5-68fd-73a3-a09f-9aef2dff61a7','39b3b4e4-93a5-5304-a53a-48c8cb148e38',NULL,'candidate',NULL,NULL,'01a20ee5-6906-716c-8026-cda3ef26e370','2026-11-24T18:50:46.752Z',NULL,NULL,'{"entry_id":"39b3b4e4-93a5-5304-a53a-48c8cb148e38"}','2026-11-24T18:50:46.752Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6c3e-73b9-bd89-b6548d7d412d','2026-11-24T18:50:45.730Z',644,584,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6ceb-773d-83d4-1b0f237f3d83','2026-11-24T18:50:46.241Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6d87-7420-a0b7-0e12364d7c91','2026-11-24T18:50:46.415Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','01a20ee5-6e56-7457-874b-9148b5c2b25e','2026-11-24T18:50:46.683Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20ee5-68fd-73a3-a09f-9aef2dff61a7','Aurora','2026-11-24T18:50:45.376Z',1);
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
