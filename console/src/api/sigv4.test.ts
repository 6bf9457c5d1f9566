import { describe, expect, it } from 'vitest';
import { Signer, encodeRfc3986 } from './sigv4.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
// The keys of AWS's published examples.
const S3_SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const suite = () => Signer.create('AKIDEXAMPLE', SECRET);

function signatureOf(headers: Record<string, string>): string {
  return headers.Authorization?.split('Signature=')[1] ?? '';
}

describe("AWS's Signature Version 4 test suite", () => {
  const now = new Date('2015-08-30T12:36:00Z');
  const scope = { region: 'us-east-1', service: 'service' };

  it.each([
    [
      'get-vanilla',
      'GET',
      '/',
      {},
      '',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-vanilla-query-order-key-case',
      'GET',
      '/?Param2=value2&Param1=value1',
      {},
      '',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'post-vanilla',
      'POST',
      '/',
      {},
      '',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      'POST',
      '/',
      { 'Content-Type': 'application/x-www-form-urlencoded' },
      'Param1=value1',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', async (_name, method, path, headers, body, signature) => {
    const url = new URL(`https://example.amazonaws.com${path}`);
    const signed = await (
      await suite()
    ).sign({ method, url, headers, body: bytes(body), now }, scope);
    expect(signatureOf(signed)).toBe(signature);
  });
});

// The examples of "Authenticating Requests" in Amazon S3's API reference.
describe("Amazon S3's published examples", () => {
  const now = new Date('2013-05-24T00:00:00Z');
  const scope = { region: 'us-east-1', service: 's3' };
  const signer = () => Signer.create('AKIAIOSFODNN7EXAMPLE', S3_SECRET);
  const bucket = 'https://examplebucket.s3.amazonaws.com';

  it('GET of a range', async () => {
    const url = new URL(`${bucket}/test.txt`);
    const headers = { Range: 'bytes=0-9' };
    const signed = await (await signer()).sign({ method: 'GET', url, headers, now }, scope);
    expect(signatureOf(signed)).toBe(
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    );
  });

  it('PUT of an object', async () => {
    const url = new URL(`${bucket}/test%24file.text`);
    const headers = {
      Date: 'Fri, 24 May 2013 00:00:00 GMT',
      'X-Amz-Storage-Class': 'REDUCED_REDUNDANCY',
    };
    const body = bytes('Welcome to Amazon S3.');
    const signed = await (await signer()).sign({ method: 'PUT', url, headers, body, now }, scope);
    expect(signatureOf(signed)).toBe(
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  it('a parameter without a value', async () => {
    const url = new URL(`${bucket}/?lifecycle`);
    const signed = await (await signer()).sign({ method: 'GET', url, now }, scope);
    expect(signatureOf(signed)).toBe(
      'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
    );
  });

  it('a signed link', async () => {
    const link = { method: 'GET', url: new URL(`${bucket}/test.txt`), now, expiresSeconds: 86400 };
    expect(await (await signer()).presign(link, scope)).toBe(
      `${bucket}/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256` +
        '&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request' +
        '&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host' +
        '&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
    );
  });
});

// Computed with botocore 1.43.11, whose clock stood still.
describe("the AWS SDK for Python's signatures", () => {
  const now = new Date('2024-02-29T23:59:58Z');
  const object = 'https://tacet.example/recordings/a%20b/%C3%BC%2B%281%29.wav';
  const json = {
    'Content-Type': 'application/x-amz-json-1.1',
    'X-Amz-Target': 'Transcribe.ListTranscriptionJobs',
  };

  it.each([
    [
      'transcribe',
      'POST',
      'http://127.0.0.1:9320/',
      json,
      '{"MaxResults":5}',
      'SignedHeaders=content-type;host;x-amz-date;x-amz-target, ' +
        'Signature=863463129331d4e50ef92a0318acfe597fbd04b6d22d5a77a8026b57779c0778',
    ],
    [
      's3',
      'GET',
      'http://127.0.0.1:9320/recordings?list-type=2&prefix=my%20folder%2F&delimiter=%2F&encoding-type=url',
      {},
      '',
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
        'Signature=c8cc3f33f67d040932eb7fba810355a19b867b90df9663ba3af79288eee710c7',
    ],
    [
      's3',
      'PUT',
      `${object}?partNumber=2&uploadId=x-y_z~1`,
      {},
      'some bytes',
      'SignedHeaders=host;x-amz-content-sha256;x-amz-date, ' +
        'Signature=6396187c666032b8e7536fa90636445682f608e9e3d37429df5ac4b681e9f3ef',
    ],
  ])('%s %s %s', async (service, method, url, headers, body, end) => {
    const request = { method, url: new URL(url), headers, body: bytes(body), now };
    const signed = await (await suite()).sign(request, { region: 'eu-central-1', service });
    expect(signed.Authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20240229/eu-central-1/${service}/aws4_request, ${end}`,
    );
  });

  it('a link to a key with letters of all kinds', async () => {
    const link = { method: 'GET', url: new URL(object), now, expiresSeconds: 900 };
    const scope = { region: 'eu-central-1', service: 's3' };
    expect(await (await suite()).presign(link, scope)).toContain(
      '&X-Amz-Signature=8c3bd3b3c9b16660d18ad7a5cd2c6ba0cef61b254b4e7f3e375dd74c37b21daa',
    );
  });
});

it('a signer never shows its secret', async () => {
  const signer = await suite();
  expect(JSON.stringify(signer)).not.toContain(SECRET);
  expect(Object.values(signer)).toEqual(['AKIDEXAMPLE']);
});

it('encodes what encodeURIComponent leaves', () => {
  expect(encodeRfc3986("a-._~!'()* /+ü")).toBe('a-._~%21%27%28%29%2A%20%2F%2B%C3%BC');
});
