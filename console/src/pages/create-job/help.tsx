import type { HelpTopic } from '../../shell/help.tsx';

export const HELP: HelpTopic = {
  title: 'Create job',
  body: (
    <>
      <p>
        A job turns one recording in a bucket into a transcript. AMR, FLAC, M4A, MP3, MP4, Ogg, WebM
        and WAV are read, up to 4 hours and 2 GB.
      </p>
      <p>
        What this service does not do is shown, but cannot be chosen; a line below says what to do
        instead.
      </p>
    </>
  ),
};

export const OUTPUT_HELP: HelpTopic = {
  title: 'Output data location',
  body: (
    <>
      <p>
        In the <b>service-managed bucket</b> results go with the job: they are deleted when it is,
        and when it expires. Links to them are good for 15 minutes.
      </p>
      <p>
        In a <b>bucket of your own</b> they are yours to keep and to delete.{' '}
        <code>s3://bucket/folder/</code> gives the transcript the job&apos;s name;{' '}
        <code>s3://bucket/folder/name.json</code> gives it that name. The redacted transcript has{' '}
        <code>redacted-</code> before its name.
      </p>
    </>
  ),
};

export const REDACTION_HELP: HelpTopic = {
  title: 'PII redaction',
  body: (
    <>
      <p>
        Every piece of personal information that was found is replaced by [PII] in the transcript.
        The recording itself is not changed.
      </p>
      <p>
        Without the unredacted transcript the words behind [PII] are never kept: a reviewer can add
        redactions, but not take one back.
      </p>
    </>
  ),
};

export const FILTER_HELP: HelpTopic = {
  title: 'Vocabulary filtering',
  body: (
    <p>
      A filter is a list of words in one language. Each of them is masked, removed or marked in the
      transcript, as a whole word and whether or not it has capitals.
    </p>
  ),
};
