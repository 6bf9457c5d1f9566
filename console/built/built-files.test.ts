// What a browser gets. Run after a build: `npm run check:built`.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const out =
  process.env.TACET_CONSOLE_OUT ?? fileURLToPath(new URL('../../build/console', import.meta.url));
const read = (name: string) => readFileSync(join(out, name));

interface Chunk {
  file: string;
  imports?: string[];
  css?: string[];
}
const manifest = JSON.parse(read('manifest.json').toString()) as Record<string, Chunk>;

// A chunk's files and those that it cannot do without.
function filesOf(name: string, seen = new Set<string>()): Set<string> {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`The build has no ${name}.`);
  if (seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  chunk.css?.forEach((file) => seen.add(file));
  chunk.imports?.forEach((each) => filesOf(each, seen));
  return seen;
}

const gzipped = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + gzipSync(read(file)).length, 0);

const first = filesOf('index.html', filesOf('src/shell/shell.tsx'));
const scripts = [...first].filter((file) => file.endsWith('.js'));

describe('the first page', () => {
  it('is under 350 KB of script, gzipped', () => {
    expect(scripts.length).toBeGreaterThan(1);
    const kilobytes = gzipped(scripts) / 1000;
    console.log(`sign-in and what is around every page: ${kilobytes.toFixed(0)} KB gzipped`);
    expect(kilobytes).toBeLessThan(350);
  });

  it('does not hold the pages, which come when they are shown', () => {
    const pages = Object.keys(manifest).filter((name) => name.startsWith('src/pages/'));
    expect(pages.length).toBeGreaterThan(1);
    for (const page of pages) expect(first).not.toContain(manifest[page]?.file);
  });
});

describe('index.html', () => {
  const html = read('index.html').toString();

  it('has no script or style of its own, which the Content-Security-Policy would not run', () => {
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/);
  });

  it('names only files that are there, relative to itself', () => {
    const names = [...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, name]) => name ?? '');
    expect(names.length).toBeGreaterThan(2);
    for (const name of names) {
      expect(name).toMatch(/^\.\/assets\//);
      expect(existsSync(join(out, name))).toBe(true);
    }
  });
});

it('styles load nothing from elsewhere', () => {
  const sheets = readdirSync(join(out, 'assets')).filter((name) => name.endsWith('.css'));
  expect(sheets.length).toBeGreaterThan(0);
  for (const sheet of sheets) {
    expect(read(join('assets', sheet)).toString()).not.toMatch(/@import|url\(["']?(https?:)?\/\//);
  }
});

it('every asset has its hash in its name, so that it may be cached for ever', () => {
  for (const name of readdirSync(join(out, 'assets'))) {
    expect(name).toMatch(/-[\w-]{8}\.\w+$/);
  }
});

it('the licences of what is in it lie beside it', () => {
  const licences = read('licenses.md').toString();
  for (const name of ['react', '@cloudscape-design/components']) expect(licences).toContain(name);
});
