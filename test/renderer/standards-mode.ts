/** happy-dom doesn't say which mode its pages are in; KaTeX asks, and the lab's page is in standards mode. */
if (typeof document !== 'undefined') {
  Object.defineProperty(document, 'compatMode', { value: 'CSS1Compat', configurable: true })
}
