// What is seen at a place of the store: the buckets, or what lies in a folder of one.
import { FOLDER_PAGE, type S3Client } from '../../api/s3.ts';
import { formatS3Uri, lastPart, type S3Location } from '../../api/s3-uri.ts';

// A folder, '' for the top of the bucket; undefined is above all buckets.
export type Place = S3Location | undefined;

export interface Entry {
  kind: 'bucket' | 'folder' | 'object';
  name: string;
  location: S3Location;
  uri: string;
  size?: number;
  date?: Date;
}

export interface EntriesPage {
  entries: Entry[];
  nextToken?: string;
}

// `search`: what buckets' names contain, and what names in a folder begin with, which is what S3 can
// look for without reading all of a bucket.
export async function listEntries(
  s3: S3Client,
  place: Place,
  search: string,
  token?: string,
  signal?: AbortSignal,
): Promise<EntriesPage> {
  if (!place) return listBuckets(s3, search, token, signal);
  const { bucket, key: prefix } = place;
  const page = await s3.listFolder(bucket, prefix + search, token, signal);
  const entries = [
    ...page.folders.map((key) => entryOf('folder', { bucket, key })),
    // Some tools mark a folder with an object of its name.
    ...page.objects
      .filter(({ key }) => key !== prefix)
      .map(({ key, size, lastModified }) => ({
        ...entryOf('object', { bucket, key }),
        size,
        date: lastModified,
      })),
  ];
  return { entries, ...(page.nextToken && { nextToken: page.nextToken }) };
}

// They come all at once; a token is how many were shown before.
async function listBuckets(
  s3: S3Client,
  search: string,
  token?: string,
  signal?: AbortSignal,
): Promise<EntriesPage> {
  const start = Number(token ?? 0);
  const end = start + FOLDER_PAGE;
  const wanted = search.toLowerCase();
  const buckets = (await s3.listBuckets(signal)).filter(({ name }) => name.includes(wanted));
  const entries = buckets.slice(start, end).map(({ name, created }) => ({
    ...entryOf('bucket', { bucket: name, key: '' }),
    date: created,
  }));
  return { entries, ...(end < buckets.length && { nextToken: String(end) }) };
}

function entryOf(kind: Entry['kind'], location: S3Location): Entry {
  const name = kind === 'bucket' ? location.bucket : nameOf(location.key);
  return { kind, name, location, uri: formatS3Uri(location) };
}

// A folder with its /, by which it is told from an object of the same name.
function nameOf(key: string): string {
  return key.endsWith('/') ? `${lastPart(key)}/` : lastPart(key);
}

// The way from the top to a place, itself last.
export function placesTo(place: Place): { text: string; place: Place }[] {
  const trail: { text: string; place: Place }[] = [{ text: 'Buckets', place: undefined }];
  if (!place) return trail;
  const { bucket, key } = place;
  trail.push({ text: bucket, place: { bucket, key: '' } });
  const parts = key.split('/').slice(0, -1);
  for (const [index, part] of parts.entries()) {
    const folder = `${parts.slice(0, index + 1).join('/')}/`;
    trail.push({ text: part || '/', place: { bucket, key: folder } });
  }
  return trail;
}
