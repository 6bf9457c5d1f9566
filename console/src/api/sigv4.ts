// AWS Signature Version 4 with Web Crypto, in the Authorization header or in the query of a link.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
//
// The secret is held as a key that cannot be exported again: once a Signer is made, no script can read
// it back, and it is gone with the page.

const ALGORITHM = 'AWS4-HMAC-SHA256';
const EMPTY = new Uint8Array();
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Scope {
  region: string;
  service: string; // 'transcribe' or 's3'
}

export interface RequestToSign {
  method: string;
  url: URL;
  headers?: Record<string, string>;
  body?: Bytes;
  now: Date;
}

export interface LinkToSign {
  method: string;
  url: URL;
  now: Date;
  expiresSeconds: number;
}

function utf8(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export async function sha256Hex(bytes: Bytes): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', bytes));
}

// Everything but A-Z a-z 0-9 - . _ ~ as %XX: stricter than encodeURIComponent.
export function encodeRfc3986(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function importHmacKey(bytes: BufferSource): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

function hmac(key: CryptoKey, text: string): Promise<ArrayBuffer> {
  return crypto.subtle.sign('HMAC', key, utf8(text));
}

// '20150830T123600Z'
function amzDate(now: Date): string {
  return now.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function scopeText(date: string, scope: Scope): string {
  return `${date.slice(0, 8)}/${scope.region}/${scope.service}/aws4_request`;
}

// S3 signs the path as it is sent; every other service encodes it once more.
function canonicalPath(url: URL, service: string): string {
  if (service === 's3') return url.pathname;
  return url.pathname.split('/').map(encodeRfc3986).join('/');
}

function byCodePoint(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

// `+` in a query is a plus sign to AWS, though URLSearchParams would read a space.
function canonicalQuery(url: URL): string {
  return url.search
    .slice(1)
    .split('&')
    .filter(Boolean)
    .map((pair) => {
      const [name = '', value = ''] = pair.split(/=(.*)/s, 2);
      return [name, value].map((part) => encodeRfc3986(decodeURIComponent(part))) as [
        string,
        string,
      ];
    })
    .sort((a, b) => byCodePoint(a[0], b[0]) || byCodePoint(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

interface Canonical {
  text: string;
  signedHeaders: string;
}

function canonicalRequest(
  method: string,
  url: URL,
  service: string,
  headers: Record<string, string>,
  payloadHash: string,
): Canonical {
  const lines = Object.entries(headers)
    .map(([name, value]) => [name.toLowerCase(), value.trim().replace(/ +/g, ' ')] as const)
    .sort((a, b) => byCodePoint(a[0], b[0]));
  const signedHeaders = lines.map(([name]) => name).join(';');
  const text = [
    method,
    canonicalPath(url, service),
    canonicalQuery(url),
    ...lines.map(([name, value]) => `${name}:${value}`),
    '',
    signedHeaders,
    payloadHash,
  ].join('\n');
  return { text, signedHeaders };
}

export class Signer {
  readonly accessKeyId: string;
  readonly #secret: CryptoKey;
  // By scope, so that a page that signs many requests derives a day's key once.
  readonly #signingKeys = new Map<string, Promise<CryptoKey>>();

  private constructor(accessKeyId: string, secret: CryptoKey) {
    this.accessKeyId = accessKeyId;
    this.#secret = secret;
  }

  static async create(accessKeyId: string, secretAccessKey: string): Promise<Signer> {
    return new Signer(accessKeyId, await importHmacKey(utf8(`AWS4${secretAccessKey}`)));
  }

  // The headers to send, without Host, which the browser adds. All of `headers` are signed.
  async sign(request: RequestToSign, scope: Scope): Promise<Record<string, string>> {
    const date = amzDate(request.now);
    const payloadHash = await sha256Hex(request.body ?? EMPTY);
    const headers: Record<string, string> = { ...request.headers, 'X-Amz-Date': date };
    // S3 wants the hash as a header, other services compute it themselves.
    if (scope.service === 's3') headers['X-Amz-Content-Sha256'] = payloadHash;
    const { text, signedHeaders } = canonicalRequest(
      request.method,
      request.url,
      scope.service,
      { ...headers, Host: request.url.host },
      payloadHash,
    );
    const signature = await this.#signature(text, date, scope);
    const credential = `${this.accessKeyId}/${scopeText(date, scope)}`;
    headers.Authorization =
      `${ALGORITHM} Credential=${credential}, SignedHeaders=${signedHeaders}, ` +
      `Signature=${signature}`;
    return headers;
  }

  // A link that works without a header until it expires. Whoever has it can use it.
  async presign(link: LinkToSign, scope: Scope): Promise<string> {
    const date = amzDate(link.now);
    const url = new URL(link.url);
    const parameters = {
      'X-Amz-Algorithm': ALGORITHM,
      'X-Amz-Credential': `${this.accessKeyId}/${scopeText(date, scope)}`,
      'X-Amz-Date': date,
      'X-Amz-Expires': String(link.expiresSeconds),
      'X-Amz-SignedHeaders': 'host',
    };
    const added = Object.entries(parameters).map(
      ([name, value]) => `${name}=${encodeRfc3986(value)}`,
    );
    url.search = [url.search.slice(1), ...added].filter(Boolean).join('&');
    const { text } = canonicalRequest(
      link.method,
      url,
      scope.service,
      { Host: url.host },
      scope.service === 's3' ? UNSIGNED_PAYLOAD : await sha256Hex(EMPTY),
    );
    const signature = await this.#signature(text, date, scope);
    return `${url.href}&X-Amz-Signature=${signature}`;
  }

  async #signature(canonical: string, date: string, scope: Scope): Promise<string> {
    const digest = await sha256Hex(utf8(canonical));
    const toSign = [ALGORITHM, date, scopeText(date, scope), digest].join('\n');
    return hex(await hmac(await this.#signingKey(date, scope), toSign));
  }

  #signingKey(date: string, scope: Scope): Promise<CryptoKey> {
    const name = scopeText(date, scope);
    let key = this.#signingKeys.get(name);
    if (!key) {
      key = this.#derive(name.split('/'));
      this.#signingKeys.set(name, key);
    }
    return key;
  }

  async #derive(parts: string[]): Promise<CryptoKey> {
    let key = this.#secret;
    for (const part of parts) key = await importHmacKey(await hmac(key, part));
    return key;
  }
}
