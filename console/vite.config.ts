import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vitest/config';

// For `npm run dev`: where a running `tacet serve` answers.
const service = process.env.TACET_ENDPOINT ?? 'http://127.0.0.1:9320';
const built = fileURLToPath(new URL('../build/console', import.meta.url));

// Cloudscape's toolbar of narrow screens gives its <nav> an orientation, which ARIA has for other
// roles alone: a serious finding of axe. Taken out; the build fails once there is nothing to take.
function validToolbar(): Plugin {
  const attribute = '"aria-orientation": "horizontal", ';
  return {
    name: 'valid-toolbar',
    transform: {
      filter: { id: /components\/app-layout\/visual-refresh\/mobile-toolbar\.js$/ },
      handler(code) {
        if (!code.includes(attribute)) this.error('the toolbar is valid now: remove this plugin');
        return { code: code.replace(attribute, ''), map: null };
      },
    },
  };
}

export default defineConfig(({ command }) => ({
  plugins: [validToolbar()],
  // Built files work under whatever path they are served at.
  base: command === 'serve' ? '/console/' : './',
  build: {
    outDir: process.env.TACET_CONSOLE_OUT ?? built,
    emptyOutDir: true,
    target: 'es2023',
    // Nothing as a data: URL or an inline script, so that the Content-Security-Policy can be strict.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: 'manifest.json',
    license: { fileName: 'licenses.md' },
    chunkSizeWarningLimit: 1024,
    rolldownOptions: {
      // "use client" of every Cloudscape file, which means nothing outside a server's rendering.
      checks: { moduleLevelDirective: false },
    },
  },
  server: {
    // The sample recording is that of the repository.
    fs: { allow: ['.', '../examples'] },
    // The Host header is signed, so the service must be asked under the name that the browser used.
    proxy: Object.fromEntries(
      ['^/(?!console(/|$))', '^/console/config\\.json$'].map((path) => [
        path,
        { target: service, changeOrigin: false },
      ]),
    ),
  },
  test: {
    // Tests of pages say that they need jsdom, which takes seconds to start.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    // Of a loaded machine; nothing waits so long when all is well.
    testTimeout: 60_000,
  },
}));
