/**
 * What is packaged, and how: read by electron-builder. `npm run package` builds what it needs first. See
 * docs/packaging.md.
 */
import type { Configuration } from 'electron-builder'

/** The binary that npm start uses; electron-builder would download another one. */
const electronDist = 'node_modules/electron/dist'

const configuration: Configuration = {
  appId: 'org.deltalab.app',
  productName: 'Delta Lab',
  copyright: 'MIT licence, the Delta Lab authors',
  directories: { output: 'dist', buildResources: 'out/package' },
  // The built lab alone: nothing of node_modules is needed, since all of it is bundled.
  files: ['out/main/**', 'out/preload/**', 'out/renderer/**', 'package.json', '!**/*.map', '!node_modules'],
  asar: true,
  npmRebuild: false,
  publish: null,
  electronDist,
  // https://www.electronjs.org/docs/latest/tutorial/fuses
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
    resetAdHocDarwinSignature: true,
  },
  fileAssociations: [
    {
      ext: 'dlab',
      name: 'Delta Lab experiment',
      description: 'A neural network, its training and its curves',
      mimeType: 'application/x-delta-lab',
      role: 'Editor',
    },
  ],
  icon: 'out/package/icon.png',
  linux: {
    target: ['deb', 'AppImage'],
    category: 'Education',
    synopsis: 'Backpropagation, taken apart',
    maintainer: 'The Delta Lab authors <delta-lab@localhost>',
  },
  mac: { target: ['dmg'], category: 'public.app-category.education' },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true },
}

export default configuration
