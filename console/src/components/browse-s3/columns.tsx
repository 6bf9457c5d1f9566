import Icon from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import type { TableProps } from '@cloudscape-design/components/table';
import { dateText } from '../../transcription/job-text.ts';
import type { Entry, Place } from './entries.ts';
import { sizeText } from './size-text.ts';

interface NameProps {
  entry: Entry;
  onOpen: (place: Place) => void;
  // Where a page of its own shows it, for a new tab.
  address: ((place: Place) => string) | undefined;
}

const ICONS = { bucket: 'folder', folder: 'folder', object: 'file' } as const;

function Name({ entry, onOpen, address }: NameProps) {
  const icon = <Icon name={ICONS[entry.kind]} />;
  if (entry.kind === 'object') {
    return (
      <>
        {icon} {entry.name}
      </>
    );
  }
  return (
    <>
      {icon}{' '}
      <Link
        {...(address && { href: address(entry.location) })}
        onFollow={(event) => {
          event.preventDefault();
          onOpen(entry.location);
        }}
      >
        {entry.name}
      </Link>
    </>
  );
}

export function entryColumns(
  place: Place,
  onOpen: (place: Place) => void,
  address?: (place: Place) => string,
): TableProps.ColumnDefinition<Entry>[] {
  const name: TableProps.ColumnDefinition<Entry> = {
    id: 'name',
    header: 'Name',
    cell: (entry) => <Name entry={entry} onOpen={onOpen} address={address} />,
    isRowHeader: true,
    minWidth: 160,
  };
  const date: TableProps.ColumnDefinition<Entry> = {
    id: 'date',
    header: place ? 'Last modified' : 'Created',
    cell: ({ date }) => dateText(date),
    minWidth: 180,
    width: 230,
  };
  if (!place) return [name, date];
  const size: TableProps.ColumnDefinition<Entry> = {
    id: 'size',
    header: 'Size',
    cell: ({ size }) => (size === undefined ? '-' : sizeText(size)),
    minWidth: 90,
    width: 120,
  };
  return [name, size, date];
}
