// The redactions, to be filtered and gone through.
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import Select from '@cloudscape-design/components/select';
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import { useState } from 'react';
import type { SpanFilter } from '../../review/filter.ts';
import { confidenceOf, isChanged, originOf, type Review, type Span } from '../../review/spans.ts';
import { clockText } from '../../transcription/transcript.ts';
import { percent, toneOf } from './tones.tsx';

interface Props {
  review: Review;
  // All of them, and those that pass the filter.
  total: number;
  shown: Span[];
  types: string[];
  filter: SpanFilter;
  onFilter: (filter: SpanFilter) => void;
  selectedKey: number | undefined;
  onSelect: (key: number) => void;
}

const PAGE_SIZE = 20;

const CONFIDENCES = [
  { value: '1', label: 'Any' },
  { value: '0.9', label: 'Below 90%' },
  { value: '0.7', label: 'Below 70%' },
  { value: '0.5', label: 'Below 50%' },
];

const DECISIONS = [
  { value: '', label: 'Any' },
  { value: 'open', label: 'Open' },
  { value: 'accepted', label: 'Accepted' },
  { value: 'rejected', label: 'Rejected' },
];

const DECISION_TYPE: Record<Span['decision'], StatusIndicatorProps.Type> = {
  open: 'pending',
  accepted: 'success',
  rejected: 'stopped',
};

function stateText(review: Review, span: Span): string {
  if (span.decision !== 'open' && !isChanged(review, span)) {
    return span.decision === 'accepted' ? 'Accepted' : 'Rejected';
  }
  if (span.id === undefined) return 'Added';
  if (span.decision === 'rejected') return 'Rejected';
  if (isChanged(review, span)) return 'Changed';
  return originOf(review, span) === 'REVIEWER' ? 'Reviewer' : 'Open';
}

function columns(review: Review): TableProps.ColumnDefinition<Span>[] {
  return [
    { id: 'time', header: 'Time', cell: ({ start }) => clockText(start / 1000), width: 90 },
    { id: 'type', header: 'Type', cell: ({ type }) => type, isRowHeader: true, minWidth: 110 },
    {
      id: 'confidence',
      header: 'Confidence',
      cell: (span) =>
        toneOf(review, span) === 'unsure' ? (
          <StatusIndicator type="warning" iconAriaLabel="Low">
            {percent(confidenceOf(review, span))}
          </StatusIndicator>
        ) : (
          percent(confidenceOf(review, span))
        ),
      width: 105,
    },
    {
      id: 'state',
      header: 'State',
      cell: (span) => (
        <StatusIndicator type={DECISION_TYPE[span.decision]}>
          {stateText(review, span)}
        </StatusIndicator>
      ),
      width: 125,
    },
  ];
}

export function RedactionList(props: Props) {
  const { review, total, shown, filter, onFilter, selectedKey, onSelect } = props;
  // The page of the selected one, until somebody turns the page.
  const [turned, setTurned] = useState<{ page: number; selectedKey: number | undefined }>();
  const selectedIndex = shown.findIndex(({ key }) => key === selectedKey);
  const pages = Math.max(1, Math.ceil(shown.length / PAGE_SIZE));
  const own = selectedIndex < 0 ? 1 : 1 + Math.floor(selectedIndex / PAGE_SIZE);
  const page = Math.min(pages, turned?.selectedKey === selectedKey ? (turned?.page ?? own) : own);
  const selected = shown[selectedIndex];
  const typeOptions = ['', ...props.types].map((value) => ({ value, label: value || 'Any' }));
  const number = shown.length === total ? `(${total})` : `(${shown.length} of ${total})`;

  return (
    <Table
      variant="container"
      contentDensity="compact"
      items={shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
      trackBy={({ key }) => String(key)}
      columnDefinitions={columns(review)}
      selectionType="single"
      selectedItems={selected ? [selected] : []}
      onSelectionChange={({ detail }) => {
        const key = detail.selectedItems[0]?.key;
        if (key !== undefined) onSelect(key);
      }}
      onRowClick={({ detail }) => onSelect(detail.item.key)}
      ariaLabels={{
        tableLabel: 'Redactions',
        selectionGroupLabel: 'Selection of a redaction',
        itemSelectionLabel: (_data, { type, start }) =>
          `Select ${type} at ${clockText(start / 1000)}`,
      }}
      header={
        <Header variant="h2" counter={number}>
          Redactions
        </Header>
      }
      filter={
        <div className="review-filter">
          <Select
            inlineLabelText="Type"
            ariaLabel="Type of redactions"
            options={typeOptions}
            selectedOption={typeOptions.find(({ value }) => value === filter.type) ?? null}
            onChange={({ detail }) =>
              onFilter({ ...filter, type: detail.selectedOption.value ?? '' })
            }
          />
          <Select
            inlineLabelText="Confidence"
            ariaLabel="Confidence of redactions"
            options={CONFIDENCES}
            selectedOption={CONFIDENCES.find(({ value }) => Number(value) === filter.below) ?? null}
            onChange={({ detail }) =>
              onFilter({ ...filter, below: Number(detail.selectedOption.value) })
            }
          />
          <Select
            inlineLabelText="State"
            ariaLabel="State of redactions"
            options={DECISIONS}
            selectedOption={DECISIONS.find(({ value }) => value === filter.decision) ?? null}
            onChange={({ detail }) =>
              onFilter({
                ...filter,
                decision: (detail.selectedOption.value ?? '') as SpanFilter['decision'],
              })
            }
          />
        </div>
      }
      pagination={
        pages > 1 && (
          <Pagination
            currentPageIndex={page}
            pagesCount={pages}
            onChange={({ detail }) => setTurned({ page: detail.currentPageIndex, selectedKey })}
            ariaLabels={{
              nextPageLabel: 'Next page',
              previousPageLabel: 'Previous page',
              pageLabel: (index) => `Page ${index}`,
            }}
          />
        )
      }
      empty={
        <Box textAlign="center" color="inherit">
          {total === 0 ? 'Nothing is redacted.' : 'No redaction passes the filter.'}
        </Box>
      }
    />
  );
}
