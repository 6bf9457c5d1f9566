// The real service in a process of its own, with a data directory that goes away with it.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { openSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Role } from '../../../console/src/api/review.ts';

export const ROOT = join(import.meta.dirname, '../../..');
const TACET = process.env.TACET ?? join(ROOT, 'build/tacet');
const MODELS = process.env.TACET_MODELS_DIR ?? join(ROOT, 'build/models');
const CONSOLE = process.env.TACET_CONSOLE_OUT ?? join(ROOT, 'build/console');
const START_SECONDS = 120;

// What the scripted recogniser hears in every recording.
export const SCRIPT = 'Hello, my name is Maria Lopez. You can reach me at 415-555-0132. Thank you.';

export interface Key {
  id: string;
  secret: string;
}

type Settings = Record<string, string | number | boolean>;

export class Service {
  readonly endpoint: string;
  readonly #folder: string;
  readonly #process: ChildProcess;
  readonly #keys = new Map<Role, Promise<Key>>();

  private constructor(endpoint: string, folder: string, child: ChildProcess) {
    this.endpoint = endpoint;
    this.#folder = folder;
    this.#process = child;
  }

  // With the real models, or with a recogniser that hears the script everywhere at no cost.
  static async start(
    hears: 'speech' | 'script',
    more: Settings = {},
    script = SCRIPT,
  ): Promise<Service> {
    const folder = await mkdtemp(join(tmpdir(), 'tacet-e2e-'));
    const path = (name: string) => join(folder, name);
    await writeFile(path('script.txt'), `${script}\n`);
    const engine: Settings =
      hears === 'speech'
        ? { 'recognition.models_dir': MODELS }
        : {
            'recognition.engine': 'scripted',
            'recognition.script_file': path('script.txt'),
            'redaction.pii_model': 'none',
          };
    const settings = { data_dir: path('data'), 'console.dir': CONSOLE, ...engine, ...more };
    // JSON of nested objects: { 'console.dir': 'x' } is { console: { dir: 'x' } }.
    const nested: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(settings)) {
      const [section, key] = name.split('.', 2) as [string, string?];
      if (key === undefined) nested[section] = value;
      else nested[section] = { ...(nested[section] as object), [key]: value };
    }
    await writeFile(path('tacet.json'), JSON.stringify(nested));

    const log = openSync(path('log'), 'a');
    const options = ['--listen', '127.0.0.1:0', '--address-file', path('address')];
    const child = spawn(TACET, ['serve', '--config', path('tacet.json'), ...options], {
      stdio: ['ignore', log, log],
    });
    // A test that is stopped leaves no service behind.
    process.once('exit', () => {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    const deadline = Date.now() + START_SECONDS * 1000;
    for (;;) {
      const address = await readFile(path('address'), 'utf8').catch(() => '');
      if (address && (await isReady(address.trim()))) {
        return new Service(address.trim(), folder, child);
      }
      if (child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`The service did not start:\n${readFileSync(path('log'), 'utf8')}`);
      }
      await pause(50);
    }
  }

  // The one key of this role.
  key(role: Role): Promise<Key> {
    const known = this.#keys.get(role) ?? this.#createKey(role);
    this.#keys.set(role, known);
    return known;
  }

  async #createKey(role: Role): Promise<Key> {
    const options = ['--role', role, '--format', 'json', '--data-dir', join(this.#folder, 'data')];
    const { stdout } = await promisify(execFile)(TACET, ['keys', 'create', ...options]);
    const made = JSON.parse(stdout) as { accessKeyId: string; secretAccessKey: string };
    return { id: made.accessKeyId, secret: made.secretAccessKey };
  }

  // Of the jobs: SQLite, which other processes may change too.
  get database(): string {
    return join(this.#folder, 'data/tacet.db');
  }

  auditLog(): string {
    return readFileSync(join(this.#folder, 'data/audit.log'), 'utf8');
  }

  async stop(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once('exit', resolve));
    if (this.#process.exitCode === null) {
      this.#process.kill('SIGTERM');
      await ended;
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function isReady(endpoint: string): Promise<boolean> {
  const answer = await fetch(`${endpoint}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}
