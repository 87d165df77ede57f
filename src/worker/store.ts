/** The store thread's door. */
import { expose } from 'comlink'
import { holdLifeLock } from './hold-life-lock'
import { createIndexedStore } from './indexed-store'

expose(createIndexedStore())
holdLifeLock()
