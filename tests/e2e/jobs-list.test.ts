// The list of jobs: filters, pages, deletion. Recognition is scripted, so jobs cost nothing.
import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Client, clip } from './support/client.ts';
import { Service } from './support/service.ts';

const JOBS = 10_000;
const nameOf = (number: number) => `call-${String(number).padStart(5, '0')}`;

let service: Service;
before(async () => {
  service = await Service.start('script', { 'workers.count': 0 });
  const client = await Client.of(service);
  await client.put('media');
  await client.put('media/clip.wav', await clip(1));
  await client.start(nameOf(1));
  multiply(service.database);
});
after(async () => {
  await closeBrowser();
  await service.stop();
});

// The one job, which nobody works at, becomes JOBS that differ in name and state: asking for each
// would take half a minute.
function multiply(file: string): void {
  const database = new DatabaseSync(file, { timeout: 30_000 });
  const columns = database
    .prepare("SELECT name FROM pragma_table_info('jobs') WHERE name <> 'number'")
    .all()
    .map(({ name }) => String(name));
  const changed: Record<string, string> = {
    name: "printf('call-%05d', copy)",
    name_lower: "printf('call-%05d', copy)",
    request: "replace(request, name, printf('call-%05d', copy))",
    status: "iif(copy % 100 = 0, 'FAILED', 'COMPLETED')",
    failure_reason: "iif(copy % 100 = 0, 'The recording has no sound.', '')",
    completion_ms: 'creation_ms + 1000',
  };
  const values = columns.map((column) => changed[column] ?? column);
  database.exec(`
    WITH RECURSIVE copies(copy) AS (SELECT 2 UNION ALL SELECT copy + 1 FROM copies WHERE copy < ${JOBS})
    INSERT INTO jobs (${columns.join()}) SELECT ${values.join()} FROM jobs, copies WHERE name = '${nameOf(1)}'
  `);
  database.close();
}

const firstName = (console: Console) => console.page.getByRole('rowheader').first().textContent();

test('ten thousand jobs are shown page by page, newest first', async () => {
  const console = await Console.signedIn(service);
  await console.page
    .getByRole('rowheader', { name: /^call-/ })
    .first()
    .waitFor();
  assert.equal(await console.page.getByRole('rowheader').count(), 50);
  const seen = new Set([await firstName(console)]);
  for (const page of [2, 3, 4]) {
    await console.button('Next page').click();
    await console.page.locator(`[aria-label="Page ${page}"][aria-current="true"]`).waitFor();
    seen.add(await firstName(console));
  }
  assert.equal(seen.size, 4, 'each page begins with another job');
  await console.isAccessible();
  await console.close();
});

test('one of ten thousand is found by its name', async () => {
  const console = await Console.signedIn(service);
  const began = Date.now();
  await console.page.getByRole('searchbox', { name: 'Find jobs by name' }).fill('all-01234');
  await console.page.getByRole('rowheader', { name: 'call-01234' }).waitFor();
  // From the last key to the answer, with the pause that ends the typing.
  assert.ok(Date.now() - began < 5_000, `found after ${Date.now() - began} ms`);
  assert.equal(await console.page.getByRole('rowheader').count(), 1);
  await console.page.getByRole('searchbox', { name: 'Find jobs by name' }).fill('nobody');
  await console.sees('No job has this name and status.');
  await console.button('Clear filters').click();
  await console.page.getByRole('rowheader').nth(49).waitFor();
  await console.close();
});

test('a status is looked for in all jobs, and a failure says why', async () => {
  const console = await Console.signedIn(service);
  const choose = async (status: string) => {
    await console.button(/^Status ./).click();
    await console.page.getByRole('option', { name: status }).click();
  };
  await choose('In progress');
  await console.page.getByRole('rowheader', { name: nameOf(1) }).waitFor();
  assert.equal(await console.page.getByRole('rowheader').count(), 1);
  await choose('Failed');
  await console.page.getByRole('rowheader', { name: nameOf(JOBS) }).waitFor();
  await console.button('Failed').first().click();
  await console.sees('The recording has no sound.');
  await choose('Queued');
  await console.sees('No job has this name and status.');
  await console.close();
});

test('selected jobs are deleted once it is confirmed, by a key that may', async () => {
  const console = await Console.signedIn(service, { role: 'submit' });
  await console.page.getByRole('searchbox', { name: 'Find jobs by name' }).fill('call-0000');
  await console.page.getByRole('rowheader', { name: nameOf(1) }).waitFor();
  for (const number of [1, 2]) {
    await console.page.getByRole('checkbox', { name: `Select ${nameOf(number)}` }).check();
  }
  await console.button('Delete').click();
  const dialog = console.page.getByRole('dialog', { name: 'Delete 2 jobs' });
  await dialog.getByText('Some of these jobs are not finished. They will be stopped.').waitFor();
  await console.isAccessible();
  await console.button('Delete', dialog).click();
  await console.sees('2 jobs were deleted.');
  await console.page.getByRole('rowheader', { name: nameOf(1) }).waitFor({ state: 'detached' });
  await console.page.getByRole('rowheader', { name: nameOf(3) }).waitFor();
  assert.equal(await console.page.getByRole('rowheader').count(), 7);
  await console.close();
});

test('who may only read sees the jobs and nothing to change them with', async () => {
  const console = await Console.signedIn(service, { role: 'read-redacted' });
  await console.page
    .getByRole('rowheader', { name: /^call-/ })
    .first()
    .waitFor();
  for (const name of ['Delete', 'Copy', 'Create job']) {
    assert.equal(await console.button(name).count(), 0, name);
  }
  assert.equal(await console.page.getByRole('checkbox').count(), 0);
  await console.close();
});

test('the list is accessible in the dark and on a narrow screen', async () => {
  for (const [name, view] of [
    ['jobs-many', {}],
    ['jobs-many-dark', { dark: true }],
    ['jobs-many-narrow', { width: 400, height: 800 }],
  ] as const) {
    const console = await Console.signedIn(service, view);
    await console.page
      .getByRole('rowheader', { name: /^call-/ })
      .first()
      .waitFor();
    await console.isAccessible();
    await console.isNotWiderThanTheScreen();
    await console.screenshot(name);
    await console.close();
  }
});

test('dark mode is a click, and stays on this computer', async () => {
  const console = await Console.signedIn(service);
  const colour = () =>
    console.page
      .getByRole('heading', { level: 1 })
      .evaluate((heading) => getComputedStyle(heading).color);
  const light = await colour();
  await console.button('Dark mode').click();
  const dark = await colour();
  assert.notEqual(dark, light);
  await console.page.reload();
  await console.heading('Sign in to Tacet').waitFor();
  assert.equal(await colour(), dark);
  await console.close();
});

test('the help panel says that redaction may miss something', async () => {
  const console = await Console.signedIn(service);
  await console.page
    .getByRole('button', { name: /help|tools/i })
    .first()
    .click();
  await console.sees('Redaction is a prediction');
  await console.isAccessible();
  await console.close();
});
