// An empty service, and one click to a redacted recording: with the real models.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client } from './support/client.ts';
import { Service } from './support/service.ts';

let service: Service;
before(async () => (service = await Service.start('speech')));
after(async () => {
  await closeBrowser();
  await service.stop();
});

test('an empty service says how to begin, in the dark and on a narrow screen too', async () => {
  for (const [name, view] of [
    ['empty-service', {}],
    ['empty-service-dark', { dark: true }],
    ['empty-service-narrow', { width: 400, height: 800 }],
  ] as const) {
    const console = await Console.signedIn(service, view);
    await console.heading('Your first job').waitFor();
    await console.isAccessible();
    await console.isNotWiderThanTheScreen();
    await console.screenshot(name);
    await console.close();
  }
});

test('the commands name this service and this key, and are copied by a click', async () => {
  const console = await Console.signedIn(service);
  await console.button('Copy commands for AWS CLI').click();
  await console.sees('Copied');
  const copied = await console.page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes(`AWS_ENDPOINT_URL=${service.endpoint}\n`), copied);
  assert.ok(copied.includes((await service.key('admin')).id), copied);
  for (const [tab, text] of [
    ['Python (boto3)', 'import boto3'],
    ['JavaScript', '@aws-sdk/client-transcribe'],
  ] as const) {
    await console.page.getByRole('tab', { name: tab }).click();
    await console.sees(new RegExp(text));
  }
  await console.close();
});

test('who may only read is told that there is nothing, and offered nothing', async () => {
  const console = await Console.signedIn(service, { role: 'read-redacted' });
  await console.sees('Jobs are shown here once somebody has created one.');
  for (const name of ['Run the sample', 'Create job', 'Delete', 'Copy']) {
    assert.equal(await console.button(name).count(), 0, name);
  }
  await console.close();
});

test('one click runs the sample to its end, and the list follows', async () => {
  const console = await Console.signedIn(service, { role: 'submit' });
  await console.button('Run the sample').click();
  await console.sees('Job sample-call was created. It takes about a minute.');
  const row = console.page.getByRole('row', { name: /sample-call/ });
  await row.getByText('In progress').waitFor();
  await row.getByText('Complete', { exact: true }).waitFor({ timeout: 180_000 });
  await console.close();

  const client = await Client.of(service);
  const { TranscriptionJob: job } = await client.transcribe.call('GetTranscriptionJob', {
    TranscriptionJobName: 'sample-call',
  });
  assert.equal(job?.TranscriptionJobStatus, 'COMPLETED');
  assert.equal(job?.ContentRedaction?.RedactionOutput, 'redacted_and_unredacted');
  const { Redactions } = await client.review.call('ListRedactions', {
    TranscriptionJobName: 'sample-call',
  });
  assert.ok(Redactions.length > 0, 'nothing was redacted');
});
