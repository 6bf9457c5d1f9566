import type { HelpTopic } from '../../shell/help.tsx';

export const HELP: HelpTopic = {
  title: 'Job details',
  body: (
    <p>
      The page is brought up to date by itself until the job has ended. Point at a word of the
      transcript, or go through the words with the arrow keys, to see when it was said and how
      certain it is.
    </p>
  ),
};
