// Custom vocabulary, and Vocabulary filters: what there is.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import Link from '@cloudscape-design/components/link';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useCallback, useState } from 'react';
import { ListFault } from '../../components/list-fault.tsx';
import { TokenPagination } from '../../components/token-pagination.tsx';
import { useTokenPages } from '../../polling/use-token-pages.ts';
import { follow, href, navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { usePageHelp } from '../../shell/help.tsx';
import { timeText } from '../../transcription/job-text.ts';
import { languageName } from '../../transcription/languages.ts';
import {
  FILTER,
  VOCABULARY,
  type Vocabulary,
  type VocabularyKind,
  type VocabularyPage,
} from '../../vocabulary/kinds.ts';
import { DeleteVocabularies } from './delete-vocabularies.tsx';
import { textOf } from './kind-text.tsx';
import { State } from './state.tsx';

export const CustomVocabulary = () => <ListPage kind={VOCABULARY} />;
export const VocabularyFilters = () => <ListPage kind={FILTER} />;

const PENDING_MS = 2_000;
// Other people make them, too.
const IDLE_MS = 15_000;

function nextLook(page: VocabularyPage | undefined): number {
  const isPending = page?.vocabularies.some(({ state }) => state === 'PENDING');
  return isPending ? PENDING_MS : IDLE_MS;
}

function columns(kind: VocabularyKind): TableProps.ColumnDefinition<Vocabulary>[] {
  const name = (vocabulary: Vocabulary) => (
    <Link href={href([kind.path, vocabulary.name])} onFollow={follow}>
      {vocabulary.name}
    </Link>
  );
  const state = {
    id: 'state',
    header: 'Status',
    cell: (vocabulary: Vocabulary) => <State vocabulary={vocabulary} />,
    minWidth: 120,
  };
  return [
    { id: 'name', header: 'Name', cell: name, isRowHeader: true, minWidth: 160 },
    {
      id: 'language',
      header: 'Language',
      cell: ({ languageCode }) => languageName(languageCode),
      minWidth: 160,
    },
    ...(kind === VOCABULARY ? [state] : []),
    {
      id: 'modified',
      header: 'Last changed',
      cell: ({ modified }) => timeText(modified),
      minWidth: 180,
    },
  ];
}

function ListPage({ kind }: { kind: VocabularyKind }) {
  const text = textOf(kind);
  usePageHelp(text.help);
  const { transcribe, role } = useSession();
  const [typed, setTyped] = useState('');
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<Vocabulary[]>([]);
  const [deleting, setDeleting] = useState<string[]>();
  const load = useCallback(
    (token: string | undefined, signal: AbortSignal) =>
      kind.list(transcribe, search, token, signal),
    [kind, transcribe, search],
  );
  const pages = useTokenPages(load, nextLook);

  const vocabularies = pages.data?.vocabularies ?? [];
  const present = vocabularies.filter(({ name }) => selected.some((each) => each.name === name));
  const create = () => navigate(href([kind.createPath]));
  const label = `Find ${kind.plural} by name`;
  const mayChange = canWrite(role);

  return (
    <SpaceBetween size="l">
      {text.notice && <Alert type="info">{text.notice}</Alert>}
      {pages.error !== undefined && <ListFault error={pages.error} onRetry={pages.refresh} />}
      <Table
        variant="full-page"
        stickyHeader
        resizableColumns
        enableKeyboardNavigation
        items={vocabularies}
        trackBy="name"
        columnDefinitions={columns(kind)}
        loading={pages.loading}
        loadingText="Loading"
        {...(mayChange && { selectionType: 'multi' as const })}
        selectedItems={present}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: text.title,
          selectionGroupLabel: 'Selection',
          allItemsSelectionLabel: () => 'Select all of this page',
          itemSelectionLabel: (_data, { name }) => `Select ${name}`,
        }}
        header={
          <Header
            variant="awsui-h1-sticky"
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button iconName="refresh" ariaLabel="Refresh" onClick={pages.refresh} />
                {mayChange && (
                  <Button
                    disabled={present.length === 0}
                    onClick={() => setDeleting(present.map(({ name }) => name))}
                  >
                    Delete
                  </Button>
                )}
                {mayChange && (
                  <Button variant="primary" onClick={create}>
                    {text.create}
                  </Button>
                )}
              </SpaceBetween>
            }
          >
            {text.title}
          </Header>
        }
        filter={
          <TextFilter
            filteringText={typed}
            filteringPlaceholder={label}
            filteringAriaLabel={label}
            filteringClearAriaLabel="Clear the name"
            onChange={({ detail }) => setTyped(detail.filteringText)}
            onDelayedChange={({ detail }) => setSearch(detail.filteringText.trim())}
          />
        }
        pagination={<TokenPagination pages={pages} />}
        empty={
          pages.error === undefined && (
            <>
              <b>{search ? 'No matches' : `No ${kind.plural}`}</b>
              {!search && <Box color="inherit">{text.empty}</Box>}
            </>
          )
        }
      />
      {deleting && (
        <DeleteVocabularies
          kind={kind}
          names={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => {
            setSelected([]);
            pages.refresh();
          }}
        />
      )}
    </SpaceBetween>
  );
}
