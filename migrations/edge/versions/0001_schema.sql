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
)
-- next statement
CREATE INDEX items_by_creator ON pms_shopping_list_items (yacht_id, created_by, updated_at)
-- next statement
CREATE INDEX items_by_status ON pms_shopping_list_items (yacht_id, status, updated_at)
-- next statement
CREATE INDEX items_in_order ON pms_shopping_list_items (yacht_id, (case when status in ('candidate', 'under_review') then 0 else 1 end), (case urgency when 'critical' then 0 when 'high' then 1 when 'low' then 3 else 2 end), coalesce(required_by_date, '9999-12-31'), created_at, id, status)
-- next statement
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
)
-- next statement
CREATE INDEX state_history_by_item ON pms_shopping_list_state_history (yacht_id, shopping_list_item_id, changed_at)
-- next statement
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
)
-- next statement
CREATE INDEX entries_by_item ON pms_history_entries (yacht_id, item_id)
-- next statement
CREATE TABLE pms_feed (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  digest BLOB NOT NULL,
  stored_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, position),
  CONSTRAINT one_position_per_entry UNIQUE (yacht_id, entry_id)
)
-- next statement
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
)
-- next statement
CREATE INDEX open_conflicts ON pms_entry_outcomes (yacht_id, entry_id) WHERE acknowledged_by is null
-- next statement
CREATE INDEX outcomes_by_item ON pms_entry_outcomes (yacht_id, item_id)
-- next statement
CREATE TABLE pms_rulings (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  ruling TEXT,
  reason TEXT NOT NULL,
  ruled_by_entry TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id),
  CONSTRAINT ruling_is_known CHECK (ruling in ('not_legal_when_made', 'role_in_doubt', 'role_not_held'))
)
-- next statement
CREATE INDEX rulings_by_item ON pms_rulings (yacht_id, item_id)
-- next statement
CREATE TABLE pms_item_heads (
  yacht_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  heads JSON NOT NULL,
  subject TEXT,
  PRIMARY KEY (yacht_id, item_id)
)
-- next statement
CREATE INDEX items_by_subject ON pms_item_heads (yacht_id, subject)
-- next statement
CREATE TABLE pms_conflict_sightings (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id, user_id)
)
-- next statement
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
)
-- next statement
CREATE INDEX quarantine_by_item ON pms_quarantine (yacht_id, item_id)
-- next statement
CREATE TABLE pms_notices (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX notices_by_time ON pms_notices (yacht_id, at)
-- next statement
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
)
-- next statement
CREATE INDEX audit_by_entity ON pms_audit_log (yacht_id, entity_id, created_at)
-- next statement
CREATE INDEX audit_by_time ON pms_audit_log (yacht_id, created_at, id)
-- next statement
CREATE TABLE pms_idempotency_keys (
  yacht_id TEXT NOT NULL,
  "key" TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  answer JSON NOT NULL,
  PRIMARY KEY (yacht_id, "key")
)
-- next statement
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
)
-- next statement
CREATE INDEX parts_by_number ON pms_parts (yacht_id, part_number)
-- next statement
CREATE INDEX parts_by_version ON pms_parts (yacht_id, version)
-- next statement
CREATE TABLE pms_work_orders (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  title TEXT NOT NULL,
  status TEXT NOT NULL,
  equipment_name TEXT,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX work_orders_by_version ON pms_work_orders (yacht_id, version)
-- next statement
CREATE TABLE pms_receiving_events (
  id TEXT NOT NULL,
  yacht_id TEXT NOT NULL,
  supplier TEXT,
  reference TEXT,
  received_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX receiving_events_by_version ON pms_receiving_events (yacht_id, version)
-- next statement
CREATE TABLE yacht_registry (
  yacht_id TEXT NOT NULL,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id)
)
-- next statement
CREATE TABLE auth_users_profiles (
  yacht_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  name TEXT NOT NULL,
  pin_hash TEXT,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, user_id),
  CONSTRAINT one_person_per_name UNIQUE (yacht_id, name)
)
-- next statement
CREATE INDEX profiles_by_user ON auth_users_profiles (user_id, yacht_id)
-- next statement
CREATE INDEX profiles_by_version ON auth_users_profiles (yacht_id, version)
-- next statement
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
)
-- next statement
CREATE INDEX roles_by_user ON auth_users_roles (user_id, yacht_id)
-- next statement
CREATE INDEX roles_by_version ON auth_users_roles (yacht_id, version)
-- next statement
CREATE TABLE yacht_flags (
  yacht_id TEXT NOT NULL,
  flag TEXT NOT NULL,
  is_on BOOLEAN NOT NULL,
  version BIGINT DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, flag)
)
-- next statement
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
)
-- next statement
CREATE INDEX sessions_by_user ON auth_sessions (user_id)
-- next statement
CREATE TABLE sign_in_tries (
  name TEXT NOT NULL,
  client TEXT NOT NULL,
  wrong INTEGER NOT NULL,
  wrong_at TEXT NOT NULL,
  proven_at TEXT,
  PRIMARY KEY (name, client)
)
-- next statement
CREATE INDEX tries_by_client ON sign_in_tries (client)
-- next statement
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
)
-- next statement
CREATE TABLE outbox (
  yacht_id TEXT NOT NULL,
  epoch TEXT NOT NULL,
  seq BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  priority INTEGER NOT NULL,
  PRIMARY KEY (yacht_id, epoch, seq)
)
-- next statement
CREATE INDEX outbox_by_priority ON outbox (yacht_id, priority, seq)
-- next statement
CREATE TABLE feed_seals (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  generation TEXT NOT NULL,
  seal BLOB NOT NULL,
  PRIMARY KEY (yacht_id, position)
)
-- next statement
CREATE TABLE feed_ahead (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, position)
)
-- next statement
CREATE TABLE feed_returning (
  yacht_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  entry_id TEXT NOT NULL,
  hash BLOB NOT NULL,
  "before" BLOB NOT NULL,
  generation TEXT NOT NULL,
  seal BLOB,
  PRIMARY KEY (yacht_id, position)
)
-- next statement
CREATE TABLE reply_pieces (
  yacht_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  mark BLOB NOT NULL,
  part BLOB NOT NULL,
  PRIMARY KEY (yacht_id, at)
)
-- next statement
CREATE TABLE sync_exchanges (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at TEXT NOT NULL,
  bytes_up BIGINT NOT NULL,
  bytes_down BIGINT NOT NULL,
  round_trips INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE INDEX exchanges_by_time ON sync_exchanges (yacht_id, at)
-- next statement
CREATE TABLE board_hours (
  yacht_id TEXT NOT NULL,
  hour TEXT NOT NULL,
  requests INTEGER NOT NULL,
  refused INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  times JSON NOT NULL,
  is_told BOOLEAN NOT NULL,
  PRIMARY KEY (yacht_id, hour)
)
-- next statement
CREATE TABLE health_checks (
  yacht_id TEXT NOT NULL,
  at TEXT NOT NULL,
  name TEXT NOT NULL,
  status INTEGER NOT NULL,
  took_ms INTEGER NOT NULL,
  problem TEXT,
  PRIMARY KEY (yacht_id, at, name)
)
-- next statement
CREATE TABLE alerts (
  yacht_id TEXT NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  resolved_at TEXT,
  told INTEGER DEFAULT 0 NOT NULL,
  PRIMARY KEY (yacht_id, id)
)
-- next statement
CREATE UNIQUE INDEX open_alerts_by_kind ON alerts (yacht_id, kind) WHERE resolved_at is null
-- next statement
CREATE TABLE projection_pass (
  yacht_id TEXT NOT NULL,
  item_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, item_id)
)
-- next statement
CREATE TABLE journal_pass (
  yacht_id TEXT NOT NULL,
  entry_id TEXT NOT NULL,
  PRIMARY KEY (yacht_id, entry_id)
)
-- next statement
CREATE TRIGGER trg_enforce_shopping_list_edit_rules BEFORE UPDATE ON pms_shopping_list_items
WHEN new.status IS NOT old.status AND ifnull(old.status || '>' || new.status, '') NOT IN ('candidate>under_review', 'candidate>approved', 'candidate>rejected', 'under_review>approved', 'under_review>rejected', 'approved>ordered', 'ordered>approved', 'ordered>partially_fulfilled', 'ordered>fulfilled', 'partially_fulfilled>ordered', 'partially_fulfilled>fulfilled', 'fulfilled>ordered', 'fulfilled>partially_fulfilled', 'fulfilled>installed')
BEGIN
  SELECT RAISE(ABORT, 'this status may not follow the one before');
