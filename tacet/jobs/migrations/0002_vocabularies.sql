CREATE TABLE vocabularies (
  number INTEGER PRIMARY KEY AUTOINCREMENT,  -- the order of creation
  kind INTEGER NOT NULL,                     -- 0 = custom vocabulary, 1 = vocabulary filter
  name TEXT NOT NULL,
  name_lower TEXT NOT NULL,
  language_code TEXT NOT NULL,
  state INTEGER NOT NULL,  -- 0 = pending, 1 = ready, 2 = failed
  failure_reason TEXT NOT NULL,
  last_modified_ms INTEGER NOT NULL,
  content TEXT NOT NULL,
  tags TEXT NOT NULL,  -- JSON, name to value
  UNIQUE (kind, name)
) STRICT;
