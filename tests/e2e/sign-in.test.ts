import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Console, closeBrowser } from './support/browser.ts';
import { Service } from './support/service.ts';

let service: Service;
before(async () => (service = await Service.start('script')));
after(async () => {
  await closeBrowser();
  await service.stop();
});

test('the address of the service leads a browser to the console', async () => {
  const console = await Console.open(service);
  await console.page.goto(service.endpoint);
  assert.equal(console.page.url(), `${service.endpoint}/console/`);
  await console.heading('Sign in to Tacet').waitFor();
  await console.close();
});

test('empty fields and a wrong key are told at once, and nothing more', async () => {
  const console = await Console.open(service);
  await console.button('Sign in').click();
  await console.sees('Enter the access key ID.');
  await console.sees('Enter the secret access key.');
  const { id, secret } = await service.key('admin');
  for (const [wrongId, wrongSecret] of [
    [id, 'not-the-secret'],
    ['TACETNOBODY000000000', secret],
  ] as const) {
    await console.page.getByLabel('Access key ID').fill(wrongId);
    await console.page.getByLabel('Secret access key').fill(wrongSecret);
    await console.button('Sign in').click();
    await console.sees('The access key ID or the secret access key is not correct.');
    assert.equal(await console.page.locator('#top').count(), 0);
  }
  await console.close();
});

test('the secret stays in memory: nothing is stored, and a reloaded page asks again', async () => {
  const console = await Console.signedIn(service);
  await console.heading('Transcription jobs').waitFor();
  const stored = await console.page.evaluate(() => ({
    storage: JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    cookie: document.cookie,
  }));
  const { id, secret } = await service.key('admin');
  for (const kept of Object.values(stored)) assert.ok(!kept.includes(id) && !kept.includes(secret));
  await console.page.reload();
  await console.heading('Sign in to Tacet').waitFor();
  await console.close();
});

test('signing out shows the sign-in page', async () => {
  const console = await Console.signedIn(service);
  const { id } = await service.key('admin');
  await console.button(new RegExp(id)).click();
  await console.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await console.heading('Sign in to Tacet').waitFor();
  await console.close();
});

for (const dark of [false, true]) {
  test(`the sign-in page is accessible, ${dark ? 'dark' : 'light'}`, async () => {
    const console = await Console.open(service, { dark });
    await console.heading('Sign in to Tacet').waitFor();
    await console.isAccessible();
    await console.screenshot(dark ? 'sign-in-dark' : 'sign-in');
    await console.close();
  });
}
