/**
 * Every text a user can read, in one place, ready for translation: one section for each part of the lab.
 * Texts are short, friendly and exact. A text with numbers or names is a function.
 */
export const messages = {
  app: {
    name: 'Delta Lab',
  },
  problems: {},
  dataset: {},
  training: {},
  network: {},
  charts: {},
  transport: {},
  files: {},
  experiments: {},
  cli: {},
  start: {},
}
