// A call of a few words, some of them hidden.
import type { Redaction } from '../api/review.ts';
import { parseTranscript } from '../transcription/transcript.ts';
import { makeDocument } from '../review/document.ts';
import { makeReview, spansOf, type Review } from '../review/spans.ts';

export interface SampleWord {
  text: string;
  from: number; // seconds
  to: number;
  // Hidden, as this type.
  type?: string;
  confidence?: number;
  speaker?: string;
}

export function sampleJson(words: readonly SampleWord[]): string {
  const items = words.map(({ text, from, to, type, confidence = 0.99, speaker }) => {
    if (/^[.,?]$/.test(text)) return { type: 'punctuation', alternatives: [{ content: text }] };
    const redactions = [{ confidence: String(confidence), type, category: 'PII' }];
    return {
      type: 'pronunciation',
      alternatives: [
        type ? { content: '[PII]', redactions } : { content: text, confidence: '0.9' },
      ],
      start_time: String(from),
      end_time: String(to),
      ...(speaker && { speaker_label: speaker }),
    };
  });
  const transcripts = [{ transcript: '' }];
  return JSON.stringify({ jobName: 'call', isRedacted: true, results: { transcripts, items } });
}

export function sampleRedactions(words: readonly SampleWord[]): Redaction[] {
  return words.flatMap(({ from, to, type, confidence = 0.99 }, item) =>
    type
      ? [
          {
            RedactionId: String(item),
            StartTime: from,
            EndTime: to,
            Type: type,
            Confidence: confidence,
            Origin: 'DETECTED' as const,
            Item: item,
          },
        ]
      : [],
  );
}

// "This is [NAME]. Call [PHONE] on [DATE_TIME] please", 0 to 9 seconds.
export const CALL: SampleWord[] = [
  { text: 'This', from: 0, to: 0.5 },
  { text: 'is', from: 0.5, to: 1 },
  { text: '', from: 1, to: 2, type: 'NAME' },
  { text: '.', from: 0, to: 0 },
  { text: 'Call', from: 3, to: 3.5 },
  { text: '', from: 3.5, to: 6, type: 'PHONE', confidence: 0.6 },
  { text: 'on', from: 6, to: 6.5 },
  { text: '', from: 6.5, to: 8, type: 'DATE_TIME' },
  { text: 'please', from: 8, to: 9 },
];

export function sampleReview(words: readonly SampleWord[] = CALL, canReveal = true) {
  const document = makeDocument(parseTranscript(sampleJson(words)));
  const review: Review = makeReview(1, sampleRedactions(words), canReveal, document);
  return { review, spans: spansOf(review) };
}
