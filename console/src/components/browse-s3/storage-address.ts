// Where the page Browse S3 shows a place: '#/storage/recordings?prefix=in%2F'.
import { href } from '../../routing/router.ts';
import type { Place } from './entries.ts';

export function storageAddress(place: Place): string {
  if (!place) return href(['storage']);
  return href(['storage', place.bucket], place.key ? { prefix: place.key } : {});
}

export function placeAt(bucket: string | undefined, query: URLSearchParams): Place {
  if (!bucket) return undefined;
  const prefix = query.get('prefix') ?? '';
  return { bucket, key: prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/` };
}
