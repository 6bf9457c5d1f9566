-- The version of the policy that personal information was found with; '' = the job redacted nothing.
ALTER TABLE jobs ADD COLUMN pii_policy_version TEXT NOT NULL DEFAULT '';
