// A transcript, a part at a time: four hours have some 45,000 words.
import Box from '@cloudscape-design/components/box';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMemo } from 'react';
import { labelText, pagesOf, turnsOf, type Transcript } from '../../transcription/transcript.ts';
import { Words } from './words.tsx';

export const PART_CHARACTERS = 5_000;

interface Props {
  transcript: Transcript;
  bySpeaker: boolean;
  // From 1.
  part: number;
  onPart: (part: number) => void;
}

export function TranscriptView({ transcript, bySpeaker, part, onPart }: Props) {
  const { items } = transcript;
  const parts = useMemo(() => pagesOf(items, PART_CHARACTERS), [items]);
  const range = parts[part - 1];
  const shown = useMemo(() => (range ? items.slice(range.first, range.last) : []), [items, range]);
  const turns = useMemo(
    () =>
      turnsOf(shown).map(({ label, first, last }) => ({ label, items: shown.slice(first, last) })),
    [shown],
  );

  if (!range) return <Box color="text-body-secondary">Nothing was said in this recording.</Box>;
  if (bySpeaker && turns.every(({ label }) => label === undefined)) {
    return (
      <Box color="text-body-secondary">
        The job ran without audio identification, so it is not known who speaks.
      </Box>
    );
  }
  const title = parts.length > 1 ? `Transcript, part ${part} of ${parts.length}` : 'Transcript';
  return (
    <SpaceBetween size="m">
      {bySpeaker ? (
        turns.map(({ label, items: said }, index) => (
          <div key={index} className="turn">
            <Box fontWeight="bold">{label ? `${labelText(label)}:` : ''}</Box>
            <Words items={said} label={label ? labelText(label) : 'Unknown'} />
          </div>
        ))
      ) : (
        <Words key={part} items={shown} label={title} />
      )}
      {parts.length > 1 && (
        <Pagination
          currentPageIndex={part}
          pagesCount={parts.length}
          onChange={({ detail }) => onPart(detail.currentPageIndex)}
          ariaLabels={{
            paginationLabel: 'Parts of the transcript',
            nextPageLabel: 'Next part',
            previousPageLabel: 'Previous part',
            pageLabel: (page) => `Part ${page}`,
          }}
        />
      )}
    </SpaceBetween>
  );
}
