-- The tables of a register of format 8 on a server, as its program made them; never made anew.
CREATE TABLE register (
    id INTEGER NOT NULL CONSTRAINT pk_register PRIMARY KEY CONSTRAINT ck_register_one CHECK (id = 1),
    application INTEGER NOT NULL,
    format INTEGER NOT NULL
);
CREATE TABLE last_number (
    name TEXT COLLATE "C" NOT NULL CONSTRAINT pk_last_number PRIMARY KEY,
    seq INTEGER NOT NULL
);
CREATE TABLE alembic_version (
    version_num VARCHAR(32) NOT NULL CONSTRAINT alembic_version_pkc PRIMARY KEY
);
CREATE TABLE check_told (
	channel VARCHAR COLLATE "C" NOT NULL,
	unit INTEGER NOT NULL,
	mark VARCHAR COLLATE "C" NOT NULL,
	told_on DATE NOT NULL,
	CONSTRAINT pk_check_told PRIMARY KEY (channel, unit, mark),
	CONSTRAINT ck_check_told_channel CHECK (channel IN ('output', 'mail'))
);
CREATE TABLE day_off (
	id INTEGER NOT NULL,
	day DATE NOT NULL,
	worked BOOLEAN NOT NULL,
	reason VARCHAR COLLATE "C" NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_day_off PRIMARY KEY (id),
	CONSTRAINT uq_day_off_day UNIQUE (day),
	CONSTRAINT ck_day_off_grounds CHECK (length(document) > 0 AND length(reason) > 0)
);
CREATE TABLE decision (
	id INTEGER NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	issued_on DATE NOT NULL,
	issuer VARCHAR COLLATE "C" NOT NULL,
	title VARCHAR COLLATE "C" NOT NULL,
	year INTEGER NOT NULL,
	implements_id INTEGER,
	declares INTEGER,
	withdrawn_on DATE,
	withdrawn_by VARCHAR COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_decision PRIMARY KEY (id),
	CONSTRAINT ck_decision_declares CHECK (declares IS NULL OR declares > 0),
	CONSTRAINT uq_decision_key_issued_on UNIQUE (key, issued_on),
	CONSTRAINT fk_decision_implements_id_decision FOREIGN KEY(implements_id) REFERENCES decision (id) DEFERRABLE
);
CREATE INDEX ix_decision_implements_id ON decision (implements_id);
CREATE TABLE journal (
	seq INTEGER NOT NULL,
	at VARCHAR COLLATE "C" NOT NULL,
	actor VARCHAR COLLATE "C" NOT NULL,
	command VARCHAR COLLATE "C" NOT NULL,
	summary VARCHAR COLLATE "C" NOT NULL,
	changes TEXT COLLATE "C" NOT NULL,
	hash VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_journal PRIMARY KEY (seq)
);
CREATE INDEX ix_journal_command ON journal (command);
CREATE TABLE office (
	id INTEGER NOT NULL,
	code VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_office PRIMARY KEY (id),
	CONSTRAINT uq_office_code UNIQUE (code),
	CONSTRAINT ck_office_named CHECK (length(code) > 0 AND length(name) > 0)
);
CREATE TABLE own_setting (
	id INTEGER NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	value VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_own_setting PRIMARY KEY (id),
	CONSTRAINT uq_own_setting_name UNIQUE (name)
);
CREATE TABLE period_text (
	id INTEGER NOT NULL,
	scheme VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	year INTEGER NOT NULL,
	part VARCHAR COLLATE "C" NOT NULL,
	text TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_period_text PRIMARY KEY (id),
	CONSTRAINT ck_period_text_kind CHECK (kind IN ('month', 'quarter', 'half', 'nine', 'year')),
	CONSTRAINT uq_period_text_scheme_kind_number_year_part UNIQUE (scheme, kind, number, year, part)
);
CREATE TABLE unit (
	id INTEGER NOT NULL,
	code VARCHAR COLLATE "C" NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	parent_id INTEGER,
	email VARCHAR COLLATE "C" NOT NULL,
	valid_from DATE,
	valid_to DATE,
	version INTEGER NOT NULL,
	CONSTRAINT pk_unit PRIMARY KEY (id),
	CONSTRAINT ck_unit_validity CHECK (valid_to IS NULL OR valid_from IS NULL OR valid_from <= valid_to),
	CONSTRAINT ck_unit_kind CHECK (kind IN ('department', 'division', 'centre', 'district_office', 'collective', 'external')),
	CONSTRAINT fk_unit_parent_id_unit FOREIGN KEY(parent_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT uq_unit_code UNIQUE (code)
);
CREATE INDEX ix_unit_parent_id ON unit (parent_id);
CREATE TABLE urging_letter (
	id INTEGER NOT NULL,
	number VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	signed_on DATE NOT NULL,
	signer VARCHAR COLLATE "C" NOT NULL,
	answer_by DATE NOT NULL,
	CONSTRAINT pk_urging_letter PRIMARY KEY (id),
	CONSTRAINT uq_urging_letter_key_signed_on UNIQUE (key, signed_on),
	CONSTRAINT ck_urging_letter_order CHECK (answer_by >= signed_on),
	CONSTRAINT ck_urging_letter_number CHECK (length(number) > 0)
);
CREATE TABLE word_block (
	word VARCHAR COLLATE "C" NOT NULL,
	block INTEGER NOT NULL,
	tasks BYTEA NOT NULL,
	CONSTRAINT pk_word_block PRIMARY KEY (word, block)
);
CREATE TABLE closed_period (
	id INTEGER NOT NULL,
	scheme VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	year INTEGER NOT NULL,
	first_day DATE NOT NULL,
	last_day DATE NOT NULL,
	as_of DATE NOT NULL,
	closed_on DATE NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	material TEXT COLLATE "C" NOT NULL,
	head VARCHAR COLLATE "C" NOT NULL,
	reopened_on DATE,
	reopened_by VARCHAR COLLATE "C" NOT NULL,
	reopened_reason VARCHAR COLLATE "C" NOT NULL,
	journal_seq INTEGER NOT NULL,
	CONSTRAINT pk_closed_period PRIMARY KEY (id),
	CONSTRAINT ck_closed_period_kind CHECK (kind IN ('month', 'quarter', 'half', 'nine', 'year')),
	CONSTRAINT ck_closed_period_reopened CHECK (reopened_on IS NULL OR length(reopened_reason) > 0),
	CONSTRAINT fk_closed_period_journal_seq_journal FOREIGN KEY(journal_seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_closed_period_journal_seq ON closed_period (journal_seq);
CREATE UNIQUE INDEX ix_closed_period_standing ON closed_period (scheme, kind, number, year) WHERE reopened_on IS NULL;
CREATE TABLE filing (
	id INTEGER NOT NULL,
	unit_id INTEGER NOT NULL,
	scheme VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	number INTEGER NOT NULL,
	year INTEGER NOT NULL,
	due DATE NOT NULL,
	filed_on DATE NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	note VARCHAR COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_filing PRIMARY KEY (id),
	CONSTRAINT ck_filing_kind CHECK (kind IN ('month', 'quarter', 'half', 'nine', 'year')),
	CONSTRAINT uq_filing_unit_id_scheme_kind_number_year UNIQUE (unit_id, scheme, kind, number, year),
	CONSTRAINT fk_filing_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE
);
CREATE TABLE task_group (
	id INTEGER NOT NULL,
	decision_id INTEGER NOT NULL,
	parent_id INTEGER,
	position INTEGER NOT NULL,
	label VARCHAR COLLATE "C" NOT NULL,
	title VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_task_group PRIMARY KEY (id),
	CONSTRAINT fk_task_group_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id) DEFERRABLE,
	CONSTRAINT fk_task_group_parent_id_task_group FOREIGN KEY(parent_id) REFERENCES task_group (id) DEFERRABLE,
	CONSTRAINT uq_task_group_decision_id_position UNIQUE (decision_id, position)
);
CREATE INDEX ix_task_group_parent_id ON task_group (parent_id);
CREATE TABLE unit_alias (
	id INTEGER NOT NULL,
	unit_id INTEGER NOT NULL,
	alias VARCHAR COLLATE "C" NOT NULL,
	key VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_unit_alias PRIMARY KEY (id),
	CONSTRAINT fk_unit_alias_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT uq_unit_alias_key UNIQUE (key)
);
CREATE INDEX ix_unit_alias_unit_id ON unit_alias (unit_id);
CREATE TABLE unit_name (
	id INTEGER NOT NULL,
	unit_id INTEGER NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	changed_on DATE NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_unit_name PRIMARY KEY (id),
	CONSTRAINT ck_unit_name_grounds CHECK (length(name) > 0 AND length(document) > 0),
	CONSTRAINT fk_unit_name_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT uq_unit_name_unit_id_changed_on UNIQUE (unit_id, changed_on)
);
CREATE TABLE unit_succession (
	id INTEGER NOT NULL,
	from_id INTEGER NOT NULL,
	to_id INTEGER NOT NULL,
	on_day DATE NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	CONSTRAINT pk_unit_succession PRIMARY KEY (id),
	CONSTRAINT fk_unit_succession_from_id_unit FOREIGN KEY(from_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT fk_unit_succession_to_id_unit FOREIGN KEY(to_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT uq_unit_succession_from_id_to_id_on_day UNIQUE (from_id, to_id, on_day)
);
CREATE INDEX ix_unit_succession_to_id ON unit_succession (to_id);
CREATE TABLE task (
	id INTEGER NOT NULL,
	decision_id INTEGER NOT NULL,
	group_id INTEGER,
	item VARCHAR COLLATE "C" NOT NULL,
	position INTEGER NOT NULL,
	title VARCHAR COLLATE "C" NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	product VARCHAR COLLATE "C" NOT NULL,
	lead_unit_id INTEGER,
	assigned_on DATE NOT NULL,
	deadline_text VARCHAR COLLATE "C" NOT NULL,
	deadline_kind VARCHAR COLLATE "C" NOT NULL,
	deadline_sure BOOLEAN NOT NULL,
	deadline_rule VARCHAR COLLATE "C" NOT NULL,
	note VARCHAR COLLATE "C" NOT NULL,
	extra TEXT COLLATE "C" NOT NULL,
	printed TEXT COLLATE "C" NOT NULL,
	shadow TEXT COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	leader VARCHAR COLLATE "C" DEFAULT '' NOT NULL,
	officer VARCHAR COLLATE "C" DEFAULT '' NOT NULL,
	carries_out INTEGER,
	CONSTRAINT pk_task PRIMARY KEY (id),
	CONSTRAINT ck_task_kind CHECK (kind IN ('key', 'regular', 'ad_hoc')),
	CONSTRAINT fk_task_decision_id_decision FOREIGN KEY(decision_id) REFERENCES decision (id) DEFERRABLE,
	CONSTRAINT fk_task_lead_unit_id_unit FOREIGN KEY(lead_unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT ck_task_deadline_kind CHECK (deadline_kind IN ('within', 'by', 'before', 'range', 'from', 'ongoing', 'every', 'event', 'external', 'meeting', 'none', 'unread')),
	CONSTRAINT uq_task_decision_id_item UNIQUE (decision_id, item),
	CONSTRAINT fk_task_group_id_task_group FOREIGN KEY(group_id) REFERENCES task_group (id) DEFERRABLE
);
CREATE INDEX ix_task_assigned_on ON task (assigned_on);
CREATE INDEX ix_task_carries_out ON task (carries_out) WHERE carries_out IS NOT NULL;
CREATE INDEX ix_task_group_id ON task (group_id);
CREATE INDEX ix_task_lead_unit_id ON task (lead_unit_id);
CREATE INDEX ix_task_leader ON task (leader) WHERE leader <> '';
CREATE INDEX ix_task_officer ON task (officer) WHERE officer <> '';
CREATE TABLE deadline (
	id INTEGER NOT NULL,
	task_id INTEGER NOT NULL,
	occurrence VARCHAR COLLATE "C" NOT NULL,
	start DATE,
	due DATE NOT NULL,
	CONSTRAINT pk_deadline PRIMARY KEY (id),
	CONSTRAINT uq_deadline_task_id_occurrence UNIQUE (task_id, occurrence),
	CONSTRAINT fk_deadline_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE
);
CREATE TABLE obstacle (
	id INTEGER NOT NULL,
	task_id INTEGER,
	unit_id INTEGER,
	raised_on DATE NOT NULL,
	what TEXT COLLATE "C" NOT NULL,
	proposal TEXT COLLATE "C" NOT NULL,
	resolved_on DATE,
	resolution TEXT COLLATE "C" NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	version INTEGER NOT NULL,
	CONSTRAINT pk_obstacle PRIMARY KEY (id),
	CONSTRAINT ck_obstacle_what CHECK (length(what) > 0),
	CONSTRAINT fk_obstacle_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE,
	CONSTRAINT fk_obstacle_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT ck_obstacle_resolution CHECK ((resolved_on IS NULL) = (resolution = '')),
	CONSTRAINT ck_obstacle_order CHECK (resolved_on IS NULL OR resolved_on >= raised_on)
);
CREATE INDEX ix_obstacle_task_id ON obstacle (task_id);
CREATE INDEX ix_obstacle_unit_id ON obstacle (unit_id);
CREATE TABLE standing (
	task_id INTEGER NOT NULL,
	deadline_id INTEGER NOT NULL,
	from_day DATE NOT NULL,
	to_day DATE NOT NULL,
	original_due DATE,
	due DATE,
	done_on DATE,
	entries INTEGER NOT NULL,
	percent INTEGER NOT NULL,
	last_on DATE,
	suspended_on DATE,
	cancelled_on DATE,
	halted_since DATE,
	document VARCHAR COLLATE "C" NOT NULL,
	proved_on DATE,
	lead_unit_id INTEGER,
	speaks INTEGER NOT NULL,
	speaks_original INTEGER NOT NULL,
	begun INTEGER NOT NULL,
	ended_on DATE,
	silent_since DATE,
	skipped_due DATE,
	handed_over_on DATE,
	unproven_on DATE,
	decision_id INTEGER NOT NULL,
	group_id INTEGER,
	position INTEGER NOT NULL,
	kind VARCHAR COLLATE "C" NOT NULL,
	deadline_kind VARCHAR COLLATE "C" NOT NULL,
	undated INTEGER NOT NULL,
	CONSTRAINT pk_standing PRIMARY KEY (task_id, deadline_id, from_day),
	CONSTRAINT fk_standing_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE
);
CREATE INDEX ix_standing_open_due ON standing (due, to_day, lead_unit_id, done_on, suspended_on, cancelled_on, speaks) WHERE done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX ix_standing_open_unit ON standing (lead_unit_id, due) WHERE done_on IS NULL AND suspended_on IS NULL AND cancelled_on IS NULL;
CREATE INDEX ix_standing_speaking ON standing (to_day, from_day, done_on, suspended_on, cancelled_on, due, begun, original_due, lead_unit_id, kind, deadline_kind, ended_on, proved_on, decision_id, group_id, position, undated, silent_since, skipped_due, handed_over_on, unproven_on, speaks) WHERE speaks = 1;
CREATE TABLE task_support (
	task_id INTEGER NOT NULL,
	unit_id INTEGER NOT NULL,
	position INTEGER NOT NULL,
	CONSTRAINT pk_task_support PRIMARY KEY (task_id, unit_id),
	CONSTRAINT fk_task_support_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE,
	CONSTRAINT fk_task_support_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE
);
CREATE INDEX ix_task_support_unit_id ON task_support (unit_id);
CREATE TABLE urged_deadline (
	id INTEGER NOT NULL,
	letter_id INTEGER NOT NULL,
	task_id INTEGER NOT NULL,
	unit_id INTEGER NOT NULL,
	due DATE NOT NULL,
	original_due DATE NOT NULL,
	CONSTRAINT pk_urged_deadline PRIMARY KEY (id),
	CONSTRAINT fk_urged_deadline_letter_id_urging_letter FOREIGN KEY(letter_id) REFERENCES urging_letter (id) DEFERRABLE,
	CONSTRAINT uq_urged_deadline_letter_id_task_id_original_due UNIQUE (letter_id, task_id, original_due),
	CONSTRAINT fk_urged_deadline_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT fk_urged_deadline_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE
);
CREATE INDEX ix_urged_deadline_task_id ON urged_deadline (task_id);
CREATE INDEX ix_urged_deadline_unit_id ON urged_deadline (unit_id);
CREATE TABLE extension (
	id INTEGER NOT NULL,
	task_id INTEGER NOT NULL,
	deadline_id INTEGER NOT NULL,
	document VARCHAR COLLATE "C" NOT NULL,
	decided_on DATE NOT NULL,
	reason VARCHAR COLLATE "C" NOT NULL,
	old_due DATE,
	new_due DATE,
	voids_id INTEGER,
	journal_seq INTEGER NOT NULL,
	CONSTRAINT pk_extension PRIMARY KEY (id),
	CONSTRAINT fk_extension_journal_seq_journal FOREIGN KEY(journal_seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT ck_extension_grounds CHECK (length(document) > 0 AND length(reason) > 0),
	CONSTRAINT fk_extension_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE,
	CONSTRAINT fk_extension_voids_id_extension FOREIGN KEY(voids_id) REFERENCES extension (id) DEFERRABLE,
	CONSTRAINT fk_extension_deadline_id_deadline FOREIGN KEY(deadline_id) REFERENCES deadline (id) DEFERRABLE
);
CREATE INDEX ix_extension_deadline_id_decided_on ON extension (deadline_id, decided_on);
CREATE INDEX ix_extension_decided_on ON extension (decided_on);
CREATE INDEX ix_extension_journal_seq ON extension (journal_seq);
CREATE INDEX ix_extension_task_id ON extension (task_id);
CREATE UNIQUE INDEX ix_extension_voids_id ON extension (voids_id);
CREATE TABLE progress (
	id INTEGER NOT NULL,
	task_id INTEGER NOT NULL,
	deadline_id INTEGER,
	kind VARCHAR COLLATE "C" NOT NULL,
	on_day DATE NOT NULL,
	percent INTEGER,
	document VARCHAR COLLATE "C" NOT NULL,
	note VARCHAR COLLATE "C" NOT NULL,
	from_unit_id INTEGER,
	to_unit_id INTEGER,
	voids_id INTEGER,
	journal_seq INTEGER NOT NULL,
	CONSTRAINT pk_progress PRIMARY KEY (id),
	CONSTRAINT uq_progress_voids_id UNIQUE (voids_id),
	CONSTRAINT fk_progress_deadline_id_deadline FOREIGN KEY(deadline_id) REFERENCES deadline (id) DEFERRABLE,
	CONSTRAINT ck_progress_void CHECK ((kind = 'void') = (voids_id IS NOT NULL)),
	CONSTRAINT fk_progress_to_unit_id_unit FOREIGN KEY(to_unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT ck_progress_kind CHECK (kind IN ('start', 'progress', 'done', 'reopen', 'suspend', 'cancel', 'resume', 'assign', 'void')),
	CONSTRAINT ck_progress_percent CHECK (percent IS NULL OR percent BETWEEN 0 AND 100),
	CONSTRAINT fk_progress_from_unit_id_unit FOREIGN KEY(from_unit_id) REFERENCES unit (id) DEFERRABLE,
	CONSTRAINT fk_progress_voids_id_progress FOREIGN KEY(voids_id) REFERENCES progress (id) DEFERRABLE,
	CONSTRAINT fk_progress_journal_seq_journal FOREIGN KEY(journal_seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED,
	CONSTRAINT fk_progress_task_id_task FOREIGN KEY(task_id) REFERENCES task (id) DEFERRABLE
);
CREATE INDEX ix_progress_journal_seq ON progress (journal_seq);
CREATE INDEX ix_progress_on_day ON progress (on_day);
CREATE INDEX ix_progress_task_id_on_day ON progress (task_id, on_day);
CREATE TABLE evidence (
	id INTEGER NOT NULL,
	progress_id INTEGER NOT NULL,
	name VARCHAR COLLATE "C" NOT NULL,
	sha256 VARCHAR COLLATE "C" NOT NULL,
	size INTEGER NOT NULL,
	journal_seq INTEGER NOT NULL,
	CONSTRAINT pk_evidence PRIMARY KEY (id),
	CONSTRAINT ck_evidence_file CHECK (length(name) > 0 AND length(sha256) = 64 AND size >= 0),
	CONSTRAINT fk_evidence_progress_id_progress FOREIGN KEY(progress_id) REFERENCES progress (id) DEFERRABLE,
	CONSTRAINT fk_evidence_journal_seq_journal FOREIGN KEY(journal_seq) REFERENCES journal (seq) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_evidence_journal_seq ON evidence (journal_seq);
CREATE INDEX ix_evidence_progress_id ON evidence (progress_id);
INSERT INTO alembic_version VALUES ('0008');
INSERT INTO last_number VALUES ('decision', 0);
INSERT INTO last_number VALUES ('office', 0);
INSERT INTO last_number VALUES ('own_setting', 0);
INSERT INTO last_number VALUES ('unit', 0);
INSERT INTO last_number VALUES ('urging_letter', 0);
INSERT INTO last_number VALUES ('closed_period', 0);
INSERT INTO last_number VALUES ('task', 0);
INSERT INTO last_number VALUES ('deadline', 0);
INSERT INTO last_number VALUES ('obstacle', 0);
INSERT INTO last_number VALUES ('urged_deadline', 0);
INSERT INTO last_number VALUES ('evidence', 0);
INSERT INTO register VALUES (1, 1953851504, 8);
