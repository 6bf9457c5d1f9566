// How a redaction looks: in the text, on the waveform and in the list.
import type { BoxProps } from '@cloudscape-design/components/box';
import { LOW_CONFIDENCE } from '../../review/filter.ts';
import { confidenceOf, type Review, type Span } from '../../review/spans.ts';

export type Tone = 'open' | 'unsure' | 'accepted' | 'rejected';

export const TONE_COLOR: Record<Tone, BoxProps.Color> = {
  open: 'text-status-info',
  unsure: 'text-status-warning',
  accepted: 'text-status-success',
  rejected: 'text-status-inactive',
};

export const TONES = Object.keys(TONE_COLOR) as Tone[];

export function toneOf(review: Review, span: Span): Tone {
  if (span.decision !== 'open') return span.decision;
  return confidenceOf(review, span) < LOW_CONFIDENCE ? 'unsure' : 'open';
}

export function percent(confidence: number): string {
  // 99.96 % is not certain.
  return `${Math.min(confidence === 1 ? 100 : 99, Math.round(confidence * 100))}%`;
}
