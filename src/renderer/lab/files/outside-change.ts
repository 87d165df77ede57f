/** The document's file was changed by someone else: noticed when the lab is looked at again, and at a save. */
import { useEventListener } from '@vueuse/core'
import { shallowRef } from 'vue'
import type { FileToken, LabApi } from '../../../shared/lab-api'
import type { DocumentFile, DocumentOwner } from '../document'
import type { FilesOwner } from './files'
import type { LabOutside } from '../lab'

export interface OutsideOptions {
  readonly host: LabApi
  readonly document: DocumentOwner
  readonly files: Pick<FilesOwner, 'saveTo' | 'openAgain'>
}

export interface OutsideOwner extends LabOutside {
  /** A save has met such a file. */
  ask(file: DocumentFile): void
}

/** Listens to the window as long as the scope lives. */
export function createOutside({ host, document, files }: OutsideOptions): OutsideOwner {
  const asked = shallowRef<DocumentFile | null>(null)
  const change = shallowRef<{ readonly fileName: string } | null>(null)
  /** Put off: not asked about again before a save meets it. */
  let putOff: FileToken | null = null

  function ask(file: DocumentFile | null): void {
    asked.value = file
    change.value = file && { fileName: file.name }
  }

  async function look(): Promise<void> {
    const { file } = document.state.value.place
    if (!file || file.token === putOff || asked.value) return
    const changed = await host.changedOutside(file.token)
    // Meanwhile the document may have been saved there, or be another one.
    if (changed && document.state.value.place.file === file && !asked.value) ask(file)
  }
  // Of the window, where there is one.
  useEventListener('focus', () => void look())

  return {
    change,
    ask,
    async answer(answer) {
      const file = asked.value
      ask(null)
      if (!file) return
      putOff = answer === 'later' ? file.token : null
      if (answer === 'replace') await files.saveTo(file, true)
      else if (answer === 'save-as') await files.saveTo(null)
      else if (answer === 'open') await files.openAgain(file.token)
    },
  }
}