END
-- next statement
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_insert BEFORE INSERT ON pms_shopping_list_items
WHEN new.status IS NOT 'candidate'
BEGIN
  SELECT RAISE(ABORT, 'an item is made as candidate');
END
-- next statement
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_replace BEFORE INSERT ON pms_shopping_list_items
WHEN EXISTS (SELECT 1 FROM pms_shopping_list_items WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'an item is deleted by marking it, not by removing its row');
END
-- next statement
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_fixed BEFORE UPDATE ON pms_shopping_list_items
WHEN new.id IS NOT old.id OR new.yacht_id IS NOT old.yacht_id OR new.created_by IS NOT old.created_by OR new.created_at IS NOT old.created_at
BEGIN
  SELECT RAISE(ABORT, 'id, yacht_id, created_by and created_at of an item never change');
END
-- next statement
CREATE TRIGGER trg_enforce_shopping_list_edit_rules_delete BEFORE DELETE ON pms_shopping_list_items
WHEN NOT EXISTS (SELECT 1 FROM projection_pass WHERE yacht_id = old.yacht_id AND item_id = old.id)
BEGIN
  SELECT RAISE(ABORT, 'an item is deleted by marking it, not by removing its row');
END
-- next statement
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
END
-- next statement
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
END
-- next statement
CREATE TRIGGER trg_history_entries_append_only BEFORE UPDATE ON pms_history_entries
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END
-- next statement
CREATE TRIGGER trg_history_entries_append_only_delete BEFORE DELETE ON pms_history_entries
WHEN NOT EXISTS (SELECT 1 FROM journal_pass WHERE yacht_id = old.yacht_id AND entry_id = old.entry_id)
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END
-- next statement
CREATE TRIGGER trg_history_entries_append_only_replace BEFORE INSERT ON pms_history_entries
WHEN EXISTS (SELECT 1 FROM pms_history_entries WHERE yacht_id = new.yacht_id AND entry_id = new.entry_id) OR EXISTS (SELECT 1 FROM pms_history_entries WHERE yacht_id = new.yacht_id AND node_id = new.node_id AND epoch = new.epoch AND seq = new.seq)
BEGIN
  SELECT RAISE(ABORT, 'pms_history_entries is append-only');
