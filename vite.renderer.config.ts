/** The page and its worker; in a file of its own, so that the browser's dev server needs no Electron. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig, type UserConfig } from 'vite'
import { kernels } from './scripts/kernels'
import { ISOLATION_HEADERS } from './src/shared/content-security-policy'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export const rendererConfig: UserConfig = {
  root: here('src/renderer'),
  // Paths relative to the page: the same files are served by app:// and by http://127.0.0.1.
  base: './',
  plugins: [vue(), kernels()],
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  build: {
    outDir: here('out/renderer'),
    emptyOutDir: true,
    target: 'es2023',
    minify: 'oxc',
    // Inlined as data: the wasm module would be blocked by the content security policy.
    assetsInlineLimit: 0,
    rollupOptions: { input: here('src/renderer/index.html') },
  },
}

export default defineConfig(rendererConfig)
