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
INSERT INTO "auth_users_profiles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d412-75b0-8878-9567a1216236','crew',NULL,4);
INSERT INTO "auth_users_profiles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d438-7251-b40d-35a8b695c8b6','chief_officer',NULL,7);
INSERT INTO "auth_users_profiles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d43f-744c-9b5d-43f090d74c80','chief_engineer',NULL,10);
INSERT INTO "auth_users_profiles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d447-76af-a412-cfd59660bbb8','captain',NULL,13);
INSERT INTO "auth_users_profiles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','manager',NULL,16);
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
INSERT INTO "auth_users_roles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d412-75b0-8878-9567a1216236','crew',1,'2020-01-01T00:00:00.000Z',NULL,3);
INSERT INTO "auth_users_roles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d438-7251-b40d-35a8b695c8b6','chief_officer',1,'2020-01-01T00:00:00.000Z',NULL,6);
INSERT INTO "auth_users_roles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d43f-744c-9b5d-43f090d74c80','chief_engineer',1,'2020-01-01T00:00:00.000Z',NULL,9);
INSERT INTO "auth_users_roles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d447-76af-a412-cfd59660bbb8','captain',1,'2020-01-01T00:00:00.000Z',NULL,12);
INSERT INTO "auth_users_roles" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','manager',1,'2020-01-01T00:00:00.000Z',NULL,15);
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
INSERT INTO "feed_seals" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',12,'d41219c44d195397',X'5F0025E3BB95A697F63AB25F8D9A66A2D304983C81909A921FB3CC3D9A564C89');
INSERT INTO "feed_seals" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',13,'d41219c44d195397',X'A64547941DC722AFB9AF2DACE0E514641B9F6B19DB3B3A576E6EFB09D680B7FC');
INSERT INTO "feed_seals" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',14,'d41219c44d195397',X'FA2666D41592C051EE42650E2B3D4DA33FE553ECC9301CFD897863448CA788C1');
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
INSERT INTO "node_state" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',13,X'F57FCD679499860619371A84A7D06D1C5AEC279B6A33450BDD5EC41056FE33BB',1795547651079,0,14,X'DB5E2FC6542F5B2BFC111B2938454757DADBAC35404524F607476BA47F3236E6','d41219c44d195397',16,'http://shore',5,NULL,0,NULL,'2026-11-24T19:14:09.251Z','5a6908fdfd7cff7ffc79cc14e988394ed41ca56ea47c7ad76c62312a06b85ceb');
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
);
INSERT INTO "outbox" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','8028ce779afe2c65',13,'b9aab4bf-3af1-5b09-9ad6-c7143bd73b38',1);
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
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5a6-7573-a133-8ea7409d25c0','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','e23adb65-6a82-566c-aeab-c26ec3a12e67','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 4bb75ffa-3ec4-43c0-ac79-ab2676916e26", "quantity_requested": "2", "source_type": "manual_add", "id": "e23adb65-6a82-566c-aeab-c26ec3a12e67", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.436Z", "updated_at": "2026-11-24T19:14:09.436Z"}','{}','{"entry_id": "e23adb65-6a82-566c-aeab-c26ec3a12e67", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.436Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5bb-72fe-83cc-00bc577b5dab','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','5748993b-0460-59e7-93d8-ea8ad3331623','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp cabc267a-d789-4aa3-9160-4bdfd0d7fa3a", "quantity_requested": "2", "source_type": "manual_add", "id": "5748993b-0460-59e7-93d8-ea8ad3331623", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.466Z", "updated_at": "2026-11-24T19:14:09.466Z"}','{}','{"entry_id": "5748993b-0460-59e7-93d8-ea8ad3331623", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.466Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5c3-728b-bc3d-8f1c8db6cb47','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','9995863a-dabd-50bc-b665-9cff98ea9299','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 76fb4fea-e96a-407f-94cf-aed19b39b799", "quantity_requested": "2", "source_type": "manual_add", "id": "9995863a-dabd-50bc-b665-9cff98ea9299", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.474Z", "updated_at": "2026-11-24T19:14:09.474Z"}','{}','{"entry_id": "9995863a-dabd-50bc-b665-9cff98ea9299", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.474Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5cb-75b3-856a-44138a9e3c9f','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','fab02dc0-5292-56c3-a572-68332bdd8225','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 0f705dd9-caf5-4000-8aeb-d589e584049f", "quantity_requested": "2", "source_type": "manual_add", "id": "fab02dc0-5292-56c3-a572-68332bdd8225", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.482Z", "updated_at": "2026-11-24T19:14:09.482Z"}','{}','{"entry_id": "fab02dc0-5292-56c3-a572-68332bdd8225", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.482Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5d3-72f2-9cd8-43418f281e20','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','e6e76eb1-932c-55fa-884e-662f441435f1','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp c35efdfa-b2a6-4c01-91c9-9b5ae317382d", "quantity_requested": "2", "source_type": "manual_add", "id": "e6e76eb1-932c-55fa-884e-662f441435f1", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.491Z", "updated_at": "2026-11-24T19:14:09.491Z"}','{}','{"entry_id": "e6e76eb1-932c-55fa-884e-662f441435f1", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.491Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5db-7338-8172-afe668275cb7','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 9aba7fdf-616e-4da8-a855-006cd455ce13", "quantity_requested": "2", "source_type": "manual_add", "id": "783dcd7e-0bfa-57ce-bbcc-1ed18aae180a", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.498Z", "updated_at": "2026-11-24T19:14:09.498Z"}','{}','{"entry_id": "783dcd7e-0bfa-57ce-bbcc-1ed18aae180a", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.498Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5e6-772a-8a3a-31be6ff4c4e1','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','2f38c467-2bfd-556e-b18e-8d5a9853e51d','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 8d42ef30-d9b4-4289-8dc0-a3910075f652", "quantity_requested": "2", "source_type": "manual_add", "id": "2f38c467-2bfd-556e-b18e-8d5a9853e51d", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.509Z", "updated_at": "2026-11-24T19:14:09.509Z"}','{}','{"entry_id": "2f38c467-2bfd-556e-b18e-8d5a9853e51d", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.509Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d5f3-7230-9151-a7c63edeb0e1','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','22e35c6d-948d-54d3-9797-e8da4b8f6433','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Lamp 745d43ea-7314-4f66-9d57-96e50e430180", "quantity_requested": "2", "source_type": "manual_add", "id": "22e35c6d-948d-54d3-9797-e8da4b8f6433", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:09.522Z", "updated_at": "2026-11-24T19:14:09.522Z"}','{}','{"entry_id": "22e35c6d-948d-54d3-9797-e8da4b8f6433", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:09.522Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d60c-72e8-b3ab-07504f2f69d5','01a20efa-d3ec-701b-b976-3be41b73bb8e','approve_shopping_list_item','shopping_list_item','e23adb65-6a82-566c-aeab-c26ec3a12e67','01a20efa-d447-76af-a412-cfd59660bbb8','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.436Z"}','{"status": "approved", "updated_at": "2026-11-24T19:14:09.535Z", "approved_by": "01a20efa-d447-76af-a412-cfd59660bbb8", "approved_at": "2026-11-24T19:14:09.535Z", "quantity_approved": "1", "updated_by": "01a20efa-d447-76af-a412-cfd59660bbb8"}','{}','{"entry_id": "82babb7f-487c-54d8-8714-79fab52ddb7d", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "captain"}','2026-11-24T19:14:09.535Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d61c-761f-9858-5fd24ea20a69','01a20efa-d3ec-701b-b976-3be41b73bb8e','approve_shopping_list_item','shopping_list_item','9995863a-dabd-50bc-b665-9cff98ea9299','01a20efa-d447-76af-a412-cfd59660bbb8','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.474Z"}','{"status": "approved", "updated_at": "2026-11-24T19:14:09.563Z", "approved_by": "01a20efa-d447-76af-a412-cfd59660bbb8", "approved_at": "2026-11-24T19:14:09.563Z", "quantity_approved": "1", "updated_by": "01a20efa-d447-76af-a412-cfd59660bbb8"}','{}','{"entry_id": "4347dc97-e159-5db0-b0be-8218e630fd37", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "captain"}','2026-11-24T19:14:09.563Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d62d-730c-b4e4-2374f7c35da5','01a20efa-d3ec-701b-b976-3be41b73bb8e','approve_shopping_list_item','shopping_list_item','e6e76eb1-932c-55fa-884e-662f441435f1','01a20efa-d447-76af-a412-cfd59660bbb8','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.491Z"}','{"status": "approved", "updated_at": "2026-11-24T19:14:09.580Z", "approved_by": "01a20efa-d447-76af-a412-cfd59660bbb8", "approved_at": "2026-11-24T19:14:09.580Z", "quantity_approved": "1", "updated_by": "01a20efa-d447-76af-a412-cfd59660bbb8"}','{}','{"entry_id": "ade65850-194d-58ea-831d-620feb8706af", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "captain"}','2026-11-24T19:14:09.580Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d63f-7157-b2d8-eccf78368305','01a20efa-d3ec-701b-b976-3be41b73bb8e','approve_shopping_list_item','shopping_list_item','2f38c467-2bfd-556e-b18e-8d5a9853e51d','01a20efa-d447-76af-a412-cfd59660bbb8','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.509Z"}','{"status": "approved", "updated_at": "2026-11-24T19:14:09.598Z", "approved_by": "01a20efa-d447-76af-a412-cfd59660bbb8", "approved_at": "2026-11-24T19:14:09.598Z", "quantity_approved": "1", "updated_by": "01a20efa-d447-76af-a412-cfd59660bbb8"}','{}','{"entry_id": "97859ed7-971b-5078-bb57-cf6680bddd66", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "captain"}','2026-11-24T19:14:09.598Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7e5-754c-81e0-e0a1cd169b85','01a20efa-d3ec-701b-b976-3be41b73bb8e','role_added','person','01a20efa-d412-75b0-8878-9567a1216236',NULL,NULL,'{"is_active": true, "role": "crew", "user_id": "01a20efa-d412-75b0-8878-9567a1216236", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "crew"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7ed-73b6-ba9b-cd224b18f605','01a20efa-d3ec-701b-b976-3be41b73bb8e','role_added','person','01a20efa-d438-7251-b40d-35a8b695c8b6',NULL,NULL,'{"is_active": true, "role": "chief_officer", "user_id": "01a20efa-d438-7251-b40d-35a8b695c8b6", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_officer"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7f3-76e1-b573-47a774374beb','01a20efa-d3ec-701b-b976-3be41b73bb8e','role_added','person','01a20efa-d43f-744c-9b5d-43f090d74c80',NULL,NULL,'{"is_active": true, "role": "chief_engineer", "user_id": "01a20efa-d43f-744c-9b5d-43f090d74c80", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "chief_engineer"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7f5-705f-9178-d0bc829482c3','01a20efa-d3ec-701b-b976-3be41b73bb8e','role_added','person','01a20efa-d447-76af-a412-cfd59660bbb8',NULL,NULL,'{"is_active": true, "role": "captain", "user_id": "01a20efa-d447-76af-a412-cfd59660bbb8", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "captain"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7f7-7308-979f-e185bb64d96f','01a20efa-d3ec-701b-b976-3be41b73bb8e','role_added','person','01a20efa-d44b-736b-8ce9-925c0fb8ea9a',NULL,NULL,'{"is_active": true, "role": "manager", "user_id": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a", "valid_from": "2020-01-01T00:00:00.000Z"}','{}','{"from": "shore", "role": "manager"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d7fd-71ba-a3ec-79e07029e7a4','01a20efa-d3ec-701b-b976-3be41b73bb8e','person_added','person','01a20efa-d412-75b0-8878-9567a1216236',NULL,NULL,'{"name": "crew", "user_id": "01a20efa-d412-75b0-8878-9567a1216236"}','{}','{"from": "shore"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d803-73f3-9250-46b62beb4a5e','01a20efa-d3ec-701b-b976-3be41b73bb8e','person_added','person','01a20efa-d438-7251-b40d-35a8b695c8b6',NULL,NULL,'{"name": "chief_officer", "user_id": "01a20efa-d438-7251-b40d-35a8b695c8b6"}','{}','{"from": "shore"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d809-770a-b285-2632d42293ca','01a20efa-d3ec-701b-b976-3be41b73bb8e','person_added','person','01a20efa-d43f-744c-9b5d-43f090d74c80',NULL,NULL,'{"name": "chief_engineer", "user_id": "01a20efa-d43f-744c-9b5d-43f090d74c80"}','{}','{"from": "shore"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d80c-7208-813f-0b06ee6d63c2','01a20efa-d3ec-701b-b976-3be41b73bb8e','person_added','person','01a20efa-d447-76af-a412-cfd59660bbb8',NULL,NULL,'{"name": "captain", "user_id": "01a20efa-d447-76af-a412-cfd59660bbb8"}','{}','{"from": "shore"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-d811-71e2-9bd5-14c728c9d84b','01a20efa-d3ec-701b-b976-3be41b73bb8e','person_added','person','01a20efa-d44b-736b-8ce9-925c0fb8ea9a',NULL,NULL,'{"name": "manager", "user_id": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a"}','{}','{"from": "shore"}','2026-11-24T19:14:09.996Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-dabc-7462-8d9b-582b3127693d','01a20efa-d3ec-701b-b976-3be41b73bb8e','reject_shopping_list_item','shopping_list_item','5748993b-0460-59e7-93d8-ea8ad3331623','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.466Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:14:10.596Z", "rejected_by": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a", "rejected_at": "2026-11-24T19:14:10.596Z", "rejection_reason": "not this year", "updated_by": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a"}','{}','{"entry_id": "50e32e25-d664-5a5d-9e29-39665c021a7c", "node_id": "57b27993-e75b-4873-9a82-6557f3cdef09", "role": "manager"}','2026-11-24T19:14:10.735Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-db49-74d5-9e47-88562be611c8','01a20efa-d3ec-701b-b976-3be41b73bb8e','reject_shopping_list_item','shopping_list_item','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','{"status": "candidate", "updated_at": "2026-11-24T19:14:09.498Z"}','{"status": "rejected", "updated_at": "2026-11-24T19:14:10.775Z", "rejected_by": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a", "rejected_at": "2026-11-24T19:14:10.775Z", "rejection_reason": "not this year", "updated_by": "01a20efa-d44b-736b-8ce9-925c0fb8ea9a"}','{}','{"entry_id": "5b6c6b11-7363-5bb2-929a-6853826df22c", "node_id": "57b27993-e75b-4873-9a82-6557f3cdef09", "role": "manager"}','2026-11-24T19:14:10.880Z');
INSERT INTO "pms_audit_log" VALUES('01a20efa-dc08-746d-9d7b-8d5f402bac7c','01a20efa-d3ec-701b-b976-3be41b73bb8e','create_shopping_list_item','shopping_list_item','b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','01a20efa-d412-75b0-8878-9567a1216236','{}','{"part_name": "Waits e1b319e7-e02f-4a4a-b0f5-5d3a59c293ac", "quantity_requested": "2", "source_type": "manual_add", "id": "b9aab4bf-3af1-5b09-9ad6-c7143bd73b38", "status": "candidate", "is_candidate_part": true, "created_by": "01a20efa-d412-75b0-8878-9567a1216236", "created_at": "2026-11-24T19:14:11.079Z", "updated_at": "2026-11-24T19:14:11.079Z"}','{}','{"entry_id": "b9aab4bf-3af1-5b09-9ad6-c7143bd73b38", "node_id": "12e56172-a37d-445d-98e6-a7b9acf6e2ad", "role": "crew"}','2026-11-24T19:14:11.079Z');
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
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',1,'e23adb65-6a82-566c-aeab-c26ec3a12e67',X'089596D25CB4B2E896F2632CB7BE8082565E3AFAC1D4AA5A20031DAF27E5C64B',X'44D1BFEDC21A057BC3A23C478A78E6D4B31568BF1EAFA4F7B3348E4623994FF7','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',2,'5748993b-0460-59e7-93d8-ea8ad3331623',X'5E50CC7F439AD73D92027E7991F2A4801EE30DB42F717D31277176E78CFA013F',X'E12BD9D0A8049E873FEBBA6DAE24A6AF9598E16E8CED2D58AB5D76E9A308C954','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',3,'9995863a-dabd-50bc-b665-9cff98ea9299',X'89796FA094AB5D7561C05B9712FA7A4BF6E7BB0CEBBEB4957CEBBF83886384FE',X'33CEC6B3D7C45B4C4423F0015B8320070E278AA3C50C37903A3E4F858F8E8FAA','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',4,'fab02dc0-5292-56c3-a572-68332bdd8225',X'1B5C819FDD229E74AF0FBB2D6E3EEE53A277B4CD1432C282EDE7444BD9EE351D',X'4A430DF66EB68CF82DF91C3429EDF0587C98E55A73AF9BDA552B8C0CE52E5C00','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',5,'e6e76eb1-932c-55fa-884e-662f441435f1',X'3F268968A31BC93D7064CE17145252BD5BCF25A7F745BBCECDA54C4131D892B9',X'377376FB4B9BD70A6897A6F242E3AD133AD41E659933355C54F2F7D94CE4EDC5','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',6,'783dcd7e-0bfa-57ce-bbcc-1ed18aae180a',X'50E90EE1E5778F7072D80DDD255B4B7A7A353D37FE2D5C78A111950F2AC4048A',X'D6FECE59E3E28567B0B1D7A394A914956970F5483812D46F3FE1389CD0C19629','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',7,'2f38c467-2bfd-556e-b18e-8d5a9853e51d',X'AFCC5132317EB75ACB6D7EAC1DD6BEEDD7253EE37580CC6777628A1E7900E23F',X'7C504D0B8C0917123AE849326BF0F2C688E9C68040EF61206902188591717B4D','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',8,'22e35c6d-948d-54d3-9797-e8da4b8f6433',X'195619133827D0383AD14E5EA1E355BB73D5156A7B0CD9F9E1928A4996B1A87B',X'CB8C76CD372BA75467E531B2A136FD7CB286CEDEFBF7FE7A05720FDDF108120A','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',9,'82babb7f-487c-54d8-8714-79fab52ddb7d',X'B846F604E5A65035BD127E61DC82BA8D9F3109990125B0665A8B2ECDAA4920F9',X'EB59FA1C412D584D5CD22CD655946B6A794BAEDAF779B5E503082FA72392740E','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',10,'4347dc97-e159-5db0-b0be-8218e630fd37',X'B20E3FABE60E65C5139772ED09C1E3BE9B9E0529B8C7CA9828ECD5B8F5B05C6C',X'53296D0473D078EA5F63F4221B7D8DFF8CA36B68602803586DF5D623426FEE4F','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',11,'ade65850-194d-58ea-831d-620feb8706af',X'4C8045C5F3B369B5730DAEAF926C4F329C59BBD7247BFE6C5EA21D6A2267EC4B',X'5A664C775147810F7B74855E150DDED5E87A0DEE99BA89997F94AF44C9EED30D','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',12,'97859ed7-971b-5078-bb57-cf6680bddd66',X'E0BDC97F5EB670D372916F1E3A72D7962DC1E61D517D3697F7E6CF1A6D5E8015',X'8A0C4F1B21FAD7A695A86147F414A197196BBACAB1E1F17836D00176049AA199','2026-11-24T19:14:10.548Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',13,'50e32e25-d664-5a5d-9e29-39665c021a7c',X'E0789ECF0459306A272D64818CA8409C431C04DBD397F7CB799173DC57B64922',X'F512D1D7C60DF500B8D197A5A873CF7126984B772FEE1D854466DA68C0FCB9EF','2026-11-24T19:14:10.735Z');
INSERT INTO "pms_feed" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e',14,'5b6c6b11-7363-5bb2-929a-6853826df22c',X'8DB74690D4986EAC9514DF09DE4A8490CBE07B2C54A284998C3E684E857D9978',X'DB5E2FC6542F5B2BFC111B2938454757DADBAC35404524F607476BA47F3236E6','2026-11-24T19:14:10.880Z');
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
INSERT INTO "pms_history_entries" VALUES('e23adb65-6a82-566c-aeab-c26ec3a12e67','01a20efa-d3ec-701b-b976-3be41b73bb8e','e23adb65-6a82-566c-aeab-c26ec3a12e67','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',1,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 4bb75ffa-3ec4-43c0-ac79-ab2676916e26", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649436,0,X'089596D25CB4B2E896F2632CB7BE8082565E3AFAC1D4AA5A20031DAF27E5C64B',X'44D1BFEDC21A057BC3A23C478A78E6D4B31568BF1EAFA4F7B3348E4623994FF7','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5748993b-0460-59e7-93d8-ea8ad3331623','01a20efa-d3ec-701b-b976-3be41b73bb8e','5748993b-0460-59e7-93d8-ea8ad3331623','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',2,'[]',0,'create_shopping_list_item','{"part_name": "Lamp cabc267a-d789-4aa3-9160-4bdfd0d7fa3a", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649466,0,X'5E50CC7F439AD73D92027E7991F2A4801EE30DB42F717D31277176E78CFA013F',X'E12BD9D0A8049E873FEBBA6DAE24A6AF9598E16E8CED2D58AB5D76E9A308C954','node',NULL);
INSERT INTO "pms_history_entries" VALUES('9995863a-dabd-50bc-b665-9cff98ea9299','01a20efa-d3ec-701b-b976-3be41b73bb8e','9995863a-dabd-50bc-b665-9cff98ea9299','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',3,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 76fb4fea-e96a-407f-94cf-aed19b39b799", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649474,0,X'89796FA094AB5D7561C05B9712FA7A4BF6E7BB0CEBBEB4957CEBBF83886384FE',X'33CEC6B3D7C45B4C4423F0015B8320070E278AA3C50C37903A3E4F858F8E8FAA','node',NULL);
INSERT INTO "pms_history_entries" VALUES('fab02dc0-5292-56c3-a572-68332bdd8225','01a20efa-d3ec-701b-b976-3be41b73bb8e','fab02dc0-5292-56c3-a572-68332bdd8225','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',4,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 0f705dd9-caf5-4000-8aeb-d589e584049f", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649482,0,X'1B5C819FDD229E74AF0FBB2D6E3EEE53A277B4CD1432C282EDE7444BD9EE351D',X'4A430DF66EB68CF82DF91C3429EDF0587C98E55A73AF9BDA552B8C0CE52E5C00','node',NULL);
INSERT INTO "pms_history_entries" VALUES('e6e76eb1-932c-55fa-884e-662f441435f1','01a20efa-d3ec-701b-b976-3be41b73bb8e','e6e76eb1-932c-55fa-884e-662f441435f1','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',5,'[]',0,'create_shopping_list_item','{"part_name": "Lamp c35efdfa-b2a6-4c01-91c9-9b5ae317382d", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649491,0,X'3F268968A31BC93D7064CE17145252BD5BCF25A7F745BBCECDA54C4131D892B9',X'377376FB4B9BD70A6897A6F242E3AD133AD41E659933355C54F2F7D94CE4EDC5','node',NULL);
INSERT INTO "pms_history_entries" VALUES('783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','01a20efa-d3ec-701b-b976-3be41b73bb8e','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',6,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 9aba7fdf-616e-4da8-a855-006cd455ce13", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649498,0,X'50E90EE1E5778F7072D80DDD255B4B7A7A353D37FE2D5C78A111950F2AC4048A',X'D6FECE59E3E28567B0B1D7A394A914956970F5483812D46F3FE1389CD0C19629','node',NULL);
INSERT INTO "pms_history_entries" VALUES('2f38c467-2bfd-556e-b18e-8d5a9853e51d','01a20efa-d3ec-701b-b976-3be41b73bb8e','2f38c467-2bfd-556e-b18e-8d5a9853e51d','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',7,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 8d42ef30-d9b4-4289-8dc0-a3910075f652", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649509,0,X'AFCC5132317EB75ACB6D7EAC1DD6BEEDD7253EE37580CC6777628A1E7900E23F',X'7C504D0B8C0917123AE849326BF0F2C688E9C68040EF61206902188591717B4D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('22e35c6d-948d-54d3-9797-e8da4b8f6433','01a20efa-d3ec-701b-b976-3be41b73bb8e','22e35c6d-948d-54d3-9797-e8da4b8f6433','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',8,'[]',0,'create_shopping_list_item','{"part_name": "Lamp 745d43ea-7314-4f66-9d57-96e50e430180", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547649522,0,X'195619133827D0383AD14E5EA1E355BB73D5156A7B0CD9F9E1928A4996B1A87B',X'CB8C76CD372BA75467E531B2A136FD7CB286CEDEFBF7FE7A05720FDDF108120A','node',NULL);
INSERT INTO "pms_history_entries" VALUES('82babb7f-487c-54d8-8714-79fab52ddb7d','01a20efa-d3ec-701b-b976-3be41b73bb8e','e23adb65-6a82-566c-aeab-c26ec3a12e67','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',9,'["e23adb65-6a82-566c-aeab-c26ec3a12e67"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20efa-d447-76af-a412-cfd59660bbb8','captain',1795547649535,0,X'B846F604E5A65035BD127E61DC82BA8D9F3109990125B0665A8B2ECDAA4920F9',X'EB59FA1C412D584D5CD22CD655946B6A794BAEDAF779B5E503082FA72392740E','node',NULL);
INSERT INTO "pms_history_entries" VALUES('4347dc97-e159-5db0-b0be-8218e630fd37','01a20efa-d3ec-701b-b976-3be41b73bb8e','9995863a-dabd-50bc-b665-9cff98ea9299','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',10,'["9995863a-dabd-50bc-b665-9cff98ea9299"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20efa-d447-76af-a412-cfd59660bbb8','captain',1795547649563,0,X'B20E3FABE60E65C5139772ED09C1E3BE9B9E0529B8C7CA9828ECD5B8F5B05C6C',X'53296D0473D078EA5F63F4221B7D8DFF8CA36B68602803586DF5D623426FEE4F','node',NULL);
INSERT INTO "pms_history_entries" VALUES('ade65850-194d-58ea-831d-620feb8706af','01a20efa-d3ec-701b-b976-3be41b73bb8e','e6e76eb1-932c-55fa-884e-662f441435f1','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',11,'["e6e76eb1-932c-55fa-884e-662f441435f1"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20efa-d447-76af-a412-cfd59660bbb8','captain',1795547649580,0,X'4C8045C5F3B369B5730DAEAF926C4F329C59BBD7247BFE6C5EA21D6A2267EC4B',X'5A664C775147810F7B74855E150DDED5E87A0DEE99BA89997F94AF44C9EED30D','node',NULL);
INSERT INTO "pms_history_entries" VALUES('97859ed7-971b-5078-bb57-cf6680bddd66','01a20efa-d3ec-701b-b976-3be41b73bb8e','2f38c467-2bfd-556e-b18e-8d5a9853e51d','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',12,'["2f38c467-2bfd-556e-b18e-8d5a9853e51d"]',0,'approve_shopping_list_item','{"quantity_approved": "1"}','01a20efa-d447-76af-a412-cfd59660bbb8','captain',1795547649598,0,X'E0BDC97F5EB670D372916F1E3A72D7962DC1E61D517D3697F7E6CF1A6D5E8015',X'8A0C4F1B21FAD7A695A86147F414A197196BBACAB1E1F17836D00176049AA199','node',NULL);
INSERT INTO "pms_history_entries" VALUES('50e32e25-d664-5a5d-9e29-39665c021a7c','01a20efa-d3ec-701b-b976-3be41b73bb8e','5748993b-0460-59e7-93d8-ea8ad3331623','57b27993-e75b-4873-9a82-6557f3cdef09','da2d142266638e43',1,'["5748993b-0460-59e7-93d8-ea8ad3331623"]',12,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','manager',1795547650596,0,X'E0789ECF0459306A272D64818CA8409C431C04DBD397F7CB799173DC57B64922',X'ED678BBE4B8FBC3C3CB93ACC6DC6049B8D7D0C8377B44319F0D7D63DCB8B48C9','node',NULL);
INSERT INTO "pms_history_entries" VALUES('5b6c6b11-7363-5bb2-929a-6853826df22c','01a20efa-d3ec-701b-b976-3be41b73bb8e','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','57b27993-e75b-4873-9a82-6557f3cdef09','da2d142266638e43',2,'["783dcd7e-0bfa-57ce-bbcc-1ed18aae180a"]',13,'reject_shopping_list_item','{"rejection_reason": "not this year"}','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','manager',1795547650775,0,X'8DB74690D4986EAC9514DF09DE4A8490CBE07B2C54A284998C3E684E857D9978',X'AD3FEA3603171AB4C417A3A78CE3ECB9CB35F21D361EB0C085030A858FFB0BD2','node',NULL);
INSERT INTO "pms_history_entries" VALUES('b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','01a20efa-d3ec-701b-b976-3be41b73bb8e','b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','12e56172-a37d-445d-98e6-a7b9acf6e2ad','8028ce779afe2c65',13,'[]',14,'create_shopping_list_item','{"part_name": "Waits e1b319e7-e02f-4a4a-b0f5-5d3a59c293ac", "quantity_requested": "2", "source_type": "manual_add"}','01a20efa-d412-75b0-8878-9567a1216236','crew',1795547651079,0,X'0C6939841A33277C917CE2B67E0E20D1F8F6DE285447DF72FEB9CA8322CDDE08',X'F57FCD679499860619371A84A7D06D1C5AEC279B6A33450BDD5EC41056FE33BB','node',NULL);
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
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','e23adb65-6a82-566c-aeab-c26ec3a12e67','["82babb7f-487c-54d8-8714-79fab52ddb7d"]','3281065a533f6da2cd631bd81d278ed8c0c7cf84fd02031eb10c9fb6ca9da3cf');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','5748993b-0460-59e7-93d8-ea8ad3331623','["50e32e25-d664-5a5d-9e29-39665c021a7c"]','cf881f8323f704fd9cc549c74468420a8321e560d27faf7e73154e6e66318098');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','9995863a-dabd-50bc-b665-9cff98ea9299','["4347dc97-e159-5db0-b0be-8218e630fd37"]','97be8c866212e600b351cdc107b38b49bbedd1fe9498fb00d6b5845780180886');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','fab02dc0-5292-56c3-a572-68332bdd8225','["fab02dc0-5292-56c3-a572-68332bdd8225"]','e3d3e1d27b814c774c8022312704fdd5c82506b950035c72d3edfe55a5fb6bc2');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','e6e76eb1-932c-55fa-884e-662f441435f1','["ade65850-194d-58ea-831d-620feb8706af"]','937fef27480f552ab4d5f60a464132828436e5c3a8d32779bec7212e7372440b');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','["5b6c6b11-7363-5bb2-929a-6853826df22c"]','4695c02dc1f5d80e42d778e3b2023d4262fe253fe8cf8cc42a4d628609198da4');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','2f38c467-2bfd-556e-b18e-8d5a9853e51d','["97859ed7-971b-5078-bb57-cf6680bddd66"]','72b78a4e4a3b83df5a7513888bcafa77fea79ee11082c04324019230515584ac');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','22e35c6d-948d-54d3-9797-e8da4b8f6433','["22e35c6d-948d-54d3-9797-e8da4b8f6433"]','1d5afbf4b24221b321e400acd4c63700d44513385c0fa8f7f5ef04783f0b41b8');
INSERT INTO "pms_item_heads" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','["b9aab4bf-3af1-5b09-9ad6-c7143bd73b38"]','a19d0ab3ad7a6d5d82ac00749248021e3726fc41ae5641636fd482f792ac1375');
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
INSERT INTO "pms_shopping_list_items" VALUES('e23adb65-6a82-566c-aeab-c26ec3a12e67','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 4bb75ffa-3ec4-43c0-ac79-ab2676916e26',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.535Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.436Z','01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.535Z',NULL,NULL,NULL,'{"transition": {"id": "82babb7f-487c-54d8-8714-79fab52ddb7d", "entry_id": "82babb7f-487c-54d8-8714-79fab52ddb7d"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('5748993b-0460-59e7-93d8-ea8ad3331623','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp cabc267a-d789-4aa3-9160-4bdfd0d7fa3a',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.596Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.466Z','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.596Z',NULL,NULL,NULL,'{"transition": {"id": "50e32e25-d664-5a5d-9e29-39665c021a7c", "entry_id": "50e32e25-d664-5a5d-9e29-39665c021a7c", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('9995863a-dabd-50bc-b665-9cff98ea9299','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 76fb4fea-e96a-407f-94cf-aed19b39b799',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.563Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.474Z','01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.563Z',NULL,NULL,NULL,'{"transition": {"id": "4347dc97-e159-5db0-b0be-8218e630fd37", "entry_id": "4347dc97-e159-5db0-b0be-8218e630fd37"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('fab02dc0-5292-56c3-a572-68332bdd8225','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 0f705dd9-caf5-4000-8aeb-d589e584049f',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.482Z',NULL,'2026-11-24T19:14:09.482Z',NULL,NULL,NULL,'{"transition": {"id": "fab02dc0-5292-56c3-a572-68332bdd8225", "entry_id": "fab02dc0-5292-56c3-a572-68332bdd8225"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('e6e76eb1-932c-55fa-884e-662f441435f1','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp c35efdfa-b2a6-4c01-91c9-9b5ae317382d',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.580Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.491Z','01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.580Z',NULL,NULL,NULL,'{"transition": {"id": "ade65850-194d-58ea-831d-620feb8706af", "entry_id": "ade65850-194d-58ea-831d-620feb8706af"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 9aba7fdf-616e-4da8-a855-006cd455ce13',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'rejected','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.775Z','not this year',NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.498Z','01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.775Z',NULL,NULL,NULL,'{"transition": {"id": "5b6c6b11-7363-5bb2-929a-6853826df22c", "entry_id": "5b6c6b11-7363-5bb2-929a-6853826df22c", "reason": "not this year"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('2f38c467-2bfd-556e-b18e-8d5a9853e51d','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 8d42ef30-d9b4-4289-8dc0-a3910075f652',NULL,NULL,1,20000,10000,NULL,0,0,NULL,NULL,NULL,'approved','manual_add',NULL,NULL,NULL,NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.598Z',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.509Z','01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.598Z',NULL,NULL,NULL,'{"transition": {"id": "97859ed7-971b-5078-bb57-cf6680bddd66", "entry_id": "97859ed7-971b-5078-bb57-cf6680bddd66"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('22e35c6d-948d-54d3-9797-e8da4b8f6433','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Lamp 745d43ea-7314-4f66-9d57-96e50e430180',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.522Z',NULL,'2026-11-24T19:14:09.522Z',NULL,NULL,NULL,'{"transition": {"id": "22e35c6d-948d-54d3-9797-e8da4b8f6433", "entry_id": "22e35c6d-948d-54d3-9797-e8da4b8f6433"}}',NULL,NULL,NULL);
INSERT INTO "pms_shopping_list_items" VALUES('b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','01a20efa-d3ec-701b-b976-3be41b73bb8e',NULL,'Waits e1b319e7-e02f-4a4a-b0f5-5d3a59c293ac',NULL,NULL,1,20000,NULL,NULL,0,0,NULL,NULL,NULL,'candidate','manual_add',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:11.079Z',NULL,'2026-11-24T19:14:11.079Z',NULL,NULL,NULL,'{"transition": {"id": "b9aab4bf-3af1-5b09-9ad6-c7143bd73b38", "entry_id": "b9aab4bf-3af1-5b09-9ad6-c7143bd73b38"}}',NULL,NULL,NULL);
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
INSERT INTO "pms_shopping_list_state_history" VALUES('e23adb65-6a82-566c-aeab-c26ec3a12e67','01a20efa-d3ec-701b-b976-3be41b73bb8e','e23adb65-6a82-566c-aeab-c26ec3a12e67',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.436Z',NULL,NULL,'{"entry_id":"e23adb65-6a82-566c-aeab-c26ec3a12e67"}','2026-11-24T19:14:09.436Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5748993b-0460-59e7-93d8-ea8ad3331623','01a20efa-d3ec-701b-b976-3be41b73bb8e','5748993b-0460-59e7-93d8-ea8ad3331623',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.466Z',NULL,NULL,'{"entry_id":"5748993b-0460-59e7-93d8-ea8ad3331623"}','2026-11-24T19:14:09.466Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('9995863a-dabd-50bc-b665-9cff98ea9299','01a20efa-d3ec-701b-b976-3be41b73bb8e','9995863a-dabd-50bc-b665-9cff98ea9299',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.474Z',NULL,NULL,'{"entry_id":"9995863a-dabd-50bc-b665-9cff98ea9299"}','2026-11-24T19:14:09.474Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('fab02dc0-5292-56c3-a572-68332bdd8225','01a20efa-d3ec-701b-b976-3be41b73bb8e','fab02dc0-5292-56c3-a572-68332bdd8225',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.482Z',NULL,NULL,'{"entry_id":"fab02dc0-5292-56c3-a572-68332bdd8225"}','2026-11-24T19:14:09.482Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('e6e76eb1-932c-55fa-884e-662f441435f1','01a20efa-d3ec-701b-b976-3be41b73bb8e','e6e76eb1-932c-55fa-884e-662f441435f1',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.491Z',NULL,NULL,'{"entry_id":"e6e76eb1-932c-55fa-884e-662f441435f1"}','2026-11-24T19:14:09.491Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','01a20efa-d3ec-701b-b976-3be41b73bb8e','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.498Z',NULL,NULL,'{"entry_id":"783dcd7e-0bfa-57ce-bbcc-1ed18aae180a"}','2026-11-24T19:14:09.498Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('2f38c467-2bfd-556e-b18e-8d5a9853e51d','01a20efa-d3ec-701b-b976-3be41b73bb8e','2f38c467-2bfd-556e-b18e-8d5a9853e51d',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.509Z',NULL,NULL,'{"entry_id":"2f38c467-2bfd-556e-b18e-8d5a9853e51d"}','2026-11-24T19:14:09.509Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('22e35c6d-948d-54d3-9797-e8da4b8f6433','01a20efa-d3ec-701b-b976-3be41b73bb8e','22e35c6d-948d-54d3-9797-e8da4b8f6433',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:09.522Z',NULL,NULL,'{"entry_id":"22e35c6d-948d-54d3-9797-e8da4b8f6433"}','2026-11-24T19:14:09.522Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('82babb7f-487c-54d8-8714-79fab52ddb7d','01a20efa-d3ec-701b-b976-3be41b73bb8e','e23adb65-6a82-566c-aeab-c26ec3a12e67','candidate','approved',NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.535Z',NULL,NULL,'{"entry_id":"82babb7f-487c-54d8-8714-79fab52ddb7d"}','2026-11-24T19:14:09.535Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('4347dc97-e159-5db0-b0be-8218e630fd37','01a20efa-d3ec-701b-b976-3be41b73bb8e','9995863a-dabd-50bc-b665-9cff98ea9299','candidate','approved',NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.563Z',NULL,NULL,'{"entry_id":"4347dc97-e159-5db0-b0be-8218e630fd37"}','2026-11-24T19:14:09.563Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('ade65850-194d-58ea-831d-620feb8706af','01a20efa-d3ec-701b-b976-3be41b73bb8e','e6e76eb1-932c-55fa-884e-662f441435f1','candidate','approved',NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.580Z',NULL,NULL,'{"entry_id":"ade65850-194d-58ea-831d-620feb8706af"}','2026-11-24T19:14:09.580Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('97859ed7-971b-5078-bb57-cf6680bddd66','01a20efa-d3ec-701b-b976-3be41b73bb8e','2f38c467-2bfd-556e-b18e-8d5a9853e51d','candidate','approved',NULL,NULL,'01a20efa-d447-76af-a412-cfd59660bbb8','2026-11-24T19:14:09.598Z',NULL,NULL,'{"entry_id":"97859ed7-971b-5078-bb57-cf6680bddd66"}','2026-11-24T19:14:09.598Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('50e32e25-d664-5a5d-9e29-39665c021a7c','01a20efa-d3ec-701b-b976-3be41b73bb8e','5748993b-0460-59e7-93d8-ea8ad3331623','candidate','rejected','not this year',NULL,'01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.596Z',NULL,NULL,'{"entry_id":"50e32e25-d664-5a5d-9e29-39665c021a7c"}','2026-11-24T19:14:10.596Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('5b6c6b11-7363-5bb2-929a-6853826df22c','01a20efa-d3ec-701b-b976-3be41b73bb8e','783dcd7e-0bfa-57ce-bbcc-1ed18aae180a','candidate','rejected','not this year',NULL,'01a20efa-d44b-736b-8ce9-925c0fb8ea9a','2026-11-24T19:14:10.775Z',NULL,NULL,'{"entry_id":"5b6c6b11-7363-5bb2-929a-6853826df22c"}','2026-11-24T19:14:10.775Z');
INSERT INTO "pms_shopping_list_state_history" VALUES('b9aab4bf-3af1-5b09-9ad6-c7143bd73b38','01a20efa-d3ec-701b-b976-3be41b73bb8e','b9aab4bf-3af1-5b09-9ad6-c7143bd73b38',NULL,'candidate',NULL,NULL,'01a20efa-d412-75b0-8878-9567a1216236','2026-11-24T19:14:11.079Z',NULL,NULL,'{"entry_id":"b9aab4bf-3af1-5b09-9ad6-c7143bd73b38"}','2026-11-24T19:14:11.079Z');
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
INSERT INTO "sync_exchanges" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-da1f-77d0-bb3c-52beb86edfd6','2026-11-24T19:14:09.608Z',647,588,2,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-dad1-7206-a644-6e1118f1de8d','2026-11-24T19:14:10.672Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-db58-7371-9fc1-6725883f1901','2026-11-24T19:14:10.811Z',121,196,1,'ok');
INSERT INTO "sync_exchanges" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','01a20efa-dc05-7721-8461-7c80f94f365c','2026-11-24T19:14:11.010Z',121,22,1,'ok');
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
);
INSERT INTO "yacht_flags" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','SHOPPING_LIST_V1_ENABLED',1,0);
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
);
INSERT INTO "yacht_registry" VALUES('01a20efa-d3ec-701b-b976-3be41b73bb8e','Aurora','2026-11-24T19:14:09.016Z',1);
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
