import Box from '@cloudscape-design/components/box';
import FileDropzone, { useFilesDragging } from '@cloudscape-design/components/file-dropzone';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table from '@cloudscape-design/components/table';
import TextFilter from '@cloudscape-design/components/text-filter';
import { useEffect, useState } from 'react';
import { formatS3Uri, type S3Location } from '../../api/s3-uri.ts';
import { entryColumns } from '../../components/browse-s3/columns.tsx';
import type { Entry, Place } from '../../components/browse-s3/entries.ts';
import { storageAddress } from '../../components/browse-s3/storage-address.ts';
import { useEntries } from '../../components/browse-s3/use-entries.ts';
import { ListFault } from '../../components/list-fault.tsx';
import { TokenPagination } from '../../components/token-pagination.tsx';
import { navigate } from '../../routing/router.ts';
import { canWrite, useSession } from '../../session/session.ts';
import { useNotifyFailure } from '../../shell/notices.tsx';
import { droppedFiles } from '../../uploads/dropped-files.ts';
import { useUploads } from '../../uploads/uploads.tsx';
import { BucketActions } from './bucket-actions.tsx';
import { ObjectActions } from './object-actions.tsx';

export function EntriesPage({ place }: { place: Place }) {
  const { role } = useSession();
  const { queue } = useUploads();
  const notifyFailure = useNotifyFailure();
  const list = useEntries(place);
  const { areFilesDragging } = useFilesDragging();
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState<Entry[]>([]);
  useRefreshOnUpload(place, list.refresh);

  const add = async (items: DataTransferItemList, to: S3Location) => {
    try {
      queue.add(await droppedFiles(items), to);
    } catch (error) {
      notifyFailure('What was dropped could not be read', error);
    }
  };

  const mayChange = canWrite(role);
  const present = list.entries.filter(({ uri }) => selected.some((entry) => entry.uri === uri));
  const label = place ? 'Find names that begin with' : 'Find buckets by name';
  const actions = {
    selected: present,
    onRefresh: () => {
      setSelected([]);
      list.refresh();
    },
  };

  return (
    <SpaceBetween size="l">
      {list.error !== undefined && <ListFault error={list.error} onRetry={list.refresh} />}
      {place && mayChange && areFilesDragging && (
        // The dropzone tells of files alone, not of what is in a folder.
        <div onDrop={(event) => void add(event.dataTransfer.items, place)}>
          <FileDropzone onChange={() => undefined}>
            Drop files or folders to upload them to {formatS3Uri(place)}
          </FileDropzone>
        </div>
      )}
      <Table
        variant="full-page"
        stickyHeader
        resizableColumns
        enableKeyboardNavigation
        items={list.entries}
        trackBy="uri"
        columnDefinitions={entryColumns(
          place,
          (next) => navigate(storageAddress(next)),
          storageAddress,
        )}
        loading={list.loading}
        loadingText="Loading"
        {...((place || role === 'admin') && {
          selectionType: place ? ('multi' as const) : ('single' as const),
        })}
        selectedItems={present}
        onSelectionChange={({ detail }) => setSelected(detail.selectedItems)}
        ariaLabels={{
          tableLabel: place ? formatS3Uri(place) : 'Buckets',
          selectionGroupLabel: 'Selection',
          allItemsSelectionLabel: () => 'Select all of this page',
          itemSelectionLabel: (_data, { name }) => `Select ${name}`,
        }}
        header={
          place ? <ObjectActions place={place} {...actions} /> : <BucketActions {...actions} />
        }
        filter={
          <TextFilter
            filteringText={typed}
            filteringPlaceholder={label}
            filteringAriaLabel={label}
            filteringClearAriaLabel="Clear the search"
            onChange={({ detail }) => setTyped(detail.filteringText)}
            onDelayedChange={({ detail }) => list.setSearch(detail.filteringText)}
          />
        }
        pagination={<TokenPagination pages={list} />}
        empty={list.error === undefined && <Empty place={place} search={list.search} />}
      />
    </SpaceBetween>
  );
}

function Empty({ place, search }: { place: Place; search: string }) {
  const { role } = useSession();
  if (search) return <b>No matches</b>;
  if (!place) {
    return (
      <>
        <b>No buckets</b>
        <Box color="inherit">Create one to put recordings into it.</Box>
      </>
    );
  }
  return (
    <>
      <b>Nothing here</b>
      {canWrite(role) && <Box color="inherit">Drop files or folders here, or choose Upload.</Box>}
    </>
  );
}

function useRefreshOnUpload(place: Place, refresh: () => void): void {
  const { items } = useUploads();
  const arrived = items.filter(
    ({ state, target }) =>
      // What came into a folder may have made it.
      state === 'done' && target.bucket === place?.bucket && target.key.startsWith(place.key),
  ).length;
  const [seen, setSeen] = useState(arrived);
  useEffect(() => {
    if (arrived > seen) refresh();
    setSeen(arrived);
  }, [arrived, seen, refresh]);
}
