// A dialog in which an object or a folder of the store is chosen: Browse S3 beside a field.
import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import BreadcrumbGroup from '@cloudscape-design/components/breadcrumb-group';
import Button from '@cloudscape-design/components/button';
import LiveRegion from '@cloudscape-design/components/live-region';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useState } from 'react';
import { formatS3Uri } from '../../api/s3-uri.ts';
import { useSession } from '../../session/session.ts';
import { Dialog } from '../dialog.tsx';
import { ListFault } from '../list-fault.tsx';
import { TokenPagination } from '../token-pagination.tsx';
import { entryColumns } from './columns.tsx';
import { placesTo, type Entry, type Place } from './entries.ts';
import { otherStoreText } from './other-store.ts';
import { useEntries } from './use-entries.ts';

interface Props {
  title: string;
  choose: 'object' | 'folder';
  // 's3://bucket/folder/call.wav', or 's3://bucket/folder/'.
  onChosen: (uri: string) => void;
  onDismiss: () => void;
}

export function S3Picker({ title, choose, onChosen, onDismiss }: Props) {
  const { config } = useSession();
  const [place, setPlace] = useState<Place>();
  const [selected, setSelected] = useState<Entry>();
  const otherStore = otherStoreText(config);
  // The open folder is the one when none of those in it is selected.
  const open = choose === 'folder' && place ? formatS3Uri(place) : undefined;
  const uri = selected?.uri ?? open;

  const go = (next: Place) => {
    setPlace(next);
    setSelected(undefined);
  };

  return (
    <Dialog
      size="large"
      header={title}
      onClose={onDismiss}
      secondary={
        <Button variant="link" onClick={onDismiss}>
          Cancel
        </Button>
      }
      primary={
        <Button variant="primary" disabled={!uri} onClick={() => uri && onChosen(uri)}>
          Choose
        </Button>
      }
    >
      {otherStore ? (
        <Alert type="info">{otherStore} Enter its address by hand.</Alert>
      ) : (
        <SpaceBetween size="s">
          <BreadcrumbGroup
            ariaLabel="Folders"
            items={placesTo(place).map(({ text }, index) => ({ text, href: `#${index}` }))}
            onFollow={(event) => {
              event.preventDefault();
              go(placesTo(place)[Number(event.detail.href.slice(1))]?.place);
            }}
          />
          <Entries
            // A place has its own search and pages.
            key={place ? formatS3Uri(place) : ''}
            place={place}
            choose={choose}
            selected={selected}
            onSelect={setSelected}
            onOpen={go}
          />
          <LiveRegion>
            {uri ? (
              <>
                To be chosen: <Box variant="code">{uri}</Box>
              </>
            ) : (
              `Select ${choose === 'object' ? 'an object' : 'a bucket or folder'}.`
            )}
          </LiveRegion>
        </SpaceBetween>
      )}
    </Dialog>
  );
}

interface EntriesProps {
  place: Place;
  choose: Props['choose'];
  selected: Entry | undefined;
  onSelect: (entry: Entry | undefined) => void;
  onOpen: (place: Place) => void;
}

function Entries({ place, choose, selected, onSelect, onOpen }: EntriesProps) {
  const list = useEntries(place);
  const [typed, setTyped] = useState('');
  const isChoosable = ({ kind }: Entry) => (kind === 'object') === (choose === 'object');
  const label = place ? 'Find names that begin with' : 'Find buckets by name';
  if (list.error !== undefined) {
    return (
      <ListFault header="The list could not be loaded" error={list.error} onRetry={list.refresh} />
    );
  }
  return (
    <Table
      variant="embedded"
      items={list.entries}
      trackBy="uri"
      columnDefinitions={entryColumns(place, onOpen)}
      loading={list.loading}
      loadingText="Loading"
      // A bucket of recordings is opened, not chosen: without choosable rows there are no buttons.
      {...((place || choose === 'folder') && { selectionType: 'single' as const })}
      selectedItems={selected ? [selected] : []}
      isItemDisabled={(entry) => !isChoosable(entry)}
      onSelectionChange={({ detail }) => onSelect(detail.selectedItems[0])}
      onRowClick={({ detail }) => isChoosable(detail.item) && onSelect(detail.item)}
      ariaLabels={{
        tableLabel: place ? formatS3Uri(place) : 'Buckets',
        selectionGroupLabel: 'Selection',
        itemSelectionLabel: (_data, { name }) => `Select ${name}`,
      }}
      filter={
        <TextFilter
          filteringText={typed}
          filteringPlaceholder={label}
          filteringAriaLabel={label}
          filteringClearAriaLabel="Clear the search"
          onChange={({ detail }) => setTyped(detail.filteringText)}
          onDelayedChange={({ detail }) => {
            onSelect(undefined);
            list.setSearch(detail.filteringText);
          }}
        />
      }
      pagination={<TokenPagination pages={list} />}
      empty={list.search ? 'No matches' : place ? 'This folder is empty.' : 'There are no buckets.'}
    />
  );
}
