// A transcript document, as output-formats.md of Amazon's service describes it, read into values.
// Amazon writes times and confidences as strings; here they are numbers, times in seconds.

export interface ItemRedaction {
  type: string;
  confidence: number | undefined;
}

export interface TranscriptItem {
  // Its place in the document, by which the review API names a redacted item.
  index: number;
  kind: 'pronunciation' | 'punctuation';
  content: string; // may hold spaces; '[PII]' when redacted
  // Punctuation has none of these two.
  start: number | undefined;
  end: number | undefined;
  confidence: number | undefined; // of a redacted item, that of its redaction tells more
  speaker: string | undefined; // 'spk_0'
  channel: string | undefined; // 'ch_0'
  redactions: ItemRedaction[];
  // A vocabulary filter of method "tag" matched.
  isFiltered: boolean;
}

export interface AudioSegment {
  start: number;
  end: number;
  speaker: string | undefined;
  channel: string | undefined;
  // Indexes of its items.
  items: number[];
}

export interface Transcript {
  jobName: string;
  // Of a job without redaction: undefined.
  isRedacted: boolean | undefined;
  text: string;
  items: TranscriptItem[];
  segments: AudioSegment[];
}

// Items of [first, last) in a transcript's list.
export interface ItemRange {
  first: number;
  last: number;
}

export interface Turn extends ItemRange {
  // The label of who speaks, or on which channel: undefined where the document names none.
  label: string | undefined;
}

type Json = Record<string, unknown>;

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}

function listOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.map(objectOf) : [];
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

function itemOf(item: Json, index: number): TranscriptItem {
  const best = listOf(item.alternatives)[0] ?? {};
  return {
    index,
    kind: item.type === 'punctuation' ? 'punctuation' : 'pronunciation',
    content: textOf(best.content) ?? '',
    start: numberOf(item.start_time),
    end: numberOf(item.end_time),
    confidence: numberOf(best.confidence),
    speaker: textOf(item.speaker_label),
    channel: textOf(item.channel_label),
    redactions: listOf(best.redactions).map(({ type, confidence }) => ({
      type: textOf(type) ?? 'PII', // files of 2020 have a confidence alone
      confidence: numberOf(confidence),
    })),
    isFiltered: item.vocabularyFilterMatch === true,
  };
}

function segmentsOf(list: Json[], itemsById: Map<number, number>): AudioSegment[] {
  return list.map((segment) => ({
    start: numberOf(segment.start_time) ?? 0,
    end: numberOf(segment.end_time) ?? 0,
    speaker: textOf(segment.speaker_label),
    channel: textOf(segment.channel_label),
    items: (Array.isArray(segment.items) ? segment.items : []).flatMap(
      (id) => itemsById.get(id as number) ?? [],
    ),
  }));
}

// Throws an Error, whose message can be shown, when the text is no transcript.
export function parseTranscript(text: string): Transcript {
  let document: Json;
  try {
    document = objectOf(JSON.parse(text));
  } catch {
    throw new Error('The document is no JSON, so it is no transcript.');
  }
  const results = objectOf(document.results);
  if (!Array.isArray(results.items)) {
    throw new Error('The document has no list of words, so it is no transcript.');
  }
  const list = listOf(results.items);
  const items = list.map(itemOf);
  const itemsById = new Map(list.map(({ id }, index) => [numberOf(id) ?? index, index]));
  return {
    jobName: textOf(document.jobName) ?? '',
    isRedacted: typeof document.isRedacted === 'boolean' ? document.isRedacted : undefined,
    text: textOf(listOf(results.transcripts)[0]?.transcript) ?? '',
    items,
    segments: segmentsOf(listOf(results.audio_segments), itemsById),
  };
}

export function isRedacted(item: TranscriptItem): boolean {
  return item.redactions.length > 0;
}

// What stands between an item and the one before it.
export function gapBefore(item: TranscriptItem): string {
  return item.kind === 'punctuation' || item.index === 0 ? '' : ' ';
}

// The items in pages of at most `limit` characters, though each page has an item. Punctuation stays
// on the page of its word.
export function pagesOf(items: readonly TranscriptItem[], limit: number): ItemRange[] {
  const pages: ItemRange[] = [];
  let first = 0;
  let length = 0;
  for (const [index, item] of items.entries()) {
    const size = gapBefore(item).length + item.content.length;
    if (length + size > limit && index > first && item.kind === 'pronunciation') {
      pages.push({ first, last: index });
      first = index;
      length = 0;
    }
    length += size;
  }
  if (items.length > first) pages.push({ first, last: items.length });
  return pages;
}

// Who speaks from where to where: neighbours of one speaker, or of one channel, are one turn.
export function turnsOf(items: readonly TranscriptItem[]): Turn[] {
  const turns: Turn[] = [];
  for (const [index, item] of items.entries()) {
    const label = item.speaker ?? item.channel;
    const current = turns.at(-1);
    if (current && current.label === label) current.last = index + 1;
    else turns.push({ label, first: index, last: index + 1 });
  }
  return turns;
}

// 'spk_0' is 'Speaker 0', 'ch_1' is 'Channel 1'.
export function labelText(label: string): string {
  const parts = /^(spk|ch)_(\d+)$/.exec(label);
  if (!parts) return label;
  return `${parts[1] === 'spk' ? 'Speaker' : 'Channel'} ${parts[2]}`;
}

// 3661.25 seconds are '1:01:01.25'.
export function clockText(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const whole = Math.floor(hundredths / 100);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const head = hours > 0 ? `${hours}:${two(minutes)}` : String(minutes);
  return `${head}:${two(whole % 60)}.${two(hundredths % 100)}`;
}
