// A paragraph of the transcript: its words one by one, what is redacted as marks.
import Box from '@cloudscape-design/components/box';
import { Fragment, memo } from 'react';
import type { ReactNode } from 'react';
import type { Paragraph, Word, WordRange } from '../../review/document.ts';
import { confidenceOf, type Review, type Spans } from '../../review/spans.ts';
import { clockText, labelText } from '../../transcription/transcript.ts';
import { TONE_COLOR, percent, toneOf } from './tones.tsx';

export interface Marks {
  review: Review;
  spans: Spans;
  // Of each word, the index of its span.
  owners: Int32Array;
  selectedKey: number | undefined;
  revealed: { key: number; text: string } | undefined;
}

interface Props {
  paragraph: Paragraph;
  marks: Marks;
  // Only what lies in this paragraph, so that the others need not be drawn anew.
  selection: WordRange | undefined;
  cursor: number | undefined;
  spoken: number | undefined;
}

export const wordId = (index: number) => `review-word-${index}`;

export const ParagraphView = memo(function ParagraphView(props: Props) {
  const { paragraph, marks } = props;
  const { words } = marks.review.document;
  const parts: ReactNode[] = [];
  for (let index = paragraph.first; index < paragraph.last;) {
    const owner = marks.owners[index] ?? -1;
    let end = index + 1;
    while (owner >= 0 && end < paragraph.last && marks.owners[end] === owner) end += 1;
    const last = words[end - 1];
    parts.push(
      <Fragment key={index}>
        {owner < 0 ? (
          <WordView {...props} index={index} />
        ) : (
          <Mark {...props} owner={owner} first={index} last={end} />
        )}
        {last?.after}{' '}
      </Fragment>,
    );
    index = end;
  }
  const start = words[paragraph.first]?.start ?? 0;
  return (
    <div className="review-paragraph">
      <Box color="text-body-secondary" fontSize="body-s">
        {paragraph.label && <b>{labelText(paragraph.label)} </b>}
        {clockText(start / 1000).slice(0, -3)}
      </Box>
      <p>{parts}</p>
    </div>
  );
});

function classes(names: Record<string, boolean>): string {
  return Object.keys(names)
    .filter((name) => names[name])
    .join(' ');
}

function WordView({
  index,
  marks,
  selection,
  cursor,
  spoken,
  text,
}: Props & { index: number; text?: string }) {
  const word = marks.review.document.words[index] as Word;
  return (
    <span
      id={wordId(index)}
      data-word={index}
      className={classes({
        'review-word': true,
        'is-spoken': index === spoken,
        'is-selected':
          selection !== undefined && selection.first <= index && index <= selection.last,
        'is-cursor': index === cursor,
      })}
    >
      {text ?? word.text}
    </span>
  );
}

function Mark({
  owner,
  first,
  last,
  ...props
}: Props & { owner: number; first: number; last: number }) {
  const { review, spans, selectedKey, revealed } = props.marks;
  const span = spans[owner];
  if (!span) return null;
  const tone = toneOf(review, span);
  const words: ReactNode[] = [];
  for (let index = first; index < last; index += 1) {
    const word = review.document.words[index];
    const isRevealed = word?.isHidden && revealed?.key === span.key;
    words.push(
      <Fragment key={index}>
        {index > first && ' '}
        <WordView {...props} index={index} {...(isRevealed && { text: revealed.text })} />
        {index < last - 1 && word?.after}
      </Fragment>,
    );
  }
  const state = span.decision === 'rejected' ? 'rejected' : percent(confidenceOf(review, span));
  return (
    <Box variant="span" color={TONE_COLOR[tone]}>
      <mark
        data-key={span.key}
        className={classes({
          'review-mark': true,
          [`is-${span.decision}`]: true,
          'is-selected': span.key === selectedKey,
        })}
      >
        <Box variant="span" color="text-label">
          {words}{' '}
          <small>
            {span.type} {state}
            {span.decision === 'accepted' && ' ✓'}
          </small>
        </Box>
      </mark>
    </Box>
  );
}