END
-- next statement
CREATE TRIGGER trg_audit_log_append_only BEFORE UPDATE ON pms_audit_log
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END
-- next statement
CREATE TRIGGER trg_audit_log_append_only_delete BEFORE DELETE ON pms_audit_log
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END
-- next statement
CREATE TRIGGER trg_audit_log_append_only_replace BEFORE INSERT ON pms_audit_log
WHEN EXISTS (SELECT 1 FROM pms_audit_log WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'pms_audit_log is append-only');
END
-- next statement
CREATE TRIGGER trg_shopping_list_state_history_append_only BEFORE UPDATE ON pms_shopping_list_state_history
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END
-- next statement
CREATE TRIGGER trg_shopping_list_state_history_append_only_delete BEFORE DELETE ON pms_shopping_list_state_history
WHEN NOT EXISTS (SELECT 1 FROM projection_pass WHERE yacht_id = old.yacht_id AND item_id = old.shopping_list_item_id)
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END
-- next statement
CREATE TRIGGER trg_shopping_list_state_history_append_only_replace BEFORE INSERT ON pms_shopping_list_state_history
WHEN EXISTS (SELECT 1 FROM pms_shopping_list_state_history WHERE yacht_id = new.yacht_id AND id = new.id)
BEGIN
  SELECT RAISE(ABORT, 'pms_shopping_list_state_history is append-only');
END
