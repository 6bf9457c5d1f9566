// From a file on somebody's computer to a published review, with the real models.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { Service } from './support/service.ts';

const PUBLISHED_WITHIN_MS = 5_000;

let service: Service;
let client: Client;
before(async () => {
  service = await Service.start('speech');
  client = await Client.of(service);
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

// Each part goes on where the one before it ended.
test('upload, job, review, publication', async (t) => {
  const console = await Console.signedIn(service, { role: 'submit' }, '#/storage');
  const { page } = console;
  const { keyboard } = page;
  let revealed = '';

  await t.test('a bucket is made, and a file dropped into it', async () => {
    await console.button('Create bucket').click();
    const dialog = page.getByRole('dialog', { name: 'Create bucket' });
    await dialog.getByLabel('Name').fill('calls');
    await console.button('Create bucket', dialog).click();
    await page.getByRole('link', { name: 'calls' }).click();
    await console.sees('Drop files or folders here, or choose Upload.');
    await console.drop('call.wav', await clip(20));
    await console.sees('1 file was uploaded');
    await page.getByRole('rowheader', { name: 'call.wav' }).waitFor();
    await console.screenshot('storage');
  });

  await t.test('the file is browsed for in the wizard, and the job redacts it', async () => {
    await console.go('#/create-job');
    await page.getByLabel('Name', { exact: true }).fill('first-call');
    await console.button('Browse S3').first().click();
    const picker = page.getByRole('dialog');
    await picker.getByText('calls', { exact: true }).click();
    await picker.getByText('call.wav').first().click();
    await console.button('Choose', picker).click();
    await page.locator('[value="s3://calls/call.wav"]').waitFor();
    await console.button('Next').click();
    await page.getByLabel('PII redaction', { exact: true }).check();
    await page.getByLabel('Include unredacted transcript in job output').check();
    await console.button('Create job').click();
    await console.sees('Job first-call was created.');
    const row = page.getByRole('row', { name: /first-call/ });
    await row.getByText('Complete', { exact: true }).waitFor({ timeout: 180_000 });
    await page.getByRole('link', { name: 'first-call' }).click();
    await page.locator('.words').getByText('[PII]').first().waitFor();
    // A recording that is slow to come: a word is clicked before.
    await page.route('**/calls/call.wav?*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 2_000));
      await route.continue();
    });
    await console.button('Review').click();
  });

  const text = page.getByRole('application', { name: 'Transcript' });
  const marks = text.locator('mark');
  await t.test('the recording is heard, and its words are lit as they are spoken', async () => {
    await marks.first().waitFor();
    await console.button('Play').waitFor();
    await text.locator('[data-word="0"]').click();
    await console.button('Pause').waitFor();
    await text.locator('.is-spoken').waitFor();
    await console.button('Pause').click();
    await console.screenshot('review');
    await console.isAccessible();
  });

  await t.test('by keyboard one is revealed and taken back, and another added', async () => {
    await text.focus();
    await keyboard.press('n');
    await keyboard.press('v');
    const words = page.getByText('Unredacted text').locator('xpath=../..').locator('code');
    revealed = (await words.textContent()) ?? '';
    assert.match(service.auditLog(), /"redaction\.revealed"/);
    await keyboard.press('r');
    await text.locator('mark.is-rejected').waitFor();
    await text.focus();
    await keyboard.press('Control+End');
    await keyboard.press('m');
    await text.locator('mark.is-accepted').waitFor();
  });

  const before = await client.review.call('ListRedactions', {
    TranscriptionJobName: 'first-call',
  });
  await t.test('what is published is there at once, and what was before is kept', async () => {
    await keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: 'Publish redactions' });
    await dialog.getByText('1 added').waitFor();
    await dialog.getByText('1 taken back').waitFor();
    await console.isAccessible();
    const began = Date.now();
    await console.button('Publish', dialog).click();
    await console.sees('Version 2 was published.');
    const took = Date.now() - began;
    t.diagnostic(`published in ${took} ms`);
    assert.ok(took < PUBLISHED_WITHIN_MS, `published after ${took} ms`);

    const list = await client.review.call('ListRedactions', {
      TranscriptionJobName: 'first-call',
    });
    assert.equal(list.Version, 2);
    assert.deepEqual(
      list.Versions.map(({ Version }) => Version),
      [2, 1],
    );
    const first = before.Redactions[0];
    assert.ok(!list.Redactions.some(({ StartTime }) => StartTime === first?.StartTime));
    assert.equal(list.Redactions.at(-1)?.Origin, 'REVIEWER');
    assert.match(service.auditLog(), /"redactions\.published"/);
    assert.ok(!service.auditLog().includes(revealed), 'the audit log holds no text');
    await text
      .getByText(revealed.split(' ')[0] ?? '')
      .first()
      .waitFor();
  });

  await console.close();
});

test('who may read the redacted side alone sees no more of it, nor does the server give it', async () => {
  const console = await Console.signedIn(
    service,
    { role: 'read-redacted' },
    '#/jobs/first-call/review',
  );
  const { page } = console;
  const text = page.getByRole('application', { name: 'Transcript' });
  await text.locator('mark').first().waitFor();
  for (const key of ['n', 'v', 'r', 'm', 'Control+Enter']) await text.press(key);
  for (const name of ['Play', 'Hear', 'Reveal', 'Accept', 'Reject', 'Redact', 'Publish']) {
    assert.equal(await console.button(name).count(), 0, name);
  }
  assert.equal(await page.locator('audio, canvas').count(), 0);
  assert.doesNotMatch((await page.locator('main').textContent()) ?? '', /unredacted|audit/i);
  await console.isAccessible();
  await console.close();

  const reader = await Client.of(service, 'read-redacted');
  const { Redactions, Version, MediaFileUri } = await reader.review.call('ListRedactions', {
    TranscriptionJobName: 'first-call',
  });
  assert.equal(MediaFileUri, undefined);
  const RedactionId = Redactions[0]?.RedactionId ?? '';
  const reveal = { TranscriptionJobName: 'first-call', RedactionId, Version };
  await assert.rejects(reader.review.call('RevealRedaction', reveal), {
    code: 'AccessDeniedException',
  });
  assert.equal((await reader.s3('GET', 'calls/call.wav')).status, 403);
});
