/** The store thread's door. */
import { expose } from 'comlink'
import { createIndexedStore } from './indexed-store'

expose(createIndexedStore())
