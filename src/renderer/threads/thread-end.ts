/** That a thread has ended, be it without a word: its lock becomes free. Calls to it would wait for ever. */
import { isLifeSign } from '../../shared/life-sign'

export function onThreadEnd(worker: Worker, listener: () => void): void {
  const hear = ({ data }: MessageEvent<unknown>): void => {
    if (!isLifeSign(data)) return
    worker.removeEventListener('message', hear)
    void navigator.locks.request(data.heldLock, listener)
  }
  worker.addEventListener('message', hear)
}
