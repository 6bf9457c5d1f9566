// What the keyboard does on the page of a review, also as the help panel lists it.

export type Command =
  | 'play'
  | 'back'
  | 'forward'
  | 'slower'
  | 'faster'
  | 'hear'
  | 'next'
  | 'previous'
  | 'accept'
  | 'reject'
  | 'type'
  | 'reveal'
  | 'add'
  | 'extend-start'
  | 'extend-end'
  | 'shrink-start'
  | 'shrink-end'
  | 'undo'
  | 'redo'
  | 'publish';

interface Shortcut {
  command: Command;
  // KeyboardEvent.key, in small letters.
  key: string;
  control?: boolean;
  shift?: boolean; // where it tells one from the other
  label: string;
  text: string;
  needs?: 'sound' | 'edit' | 'reveal';
}

export const SHORTCUTS: Shortcut[] = [
  { command: 'next', key: 'n', label: 'N', text: 'Next redaction of the list' },
  { command: 'previous', key: 'p', label: 'P', text: 'Previous redaction of the list' },
  { command: 'play', key: 'k', label: 'K', text: 'Play or pause', needs: 'sound' },
  { command: 'back', key: 'j', label: 'J', text: 'Back 5 seconds', needs: 'sound' },
  { command: 'forward', key: 'l', label: 'L', text: 'Forward 5 seconds', needs: 'sound' },
  { command: 'slower', key: '<', label: '<', text: 'Slower', needs: 'sound' },
  { command: 'faster', key: '>', label: '>', text: 'Faster', needs: 'sound' },
  {
    command: 'hear',
    key: 'h',
    label: 'H',
    text: 'Hear the selected words or redaction',
    needs: 'sound',
  },
  { command: 'reveal', key: 'v', label: 'V', text: 'Reveal or hide its words', needs: 'reveal' },
  { command: 'accept', key: 'a', label: 'A', text: 'Accept', needs: 'edit' },
  { command: 'reject', key: 'r', label: 'R', text: 'Reject, or redact again', needs: 'edit' },
  { command: 'type', key: 't', label: 'T', text: 'Go to its type', needs: 'edit' },
  { command: 'extend-start', key: '[', label: '[', text: 'Begin a word earlier', needs: 'edit' },
  { command: 'extend-end', key: ']', label: ']', text: 'End a word later', needs: 'edit' },
  { command: 'shrink-start', key: '{', label: '{', text: 'Begin later', needs: 'edit' },
  { command: 'shrink-end', key: '}', label: '}', text: 'End earlier', needs: 'edit' },
  { command: 'add', key: 'm', label: 'M', text: 'Redact the selected words', needs: 'edit' },
  {
    command: 'undo',
    key: 'z',
    control: true,
    shift: false,
    label: 'Ctrl+Z',
    text: 'Undo',
    needs: 'edit',
  },
  {
    command: 'redo',
    key: 'z',
    control: true,
    shift: true,
    label: 'Ctrl+Shift+Z',
    text: 'Redo',
    needs: 'edit',
  },
  { command: 'redo', key: 'y', control: true, label: 'Ctrl+Y', text: 'Redo', needs: 'edit' },
  {
    command: 'publish',
    key: 'enter',
    control: true,
    label: 'Ctrl+Enter',
    text: 'Publish',
    needs: 'edit',
  },
];

// Keys of the transcript alone, when it has the focus.
export const TEXT_KEYS: { label: string; text: string; sound?: boolean }[] = [
  { label: 'Arrows', text: 'Go to the word or paragraph beside' },
  { label: 'Home, End', text: 'Beginning, end of the paragraph; with Ctrl, of the transcript' },
  { label: 'Shift + those', text: 'Select words' },
  { label: 'Enter', text: 'Hear from this word on', sound: true },
  { label: 'Space', text: 'Play or pause', sound: true },
  { label: 'Esc', text: 'Select nothing' },
];

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

export function commandOf(event: Key): Command | undefined {
  const control = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  return SHORTCUTS.find(
    (shortcut) =>
      shortcut.key === key &&
      // AltGr, by which many keyboards have brackets, comes as Ctrl+Alt.
      (shortcut.control ?? false) === (control && !event.altKey) &&
      (shortcut.shift === undefined || shortcut.shift === event.shiftKey),
  )?.command;
}

// Where letters are text, or choose from a list.
export function takesLetters(target: EventTarget): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [role=listbox], [role=dialog], [role=menu]') !== null
  );
}
