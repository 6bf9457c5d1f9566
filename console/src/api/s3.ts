// The buckets, path style, on the service's own address.
import { send, signedHeaders, type Connection, type Outgoing } from './connection.ts';
import { ApiError, noAnswer } from './errors.ts';
import { formatS3Uri } from './s3-uri.ts';
import { childrenOf, childText, elementsOf, parseXml } from './s3-xml.ts';
import { encodeRfc3986 } from './sigv4.ts';

export interface Bucket {
  name: string;
  created: Date;
}

export interface ObjectSummary {
  key: string;
  size: number;
  lastModified: Date;
}

export interface ListedPage {
  folders: string[]; // whole prefixes, with the / at the end
  objects: ObjectSummary[];
  nextToken?: string;
}

export interface PutOptions {
  contentType?: string;
  signal?: AbortSignal;
  // Bytes of this request that have left the computer.
  onProgress?: (sent: number) => void;
}

export interface SentPart {
  number: number;
  etag: string;
}

type Query = Record<string, string>;

// Of a listing, as many as a page of a table shows.
export const FOLDER_PAGE = 100;

export class S3Client {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async listBuckets(signal?: AbortSignal): Promise<Bucket[]> {
    const document = await this.#xml({ method: 'GET', url: this.#url('', ''), signal });
    return elementsOf(document, 'Bucket').map((bucket) => ({
      name: childText(bucket, 'Name'),
      created: new Date(childText(bucket, 'CreationDate')),
    }));
  }

  async createBucket(bucket: string): Promise<void> {
    await this.#request({ method: 'PUT', url: this.#url(bucket, '') });
  }

  // Only an empty one.
  async deleteBucket(bucket: string): Promise<void> {
    await this.#request({ method: 'DELETE', url: this.#url(bucket, '') });
  }

