/** What Vite makes of imported files. Its own declarations would bring the page's DOM into the worker. */
declare module '*?url' {
  const address: string
  export default address
}

declare module '*?raw' {
  const text: string
  export default text
}
