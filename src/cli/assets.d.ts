/** A file as a `data:` address, so that the built command is one file. */
declare module '*?inline' {
  const address: string
  export default address
}
