import type { HelpTopic } from '../../shell/help.tsx';

export const HELP: HelpTopic = {
  title: 'Transcription jobs',
  body: (
    <>
      <p>
        A job turns one recording in a bucket into a transcript. With PII redaction, every piece of
        personal information that was found is [PII] in it.
      </p>
      <p>
        The list is brought up to date by itself, newest jobs first. Names and states are looked for
        in all jobs, not only in those on the page.
      </p>
      <p>
        <b>Delete</b> also stops a job that is queued or in progress.
      </p>
    </>
  ),
};
