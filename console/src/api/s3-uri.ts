// s3://bucket/key, as people write it in the console's fields.

export interface S3Location {
  bucket: string;
  key: string; // may be empty, or end in / for a folder
}

export function parseS3Uri(uri: string): S3Location | undefined {
  const parts = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(uri.trim());
  return parts?.[1] ? { bucket: parts[1], key: parts[2] ?? '' } : undefined;
}

export function formatS3Uri({ bucket, key }: S3Location): string {
  return `s3://${bucket}/${key}`;
}

// 'calls/today/a.wav' is 'a.wav', 'calls/today/' is 'today'.
export function lastPart(key: string): string {
  return key.replace(/\/$/, '').replace(/^.*\//s, '');
}

// The folder that holds `key`: '' at the top.
export function folderOf(key: string): string {
  return key.replace(/\/$/, '').replace(/[^/]*$/s, '');
}
