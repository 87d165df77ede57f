/** A small Electron in memory. Importing the real one in a test would start its download. */
export {}
