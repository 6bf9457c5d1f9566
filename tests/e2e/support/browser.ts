// Debian's Chromium, and the console in it as a person of some role has it.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from 'playwright-core';
import type { Role } from '../../../console/src/api/review.ts';
import { ROOT, type Service } from './service.ts';

// Of a loaded machine; nothing waits so long when all is well.
const PATIENCE_MS = 60_000;
// Of the Tab key on one page.
const MOST_STOPS = 120;
const SCREENSHOTS = join(ROOT, 'build/e2e/screenshots');

let browser: Promise<Browser> | undefined;

function launched(): Promise<Browser> {
  browser ??= chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // Root has no sandbox, and a container little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
  });
  return browser;
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close();
  browser = undefined;
}

interface View {
  role?: Role;
  dark?: boolean;
  width?: number;
  height?: number;
  // Origins beside the service's that the page may load from.
  loadsFrom?: readonly string[];
}

export class Console {
  readonly page: Page;
  readonly service: Service;
  readonly #context: BrowserContext;
  // What a person would not see: faults of scripts, refused loads, requests to elsewhere.
  readonly #faults: string[] = [];

  private constructor(
    service: Service,
    context: BrowserContext,
    page: Page,
    loadsFrom: readonly string[],
  ) {
    this.service = service;
    this.#context = context;
    this.page = page;
    page.on('pageerror', (error) => this.#faults.push(String(error)));
    page.on('console', (message) => {
      // The browser itself writes a line for each answer of 400 and above, which tests ask for.
      const ofAnswer = message.text().startsWith('Failed to load resource: the server responded');
      if (message.type() === 'error' && !ofAnswer) this.#faults.push(message.text());
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      const inside = ['data:', 'blob:'].includes(url.protocol);
      if (!inside && ![service.endpoint, ...loadsFrom].includes(url.origin))
        this.#faults.push(`a request to ${url.origin}`);
    });
  }

  // At the sign-in page.
  static async open(service: Service, view: View = {}): Promise<Console> {
    const context = await (
      await launched()
    ).newContext({
      viewport: { width: view.width ?? 1360, height: view.height ?? 900 },
      colorScheme: view.dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      locale: 'en-US',
      timezoneId: 'UTC',
      permissions: ['clipboard-read', 'clipboard-write'],
      acceptDownloads: true,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const console = new Console(service, context, await context.newPage(), view.loadsFrom ?? []);
    await console.page.goto(`${service.endpoint}/console/`);
    return console;
  }

  static async signedIn(service: Service, view: View = {}, path = '#/jobs'): Promise<Console> {
    const console = await Console.open(service, view);
    await console.signIn(view.role ?? 'admin');
    await console.go(path);
    return console;
  }

  async signIn(role: Role): Promise<void> {
    const { id, secret } = await this.service.key(role);
    await this.page.getByLabel('Access key ID').fill(id);
    await this.page.getByLabel('Secret access key').fill(secret);
    await this.button('Sign in').click();
    await this.page.locator('#top').waitFor();
  }

  // To a page of ours, by its address in the fragment: a load would sign out.
  async go(path: string): Promise<void> {
    await this.page.evaluate((hash) => (window.location.hash = hash), path);
  }

  button(name: string | RegExp, within: Page | Locator = this.page): Locator {
    return within.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  }

  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }

  // The input of the next request for this operation, while `action` is done.
  async sent(operation: string, action: () => Promise<unknown>): Promise<unknown> {
    const [request] = await Promise.all([
      this.page.waitForRequest((each) =>
        (each.headers()['x-amz-target'] ?? '').endsWith(`.${operation}`),
      ),
      action(),
    ]);
    return request.postDataJSON();
  }

  // Presses Tab until the element of this name has the focus.
  async tabTo(name: string): Promise<void> {
    const wanted = this.page
      .getByRole('button', { name, exact: true })
      .or(this.page.getByRole('textbox', { name, exact: true }))
      .or(this.page.getByRole('checkbox', { name, exact: true }));
    await wanted.first().waitFor();
    for (let presses = 0; presses < MOST_STOPS; presses += 1) {
      const focused = await wanted.evaluateAll((all) =>
        all.some((each) => each === document.activeElement),
      );
      if (focused) return;
      await this.page.keyboard.press('Tab');
    }
    assert.fail(`The Tab key does not come to ${name}.`);
  }

  async choose(select: string | RegExp, option: string): Promise<void> {
    await this.button(select).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  // Drags a file over the page and drops it where that is asked for.
  async drop(fileName: string, content: Uint8Array): Promise<void> {
    const file = { name: fileName, base64: Buffer.from(content).toString('base64') };
    const dataTransfer = await this.page.evaluateHandle(({ name, base64 }) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name));
      return transfer;
    }, file);
    await this.page.locator('body').dispatchEvent('dragover', { dataTransfer });
    await this.page
      .getByText(/^Drop files or folders to upload/)
      .dispatchEvent('drop', { dataTransfer });
  }

  // The same with files and folders of the disk.
  async dropFromDisk(...files: string[]): Promise<void> {
    const session = await this.#context.newCDPSession(this.page);
    const data = { items: [], files, dragOperationsMask: 1 };
    const drag = (type: 'dragEnter' | 'dragOver' | 'drop', x: number, y: number) =>
      session.send('Input.dispatchDragEvent', { type, x, y, data });
    await drag('dragEnter', 300, 300);
    await drag('dragOver', 300, 300);
    const zone = await this.page.getByText(/^Drop files or folders to upload/).boundingBox();
    assert.ok(zone);
    const [x, y] = [zone.x + zone.width / 2, zone.y + zone.height / 2];
    await drag('dragOver', x, y);
    await drag('drop', x, y);
    await session.detach();
  }

  async sees(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor();
  }

  async screenshot(name: string): Promise<string> {
    mkdirSync(SCREENSHOTS, { recursive: true });
    const path = join(SCREENSHOTS, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  // No finding of axe that it calls serious or critical. Its script comes by the debugging protocol,
  // so the page's Content-Security-Policy stays as it is.
  async isAccessible(): Promise<void> {
    await this.page.evaluate(axe.source);
    const findings = await this.page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run();
      return violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, help, nodes }) => ({
          id,
          help,
          nodes: nodes.map(({ html, failureSummary }) => `${html}\n${failureSummary}`),
        }));
    });
    assert.deepEqual(findings, [], await this.page.title());
  }

  // Tables scroll in their own frames.
  async isNotWiderThanTheScreen(): Promise<void> {
    const { content, screen } = await this.page.evaluate(() => ({
      content: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }));
    assert.ok(content <= screen, `${content} pixels on a screen of ${screen}`);
  }

  // To be called at the end of each test that did not fail before.
  async close(): Promise<void> {
    await this.#context.close();
    assert.deepEqual(this.#faults, [], 'faults that the page did not show');
  }
}
