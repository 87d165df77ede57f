/** Unit and component tests: everything but the page in a browser runs in Node, components in happy-dom. */
import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

// The real module starts a download of Electron when a test imports it.
const alias = { electron: here('test/electron-stub/index.ts') }

export default defineConfig({
  test: {
    globalSetup: here('test/global-setup.ts'),
    restoreMocks: true,
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'node',
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/renderer/**', 'test/e2e/**'],
        },
      },
      {
        plugins: [vue()],
        resolve: { alias },
        test: {
          name: 'renderer',
          environment: 'happy-dom',
          include: ['test/renderer/**/*.test.ts'],
          setupFiles: here('test/renderer/standards-mode.ts'),
        },
      },
    ],
  },
})
