// View and edit vocabulary: its rows as a table, changed here and saved all at once.
import { useCollection } from '@cloudscape-design/collection-hooks';
import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import FileInput from '@cloudscape-design/components/file-input';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { messageOf } from '../../api/errors.ts';
import { saveText } from '../../components/save-as.ts';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { useSession } from '../../session/session.ts';
import { useNotify } from '../../shell/notices.tsx';
import {
  parseList,
  parseRows,
  plainRow,
  readFile,
  writeList,
  writeTable,
  type Row,
} from '../../vocabulary/content.ts';
import {
  editedRows,
  haveChanges,
  isChanged,
  replacedBy,
  withChange,
  withNewRow,
  type EditedRow,
  type Field,
} from '../../vocabulary/edited-rows.ts';
import { rowFault, rowsFault } from '../../vocabulary/faults.ts';
import type { Vocabulary, VocabularyKind } from '../../vocabulary/kinds.ts';
import { sendRows } from '../../vocabulary/send.ts';
import { editorColumns } from './editor-columns.tsx';

const PAGE_SIZE = 50;

const SHOWN = [
  { value: 'all', label: 'Show all' },
  { value: 'changed', label: 'Show changed' },
  { value: 'faulty', label: 'Show with errors' },
] as const;

interface Props {
  kind: VocabularyKind;
  vocabulary: Vocabulary;
  // As the service has them.
  saved: Row[];
  onSaved: () => void;
}

export function Editor({ kind, vocabulary, saved, onSaved }: Props) {
  const session = useSession();
  const notify = useNotify();
  const { name, languageCode } = vocabulary;
  const [rows, setRows] = useState(() => editedRows(saved));
  const [shown, setShown] = useState<(typeof SHOWN)[number]['value']>('all');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const isDirty = haveChanges(rows, saved);

  const visible = rows.filter(
    (row) =>
      shown === 'all' ||
      (shown === 'changed' ? isChanged(row) : rowFault(row, languageCode) !== undefined),
  );
  const { items, filterProps, paginationProps, collectionProps, actions } = useCollection(visible, {
    filtering: {
      fields: ['phrase', 'soundsLike', 'ipa', 'displayAs'],
      noMatch: 'No matches',
      empty: shown === 'all' ? 'No entries' : 'None',
    },
    pagination: { pageSize: PAGE_SIZE },
    selection: { trackBy: 'id' },
  });
  const selected = collectionProps.selectedItems ?? [];

  const edit = (next: EditedRow[]) => {
    setRows(next);
    setFailure('');
  };
  const add = () => {
    edit(withNewRow(rows));
    setShown('all');
    actions.setFiltering('');
    actions.setCurrentPage(1);
  };
  const removeSelected = () => {
    const ids = new Set(selected.map(({ id }) => id));
    edit(rows.filter(({ id }) => !ids.has(id)));
    actions.setSelectedItems([]);
  };
  const importFile = async (file: File) => {
    try {
      const text = await readFile(file);
      edit(replacedBy(rows, kind.hasTable ? parseRows(text) : parseList(text).map(plainRow)));
      actions.setSelectedItems([]);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  const save = async () => {
    const fault = rowsFault(rows, languageCode);
    if (fault) {
      setFailure(fault);
      if (rows.length > 0) setShown('faulty');
      return;
    }
    setBusy(true);
    setFailure('');
    try {
      await sendRows(session, name, rows, (contents) =>
        kind.update(session.transcribe, { name, languageCode, contents }),
      );
      notify({ type: 'success', content: `${name} was saved.` });
      onSaved();
    } catch (error) {
      setFailure(messageOf(error));
      setBusy(false);
    }
  };

  return (
    <Table
      {...collectionProps}
      variant="container"
      resizableColumns
      items={items}
      columnDefinitions={editorColumns({ kind, languageCode, editable: !busy })}
      selectionType="multi"
      submitEdit={(row, { id }, value) => {
        if (value !== undefined) edit(withChange(rows, row.id, id as Field, String(value)));
      }}
      ariaLabels={{
        tableLabel: `Entries of ${name}`,
        selectionGroupLabel: 'Selection',
        allItemsSelectionLabel: () => 'Select all of this page',
        itemSelectionLabel: (_data, { phrase }) => `Select ${phrase || 'the new row'}`,
        activateEditLabel: ({ header }, { phrase }) =>
          `Edit ${header} of ${phrase || 'the new row'}`,
        cancelEditLabel: ({ header }) => `Discard the change of ${header}`,
        submitEditLabel: ({ header }) => `Take the change of ${header}`,
        submittingEditText: () => 'Changing',
        successfulEditLabel: () => 'Changed',
      }}
      header={
        <SpaceBetween size="s">
          <LeaveGuard held={isDirty && !busy} header="Leave without saving?">
            What you have changed will be lost.
          </LeaveGuard>
          <Header
            variant="h2"
            counter={`(${rows.length})`}
            description="What you change here is sent when you save it."
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <Button disabled={busy} onClick={add}>
                  Add row
                </Button>
                <Button disabled={busy || selected.length === 0} onClick={removeSelected}>
                  Delete
                </Button>
                <Button disabled={busy || !isDirty} onClick={() => edit(editedRows(saved))}>
                  Reset {kind.noun}
                </Button>
                <DownloadLatest kind={kind} name={name} saved={saved} />
                <FileInput
                  accept=".txt,.tsv,.csv,text/plain"
                  value={[]}
                  onChange={({ detail }) => detail.value[0] && void importFile(detail.value[0])}
                >
                  Replace by a file
                </FileInput>
                <Button
                  variant="primary"
                  loading={busy}
                  disabled={!isDirty}
                  onClick={() => void save()}
                >
                  Save changes
                </Button>
              </SpaceBetween>
            }
          >
            View and edit {kind.noun}
          </Header>
          {failure && (
            <Alert type="error" header="The changes are not saved">
              {failure}
            </Alert>
          )}
        </SpaceBetween>
      }
      filter={
        <div className="jobs-filter">
          <TextFilter
            {...filterProps}
            filteringPlaceholder="Find entries"
            filteringAriaLabel="Find entries"
            filteringClearAriaLabel="Clear the search"
          />
          <Select
            ariaLabel="Entries to show"
            options={SHOWN}
            selectedOption={SHOWN.find(({ value }) => value === shown)!}
            onChange={({ detail }) => setShown(detail.selectedOption.value as typeof shown)}
          />
        </div>
      }
      pagination={
        <Pagination
          {...paginationProps}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (page) => `Page ${page}`,
          }}
        />
      }
    />
  );
}

interface DownloadProps {
  kind: VocabularyKind;
  name: string;
  saved: Row[];
}

function DownloadLatest({ kind, name, saved }: DownloadProps) {
  const list = { id: 'list', text: 'As a list' };
  return (
    <ButtonDropdown
      disabled={saved.length === 0}
      items={kind.hasTable ? [{ id: 'table', text: 'As a table' }, list] : [list]}
      onItemClick={({ detail }) => {
        const text = detail.id === 'table' ? writeTable(saved) : writeList(saved);
        saveText(text, `${name}.txt`);
      }}
    >
      Download latest
    </ButtonDropdown>
  );
}
