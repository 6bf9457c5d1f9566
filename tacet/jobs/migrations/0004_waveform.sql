-- Where the loudness of the recording lies, which reviewers' waveforms are drawn from.
ALTER TABLE jobs ADD COLUMN waveform_bucket TEXT;
ALTER TABLE jobs ADD COLUMN waveform_key TEXT;
