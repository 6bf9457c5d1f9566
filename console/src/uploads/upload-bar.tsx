// How far the uploads are, above every page.
import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar';
import ProgressBar from '@cloudscape-design/components/progress-bar';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { sizeText } from '../components/browse-s3/size-text.ts';
import { formatS3Uri } from '../api/s3-uri.ts';
import { isUnderWay, type UploadItem, type UploadQueue } from './upload-queue.ts';
import { useUploads } from './uploads.tsx';

const SHOWN = 100;
// Shown first.
const LOUD: readonly UploadItem['state'][] = ['failed', 'present'];

export default function UploadBar() {
  const { queue, items } = useUploads();
  return <Flashbar items={[messageOf(items, queue)]} />;
}

function messageOf(
  items: readonly UploadItem[],
  queue: UploadQueue,
): FlashbarProps.MessageDefinition {
  const underWay = items.filter(isUnderWay);
  const failed = items.filter(({ state }) => state === 'failed');
  const present = items.filter(({ state }) => state === 'present');
  const content = (
    <>
      {underWay.length > 0 && <Total items={items} />}
      <ExpandableSection headerText="Files" defaultExpanded={items.length <= 3}>
        <ul className="uploads">
          {/* What goes wrong is not to be looked for. */}
          {[...failed, ...present, ...items.filter(({ state }) => !LOUD.includes(state))]
            .slice(0, SHOWN)
            .map((item) => (
              <File key={item.id} item={item} queue={queue} />
            ))}
          {items.length > SHOWN && <li>and {items.length - SHOWN} more</li>}
        </ul>
      </ExpandableSection>
    </>
  );
  if (underWay.length > 0) {
    const header = `Uploading ${filesText(underWay.length)}`;
    const action = items.length > 1 && <Button onClick={() => queue.clear()}>Cancel all</Button>;
    return { id: 'uploads', type: 'in-progress', loading: true, header, content, action };
  }
  const dismiss = { dismissible: true, dismissLabel: 'Close', onDismiss: () => queue.clear() };
  if (failed.length > 0) {
    const header = `${failed.length} of ${filesText(items.length)} could not be uploaded`;
    return { id: 'failed', type: 'error', header, content, ...dismiss };
  }
  if (present.length > 0) {
    const header = `${present.length} of ${filesText(items.length)} would replace an object`;
    const action = present.length > 1 && (
      <Button onClick={() => present.forEach(({ id }) => queue.replace(id))}>Replace all</Button>
    );
    return { id: 'present', type: 'warning', header, content, action, ...dismiss };
  }
  const header =
    items.length === 1 ? '1 file was uploaded' : `${filesText(items.length)} were uploaded`;
  return { id: 'done', type: 'success', header, content, ...dismiss };
}

function filesText(count: number): string {
  return count === 1 ? '1 file' : `${count} files`;
}

function percentOf(items: readonly UploadItem[]): number {
  const size = items.reduce((sum, { file }) => sum + file.size, 0);
  const sent = items.reduce((sum, item) => sum + item.sent, 0);
  return size === 0 ? 0 : Math.floor((100 * sent) / size);
}

function Total({ items }: { items: readonly UploadItem[] }) {
  return (
    <ProgressBar
      variant="flash"
      value={percentOf(items)}
      ariaLabel="Uploaded"
      additionalInfo="You can go to other pages. Closing this tab or signing out ends the uploads."
    />
  );
}

function File({ item, queue }: { item: UploadItem; queue: UploadQueue }) {
  const { id, file, path, state, target, error } = item;
  return (
    <li>
      <span>
        {formatS3Uri(target)}, {sizeText(file.size)}
      </span>
      <State item={item} />
      {error !== undefined && state === 'failed' && <span>{error}</span>}
      {state === 'failed' && (
        <Button ariaLabel={`Try again: ${path}`} onClick={() => queue.retry(id)}>
          Try again
        </Button>
      )}
      {state === 'present' && (
        <Button ariaLabel={`Replace ${path}`} onClick={() => queue.replace(id)}>
          Replace
        </Button>
      )}
      {(isUnderWay(item) || state === 'present') && (
        <Button ariaLabel={`Cancel ${path}`} onClick={() => queue.cancel(id)}>
          Cancel
        </Button>
      )}
    </li>
  );
}

function State({ item }: { item: UploadItem }) {
  switch (item.state) {
    case 'waiting':
      return <StatusIndicator type="pending">Waiting</StatusIndicator>;
    case 'sending':
      return <StatusIndicator type="in-progress">{percentOf([item])}%</StatusIndicator>;
    case 'done':
      return <StatusIndicator type="success">Uploaded</StatusIndicator>;
    case 'present':
      return <StatusIndicator type="warning">An object has this name already</StatusIndicator>;
    case 'failed':
      return <StatusIndicator type="error">Failed</StatusIndicator>;
  }
}
