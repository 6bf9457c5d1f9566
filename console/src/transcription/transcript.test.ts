import { describe, expect, it } from 'vitest';
import {
  clockText,
  gapBefore,
  isRedacted,
  labelText,
  pagesOf,
  parseTranscript,
  turnsOf,
  type TranscriptItem,
} from './transcript.ts';

const word = (id: number, content: string, start: string, end: string, more = {}) => ({
  id,
  type: 'pronunciation',
  alternatives: [{ confidence: '0.998', content }],
  start_time: start,
  end_time: end,
  ...more,
});
const mark = (id: number, content: string, more = {}) => ({
  id,
  type: 'punctuation',
  alternatives: [{ confidence: '0.0', content }],
  ...more,
});
const pii = (id: number, start: string, end: string) => ({
  ...word(id, '', start, end),
  alternatives: [
    {
      content: '[PII]',
      redactions: [{ confidence: '0.9998', type: 'NAME', category: 'PII' }],
    },
  ],
});

function document(items: object[], more: object = {}, root: object = {}): string {
  return JSON.stringify({
    jobName: 'call',
    accountId: '000000000000',
    ...root,
    status: 'COMPLETED',
    results: { transcripts: [{ transcript: 'This is [PII].' }], items, ...more },
  });
}

const shown = (items: TranscriptItem[]) =>
  items.map((item) => gapBefore(item) + item.content).join('');

describe('parseTranscript', () => {
  const items = [word(0, 'This', '0.349', '0.6'), word(1, 'is', '0.6', '30.0')];
  const whole = [...items, pii(2, '30.0', '31.25'), mark(3, '.')];

  it('reads times and confidences as numbers', () => {
    const { items: read } = parseTranscript(document(whole));
    expect(read[0]).toMatchObject({ start: 0.349, end: 0.6, confidence: 0.998, index: 0 });
    expect(read[3]).toMatchObject({ kind: 'punctuation', start: undefined, end: undefined });
  });

  it('reads what was redacted', () => {
    const text = document(whole, {}, { isRedacted: true });
    const transcript = parseTranscript(text);
    expect(transcript).toMatchObject({ jobName: 'call', isRedacted: true });
    expect(transcript.items.map(isRedacted)).toEqual([false, false, true, false]);
    expect(transcript.items[2]).toMatchObject({
      confidence: undefined,
      redactions: [{ type: 'NAME', confidence: 0.9998 }],
    });
  });

  it('its items make up its text', () => {
    const { items: read, text } = parseTranscript(document(whole));
    expect(shown(read)).toBe(text);
  });

  it('reads audio segments, whatever the ids of their items', () => {
    const renamed = whole.map((item) => ({ ...item, id: item.id + 10 }));
    const segment = { id: 0, start_time: '0.3', end_time: '31.5', items: [10, 11, 12, 13] };
    const { segments } = parseTranscript(document(renamed, { audio_segments: [segment] }));
    expect(segments).toEqual([
      { start: 0.3, end: 31.5, speaker: undefined, channel: undefined, items: [0, 1, 2, 3] },
    ]);
  });

  it('knows a filter’s match and a document without speech', () => {
    const tagged = word(0, 'Heck', '0.4', '0.7', { vocabularyFilterMatch: true });
    expect(parseTranscript(document([tagged])).items[0]?.isFiltered).toBe(true);
    expect(parseTranscript(document([])).items).toEqual([]);
  });

  it.each(['<Error/>', '{}', '[1]', 'null', '{"results":{"items":{}}}'])('refuses %s', (text) => {
    expect(() => parseTranscript(text)).toThrow('no transcript');
  });
});

describe('turnsOf', () => {
  it('joins neighbours of one speaker', () => {
    const speaker = (label: string) => ({ speaker_label: label });
    const { items } = parseTranscript(
      document([
        word(0, 'Yes', '0', '1', speaker('spk_0')),
        mark(1, '.', speaker('spk_0')),
        word(2, 'No', '1', '2', speaker('spk_1')),
        word(3, 'Well', '2', '3', speaker('spk_0')),
      ]),
    );
    expect(turnsOf(items)).toEqual([
      { label: 'spk_0', first: 0, last: 2 },
      { label: 'spk_1', first: 2, last: 3 },
      { label: 'spk_0', first: 3, last: 4 },
    ]);
  });

  it('takes channels where there are no speakers', () => {
    const { items } = parseTranscript(
      document([
        word(0, 'Ready', '0', '1', { channel_label: 'ch_0' }),
        word(1, 'Yes', '1', '2', { channel_label: 'ch_1' }),
      ]),
    );
    expect(turnsOf(items).map(({ label }) => label)).toEqual(['ch_0', 'ch_1']);
  });
});

describe('pagesOf', () => {
  const { items } = parseTranscript(
    document([word(0, 'aaaa', '0', '1'), word(1, 'bbb', '1', '2'), mark(2, '.'), pii(3, '2', '3')]),
  );

  it('ends a page before the word that would be too much', () => {
    expect(pagesOf(items, 9)).toEqual([
      { first: 0, last: 3 },
      { first: 3, last: 4 },
    ]);
  });

  it('keeps punctuation with its word', () => {
    expect(pagesOf(items, 8)[0]).toEqual({ first: 0, last: 3 });
  });

  it('has a page for a word that is longer than a page, and none for no words', () => {
    expect(pagesOf(items, 1)).toHaveLength(3);
    expect(pagesOf([], 1)).toEqual([]);
  });
});

it.each([
  ['spk_12', 'Speaker 12'],
  ['ch_1', 'Channel 1'],
  ['AGENT', 'AGENT'],
])('%s is %s', (label, text) => expect(labelText(label)).toBe(text));

it.each([
  [0.349, '0:00.35'],
  [59.999, '1:00.00'],
  [3661.25, '1:01:01.25'],
])('%d s are %s', (seconds, text) => expect(clockText(seconds)).toBe(text));
