// What the pages of the two kinds say.
import type { HelpTopic } from '../../shell/help.tsx';
import { VOCABULARY, type VocabularyKind } from '../../vocabulary/kinds.ts';

interface KindText {
  // Of the list.
  title: string;
  create: string;
  empty: string;
  entry: string;
  help: HelpTopic;
  // Of every page, where there is something that one must know.
  notice?: string;
}

const VOCABULARY_TEXT: KindText = {
  title: 'Custom vocabulary',
  create: 'Create vocabulary',
  empty: 'A vocabulary holds names and terms that are to be recognised.',
  entry: 'Phrase',
  notice:
    'Vocabularies are kept, but transcription jobs do not use them yet: a job that names one is refused.',
  help: {
    title: 'Custom vocabulary',
    body: (
      <>
        <p>
          A vocabulary is a list of phrases, or a table that also says how each sounds and how it is
          to be written:
        </p>
        <ul>
          <li>
            <b>Phrase</b>: the word; several with hyphens between them (<code>Los-Angeles</code>),
            letters that are spoken one by one with a full stop behind each (<code>F.B.I.</code>).
            No spaces, no digits.
          </li>
          <li>
            <b>SoundsLike</b> or <b>IPA</b>: how it is spoken. One of them at most.
          </li>
          <li>
            <b>DisplayAs</b>: how it is written in the transcript; it may have spaces and digits.
          </li>
        </ul>
        <p>
          In a file, a table has a TAB between its columns, their names in the first line, and line
          feeds alone. A list has commas or line ends between its phrases. UTF-8, 50 KB at most.
        </p>
      </>
    ),
  },
};

const FILTER_TEXT: KindText = {
  title: 'Vocabulary filters',
  create: 'Create vocabulary filter',
  empty: 'A filter holds words that jobs mask, remove or tag in their transcripts.',
  entry: 'Word',
  help: {
    title: 'Vocabulary filters',
    body: (
      <>
        <p>
          A job that uses a filter masks each of its words (<code>***</code>), removes it, or tags
          it. Choose filter and method in <b>Create job</b>. A job reads the filter when it runs;
          finished transcripts stay as they are.
        </p>
        <p>
          Whole words are compared, in capitals or not: <code>marine</code> leaves{' '}
          <code>submarine</code> alone. List every form of a word. No spaces, no digits.
        </p>
        <p>
          A file has commas or line ends between the words. UTF-8, 50 KB at most. The language of a
          filter cannot be changed.
        </p>
      </>
    ),
  },
};

export function textOf(kind: VocabularyKind): KindText {
  return kind === VOCABULARY ? VOCABULARY_TEXT : FILTER_TEXT;
}
