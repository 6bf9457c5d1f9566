import Input from '@cloudscape-design/components/input';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import { isChanged, type EditedRow, type Field } from '../../vocabulary/edited-rows.ts';
import { phraseFault, rowFault } from '../../vocabulary/faults.ts';
import type { VocabularyKind } from '../../vocabulary/kinds.ts';
import { textOf } from './kind-text.tsx';

type Column = TableProps.ColumnDefinition<EditedRow>;

interface Options {
  kind: VocabularyKind;
  languageCode: string;
  // By who may change nothing there is nothing to edit.
  editable: boolean;
}

function column(field: Field, header: string, { languageCode, editable }: Options): Column {
  const fault = (row: EditedRow, value: string | undefined) => {
    if (value === undefined) return undefined;
    if (field === 'phrase') return phraseFault(value, languageCode);
    // An empty phrase is told at its own cell.
    return rowFault({ ...row, phrase: 'a', [field]: value }, languageCode);
  };
  const editConfig: TableProps.EditConfig<EditedRow, string> = {
    ariaLabel: header,
    editIconAriaLabel: 'can be edited',
    errorIconAriaLabel: 'Error',
    validation: fault,
    editingCell: (row, { currentValue, setValue }) => (
      <Input
        autoFocus
        spellcheck={false}
        value={currentValue ?? row[field]}
        onChange={({ detail }) => setValue(detail.value)}
      />
    ),
  };
  return {
    id: field,
    header,
    cell: (row) => row[field] || '-',
    isRowHeader: field === 'phrase',
    minWidth: 140,
    ...(editable && { editConfig }),
  };
}

function State({ row, languageCode }: { row: EditedRow; languageCode: string }) {
  const fault = rowFault(row, languageCode);
  if (fault) return <StatusIndicator type="error">{fault}</StatusIndicator>;
  if (!row.saved) return <StatusIndicator type="info">New</StatusIndicator>;
  return isChanged(row) ? <StatusIndicator type="info">Changed</StatusIndicator> : '-';
}

export function editorColumns(options: Options): Column[] {
  const { kind, languageCode } = options;
  const phrase = column('phrase', textOf(kind).entry, options);
  const state: Column = {
    id: 'state',
    header: 'Changes',
    cell: (row) => <State row={row} languageCode={languageCode} />,
    minWidth: 140,
  };
  if (!kind.hasTable) return [phrase, state];
  return [
    phrase,
    column('soundsLike', 'SoundsLike - optional', options),
    column('ipa', 'IPA - optional', options),
    column('displayAs', 'DisplayAs - optional', options),
    state,
  ];
}
