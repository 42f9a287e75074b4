-- From the declarations in src/domain/kind.

CREATE TABLE accounts (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  user_name TEXT,
  full_name TEXT,
  role TEXT,
  body BIGINT,
  cadre BIGINT,
  scope_unit BIGINT,
  sees_personal BIGINT,
  phone TEXT,
  email TEXT,
  language TEXT,
  password_hash TEXT,
  password_changed_at TEXT,
  must_change_password BIGINT,
  valid_to TEXT,
  organisation TEXT,
  full_name_sort TEXT,
  phone_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX accounts_by_user_name ON accounts (user_name);
CREATE INDEX accounts_by_body ON accounts (body);
CREATE INDEX accounts_by_cadre ON accounts (cadre);
CREATE INDEX accounts_by_scope_unit ON accounts (scope_unit);
CREATE INDEX accounts_by_phone ON accounts (phone_index);
CREATE UNIQUE INDEX accounts_unique_0 ON accounts (shard, user_name) WHERE state IN ('active', 'locked');

CREATE TABLE activities (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  type TEXT,
  channels TEXT,
  audiences TEXT,
  contents TEXT,
  unit BIGINT,
  lead_body BIGINT,
  supporting_organisations TEXT,
  programme TEXT,
  on_date TEXT,
  to_date TEXT,
  venue TEXT,
  sessions BIGINT,
  attendees BIGINT,
  household_count BIGINT,
  household_total BIGINT,
  copies BIGINT,
  cost BIGINT,
  fund_source TEXT,
  results TEXT,
  year_review TEXT,
  commended BIGINT,
  level TEXT,
  organisation TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX activities_by_unit ON activities (unit);
CREATE INDEX activities_by_lead_body ON activities (lead_body);

CREATE TABLE attachments (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  subject_kind TEXT,
  subject_id BIGINT,
  unit BIGINT,
  file_name TEXT,
  media_type TEXT,
  size_bytes BIGINT,
  sha256 TEXT,
  purpose TEXT,
  caption TEXT,
  taken_on TEXT,
  personal_data BIGINT,
  page_amount BIGINT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX attachments_by_unit ON attachments (unit);

CREATE TABLE bodies (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  organisation TEXT,
  unit BIGINT,
  kind TEXT,
  name TEXT,
  short_name TEXT,
  aliases TEXT,
  part_of BIGINT,
  superior BIGINT,
  superior_relation TEXT,
  superior_from TEXT,
  superior_to TEXT,
  from_date TEXT,
  to_date TEXT,
  successor BIGINT,
  basis_number TEXT,
  notation TEXT,
  organ_id TEXT,
  address TEXT,
  office_phone TEXT,
  email TEXT,
  member_count BIGINT,
  level TEXT,
  note TEXT,
  basis_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX bodies_by_unit ON bodies (unit);
CREATE INDEX bodies_by_part_of ON bodies (part_of);
CREATE INDEX bodies_by_superior ON bodies (superior);
CREATE INDEX bodies_by_successor ON bodies (successor);
CREATE INDEX bodies_by_basis_number ON bodies (basis_number_index);
CREATE UNIQUE INDEX bodies_unique_0 ON bodies (shard, organisation, unit, kind, name) WHERE state IN ('active');
CREATE UNIQUE INDEX bodies_unique_1 ON bodies (shard, organisation, unit) WHERE state IN ('active') AND kind = 'committee';
CREATE UNIQUE INDEX bodies_unique_2 ON bodies (shard, organisation, unit) WHERE state IN ('active') AND kind = 'standing_board';
CREATE UNIQUE INDEX bodies_unique_3 ON bodies (shard, unit) WHERE state IN ('active') AND kind = 'front_work_committee';
CREATE UNIQUE INDEX bodies_unique_4 ON bodies (shard, unit) WHERE state IN ('active') AND kind = 'fund_mobilisation_board';
CREATE UNIQUE INDEX bodies_unique_5 ON bodies (shard, unit) WHERE state IN ('active') AND kind = 'peoples_inspection_board';

CREATE TABLE budget_lines (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  year BIGINT,
  unit BIGINT,
  body BIGINT,
  item TEXT,
  contents TEXT,
  fund_source TEXT,
  planned BIGINT,
  approved BIGINT,
  spent BIGINT,
  submission_number TEXT,
  approval_number TEXT,
  approved_on TEXT,
  organisation TEXT,
  note TEXT,
  submission_number_index TEXT,
  approval_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX budget_lines_by_unit ON budget_lines (unit);
CREATE INDEX budget_lines_by_body ON budget_lines (body);
CREATE INDEX budget_lines_by_submission_number ON budget_lines (submission_number_index);
CREATE INDEX budget_lines_by_approval_number ON budget_lines (approval_number_index);

CREATE TABLE code_entries (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  list TEXT,
  code TEXT,
  vi TEXT,
  en TEXT,
  programme TEXT,
  position BIGINT,
  retired BIGINT,
  PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX code_entries_unique_0 ON code_entries (shard, list, code);

CREATE TABLE commendations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  recipient_kind TEXT,
  recipient_name TEXT,
  body BIGINT,
  household BIGINT,
  unit BIGINT,
  form TEXT,
  achievement TEXT,
  contents TEXT,
  programme TEXT,
  awarded_by BIGINT,
  decision_number TEXT,
  awarded_on TEXT,
  year BIGINT,
  occasion TEXT,
  activity BIGINT,
  prize BIGINT,
  organisation TEXT,
  decision_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX commendations_by_body ON commendations (body);
CREATE INDEX commendations_by_household ON commendations (household);
CREATE INDEX commendations_by_unit ON commendations (unit);
CREATE INDEX commendations_by_awarded_by ON commendations (awarded_by);
CREATE INDEX commendations_by_decision_number ON commendations (decision_number_index);
CREATE INDEX commendations_by_activity ON commendations (activity);

CREATE TABLE commitments (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  type TEXT,
  unit BIGINT,
  household BIGINT,
  signer_name TEXT,
  households BIGINT,
  body BIGINT,
  activity BIGINT,
  programme TEXT,
  signed_on TEXT,
  to_date TEXT,
  outcome TEXT,
  organisation TEXT,
  note TEXT,
  signer_name_sort TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX commitments_by_unit ON commitments (unit);
CREATE INDEX commitments_by_household ON commitments (household);
CREATE INDEX commitments_by_body ON commitments (body);
CREATE INDEX commitments_by_activity ON commitments (activity);

CREATE TABLE consultations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT,
  unit BIGINT,
  lead_body BIGINT,
  programme TEXT,
  year BIGINT,
  held_on TEXT,
  venue TEXT,
  attendees BIGINT,
  agreed TEXT,
  not_agreed TEXT,
  minutes_number TEXT,
  minutes BIGINT,
  level TEXT,
  organisation TEXT,
  minutes_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX consultations_by_unit ON consultations (unit);
CREATE INDEX consultations_by_lead_body ON consultations (lead_body);
CREATE INDEX consultations_by_minutes_number ON consultations (minutes_number_index);
CREATE INDEX consultations_by_minutes ON consultations (minutes);

CREATE TABLE criteria_sets (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  name TEXT,
  title_type TEXT,
  subject_level TEXT,
  unit_group TEXT,
  unit BIGINT,
  document_number TEXT,
  valid_from TEXT,
  valid_to TEXT,
  points_needed BIGINT,
  agreed_share_needed BIGINT,
  satisfied_share_needed BIGINT,
  note TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX criteria_sets_by_code ON criteria_sets (code);
CREATE INDEX criteria_sets_by_unit ON criteria_sets (unit);
CREATE INDEX criteria_sets_by_document_number ON criteria_sets (document_number_index);
CREATE UNIQUE INDEX criteria_sets_unique_0 ON criteria_sets (shard, code) WHERE state IN ('draft', 'in_force', 'ended');

CREATE TABLE criteria (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  criteria_set TEXT,
  code TEXT,
  parent BIGINT,
  name TEXT,
  scoring TEXT,
  points_max BIGINT,
  threshold BIGINT,
  threshold_note TEXT,
  obligatory BIGINT,
  measure TEXT,
  guidance TEXT,
  ordinal BIGINT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX criteria_by_parent ON criteria (parent);
CREATE UNIQUE INDEX criteria_unique_0 ON criteria (shard, criteria_set, code);

CREATE TABLE criticisms (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  draft_title TEXT,
  draft_document BIGINT,
  unit BIGINT,
  drafting_body BIGINT,
  drafting_name TEXT,
  lead_body BIGINT,
  programme TEXT,
  request_number TEXT,
  requested_on TEXT,
  due_date TEXT,
  due_operator TEXT,
  form TEXT,
  held_on TEXT,
  contributions BIGINT,
  opinion TEXT,
  opinion_number TEXT,
  issued_on TEXT,
  reply_outcome TEXT,
  reply TEXT,
  replied_on TEXT,
  organisation TEXT,
  request_number_index TEXT,
  opinion_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX criticisms_by_draft_document ON criticisms (draft_document);
CREATE INDEX criticisms_by_unit ON criticisms (unit);
CREATE INDEX criticisms_by_drafting_body ON criticisms (drafting_body);
CREATE INDEX criticisms_by_lead_body ON criticisms (lead_body);
CREATE INDEX criticisms_by_request_number ON criticisms (request_number_index);
CREATE INDEX criticisms_by_opinion_number ON criticisms (opinion_number_index);

CREATE TABLE declared_figures (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  unit BIGINT,
  figure TEXT,
  period TEXT,
  year BIGINT,
  as_of TEXT,
  value BIGINT,
  final BIGINT,
  declared_by BIGINT,
  for_organisation TEXT,
  breakdown TEXT,
  programme TEXT,
  source TEXT,
  document_number TEXT,
  note TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX declared_figures_by_unit ON declared_figures (unit);
CREATE INDEX declared_figures_by_declared_by ON declared_figures (declared_by);
CREATE INDEX declared_figures_by_document_number ON declared_figures (document_number_index);
CREATE UNIQUE INDEX declared_figures_unique_0 ON declared_figures (shard, unit, figure, period, declared_by) WHERE state IN ('declared', 'confirmed');

CREATE TABLE designations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  unit BIGINT,
  type TEXT,
  content TEXT,
  year BIGINT,
  from_date TEXT,
  to_date TEXT,
  programme TEXT,
  basis_number TEXT,
  basis BIGINT,
  level TEXT,
  note TEXT,
  basis_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX designations_by_unit ON designations (unit);
CREATE INDEX designations_by_basis_number ON designations (basis_number_index);
CREATE INDEX designations_by_basis ON designations (basis);
CREATE UNIQUE INDEX designations_unique_0 ON designations (shard, unit, type, year, content) WHERE state IN ('active');

CREATE TABLE donors (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  name TEXT,
  type TEXT,
  body BIGINT,
  representative TEXT,
  tax_code TEXT,
  address TEXT,
  phone TEXT,
  email TEXT,
  named_publicly BIGINT,
  unit BIGINT,
  note TEXT,
  representative_sort TEXT,
  phone_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX donors_by_body ON donors (body);
CREATE INDEX donors_by_phone ON donors (phone_index);
CREATE INDEX donors_by_unit ON donors (unit);

CREATE TABLE duties (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  unit BIGINT,
  code TEXT,
  clause TEXT,
  title TEXT,
  contents TEXT,
  description TEXT,
  year BIGINT,
  start_date TEXT,
  due_date TEXT,
  due_operator TEXT,
  done_on TEXT,
  results TEXT,
  evidence BIGINT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX duties_by_unit ON duties (unit);
CREATE INDEX duties_by_evidence ON duties (evidence);
CREATE UNIQUE INDEX duties_unique_0 ON duties (shard, programme, unit, code, year) WHERE state IN ('open', 'in_progress', 'done');

CREATE TABLE exemplary_cases (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT,
  subject_level TEXT,
  person_name TEXT,
  household BIGINT,
  body BIGINT,
  model BIGINT,
  unit BIGINT,
  introduced_by BIGINT,
  contents TEXT,
  programme TEXT,
  year BIGINT,
  achievement TEXT,
  published_on TEXT,
  channels TEXT,
  replications BIGINT,
  organisation TEXT,
  person_name_sort TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX exemplary_cases_by_household ON exemplary_cases (household);
CREATE INDEX exemplary_cases_by_body ON exemplary_cases (body);
CREATE INDEX exemplary_cases_by_model ON exemplary_cases (model);
CREATE INDEX exemplary_cases_by_unit ON exemplary_cases (unit);
CREATE INDEX exemplary_cases_by_introduced_by ON exemplary_cases (introduced_by);

CREATE TABLE holidays (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  on_date TEXT,
  name TEXT,
  working_instead TEXT,
  document_number TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX holidays_by_document_number ON holidays (document_number_index);
CREATE UNIQUE INDEX holidays_unique_0 ON holidays (shard, on_date);

CREATE TABLE households (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  head_name TEXT,
  head_sex TEXT,
  head_birth_date TEXT,
  unit BIGINT,
  address TEXT,
  phone TEXT,
  ethnicity TEXT,
  member_count BIGINT,
  policy_categories TEXT,
  no_labour_capacity BIGINT,
  destitute BIGINT,
  destitute_since TEXT,
  workplace BIGINT,
  registered_on TEXT,
  closed_on TEXT,
  continued_from BIGINT,
  note TEXT,
  head_name_sort TEXT,
  phone_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX households_by_unit ON households (unit);
CREATE INDEX households_by_phone ON households (phone_index);
CREATE INDEX households_by_workplace ON households (workplace);
CREATE INDEX households_by_continued_from ON households (continued_from);

CREATE TABLE import_batches (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  target_kind TEXT,
  unit BIGINT,
  year BIGINT,
  file_name TEXT,
  sha256 TEXT,
  sheet_name TEXT,
  layout TEXT,
  encoding TEXT,
  settings TEXT,
  row_count BIGINT,
  accepted_count BIGINT,
  refused_count BIGINT,
  doubtful_count BIGINT,
  new_count BIGINT,
  changed_count BIGINT,
  same_count BIGINT,
  imported_by TEXT,
  finished_at TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX import_batches_by_unit ON import_batches (unit);

CREATE TABLE in_kind_contributions (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  form TEXT,
  unit BIGINT,
  contributor_name TEXT,
  donor BIGINT,
  household BIGINT,
  contributors BIGINT,
  quantity BIGINT,
  measure TEXT,
  value BIGINT,
  description TEXT,
  on_date TEXT,
  work BIGINT,
  support BIGINT,
  pledge BIGINT,
  mobilised_by BIGINT,
  programme TEXT,
  organisation TEXT,
  note TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX in_kind_contributions_by_unit ON in_kind_contributions (unit);
CREATE INDEX in_kind_contributions_by_donor ON in_kind_contributions (donor);
CREATE INDEX in_kind_contributions_by_household ON in_kind_contributions (household);
CREATE INDEX in_kind_contributions_by_work ON in_kind_contributions (work);
CREATE INDEX in_kind_contributions_by_support ON in_kind_contributions (support);
CREATE INDEX in_kind_contributions_by_pledge ON in_kind_contributions (pledge);
CREATE INDEX in_kind_contributions_by_mobilised_by ON in_kind_contributions (mobilised_by);

CREATE TABLE inspections (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT,
  unit BIGINT,
  lead_body BIGINT,
  inspected_body BIGINT,
  inspected_name TEXT,
  programme TEXT,
  contents TEXT,
  year BIGINT,
  plan_number TEXT,
  from_date TEXT,
  to_date TEXT,
  households_visited BIGINT,
  merits TEXT,
  shortcomings TEXT,
  conclusion TEXT,
  conclusion_number TEXT,
  grade TEXT,
  organisation TEXT,
  plan_number_index TEXT,
  conclusion_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX inspections_by_unit ON inspections (unit);
CREATE INDEX inspections_by_lead_body ON inspections (lead_body);
CREATE INDEX inspections_by_inspected_body ON inspections (inspected_body);
CREATE INDEX inspections_by_plan_number ON inspections (plan_number_index);
CREATE INDEX inspections_by_conclusion_number ON inspections (conclusion_number_index);

CREATE TABLE jobs (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  task TEXT,
  argument TEXT,
  dedupe_key TEXT,
  run_after TEXT,
  started_at TEXT,
  finished_at TEXT,
  attempts BIGINT,
  progress BIGINT,
  failure TEXT,
  PRIMARY KEY (shard, id)
);
CREATE UNIQUE INDEX jobs_unique_0 ON jobs (shard, task, dedupe_key) WHERE state IN ('queued', 'running', 'failed');

CREATE TABLE lineages (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  from_unit BIGINT,
  to_unit BIGINT,
  type TEXT,
  on_date TEXT,
  estimated_share BIGINT,
  basis_number TEXT,
  source TEXT,
  note TEXT,
  basis_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX lineages_by_from_unit ON lineages (from_unit);
CREATE INDEX lineages_by_to_unit ON lineages (to_unit);
CREATE INDEX lineages_by_basis_number ON lineages (basis_number_index);
CREATE UNIQUE INDEX lineages_unique_0 ON lineages (shard, from_unit, to_unit, on_date) WHERE state IN ('recorded');

CREATE TABLE models (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  type TEXT,
  contents TEXT,
  subject_level TEXT,
  unit BIGINT,
  lead_body BIGINT,
  supporting_organisations TEXT,
  cadre BIGINT,
  programme TEXT,
  year BIGINT,
  registered_on TEXT,
  published_on TEXT,
  started_on TEXT,
  completed_on TEXT,
  stopped_on TEXT,
  pilot BIGINT,
  participants BIGINT,
  households BIGINT,
  poor_households BIGINT,
  funding BIGINT,
  fund_sources TEXT,
  description TEXT,
  results TEXT,
  grade TEXT,
  evaluated_on TEXT,
  replicated_from BIGINT,
  organisation TEXT,
  note TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX models_by_unit ON models (unit);
CREATE INDEX models_by_lead_body ON models (lead_body);
CREATE INDEX models_by_cadre ON models (cadre);
CREATE INDEX models_by_replicated_from ON models (replicated_from);

CREATE TABLE opinions (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  unit BIGINT,
  received_on TEXT,
  channel TEXT,
  received_by BIGINT,
  person_name TEXT,
  phone TEXT,
  address TEXT,
  people BIGINT,
  contents TEXT,
  topic TEXT,
  sensitive BIGINT,
  programme TEXT,
  forwarded_body BIGINT,
  forwarded_name TEXT,
  forwarded_on TEXT,
  due_date TEXT,
  answer TEXT,
  answered_on TEXT,
  told_person_on TEXT,
  organisation TEXT,
  person_name_sort TEXT,
  phone_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX opinions_by_unit ON opinions (unit);
CREATE INDEX opinions_by_received_by ON opinions (received_by);
CREATE INDEX opinions_by_phone ON opinions (phone_index);
CREATE INDEX opinions_by_forwarded_body ON opinions (forwarded_body);

CREATE TABLE organisations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  name TEXT,
  name_en TEXT,
  short_name TEXT,
  aliases TEXT,
  sector TEXT,
  socio_political BIGINT,
  parent TEXT,
  front_relation TEXT,
  subordinate_since TEXT,
  member_word TEXT,
  movements TEXT,
  paper_style TEXT,
  notation TEXT,
  position BIGINT,
  note TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX organisations_by_code ON organisations (code);
CREATE UNIQUE INDEX organisations_unique_0 ON organisations (shard, code) WHERE state IN ('active');

CREATE TABLE pledges (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  donor BIGINT,
  fund BIGINT,
  unit BIGINT,
  form TEXT,
  amount BIGINT,
  received BIGINT,
  description TEXT,
  purpose TEXT,
  pledged_on TEXT,
  due_on TEXT,
  fulfilled_on TEXT,
  programme TEXT,
  occasion TEXT,
  mobilised_by BIGINT,
  organisation TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX pledges_by_donor ON pledges (donor);
CREATE INDEX pledges_by_fund ON pledges (fund);
CREATE INDEX pledges_by_unit ON pledges (unit);
CREATE INDEX pledges_by_mobilised_by ON pledges (mobilised_by);

CREATE TABLE programmes (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  title TEXT,
  short_title TEXT,
  form TEXT,
  unit BIGINT,
  issuing_body BIGINT,
  document_number TEXT,
  issued_on TEXT,
  from_date TEXT,
  to_date TEXT,
  parent TEXT,
  revision BIGINT,
  source TEXT,
  note TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX programmes_by_code ON programmes (code);
CREATE INDEX programmes_by_unit ON programmes (unit);
CREATE INDEX programmes_by_issuing_body ON programmes (issuing_body);
CREATE INDEX programmes_by_document_number ON programmes (document_number_index);
CREATE UNIQUE INDEX programmes_unique_0 ON programmes (shard, code) WHERE state IN ('proposed', 'agreed', 'in_force', 'ended');

CREATE TABLE programme_signers (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  programme TEXT,
  organisation TEXT,
  body BIGINT,
  ordinal BIGINT,
  leads BIGINT,
  authority TEXT,
  signer_position TEXT,
  signer_name TEXT,
  signed_on TEXT,
  signer_name_sort TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX programme_signers_by_body ON programme_signers (body);
CREATE UNIQUE INDEX programme_signers_unique_0 ON programme_signers (shard, programme, organisation);
CREATE UNIQUE INDEX programme_signers_unique_1 ON programme_signers (shard, programme) WHERE leads = '1';

CREATE TABLE programme_versions (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  revision BIGINT,
  summary TEXT,
  document_number TEXT,
  proposed_on TEXT,
  from_date TEXT,
  to_date TEXT,
  source TEXT,
  file_name TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX programme_versions_by_document_number ON programme_versions (document_number_index);
CREATE UNIQUE INDEX programme_versions_unique_0 ON programme_versions (shard, programme, revision) WHERE state IN ('proposed', 'agreed', 'in_force', 'superseded');

CREATE TABLE recommendations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT,
  detail TEXT,
  origin TEXT,
  unit BIGINT,
  from_body BIGINT,
  addressee_body BIGINT,
  addressee_name TEXT,
  supervision BIGINT,
  finding BIGINT,
  opinion BIGINT,
  criticism BIGINT,
  inspection BIGINT,
  report BIGINT,
  programme TEXT,
  document_number TEXT,
  sent_on TEXT,
  due_date TEXT,
  due_operator TEXT,
  replied_on TEXT,
  closed_on TEXT,
  reopened BIGINT,
  organisation TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX recommendations_by_unit ON recommendations (unit);
CREATE INDEX recommendations_by_from_body ON recommendations (from_body);
CREATE INDEX recommendations_by_addressee_body ON recommendations (addressee_body);
CREATE INDEX recommendations_by_supervision ON recommendations (supervision);
CREATE INDEX recommendations_by_finding ON recommendations (finding);
CREATE INDEX recommendations_by_opinion ON recommendations (opinion);
CREATE INDEX recommendations_by_criticism ON recommendations (criticism);
CREATE INDEX recommendations_by_inspection ON recommendations (inspection);
CREATE INDEX recommendations_by_report ON recommendations (report);
CREATE INDEX recommendations_by_document_number ON recommendations (document_number_index);

CREATE TABLE sponsorships (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  sponsor_name TEXT,
  donor BIGINT,
  sponsor_body BIGINT,
  target_level TEXT,
  unit BIGINT,
  household BIGINT,
  content TEXT,
  committed BIGINT,
  delivered BIGINT,
  from_date TEXT,
  to_date TEXT,
  programme TEXT,
  organisation TEXT,
  results TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX sponsorships_by_donor ON sponsorships (donor);
CREATE INDEX sponsorships_by_sponsor_body ON sponsorships (sponsor_body);
CREATE INDEX sponsorships_by_unit ON sponsorships (unit);
CREATE INDEX sponsorships_by_household ON sponsorships (household);

CREATE TABLE supervisions (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  title TEXT,
  topics TEXT,
  form TEXT,
  unit BIGINT,
  lead_body BIGINT,
  supporting_organisations TEXT,
  supervised_body BIGINT,
  supervised_name TEXT,
  programme TEXT,
  year BIGINT,
  plan_number TEXT,
  from_date TEXT,
  to_date TEXT,
  documents_reviewed BIGINT,
  conclusion TEXT,
  report_number TEXT,
  report_document BIGINT,
  level TEXT,
  organisation TEXT,
  plan_number_index TEXT,
  report_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX supervisions_by_unit ON supervisions (unit);
CREATE INDEX supervisions_by_lead_body ON supervisions (lead_body);
CREATE INDEX supervisions_by_supervised_body ON supervisions (supervised_body);
CREATE INDEX supervisions_by_plan_number ON supervisions (plan_number_index);
CREATE INDEX supervisions_by_report_number ON supervisions (report_number_index);
CREATE INDEX supervisions_by_report_document ON supervisions (report_document);

CREATE TABLE sync_ops (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  op_id TEXT,
  origin TEXT,
  device TEXT,
  account BIGINT,
  unit BIGINT,
  subject_kind TEXT,
  subject_id BIGINT,
  base_version BIGINT,
  made_at TEXT,
  change TEXT,
  differing_values TEXT,
  failure TEXT,
  decided_by TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX sync_ops_by_account ON sync_ops (account);
CREATE INDEX sync_ops_by_unit ON sync_ops (unit);
CREATE UNIQUE INDEX sync_ops_unique_0 ON sync_ops (shard, op_id) WHERE state IN ('received', 'applied', 'parallel', 'conflicting', 'resolved', 'refused');

CREATE TABLE themes (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  unit BIGINT,
  year BIGINT,
  title TEXT,
  contents TEXT,
  programme TEXT,
  chosen_on TEXT,
  document_number TEXT,
  level TEXT,
  document_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX themes_by_unit ON themes (unit);
CREATE INDEX themes_by_document_number ON themes (document_number_index);
CREATE UNIQUE INDEX themes_unique_0 ON themes (shard, unit, year);

CREATE TABLE titles (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  type TEXT,
  subject_level TEXT,
  unit BIGINT,
  household BIGINT,
  subject_name TEXT,
  year BIGINT,
  criteria_set TEXT,
  programme TEXT,
  registered_on TEXT,
  reviewed_on TEXT,
  points BIGINT,
  agreed_share BIGINT,
  satisfied_share BIGINT,
  proposed_by BIGINT,
  decision_number TEXT,
  recognised_on TEXT,
  valid_to TEXT,
  note TEXT,
  decision_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX titles_by_unit ON titles (unit);
CREATE INDEX titles_by_household ON titles (household);
CREATE INDEX titles_by_proposed_by ON titles (proposed_by);
CREATE INDEX titles_by_decision_number ON titles (decision_number_index);
CREATE UNIQUE INDEX titles_unique_0 ON titles (shard, household, type, year) WHERE state IN ('registered', 'reviewed', 'proposed', 'recognised', 'not_reached');
CREATE UNIQUE INDEX titles_unique_1 ON titles (shard, unit, type, year) WHERE state IN ('registered', 'reviewed', 'proposed', 'recognised', 'not_reached') AND subject_level = 'residential_area';
CREATE UNIQUE INDEX titles_unique_2 ON titles (shard, unit, type, year) WHERE state IN ('registered', 'reviewed', 'proposed', 'recognised', 'not_reached') AND subject_level = 'commune';
CREATE UNIQUE INDEX titles_unique_3 ON titles (shard, unit, type, year) WHERE state IN ('registered', 'reviewed', 'proposed', 'recognised', 'not_reached') AND subject_level = 'ward_town';

CREATE TABLE units (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  code TEXT,
  list TEXT,
  level TEXT,
  type TEXT,
  official_name TEXT,
  parent BIGINT,
  valid_from TEXT,
  valid_to TEXT,
  founding BIGINT,
  settlement TEXT,
  commune_group BIGINT,
  basis_number TEXT,
  note TEXT,
  basis_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX units_by_parent ON units (parent);
CREATE INDEX units_by_basis_number ON units (basis_number_index);
CREATE UNIQUE INDEX units_unique_0 ON units (shard, code, valid_from) WHERE state IN ('recorded');

CREATE TABLE village_conventions (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  unit BIGINT,
  title TEXT,
  adopted_on TEXT,
  approval_number TEXT,
  approved_on TEXT,
  reviewed_on TEXT,
  problem TEXT,
  content TEXT,
  approval_number_index TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX village_conventions_by_unit ON village_conventions (unit);
CREATE INDEX village_conventions_by_approval_number ON village_conventions (approval_number_index);
CREATE UNIQUE INDEX village_conventions_unique_0 ON village_conventions (shard, unit, title) WHERE state IN ('drafting', 'in_force', 'needs_amendment');

CREATE TABLE works (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  type TEXT,
  contents TEXT,
  unit BIGINT,
  lead_body BIGINT,
  supporting_organisations TEXT,
  cadre BIGINT,
  programme TEXT,
  year BIGINT,
  registered_on TEXT,
  published_on TEXT,
  started_on TEXT,
  due_on TEXT,
  completed_on TEXT,
  quantity BIGINT,
  measure TEXT,
  value BIGINT,
  budget_value BIGINT,
  contributed_value BIGINT,
  labour_days BIGINT,
  land_m2 BIGINT,
  fund_sources TEXT,
  households BIGINT,
  description TEXT,
  results TEXT,
  grade TEXT,
  evaluated_on TEXT,
  organisation TEXT,
  note TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX works_by_unit ON works (unit);
CREATE INDEX works_by_lead_body ON works (lead_body);
CREATE INDEX works_by_cadre ON works (cadre);

CREATE TABLE work_items (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  type TEXT,
  contents TEXT,
  work BIGINT,
  unit BIGINT,
  lead_body BIGINT,
  cadre BIGINT,
  programme TEXT,
  year BIGINT,
  assigned_on TEXT,
  due_on TEXT,
  done_on TEXT,
  quantity BIGINT,
  measure TEXT,
  labour_days BIGINT,
  value BIGINT,
  results TEXT,
  organisation TEXT,
  PRIMARY KEY (shard, id)
);
CREATE INDEX work_items_by_work ON work_items (work);
CREATE INDEX work_items_by_unit ON work_items (unit);
CREATE INDEX work_items_by_lead_body ON work_items (lead_body);
CREATE INDEX work_items_by_cadre ON work_items (cadre);

CREATE TABLE activity_households (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  activity BIGINT,
  household BIGINT,
  people BIGINT,
  note TEXT,
  type TEXT,
  on_date TEXT,
  organisation TEXT,
  programme TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, activity) REFERENCES activities (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX activity_households_by_activity ON activity_households (activity);
CREATE INDEX activity_households_by_household ON activity_households (household);
CREATE INDEX activity_households_by_unit ON activity_households (unit);
CREATE UNIQUE INDEX activity_households_unique_0 ON activity_households (shard, activity, household);

CREATE TABLE assignments (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  year BIGINT,
  lead_body BIGINT,
  cadre BIGINT,
  classification BIGINT,
  supporting_organisations TEXT,
  programme TEXT,
  origin TEXT,
  from_date TEXT,
  to_date TEXT,
  organisation TEXT,
  household_class TEXT,
  head_name TEXT,
  unit BIGINT,
  lead_unit BIGINT,
  note TEXT,
  head_name_sort TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX assignments_by_household ON assignments (household);
CREATE INDEX assignments_by_lead_body ON assignments (lead_body);
CREATE INDEX assignments_by_cadre ON assignments (cadre);
CREATE INDEX assignments_by_classification ON assignments (classification);
CREATE INDEX assignments_by_unit ON assignments (unit);
CREATE INDEX assignments_by_lead_unit ON assignments (lead_unit);
CREATE UNIQUE INDEX assignments_unique_0 ON assignments (shard, household, year) WHERE state IN ('active', 'completed');

CREATE TABLE body_relations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body BIGINT,
  superior BIGINT,
  relation TEXT,
  from_date TEXT,
  to_date TEXT,
  basis_number TEXT,
  organisation TEXT,
  unit BIGINT,
  basis_number_index TEXT,
  FOREIGN KEY (shard, body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX body_relations_by_body ON body_relations (body);
CREATE INDEX body_relations_by_superior ON body_relations (superior);
CREATE INDEX body_relations_by_basis_number ON body_relations (basis_number_index);
CREATE INDEX body_relations_by_unit ON body_relations (unit);
CREATE UNIQUE INDEX body_relations_unique_0 ON body_relations (shard, body, superior, from_date);

CREATE TABLE cadres (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  full_name TEXT,
  body BIGINT,
  position TEXT,
  rank TEXT,
  sex TEXT,
  birth_year BIGINT,
  phone TEXT,
  email TEXT,
  signs BIGINT,
  from_date TEXT,
  to_date TEXT,
  organisation TEXT,
  unit BIGINT,
  note TEXT,
  full_name_sort TEXT,
  phone_index TEXT,
  FOREIGN KEY (shard, body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX cadres_by_body ON cadres (body);
CREATE INDEX cadres_by_phone ON cadres (phone_index);
CREATE INDEX cadres_by_unit ON cadres (unit);

CREATE TABLE classifications (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  year BIGINT,
  standard TEXT,
  class TEXT,
  change TEXT,
  causes TEXT,
  cause_note TEXT,
  deprivations TEXT,
  score_income BIGINT,
  score_deprivation BIGINT,
  settlement TEXT,
  member_count BIGINT,
  review TEXT,
  escaped_on TEXT,
  decided_on TEXT,
  decision_number TEXT,
  support_needs TEXT,
  head_name TEXT,
  head_sex TEXT,
  ethnicity TEXT,
  policy_categories TEXT,
  no_labour_capacity BIGINT,
  unit BIGINT,
  note TEXT,
  decision_number_index TEXT,
  head_name_sort TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX classifications_by_household ON classifications (household);
CREATE INDEX classifications_by_decision_number ON classifications (decision_number_index);
CREATE INDEX classifications_by_unit ON classifications (unit);
CREATE UNIQUE INDEX classifications_unique_0 ON classifications (shard, household, year, standard) WHERE state IN ('provisional', 'final');

CREATE TABLE consultation_bodies (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  consultation BIGINT,
  body BIGINT,
  representative TEXT,
  position TEXT,
  comment TEXT,
  undertaking TEXT,
  organisation TEXT,
  unit BIGINT,
  representative_sort TEXT,
  FOREIGN KEY (shard, consultation) REFERENCES consultations (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX consultation_bodies_by_consultation ON consultation_bodies (consultation);
CREATE INDEX consultation_bodies_by_body ON consultation_bodies (body);
CREATE INDEX consultation_bodies_by_unit ON consultation_bodies (unit);
CREATE UNIQUE INDEX consultation_bodies_unique_0 ON consultation_bodies (shard, consultation, body);

CREATE TABLE dispatches (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT,
  purpose TEXT,
  from_body BIGINT,
  via_body BIGINT,
  contact BIGINT,
  document BIGINT,
  parent BIGINT,
  programme TEXT,
  schedule_entry TEXT,
  period TEXT,
  outline TEXT,
  sent_on TEXT,
  due_date TEXT,
  due_operator TEXT,
  content TEXT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, from_body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX dispatches_by_from_body ON dispatches (from_body);
CREATE INDEX dispatches_by_via_body ON dispatches (via_body);
CREATE INDEX dispatches_by_contact ON dispatches (contact);
CREATE INDEX dispatches_by_document ON dispatches (document);
CREATE INDEX dispatches_by_parent ON dispatches (parent);
CREATE INDEX dispatches_by_unit ON dispatches (unit);

CREATE TABLE documents (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  direction TEXT,
  body BIGINT,
  year BIGINT,
  number TEXT,
  code_number TEXT,
  code_notation TEXT,
  type TEXT,
  type_name TEXT,
  subject TEXT,
  issued_date TEXT,
  issued_place TEXT,
  organ_id TEXT,
  organ_name TEXT,
  signature_prefix TEXT,
  signer_position TEXT,
  signer_name TEXT,
  signed_copy BIGINT,
  priority TEXT,
  due_date TEXT,
  due_operator TEXT,
  arrival_date TEXT,
  arrival_number BIGINT,
  forwarded_to BIGINT,
  to_places TEXT,
  page_amount BIGINT,
  issued_amount BIGINT,
  language TEXT,
  file_code TEXT,
  file_catalog BIGINT,
  file_notation TEXT,
  doc_ordinal BIGINT,
  trace_header_list TEXT,
  paper_style TEXT,
  based_on BIGINT,
  supersedes BIGINT,
  programme TEXT,
  description TEXT,
  organisation TEXT,
  unit BIGINT,
  number_index TEXT,
  signer_name_sort TEXT,
  FOREIGN KEY (shard, body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX documents_by_body ON documents (body);
CREATE INDEX documents_by_number ON documents (number_index);
CREATE INDEX documents_by_forwarded_to ON documents (forwarded_to);
CREATE INDEX documents_by_based_on ON documents (based_on);
CREATE INDEX documents_by_supersedes ON documents (supersedes);
CREATE INDEX documents_by_unit ON documents (unit);
CREATE UNIQUE INDEX documents_unique_0 ON documents (shard, body, year, code_number, code_notation) WHERE state IN ('draft', 'submitted', 'signed', 'issued', 'received', 'in_process', 'filed') AND direction = 'outgoing';
CREATE UNIQUE INDEX documents_unique_1 ON documents (shard, body, year, arrival_number) WHERE state IN ('draft', 'submitted', 'signed', 'issued', 'received', 'in_process', 'filed') AND direction = 'incoming';

CREATE TABLE duty_bodies (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  duty BIGINT,
  organisation TEXT,
  body BIGINT,
  role TEXT,
  cadre BIGINT,
  task TEXT,
  programme TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, duty) REFERENCES duties (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX duty_bodies_by_duty ON duty_bodies (duty);
CREATE INDEX duty_bodies_by_body ON duty_bodies (body);
CREATE INDEX duty_bodies_by_cadre ON duty_bodies (cadre);
CREATE INDEX duty_bodies_by_unit ON duty_bodies (unit);
CREATE UNIQUE INDEX duty_bodies_unique_0 ON duty_bodies (shard, duty) WHERE role = 'lead';
CREATE UNIQUE INDEX duty_bodies_unique_1 ON duty_bodies (shard, duty, organisation, role, body);

CREATE TABLE escape_outcomes (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  year BIGINT,
  escaped_on TEXT,
  from_class TEXT,
  to_class TEXT,
  standard TEXT,
  classification BIGINT,
  assignment BIGINT,
  decision_number TEXT,
  factors TEXT,
  sustained_on TEXT,
  relapsed_on TEXT,
  lead_body BIGINT,
  organisation TEXT,
  head_name TEXT,
  ethnicity TEXT,
  unit BIGINT,
  note TEXT,
  decision_number_index TEXT,
  head_name_sort TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX escape_outcomes_by_household ON escape_outcomes (household);
CREATE INDEX escape_outcomes_by_classification ON escape_outcomes (classification);
CREATE INDEX escape_outcomes_by_assignment ON escape_outcomes (assignment);
CREATE INDEX escape_outcomes_by_decision_number ON escape_outcomes (decision_number_index);
CREATE INDEX escape_outcomes_by_lead_body ON escape_outcomes (lead_body);
CREATE INDEX escape_outcomes_by_unit ON escape_outcomes (unit);
CREATE UNIQUE INDEX escape_outcomes_unique_0 ON escape_outcomes (shard, household, year) WHERE state IN ('provisional', 'confirmed', 'sustained', 'relapsed');

CREATE TABLE findings (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  supervision BIGINT,
  ordinal BIGINT,
  kind TEXT,
  topic TEXT,
  summary TEXT,
  evidence TEXT,
  basis TEXT,
  amount BIGINT,
  households BIGINT,
  unit BIGINT,
  FOREIGN KEY (shard, supervision) REFERENCES supervisions (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX findings_by_supervision ON findings (supervision);
CREATE INDEX findings_by_unit ON findings (unit);

CREATE TABLE focal_points (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  body BIGINT,
  programme TEXT,
  focal_body BIGINT,
  cadre BIGINT,
  duty TEXT,
  from_date TEXT,
  to_date TEXT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX focal_points_by_body ON focal_points (body);
CREATE INDEX focal_points_by_focal_body ON focal_points (focal_body);
CREATE INDEX focal_points_by_cadre ON focal_points (cadre);
CREATE INDEX focal_points_by_unit ON focal_points (unit);
CREATE UNIQUE INDEX focal_points_unique_0 ON focal_points (shard, body, programme, from_date);

CREATE TABLE funds (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  name TEXT,
  type TEXT,
  board BIGINT,
  parent BIGINT,
  opened_on TEXT,
  closed_on TEXT,
  bank_name TEXT,
  account_number TEXT,
  regulation_number TEXT,
  locked_to TEXT,
  published BIGINT,
  organisation TEXT,
  unit BIGINT,
  note TEXT,
  regulation_number_index TEXT,
  FOREIGN KEY (shard, board) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX funds_by_board ON funds (board);
CREATE INDEX funds_by_parent ON funds (parent);
CREATE INDEX funds_by_regulation_number ON funds (regulation_number_index);
CREATE INDEX funds_by_unit ON funds (unit);
CREATE UNIQUE INDEX funds_unique_0 ON funds (shard, board, type, name) WHERE state IN ('open');

CREATE TABLE hardship_alerts (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  reason TEXT,
  severity TEXT,
  found_on TEXT,
  found_by TEXT,
  description TEXT,
  lead_body BIGINT,
  due_date TEXT,
  first_help_on TEXT,
  resolved_on TEXT,
  result TEXT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX hardship_alerts_by_household ON hardship_alerts (household);
CREATE INDEX hardship_alerts_by_lead_body ON hardship_alerts (lead_body);
CREATE INDEX hardship_alerts_by_unit ON hardship_alerts (unit);

CREATE TABLE household_members (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  ordinal BIGINT,
  full_name TEXT,
  relation TEXT,
  sex TEXT,
  birth_date TEXT,
  id_number TEXT,
  phone TEXT,
  ethnicity TEXT,
  can_work BIGINT,
  occupation TEXT,
  at_school BIGINT,
  health_insurance BIGINT,
  policy_categories TEXT,
  health_note TEXT,
  from_date TEXT,
  to_date TEXT,
  unit BIGINT,
  note TEXT,
  full_name_sort TEXT,
  id_number_index TEXT,
  phone_index TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX household_members_by_household ON household_members (household);
CREATE INDEX household_members_by_id_number ON household_members (id_number_index);
CREATE INDEX household_members_by_phone ON household_members (phone_index);
CREATE INDEX household_members_by_unit ON household_members (unit);
CREATE UNIQUE INDEX household_members_unique_0 ON household_members (shard, household) WHERE state IN ('present') AND relation = 'head';
CREATE UNIQUE INDEX household_members_unique_1 ON household_members (shard, household, id_number_index) WHERE state IN ('present');

CREATE TABLE import_rows (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  batch BIGINT,
  sheet_name TEXT,
  row_number BIGINT,
  column_name TEXT,
  value TEXT,
  verdict TEXT,
  reason_code TEXT,
  reason TEXT,
  cells TEXT,
  candidate_kind TEXT,
  candidate_id BIGINT,
  unit BIGINT,
  FOREIGN KEY (shard, batch) REFERENCES import_batches (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX import_rows_by_batch ON import_rows (batch);
CREATE INDEX import_rows_by_unit ON import_rows (unit);

CREATE TABLE inspection_invitations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  inspection BIGINT,
  body BIGINT,
  body_name TEXT,
  invited_on TEXT,
  answer TEXT,
  representative TEXT,
  attended BIGINT,
  note TEXT,
  unit BIGINT,
  representative_sort TEXT,
  FOREIGN KEY (shard, inspection) REFERENCES inspections (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX inspection_invitations_by_inspection ON inspection_invitations (inspection);
CREATE INDEX inspection_invitations_by_body ON inspection_invitations (body);
CREATE INDEX inspection_invitations_by_unit ON inspection_invitations (unit);
CREATE UNIQUE INDEX inspection_invitations_unique_0 ON inspection_invitations (shard, inspection, body);

CREATE TABLE needs (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  type TEXT,
  subtype TEXT,
  description TEXT,
  urgency TEXT,
  estimated_value BIGINT,
  found_on TEXT,
  due_on TEXT,
  met_on TEXT,
  lead_body BIGINT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX needs_by_household ON needs (household);
CREATE INDEX needs_by_lead_body ON needs (lead_body);
CREATE INDEX needs_by_unit ON needs (unit);

CREATE TABLE notifications (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  account BIGINT,
  topic TEXT,
  message TEXT,
  subject_kind TEXT,
  subject_id BIGINT,
  next_action TEXT,
  due_date TEXT,
  dedupe_key TEXT,
  read_at TEXT,
  FOREIGN KEY (shard, account) REFERENCES accounts (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX notifications_by_account ON notifications (account);
CREATE UNIQUE INDEX notifications_unique_0 ON notifications (shard, account, dedupe_key);

CREATE TABLE programme_consents (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  signer BIGINT,
  revision BIGINT,
  decision TEXT,
  on_date TEXT,
  comment TEXT,
  document_number TEXT,
  programme TEXT,
  organisation TEXT,
  document_number_index TEXT,
  FOREIGN KEY (shard, signer) REFERENCES programme_signers (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX programme_consents_by_signer ON programme_consents (signer);
CREATE INDEX programme_consents_by_document_number ON programme_consents (document_number_index);

CREATE TABLE recommendation_replies (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  recommendation BIGINT,
  replied_on TEXT,
  by_body BIGINT,
  by_name TEXT,
  outcome TEXT,
  content TEXT,
  promised_on TEXT,
  document_number TEXT,
  document BIGINT,
  satisfactory BIGINT,
  unit BIGINT,
  document_number_index TEXT,
  FOREIGN KEY (shard, recommendation) REFERENCES recommendations (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX recommendation_replies_by_recommendation ON recommendation_replies (recommendation);
CREATE INDEX recommendation_replies_by_by_body ON recommendation_replies (by_body);
CREATE INDEX recommendation_replies_by_document_number ON recommendation_replies (document_number_index);
CREATE INDEX recommendation_replies_by_document ON recommendation_replies (document);
CREATE INDEX recommendation_replies_by_unit ON recommendation_replies (unit);

CREATE TABLE reports (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  programme TEXT,
  schedule_entry TEXT,
  body BIGINT,
  period TEXT,
  title TEXT,
  superior_body BIGINT,
  via_body BIGINT,
  dispatch BIGINT,
  cut_off TEXT,
  due_date TEXT,
  due_operator TEXT,
  final BIGINT,
  submitted_on TEXT,
  returned_on TEXT,
  accepted_on TEXT,
  issued_on TEXT,
  prepared_by BIGINT,
  consolidated_into BIGINT,
  reporters_expected BIGINT,
  reporters_received BIGINT,
  document BIGINT,
  seal TEXT,
  note TEXT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, body) REFERENCES bodies (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX reports_by_body ON reports (body);
CREATE INDEX reports_by_superior_body ON reports (superior_body);
CREATE INDEX reports_by_via_body ON reports (via_body);
CREATE INDEX reports_by_dispatch ON reports (dispatch);
CREATE INDEX reports_by_prepared_by ON reports (prepared_by);
CREATE INDEX reports_by_consolidated_into ON reports (consolidated_into);
CREATE INDEX reports_by_document ON reports (document);
CREATE INDEX reports_by_unit ON reports (unit);
CREATE UNIQUE INDEX reports_unique_0 ON reports (shard, programme, schedule_entry, body, period) WHERE state IN ('open', 'submitted', 'returned', 'accepted', 'consolidated', 'issued');

CREATE TABLE residences (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  household BIGINT,
  unit BIGINT,
  from_date TEXT,
  to_date TEXT,
  address TEXT,
  reason TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX residences_by_household ON residences (household);
CREATE INDEX residences_by_unit ON residences (unit);
CREATE UNIQUE INDEX residences_unique_0 ON residences (shard, household, from_date);

CREATE TABLE same_as_links (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  canonical BIGINT,
  probability BIGINT,
  method TEXT,
  decided_by TEXT,
  decided_on TEXT,
  reason TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX same_as_links_by_household ON same_as_links (household);
CREATE INDEX same_as_links_by_canonical ON same_as_links (canonical);
CREATE INDEX same_as_links_by_unit ON same_as_links (unit);
CREATE UNIQUE INDEX same_as_links_unique_0 ON same_as_links (shard, household, canonical) WHERE state IN ('proposed', 'linked', 'refused');

CREATE TABLE scorecards (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  title BIGINT,
  criteria_set TEXT,
  scored_by BIGINT,
  scored_on TEXT,
  points BIGINT,
  points_max BIGINT,
  criteria_met BIGINT,
  conclusion TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, title) REFERENCES titles (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX scorecards_by_title ON scorecards (title);
CREATE INDEX scorecards_by_scored_by ON scorecards (scored_by);
CREATE INDEX scorecards_by_unit ON scorecards (unit);
CREATE UNIQUE INDEX scorecards_unique_0 ON scorecards (shard, title, scored_by) WHERE state IN ('draft', 'submitted', 'accepted');

CREATE TABLE supports (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  household BIGINT,
  type TEXT,
  subtype TEXT,
  on_date TEXT,
  value BIGINT,
  quantity BIGINT,
  measure TEXT,
  description TEXT,
  fund_source TEXT,
  fund BIGINT,
  provider_body BIGINT,
  provider_name TEXT,
  donor BIGINT,
  joint_group TEXT,
  share BIGINT,
  occasion TEXT,
  event_date TEXT,
  sensitive BIGINT,
  assignment BIGINT,
  need BIGINT,
  programme TEXT,
  organisation TEXT,
  household_class TEXT,
  unit BIGINT,
  note TEXT,
  FOREIGN KEY (shard, household) REFERENCES households (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX supports_by_household ON supports (household);
CREATE INDEX supports_by_fund ON supports (fund);
CREATE INDEX supports_by_provider_body ON supports (provider_body);
CREATE INDEX supports_by_donor ON supports (donor);
CREATE INDEX supports_by_assignment ON supports (assignment);
CREATE INDEX supports_by_need ON supports (need);
CREATE INDEX supports_by_unit ON supports (unit);

CREATE TABLE citations (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  document BIGINT,
  ordinal BIGINT,
  verbatim TEXT,
  number TEXT,
  type TEXT,
  issuer TEXT,
  issued_date TEXT,
  cited BIGINT,
  difference TEXT,
  unit BIGINT,
  number_index TEXT,
  FOREIGN KEY (shard, document) REFERENCES documents (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX citations_by_document ON citations (document);
CREATE INDEX citations_by_number ON citations (number_index);
CREATE INDEX citations_by_cited ON citations (cited);
CREATE INDEX citations_by_unit ON citations (unit);

CREATE TABLE dispatch_replies (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  dispatch BIGINT,
  body BIGINT,
  relation TEXT,
  due_date TEXT,
  due_operator TEXT,
  arrival_date TEXT,
  replied_on TEXT,
  reply_number TEXT,
  reply_document BIGINT,
  report BIGINT,
  child_dispatch BIGINT,
  reminders BIGINT,
  reminded_on TEXT,
  note TEXT,
  organisation TEXT,
  unit BIGINT,
  reply_number_index TEXT,
  FOREIGN KEY (shard, dispatch) REFERENCES dispatches (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX dispatch_replies_by_dispatch ON dispatch_replies (dispatch);
CREATE INDEX dispatch_replies_by_body ON dispatch_replies (body);
CREATE INDEX dispatch_replies_by_reply_number ON dispatch_replies (reply_number_index);
CREATE INDEX dispatch_replies_by_reply_document ON dispatch_replies (reply_document);
CREATE INDEX dispatch_replies_by_report ON dispatch_replies (report);
CREATE INDEX dispatch_replies_by_child_dispatch ON dispatch_replies (child_dispatch);
CREATE INDEX dispatch_replies_by_unit ON dispatch_replies (unit);
CREATE UNIQUE INDEX dispatch_replies_unique_0 ON dispatch_replies (shard, dispatch, body) WHERE state IN ('pending', 'acknowledged', 'replied', 'returned', 'accepted', 'waived');

CREATE TABLE document_recipients (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  document BIGINT,
  ordinal BIGINT,
  body BIGINT,
  organ_name TEXT,
  organ_id TEXT,
  via_body BIGINT,
  is_group BIGINT,
  purpose TEXT,
  issued_amount BIGINT,
  sent_at TEXT,
  delivered_at TEXT,
  recipient_organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, document) REFERENCES documents (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX document_recipients_by_document ON document_recipients (document);
CREATE INDEX document_recipients_by_body ON document_recipients (body);
CREATE INDEX document_recipients_by_via_body ON document_recipients (via_body);
CREATE INDEX document_recipients_by_unit ON document_recipients (unit);

CREATE TABLE grants (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  fund BIGINT,
  unit BIGINT,
  household BIGINT,
  recipient_fund BIGINT,
  recipient_name TEXT,
  purpose TEXT,
  subtype TEXT,
  amount BIGINT,
  year BIGINT,
  priority_score BIGINT,
  priority_reason TEXT,
  proposed_on TEXT,
  decided_on TEXT,
  decision_number TEXT,
  paid_on TEXT,
  used_on TEXT,
  programme TEXT,
  organisation TEXT,
  note TEXT,
  decision_number_index TEXT,
  FOREIGN KEY (shard, fund) REFERENCES funds (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX grants_by_fund ON grants (fund);
CREATE INDEX grants_by_unit ON grants (unit);
CREATE INDEX grants_by_household ON grants (household);
CREATE INDEX grants_by_recipient_fund ON grants (recipient_fund);
CREATE INDEX grants_by_decision_number ON grants (decision_number_index);

CREATE TABLE ledger_entries (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  fund BIGINT,
  entry_number BIGINT,
  on_date TEXT,
  type TEXT,
  debit_account TEXT,
  credit_account TEXT,
  amount BIGINT,
  description TEXT,
  voucher_number TEXT,
  voucher_date TEXT,
  fund_source TEXT,
  donor BIGINT,
  pledge BIGINT,
  fund_grant BIGINT,
  support BIGINT,
  counter_fund BIGINT,
  reverses BIGINT,
  programme TEXT,
  occasion TEXT,
  entered_by TEXT,
  organisation TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, fund) REFERENCES funds (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX ledger_entries_by_fund ON ledger_entries (fund);
CREATE INDEX ledger_entries_by_donor ON ledger_entries (donor);
CREATE INDEX ledger_entries_by_pledge ON ledger_entries (pledge);
CREATE INDEX ledger_entries_by_fund_grant ON ledger_entries (fund_grant);
CREATE INDEX ledger_entries_by_support ON ledger_entries (support);
CREATE INDEX ledger_entries_by_counter_fund ON ledger_entries (counter_fund);
CREATE INDEX ledger_entries_by_reverses ON ledger_entries (reverses);
CREATE INDEX ledger_entries_by_unit ON ledger_entries (unit);
CREATE UNIQUE INDEX ledger_entries_unique_0 ON ledger_entries (shard, fund, entry_number);
CREATE UNIQUE INDEX ledger_entries_unique_1 ON ledger_entries (shard, reverses);

CREATE TABLE memberships (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  state TEXT NOT NULL,
  member BIGINT,
  organisation TEXT,
  category TEXT,
  body BIGINT,
  from_date TEXT,
  to_date TEXT,
  reviewed_on TEXT,
  household BIGINT,
  relation TEXT,
  unit BIGINT,
  note TEXT,
  FOREIGN KEY (shard, member) REFERENCES household_members (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX memberships_by_member ON memberships (member);
CREATE INDEX memberships_by_body ON memberships (body);
CREATE INDEX memberships_by_household ON memberships (household);
CREATE INDEX memberships_by_unit ON memberships (unit);
CREATE UNIQUE INDEX memberships_unique_0 ON memberships (shard, member, organisation, category) WHERE state IN ('active');

CREATE TABLE report_figures (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  report BIGINT,
  figure TEXT,
  cell TEXT,
  place BIGINT,
  of_organisation TEXT,
  breakdown TEXT,
  value BIGINT,
  measure_word TEXT,
  is_share BIGINT,
  cut_off TEXT,
  final BIGINT,
  reported BIGINT,
  expected BIGINT,
  origin TEXT,
  measured_value BIGINT,
  reason TEXT,
  declared_figure BIGINT,
  unit BIGINT,
  FOREIGN KEY (shard, report) REFERENCES reports (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX report_figures_by_report ON report_figures (report);
CREATE INDEX report_figures_by_place ON report_figures (place);
CREATE INDEX report_figures_by_declared_figure ON report_figures (declared_figure);
CREATE INDEX report_figures_by_unit ON report_figures (unit);
CREATE UNIQUE INDEX report_figures_unique_0 ON report_figures (shard, report, cell);

CREATE TABLE report_sections (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  report BIGINT,
  node TEXT,
  ordinal BIGINT,
  heading TEXT,
  body_text TEXT,
  obligatory BIGINT,
  written_by TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, report) REFERENCES reports (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX report_sections_by_report ON report_sections (report);
CREATE INDEX report_sections_by_unit ON report_sections (unit);
CREATE UNIQUE INDEX report_sections_unique_0 ON report_sections (shard, report, node);

CREATE TABLE scorecard_items (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  scorecard BIGINT,
  criterion BIGINT,
  points BIGINT,
  value BIGINT,
  reached BIGINT,
  evidence TEXT,
  unit BIGINT,
  FOREIGN KEY (shard, scorecard) REFERENCES scorecards (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX scorecard_items_by_scorecard ON scorecard_items (scorecard);
CREATE INDEX scorecard_items_by_criterion ON scorecard_items (criterion);
CREATE INDEX scorecard_items_by_unit ON scorecard_items (unit);
CREATE UNIQUE INDEX scorecard_items_unique_0 ON scorecard_items (shard, scorecard, criterion);

CREATE TABLE scorecard_votes (
  shard SMALLINT NOT NULL,
  id BIGINT NOT NULL,
  version BIGINT NOT NULL,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  scorecard BIGINT,
  round BIGINT,
  held_on TEXT,
  invited BIGINT,
  present BIGINT,
  in_favour BIGINT,
  against BIGINT,
  abstained BIGINT,
  minutes_number TEXT,
  note TEXT,
  unit BIGINT,
  minutes_number_index TEXT,
  FOREIGN KEY (shard, scorecard) REFERENCES scorecards (shard, id),
  PRIMARY KEY (shard, id)
);
CREATE INDEX scorecard_votes_by_scorecard ON scorecard_votes (scorecard);
CREATE INDEX scorecard_votes_by_minutes_number ON scorecard_votes (minutes_number_index);
CREATE INDEX scorecard_votes_by_unit ON scorecard_votes (unit);
CREATE UNIQUE INDEX scorecard_votes_unique_0 ON scorecard_votes (shard, scorecard, round);
