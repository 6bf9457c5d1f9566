// Recordings and results in another S3 service, which the keys of this one do not open. Another
// Tacet is that service.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { Service } from './support/service.ts';

let other: Service;
let service: Service;
let folder: string;
before(async () => {
  other = await Service.start('script');
  const store = await Client.of(other);
  for (const bucket of ['media', 'results']) await store.put(bucket);
  await store.put('media/clip.wav', await clip(10));

  const { id, secret } = await other.key('admin');
  folder = await mkdtemp(join(tmpdir(), 'tacet-e2e-'));
  await writeFile(join(folder, 'secret'), secret, { mode: 0o600 });
  service = await Service.start('script', {
    'store.kind': 's3',
    'store.endpoint': other.endpoint,
    'store.access_key_id': id,
    'store.secret_access_key_file': join(folder, 'secret'),
  });
  const client = await Client.of(service);
  await client.start('call', {
    OutputBucketName: 'results',
    ContentRedaction: { RedactionType: 'PII', RedactionOutput: 'redacted_and_unredacted' },
  });
  const { FailureReason } = await client.ended('call');
  assert.equal(FailureReason, undefined);
});
after(async () => {
  await closeBrowser();
  await service.stop();
  await other.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('transcripts are shown and downloaded, and the recording is heard', async () => {
  const view = { loadsFrom: [other.endpoint] };
  const console = await Console.signedIn(service, view, '#/jobs/call');
  const { page } = console;
  const words = page.locator('.words').first();
  await words.getByText('[PII]').first().waitFor();
  await console.button('Download').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Download unredacted transcript' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'call.json');
  await page.getByRole('button', { name: 'Unredacted transcript' }).click();
  await words.getByText('4155550132').waitFor();

  await console.go('#/jobs/call/review');
  const text = page.getByRole('application', { name: 'Transcript' });
  await text.locator('mark').first().waitFor();
  await page.getByText('Drawing the waveform').waitFor({ state: 'detached' });
  await page.getByText('/ 0:10', { exact: false }).waitFor();
  await text.locator('[data-word="0"]').click();
  await console.button('Pause').waitFor();
  await text.locator('.is-spoken').waitFor();
  await console.button('Pause').click();
  const log = service.auditLog();
  for (const event of [/"object.read".*results\/call.json/, /"url.issued".*media\/clip.wav/]) {
    assert.match(log, event);
  }
  await console.close();
});

test('who reads redacted transcripts sees the redacted one', async () => {
  const console = await Console.signedIn(service, { role: 'read-redacted' }, '#/jobs/call');
  await console.page.locator('.words').getByText('[PII]').first().waitFor();
  assert.equal(await console.page.getByRole('button', { name: /unredacted/i }).count(), 0);
  await console.close();
});
