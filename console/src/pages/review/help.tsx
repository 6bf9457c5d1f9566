import Box from '@cloudscape-design/components/box';
import type { HelpTopic } from '../../shell/help.tsx';
import { SHORTCUTS, TEXT_KEYS } from './shortcuts.ts';

function Keys({ keys }: { keys: { label: string; text: string }[] }) {
  return (
    <dl>
      {keys.map(({ label, text }) => (
        <div key={label}>
          <dt>
            <Box variant="code">{label}</Box>
          </dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function help(role: 'reads' | 'edits'): HelpTopic {
  return {
    title: 'Review',
    body: (
      <>
        {role === 'edits' ? (
          <>
            <p>
              Hear the recording, look at what was redacted, and correct it. Nothing changes until
              you publish: the redactions as you left them then become the job&apos;s redacted
              transcript. The earlier one is kept as a version, and the change is written to the
              audit log.
            </p>
            <p>
              <b>Accept</b> marks a redaction as looked at. <b>Reject</b> takes it back: its words
              are shown to everybody once you publish. What is hidden is not known word by word
              here, so its edges move by a tenth of a second; a word that is more than half inside
              stays hidden.
            </p>
          </>
        ) : (
          <p>The transcript as it is published, and a list of what is redacted in it.</p>
        )}
        <h3>Keys of this page</h3>
        <Keys keys={role === 'edits' ? SHORTCUTS : SHORTCUTS.filter(({ needs }) => !needs)} />
        <h3>Keys in the transcript</h3>
        <Keys keys={TEXT_KEYS.filter(({ sound }) => role === 'edits' || !sound)} />
      </>
    ),
  };
}

export const EDIT_HELP = help('edits');
export const READ_HELP = help('reads');