  // What lies in the folder `prefix` ('' = the top), not what lies in its folders. `prefix` may go on
  // behind the / with what the names begin with.
  async listFolder(
    bucket: string,
    prefix: string,
    token?: string,
    signal?: AbortSignal,
  ): Promise<ListedPage> {
    return this.#list(
      bucket,
      {
        delimiter: '/',
        'max-keys': String(FOLDER_PAGE),
        prefix,
        ...(token && { 'continuation-token': token }),
      },
      signal,
    );
  }

  // All objects of the folder and of its folders.
  async *objectsUnder(bucket: string, prefix: string, signal?: AbortSignal) {
    let token: string | undefined;
    do {
      const query: Query = { prefix, ...(token && { 'continuation-token': token }) };
      const page = await this.#list(bucket, query, signal);
      yield* page.objects;
      token = page.nextToken;
    } while (token);
  }

  async hasObject(bucket: string, key: string, signal?: AbortSignal): Promise<boolean> {
    // The first of all names that begin with a name is that name itself.
    const { objects } = await this.#list(bucket, { prefix: key, 'max-keys': '1' }, signal);
    return objects[0]?.key === key;
  }

  async getObject(bucket: string, key: string, signal?: AbortSignal): Promise<Response> {
    return this.#request({ method: 'GET', url: this.#url(bucket, key), signal });
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    await this.#request({ method: 'DELETE', url: this.#url(bucket, key) });
  }

  async putObject(
    bucket: string,
    key: string,
    body: Blob,
    options: PutOptions = {},
  ): Promise<void> {
    await this.#put(this.#url(bucket, key), body, options);
  }

  async createMultipartUpload(bucket: string, key: string, contentType = ''): Promise<string> {
    const document = await this.#xml({
      method: 'POST',
      url: this.#url(bucket, key, { uploads: '' }),
      headers: contentType ? { 'Content-Type': contentType } : {},
    });
    return elementsOf(document, 'UploadId')[0]?.textContent ?? '';
  }

  async uploadPart(
    bucket: string,
    key: string,
    uploadId: string,
    number: number,
    body: Blob,
    options: PutOptions = {},
  ): Promise<SentPart> {
    const url = this.#url(bucket, key, { partNumber: String(number), uploadId });
    return { number, etag: await this.#put(url, body, options) };
  }

  async completeMultipartUpload(
    bucket: string,
    key: string,
    uploadId: string,
    parts: SentPart[],
  ): Promise<void> {
    // An ETag is hexadecimal digits in quotes: nothing that XML would need escaped.
    const list = parts.map(
      ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
    );
    const body = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
    // A failure while the parts are joined comes with status 200, as it began to answer before.
    const document = await this.#xml({
      method: 'POST',
      url: this.#url(bucket, key, { uploadId }),
      headers: { 'Content-Type': 'application/xml' },
      body: new TextEncoder().encode(body),
    });
    if (document.documentElement.localName === 'Error') throw errorOf(document, 200);
  }

  async abortMultipartUpload(bucket: string, key: string, uploadId: string): Promise<void> {
    await this.#request({ method: 'DELETE', url: this.#url(bucket, key, { uploadId }) });
  }

  // A link for a player or a download, which cannot send headers.
  presignGet(
    bucket: string,
    key: string,
    expiresSeconds = 900,
    query: Query = {},
  ): Promise<string> {
    const { signer, region, now } = this.#connection;
    const link = { method: 'GET', url: this.#url(bucket, key, query), now: now(), expiresSeconds };
    return signer.presign(link, { region, service: 's3' });
  }

  #url(bucket: string, key: string, query: Query = {}): URL {
    const segments = [bucket, ...(key ? key.split('/') : [])];
    // Every browser resolves these, encoded or not: the request would be for another object.
    if (segments.some((segment) => segment === '.' || segment === '..')) {
      throw new ApiError(
        'InvalidURI',
        `A browser cannot ask for ${formatS3Uri({ bucket, key })}.`,
        0,
      );
    }
    const url = new URL(`${this.#connection.origin}/${segments.map(encodeRfc3986).join('/')}`);
    url.search = Object.entries(query)
      .map(([name, value]) => `${encodeRfc3986(name)}=${encodeRfc3986(value)}`)
      .join('&');
    return url;
  }

  async #request(outgoing: Omit<Outgoing, 'service'>): Promise<Response> {
    const response = await send(this.#connection, { service: 's3', ...outgoing });
    if (!response.ok) {
      throw errorOf(parseXml(await response.text()), response.status, response.statusText);
    }
    return response;
  }

  async #list(bucket: string, query: Query, signal?: AbortSignal): Promise<ListedPage> {
    const url = this.#url(bucket, '', { 'list-type': '2', ...query });
    const document = await this.#xml({ method: 'GET', url, signal });
    const next = elementsOf(document, 'NextContinuationToken')[0]?.textContent;
    return {
      folders: elementsOf(document, 'CommonPrefixes').map((each) => childText(each, 'Prefix')),
      objects: elementsOf(document, 'Contents').map((each) => ({
        key: childText(each, 'Key'),
        size: Number(childText(each, 'Size')),
        lastModified: new Date(childText(each, 'LastModified')),
      })),
      ...(next && { nextToken: next }),
    };
  }

  async #xml(outgoing: Omit<Outgoing, 'service'>): Promise<Document> {
    const response = await this.#request(outgoing);
    const document = parseXml(await response.text());
    if (!document) throw new ApiError('MalformedAnswer', 'The answer is no XML.', response.status);
    return document;
  }

  // By XMLHttpRequest, as fetch does not tell how much of a body was sent. Returns the ETag.
  async #put(url: URL, body: Blob, options: PutOptions): Promise<string> {
    options.signal?.throwIfAborted();
    const bytes = new Uint8Array(await body.arrayBuffer());
    const headers = await signedHeaders(this.#connection, {
      service: 's3',
      method: 'PUT',
      url,
      headers: options.contentType ? { 'Content-Type': options.contentType } : {},
      body: bytes,
    });
    options.signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      const abort = () => request.abort();
      request.open('PUT', url);
      for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
      request.upload.onprogress = (event) => options.onProgress?.(event.loaded);
      request.onload = () => {
        if (request.status === 200) resolve(request.getResponseHeader('ETag') ?? '');
        else reject(errorOf(parseXml(request.responseText), request.status, request.statusText));
      };
      request.onerror = () => reject(noAnswer());
      request.onabort = () => reject(new DOMException('The upload was cancelled.', 'AbortError'));
      request.onloadend = () => options.signal?.removeEventListener('abort', abort);
      options.signal?.addEventListener('abort', abort);
      request.send(bytes);
    });
  }
}

function errorOf(document: Document | undefined, status: number, statusText = ''): ApiError {
  const root = document?.documentElement;
  const part = (name: string) => (root && childrenOf(root, name)[0]?.textContent) || '';
  return new ApiError(
    part('Code') || `HTTP${status}`,
    part('Message') || `The service answered with status ${status} ${statusText}`.trim() + '.',
    status,
    part('RequestId'),
  );
}
